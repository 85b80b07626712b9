"""The hub's own lists as people write them: names in three languages, codes, everyday words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, override

from elspace.core.folding import fold
from elspace.hub.enums import FormatCode
from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.needs.enums import Level
from elspace.needs.suggest import suggest
from elspace.outbox.enums import Channel
from elspace.people.enums import Gender

CODES = [code for code, _name in settings.LANGUAGES]
_SPOKEN = {
    "aeb": "d tounsi tunisien tunisian dialecte dialectal derja darija arabe-tunisien tn tunsi "
    "dialecte-tunisien arabe-dialectal arabe-tounsi tunisian-arabic التونسية تونسي الدارجة دارجة "
    "اللهجة-التونسية العامية",
    "ar": "a arabe arabic العربية عربية عربي الفصحى arabe-littéraire arabe-classique "
    "arabe-standard اللغة-العربية arabi",
    "fr": "f français french الفرنسية فرنسية فرنسي francais اللغة-الفرنسية",
    "en": "e anglais english الإنجليزية انجليزية انقليزية إنقليزية أنجليزية ang eng انجليزي "
    "اللغة-الإنجليزية",
    "sign": "l signes lsf langue-des-signes sign-language الإشارة لغة-الإشارة langue-de-signes",
}
# Everyday words for the disciplines of hubs, by code.
_DISCIPLINES = {
    "finance": "finance finances trésorerie comptabilité compta accounting المالية مالية محاسبة "
    "المحاسبة gestion-financière finance-et-comptabilité fiscalité التصرف-المالي comptable budget",
    "selling": "vente ventes vendre marketing commercial sales selling البيع بيع المبيعات تسويق "
    "التسويق marketing-digital commercialisation commerce الترويج vente-et-marketing",
    "software": "logiciel logiciels informatique software it برمجيات الإعلامية numérique digital "
    "web développement-web site-web tech technologie إعلامية الرقمنة bureautique",
    "design-thinking": "design design-thinking التفكير-التصميمي idéation innovation",
    "law": "droit juridique law legal juriste قانون القانون قانوني statuts fiscal-et-juridique",
    "communication": "communication com réseaux-sociaux community-management اتصال الاتصال التواصل "
    "communication-digitale social-media",
    "impact": "impact mesure-d-impact أثر الأثر قياس-الأثر impact-social",
    "funds": "financement levée-de-fonds recherche-de-fonds fundraising funding تمويل التمويل "
    "subvention subventions البحث-عن-تمويل",
    "pitch": "pitch pitching prise-de-parole عرض",
    "production": "production qualité إنتاج الإنتاج الجودة fabrication",
    "team": "équipe rh ressources-humaines gouvernance management team hr الموارد-البشرية "
    "فريق الحوكمة",
    "wellbeing": "bien-être wellbeing coaching développement-personnel التنمية-الذاتية",
}
SAME_AS = {
    "legal": "law", "law-and-legal-forms": "law", "finding-funds": "funds", "fundraising": "funds",
    "quality": "production", "governance": "team", "well-being": "wellbeing", "solo": "wellbeing",
    "impact-measure": "impact",
}  # fmt: skip
_LEVELS = {
    3: "3 bloquant bloquante bloque blocking urgent s'arrête stops يتوقف معطل p1 ***",
    2: "2 important importante lentement slowly مهم ببطء p2",
    1: "1 utile useful plus un-plus a-plus bonus مفيد إضافة p3",
}
# Beginnings that tell a level in a sentence, looked for in this order.
_LEVEL_STEMS = (
    (1, "pas urgen|peu urgen|non urgen|not urgen|no rush|pas press|peut attendre|can wait|"
        "غير مستعجل|غير عاجل|ليس عاجل|pas important|peu important|not important|غير مهم"),
    (2, "pas bloqu|moyennement|assez urgen|moins urgen|not block"),
    (3, "arret|bloqu|tres urgen|urgen|critiq|critical|indispensab|vital|prioritaire|haut|elev|fort|"
        "high|stop|block|tres important|very important|essentiel|essential|يتوقف|توقف|عاجل|مستعجل|"
        "ضروري|قصوي|عالي|مهم جدا|حرج|immediat|yo9ef|ye9ef"),
    (2, "lent|ralent|import|moyen|medium|slow|normal|modere|moderate|مهم|متوسط|ببط|ابطا|عادي"),
    (1, "serait un plus|un plus|would be|nice to|util|faibl|bas|low|useful|second|confort|helpful|"
        "minor|mineur|اضاف|مفيد|ضعيف|منخفض|قليل"),
)  # fmt: skip
_CHANNELS = {
    "whatsapp": "whatsapp wa واتساب watsapp whats-app",
    "sms": "sms texto text message رسالة إرسالية رسالة-قصيرة",
    "call": "appel téléphone tél phone call مكالمة الهاتف هاتف appel-téléphonique اتصال",
    "mail": "mail email e-mail courriel البريد الإلكتروني-البريد بريد البريد-الإلكتروني",
    "paper": "papier paper ورق",
}
_FORMATS = {
    "lecture": "exposé conférence cours talk lecture محاضرة عرض",
    "workshop": "atelier ateliers workshop workshops formation groupe ورشة ورشات",
    "rota": "permanence permanences rota drop-in",
    "peer_group": "pairs entre-pairs peer-group groupe-de-pairs cercle",
    "individual": "individuel individuelle individual one-to-one tête-à-tête 1:1 rendez-vous "
    "coaching فردي فردية موعد",
}
_GENDERS = {
    "woman": "femme f female woman w féminin fille mme mlle madame أنثى امرأة إمرأة انثي نساء",
    "man": "homme h male man m masculin garçon mr monsieur ذكر رجل",
    "unsaid": "autre other ne-souhaite-pas-répondre prefer-not-to-say non-dit أخرى",
}
_ROLES = {
    "experts": "expert experte experts mentor mentors mentore intervenant intervenante formateur "
    "formatrice coach خبير خبيرة مدرب مدربة مرشد مرشدة",
    "residents": "résident résidente resident entrepreneur entrepreneure porteur porteuse "
    "porteur-de-projet porteuse-de-projet incubé incubée membre member مقيم مقيمة صاحب-مشروع "
    "صاحبة-مشروع bénéficiaire",
}
_YES = "oui yes نعم 1 x vrai true o y ✓ ✔ أي ok"
_NO = "non no لا 0 faux false n"
# Cells that say that there is nothing to say.
NOTHING = {
    fold(word)
    for word in (
        "N/A", "NA", "NC", "néant", "rien", "aucun", "aucune", "none", "nothing", "RAS", "null",
        "vide", "non renseigné", "sans objet", "pas de réponse", "لا يوجد", "لا شيء",
    )
}  # fmt: skip
LONGEST_NOTHING = 24  # signs
# Parts of a cell that holds several; "/" and "et" too, but no space: names hold some.
PARTS = re.compile(
    r"[;,،؛/|+\n&•]|\s(?:et|and|ou|or|-|–)\s|\sو(?=\S)|(?<=[^\W\d_]{2})[-–](?=(?:fr|ar|en|aeb|tn|FR|AR|EN)\b)"
)


@lru_cache(maxsize=4096)
def is_nothing(text: str) -> bool:
    """Whether a cell says "none" instead of staying empty."""
    if len(text) > LONGEST_NOTHING:
        return False
    return (not any(char.isalnum() for char in text) and len(text) < 5) or fold(text) in NOTHING


_folded = lru_cache(maxsize=4096)(fold)  # the same few words stand in thousands of cells


@dataclass(frozen=True)
class Words:
    """What may stand in a column: folded word → code; and the names to offer."""

    codes: dict[str, Any]
    offered: str

    def find(self, text: str) -> Any:
        """The code of a word; None when unknown."""
        return self.codes.get(_folded(text))

    def find_within(self, text: str) -> Any:
        """The one code that a longer text names ("Marketing digital avancé"); None when none or
        several."""
        words = fold(text).split()
        runs = (
            " ".join(words[start : start + length])
            for length in (3, 2, 1)
            for start in range(len(words) - length + 1)
        )
        found = {self.codes[run] for run in runs if run in self.codes and len(run) > 2}
        return found.pop() if len(found) == 1 else None


@dataclass(frozen=True)
class Levels(Words):
    """How much a need matters, also where a sentence says it."""

    def find(self, text: str) -> Any:
        """The level; None when nothing tells."""
        known = super().find(text)
        if known is not None:
            return known
        stars = text.count("⭐") or text.count("★") or text.count("*")
        if 1 <= stars <= 3 and not any(char.isalnum() for char in text):
            return stars
        begins = re.match(r"\s*([123])\s*(?:[-–:.)=]|\s)", text)
        if begins:
            return int(begins[1])
        folded = f" {fold(text)}"
        for level, stems in _LEVEL_STEMS:
            for stem in stems.split("|"):
                if (fold(stem) if stem > "\u0600" else f" {fold(stem)}") in folded:
                    return level
        return None


@dataclass(frozen=True)
class Lexicon:
    """The words of every column with a list, read once a file."""

    disciplines: Words
    formats: Words
    spoken: Words
    reads: Words
    channels: Words
    levels: Words
    yes_no: Words
    genders: Words
    roles: Words
    listed: tuple[Discipline, ...] = ()

    def discipline_like(self, text: str) -> str | None:
        """The discipline a text points to, where none is named as it is."""
        named = self.disciplines.find_within(text)
        if named:
            return str(named)
        found = suggest(text, self.listed)
        return found.discipline.code if found else None


def load_lexicon() -> Lexicon:
    """Read the hub's lists (three queries) and word the choices in three languages."""
    languages, listed = list(SpokenLanguage.objects.all()), _disciplines()
    spoken = _rows(languages, _SPOKEN)
    formats = _rows(Format.objects.all(), _FORMATS)
    for language in languages:
        spoken.codes.setdefault(fold(language.own_name), language.code)
        spoken.codes.setdefault(fold(language.short), language.code)
    levels = words_of_choices(Level, _LEVELS)
    return Lexicon(
        disciplines=_rows(listed, _DISCIPLINES),
        formats=Words(words_of_choices(FormatCode, {}).codes | formats.codes, formats.offered),
        spoken=spoken,
        reads=Words(
            {word: code for word, code in spoken.codes.items() if code in CODES},
            "Français, العربية, English",
        ),
        channels=words_of_choices(Channel, _CHANNELS),
        levels=Levels(levels.codes, levels.offered),
        yes_no=Words(
            {fold(word): True for word in _YES.split()}
            | {fold(word): False for word in _NO.split()},
            "oui, non, نعم, لا, yes, no",
        ),
        genders=words_of_choices(Gender, _GENDERS),
        roles=Words(_words(_ROLES), "expert, résident"),
        listed=tuple(listed),
    )


def _disciplines() -> list[Discipline]:
    return list(Discipline.objects.filter(is_active=True))


def _rows(rows: Iterable[Any], more: dict[Any, str] | None = None) -> Words:
    rows = list(rows)
    codes: dict[str, Any] = {}
    for row in rows:
        names = [row.code, row.name_fr, row.name_ar, row.name_en]
        codes |= {fold(name): row.code for name in names if fold(name)}
    for row in rows:  # the hub's own names win over everyday words
        for word in _listed(more, SAME_AS.get(row.code, row.code)):
            codes.setdefault(fold(word), row.code)
    return Words(codes, _offer(row.name for row in rows))


def words_of_choices(choices: Any, more: dict[Any, str]) -> Words:
    codes: dict[str, Any] = {}
    for choice in choices:
        codes |= {fold(word): choice.value for word in _listed(more, choice.value)}
        for language in CODES:
            with override(language):
                codes[fold(str(choice.label))] = choice.value
    return Words(codes, _offer(str(choice.label) for choice in choices))


def _words(listed: dict[Any, str]) -> dict[str, Any]:
    return {fold(word): code for code in listed for word in _listed(listed, code)}


def _offer(names: Iterable[str]) -> str:
    return ("، " if get_language() == "ar" else ", ").join(names)


def _listed(more: dict[Any, str] | None, code: Any) -> list[str]:
    """A list of words; a dash stands for a space inside one."""
    return [word.replace("-", " ") for word in (more or {}).get(code, "").split()]


def parts_of(text: str) -> list[str]:
    """The parts of a cell that holds several."""
    return [part.strip() for part in PARTS.split(text) if part.strip()]
