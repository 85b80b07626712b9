"""The needs, in the words of those who said them. Thirty-nine of the term's table, what was settled
before it, and five of the last days that nobody has given a discipline yet."""

from datetime import datetime, timedelta
from typing import NamedTuple

from elspace.core.models import EnteredFrom
from elspace.hub.enums import FormatCode
from elspace.needs.actions import (
    classify_need,
    confirm_need,
    decline_need,
    state_need,
    verify_need,
    withdraw_need,
)
from elspace.needs.enums import Level, Source
from elspace.trust.actions import mark_read

from .cast import Cast
from .keys import key_of
from .workshop import slip_of

SELF, CALL, PAPER, VOICE, MEETING = (
    EnteredFrom.SELF, EnteredFrom.CALL, EnteredFrom.PAPER, EnteredFrom.VOICE, EnteredFrom.MEETING,
)  # fmt: skip


class Said(NamedTuple):
    """One line: who, discipline ("" = to sort), level, when, how it came in, the words."""

    code: str
    discipline: str
    level: int
    when: str  # "1 Tue 09:20", or minutes before now
    entered: EnteredFrom
    words: str

    @property
    def person(self) -> str:
        return self.code.partition("-")[0]


# fmt: off
NEEDS = [Said(*line) for line in [
    ("R01-finance", "finance", 3, "1 Mon 10:10", SELF,
     "Je vends mon compost dix-huit dinars le sac mais je ne sais pas ce que le sac me coûte "
     "vraiment. Sans ça je ne peux pas signer avec la pépinière."),
    ("R02-selling", "selling", 3, "1 Mon 10:25", MEETING,
     "Les maraîchers trouvent le compost bon, puis ne rappellent pas. Je ne sais pas conclure."),
    ("R03-software", "software", 2, "1 Mon 11:05", SELF,
     "On note les tournées sur un cahier. J'aimerais un tableau que toute l'équipe remplisse "
     "depuis le téléphone."),
    ("R04-law", "law", 3, "1 Mon 14:30", CALL,
     "نريد أن نحوّل الورشة إلى شركة تعاونية. من يمضي؟ وما هي الوثائق اللازمة؟ "
     "بدونها لا نستطيع قبول طلبية النزل."),
    ("R06-funds", "funds", 3, "1 Tue 09:15", SELF,
     "On nous demande un dossier de financement de quarante pages. Je n'en ai jamais écrit un."),
    ("R06-design", "design-thinking", 2, "1 Tue 09:25", SELF,
     "Les soignants essaient l'application sans personne sourde dans la salle. Comment organiser "
     "un vrai essai, avec interprète ?"),
    ("R07-production", "production", 3, "1 Tue 10:40", SELF,
     "Le filtre tient deux semaines, puis il se bouche. Je cherche quelqu'un qui a déjà fait "
     "passer un prototype à l'usine."),
    ("R08-funds", "funds", 3, "1 Tue 10:55", SELF,
     "Un fonds veut nous revoir dans deux mois. Je ne comprends pas ce qu'il attend comme "
     "projections."),
    ("R09-team", "team", 2, "1 Tue 15:10", MEETING,
     "On est trois à avoir fondé le projet et on décide à deux. Ça commence à se voir."),
    ("R10-impact", "impact", 3, "1 Wed 09:05", PAPER,
     "La fondation demande des preuves : combien d'enfants lisent encore un mois après la "
     "caravane ? Je n'ai que des photos."),
    ("R11-funds", "funds", 2, "1 Wed 09:30", MEETING,
     "Où trouver de petites subventions pour acheter des livres ? Moins de cinq mille dinars."),
    ("R12-production", "production", 3, "1 Wed 10:15", VOICE,
     "البسيسة تتبدّل بنّتها من خلطة لخلطة. الحانوت قالّي: يا نفس البنّة، يا ما عادش نشري."),
    ("R12-selling", "selling", 2, "1 Wed 10:20", VOICE,
     "نحب نبيع للمغازة الكبيرة، أما ما نعرفش كيفاش نحكي معاهم على السوم."),
    ("R12-wellbeing", "wellbeing", 2, "4 Mon 17:20", SELF,
     "نخدم وحدي من الخمسة متاع الصباح. تعبت، وما عندي مع شكون نحكي."),
    ("R13-law", "law", 3, "1 Wed 11:30", SELF,
     "Dix voisins, un toit, un compteur : quelle forme juridique pour partager l'électricité sans "
     "finir fâchés ?"),
    ("R14-finance", "finance", 3, "1 Mon 11:40", SELF,
     "Il faut acheter les panneaux avant d'encaisser. Je n'arrive pas à faire un plan qui tienne "
     "plus de deux mois."),
    ("R15-finance", "finance", 3, "3 Mon 18:05", SELF,
     "À la fin du mois je ne sais pas si j'ai gagné ou perdu de l'argent."),
    ("R16-communication", "communication", 2, "1 Thu 09:40", SELF,
     "Nos livreurs sont beaux sur leurs vélos et personne ne le sait. Je voudrais publier "
     "régulièrement sans y passer mes soirées."),
    ("R17-software", "software", 3, "1 Thu 10:30", VOICE,
     "نحب نحط الزرابي في جدول على الأورديناتور، باش نعرف شنوة تباع وشنوة مازال. "
     "بالفرنسي ما نفهمش."),
    ("R17-wellbeing", "wellbeing", 2, "5 Wed 13:15", VOICE,
     "نجي ونخدم ونروّح، وما نحكي مع حتى حد. نحب نعرف كيفاش الآخرين يعملوا."),
    ("R18-selling", "selling", 2, "2 Mon 16:10", SELF,
     "Un syndic me demande un devis pour douze toits. Je ne sais pas faire un prix de gros."),
    ("R19-impact", "impact", 2, "1 Fri 09:20", SELF,
     "J'aimerais montrer de combien de degrés un toit vert rafraîchit l'appartement d'en dessous."),
    ("R20-design", "design-thinking", 3, "1 Fri 10:00", SELF,
     "On explique une démarche en vidéo et les gens posent la même question qu'avant. On s'est "
     "trompés de problème, mais lequel ?"),
    ("R21-communication", "communication", 2, "2 Tue 11:50", SELF,
     "Our page has nine thousand followers and almost nobody comes to the help desk. What are we "
     "telling them wrong?"),
    ("R22-finance", "finance", 2, "2 Wed 12:30", SELF,
     "Je fixe mes tarifs au visage de la personne. Ça ne peut pas durer."),
    ("R22-wellbeing", "wellbeing", 2, "3 Fri 17:30", MEETING,
     "J'écoute des jeunes toute la semaine. J'ai besoin d'un endroit où poser ce que j'entends."),
    ("R23-selling", "selling", 3, "2 Thu 09:45", MEETING,
     "Deux hôtels veulent nos fauteuils, mais avec quatre-vingt-dix jours pour payer. J'accepte ou "
     "je les laisse partir ?"),
    ("R24-production", "production", 2, "2 Thu 10:10", CALL,
     "الحلفاء توصلنا مبلولة والكراسي تعوج. يلزمنا طريقة باش نشيّحوها من غير ما تتكسر."),
    ("R25-finance", "finance", 3, "1 Tue 16:20", MEETING,
     "J'ai pris une presse à crédit et je ne sais plus quand je pourrai rembourser."),
    ("R25-pitch", "pitch", 1, "3 Tue 15:00", MEETING,
     "Si j'ai un jour cinq minutes devant un jury, j'aimerais ne pas bafouiller."),
    ("R26-selling", "selling", 2, "1 Sat 11:10", SELF,
     "Les gens viennent faire réparer, disent merci et partent. Comment demander un prix sans "
     "perdre l'esprit du café ?"),
    ("R27-software", "software", 2, "2 Fri 15:35", SELF,
     "We repair about forty laptops a month and follow them on sticky notes. A simple stock sheet "
     "would do."),
    ("R28-finance", "finance", 3, "3 Thu 08:50", SELF,
     "La farine a pris trente pour cent. Je ne sais pas à combien vendre le pain pour ne pas "
     "travailler à perte."),
    ("R28-production", "production", 2, "4 Tue 12:05", SELF,
     "Mon pain est bon le matin et dur le soir. Qui connaît la conservation sans additifs ?"),
    ("R29-software", "software", 2, "2 Sat 10:45", VOICE,
     "عندي ستين تسجيل في التليفون وما نلقى شي. نحب جدول نعرف بيه شكون حكات وعلى شنوة."),
    ("R31-team", "team", 2, "3 Mon 14:40", MEETING,
     "Deux de nos bénévoles ne se parlent plus et les réunions tournent court."),
    ("R32-law", "law", 3, "3 Mon 15:10", MEETING,
     "أريد أن أعرف ما هي حقوقي في الشغل بعد سنوات من الانقطاع."),
    # The last two days: said, not yet gone through with the person.
    ("R05-production", "production", 2, "1500", SELF,
     "Les tailles ne tombent jamais pareil d'une couturière à l'autre. Il nous faudrait un "
     "contrôle simple avant de livrer."),
    ("R30-funds", "funds", 2, "1320", SELF,
     "هل توجد جهة تموّل حلقات إذاعية بأصوات النساء الريفيات؟ نحتاج إلى مبلغ صغير لمعدّات التسجيل."),
    # Settled, declined or taken back since the beginning of the term.
    ("R01-finance-before", "finance", 2, "1 Mon 10:15", SELF,
     "Lire un relevé de banque sans appeler mon cousin."),
    ("R15-finance-before", "finance", 2, "1 Mon 12:00", MEETING,
     "Tenir un cahier de caisse que je remplisse vraiment chaque soir."),
    ("R28-finance-before", "finance", 2, "1 Mon 12:20", SELF,
     "Comprendre la différence entre ce que j'encaisse et ce que je gagne."),
    ("R02-selling-before", "selling", 2, "1 Mon 10:30", MEETING,
     "Préparer une visite chez un maraîcher : que dire dans les deux premières minutes."),
    ("R18-selling-before", "selling", 2, "1 Tue 17:00", SELF,
     "Répondre à « c'est trop cher » sans baisser mon prix."),
    ("R19-selling-before", "selling", 1, "1 Fri 09:30", SELF,
     "Présenter notre offre aux écoles."),
    ("R04-production-before", "production", 2, "2 Mon 09:50", CALL,
     "القماش يضيع برشا وقت القصّ. نحب طريقة ننظّم بيها طاولة القصّ."),
    ("R23-production-before", "production", 2, "2 Thu 09:50", MEETING,
     "Un gabarit pour couper l'alfa toujours à la même longueur."),
    ("R23-funds", "funds", 3, "2 Thu 10:00", MEETING,
     "Pourriez-vous nous prêter quinze mille dinars pour la machine à carder ?"),
    ("R29-communication", "communication", 1, "2 Sat 10:50", VOICE,
     "نحب نتعلّم نعمل غلاف للحلقات."),
    # Minutes before now: to sort.
    ("R29-invoice", "", 2, "4100", SELF,
     "n7eb na3ref kifech na3mel facture s7i7a, w ken lezemni patente 9bal wala le"),
    ("R02-town-hall", "", 2, "2900", VOICE,
     "(Message vocal) نحب حاويات من البلدية للكومبوست. كل مرة نمشي يقولولي ارجع غدوة، "
     "وما نعرفش شكون المسؤول."),
    ("R07-agreement", "", 2, "1600", SELF,
     "A lab abroad sent us an agreement about sharing data. Who can read it with us before we "
     "sign?"),
    ("R26-volunteers", "", 1, "1450", SELF,
     "Nos bénévoles du samedi arrivent quand ils peuvent. On aimerait compter dessus sans en faire "
     "des employés."),
    ("R24-helper", "", 2, "260", CALL,
     "أبحث عن متربّصة في التصميم تساعدنا على رسم كراسي للأطفال."),
]]
# fmt: on
CONFIDENTIAL = {"R22-wellbeing": "community", "R31-team": "programme", "R32-law": "programme"}
SEEN_BY = {
    "R28-production": Source.EXPERT,
    "R25-finance": Source.EXPERT,
    "R18-selling": Source.PEER,
    "R08-funds": Source.MILESTONE,
    "R10-impact": Source.MILESTONE,
}
WANTED_BEFORE = {"R08-funds": "9 Sat", "R10-impact": "11 Sat", "R01-finance": "10 Sat"}
# Who accepts one way of working only; the others accept any.
ACCEPTS = {"R20-design": FormatCode.WORKSHOP, "R21-communication": FormatCode.WORKSHOP}
FOR_MYSELF = {"wellbeing", "pitch"}  # other disciplines: for the project

DECLINED = {
    "R23-funds": (
        "2 Fri 11:00",
        "La maison ne prête ni ne donne d'argent aux projets. Nous pouvons vous présenter un "
        "organisme qui prête, si vous le souhaitez.",
    )
}
WITHDRAWN = {"R29-communication": "4 Sat 11:30"}


def tell_needs(cast: Cast) -> None:
    """Each need is said at its moment; what follows is kept for its own."""
    for line in NEEDS:
        cast.story.at(_moment(cast, line.when), _said, cast, line)
    for code, (when, reason) in DECLINED.items():
        cast.story.at(cast.days.at(when), _declined, cast, code, reason)
    for code, when in WITHDRAWN.items():
        cast.story.at(cast.days.at(when), _withdrawn, cast, code)


def settle(cast: Cast, code: str, settled: bool) -> None:
    """The person's own word, after the session."""
    need = cast.need(code)
    verify_need(need=need, settled=settled, by=need.person)


def _moment(cast: Cast, when: str) -> datetime:
    return cast.days.lately(int(when)) if when.isdecimal() else cast.days.at(when)


def _said(cast: Cast, line: Said) -> None:
    person = cast.people[line.person]
    by_self = line.entered == SELF
    referent = CONFIDENTIAL.get(line.code)
    venture = person.ventures.first()
    before = WANTED_BEFORE.get(line.code)
    typed_by = cast.programme if referent else cast.reception
    cast.needs[line.code] = state_need(
        person=person,
        words=line.words,
        level=Level(line.level),
        venture=None if line.discipline in FOR_MYSELF else venture,
        before_on=cast.days.day(before) if before else None,
        formats=[cast.formats[ACCEPTS[line.code]]] if line.code in ACCEPTS else [],
        source=SEEN_BY.get(line.code, Source.SELF),
        is_confidential=referent is not None,
        referent=cast.people[referent] if referent else None,
        slip=slip_of(cast, line.code, person),
        by=person if by_self else typed_by,
        entered_from=line.entered,
        key=key_of("need", line.code),
    )
    now = _moment(cast, line.when)
    if line.discipline:
        cast.story.at(now + timedelta(minutes=50), _sorted, cast, line)
    if line.discipline and not line.when.isdecimal():
        cast.story.at(now + timedelta(hours=23), _confirmed, cast, line.code, not by_self)


def _sorted(cast: Cast, line: Said) -> None:
    need = classify_need(
        need=cast.need(line.code),
        discipline=cast.disciplines[line.discipline],
        by=cast.programme,
    )
    mark_read([need], reader=cast.programme)


def _confirmed(cast: Cast, code: str, with_team: bool) -> None:
    """Gone through: by the person on her page, or with someone of the team."""
    need = cast.need(code)
    if need.is_confidential:
        confirm_need(need=need, by=cast.programme, entered_from=MEETING)
        return
    reader = cast.community if with_team else cast.programme
    mark_read([need], reader=reader)
    confirm_need(need=need, by=reader, entered_from=MEETING)


def _declined(cast: Cast, code: str, reason: str) -> None:
    decline_need(need=cast.need(code), reason=reason, by=cast.programme)


def _withdrawn(cast: Cast, code: str) -> None:
    need = cast.need(code)
    withdraw_need(need=need, by=need.person)
