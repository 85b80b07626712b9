"""A suggested discipline for someone's words, by simple lists of words; a person decides."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from elspace.core.folding import fold
from elspace.hub.models import Discipline

# Beginnings of words in French, English, Arabic and tounsi, by code of discipline. A hub that adds
# a discipline without a list still gets suggestions from the words of its three names.
_BEGINNINGS: dict[str, str] = {
    "design-thinking": """
        design prototyp idée idea usager utilisateur user tester interview enquête
        besoin_des_clients فكرة تصميم تجريب نموذج
    """,
    "finance": """
        financ trésorerie compta coût cout coûte prix_de_revient marge budget banque bank
        facture cash caisse bénéfice dépense crédit rentab cost price_of invoice flous
        masrouf تكلف تكلّف كلفة مصروف ميزانية بنك بانكة فلوس حساب محاسبة مالي خزينة سوم ربح
        قرض فاتورة
    """,
    "selling": """
        vendr vente vends client commerc prix tarif négoci marché march clientèle sell sale
        customer market price boutique nbi3 n9bi3 bi3 harif 7arif نبيع بيع مبيعات حريف حرفاء
        زبون زبائن تسويق سوق ثمن أسعار
    """,
    "software": """
        logiciel excel tableur ordinateur site_web internet application appli numérique
        stock outil canva informatique software spreadsheet computer website app online pc
        تطبيق برمجية إكسل اكسل حاسوب أورديناتور ارديناتور انترنت موقع معلوماتية مخزون
    """,
    "law": """
        loi droit jurid statut contrat sarl suarl associa patente licence avocat label legal
        law contract company_form قانون عقد شركة جمعية باتيندة محامي نظام أساسي رخصة
    """,
    "communication": """
        communic réseaux facebook instagram tiktok affiche photo logo publicité média visib
        message poster advert اتصال إشهار فيسبوك انستغرام صور معلقة تواصل
    """,
    "impact": """
        impact indicateur mesur évalu preuve rapport measure evaluat report أثر مؤشر قياس
        تقييم تقرير
    """,
    "funds": """
        fonds subvention bailleur investiss prêt préteur financement concours
        appel_à_projets dossier crowdfunding fund grant investor loan تمويل منحة مانح مستثمر
        قرض ممول
    """,
    "pitch": """
        pitch présenter présentation oral jury parler_en_public présent عرض تقديم
    """,
    "production": """
        produ qualité fabri machine atelier emballage hygiène norme stockage matière quality
        manufactur packaging إنتاج جودة تصنيع آلة ماكينة تغليف مواد
    """,
    "team": """
        équipe associé gouvern recrut salarié conflit organis rôle cofondat bénévole team
        hire staff partner volunteer فريق شريك توظيف حوكمة خلاف متطوع
    """,
    "wellbeing": """
        seul fatigu stress épuis burn moral courage confiance solitude alone tired lonely
        وحدي وحيد تعب تاعب ضغط قلق نفسي راحة
    """,
}
_ALIASES = {
    "legal": "law",
    "law-and-legal-forms": "law",
    "finding-funds": "funds",
    "fundraising": "funds",
    "quality": "production",
    "governance": "team",
    "well-being": "wellbeing",
    "solo": "wellbeing",
    "impact-measure": "impact",
}
_ARABIC_BEFORE = ("وال", "بال", "لل", "ال", "و", "ب", "ل", "ن")
_ARABIC_WORD = re.compile("^[\u0600-\u06ff]+$")


@dataclass(frozen=True)
class Suggestion:
    """A discipline and the person's word that made us think of it."""

    discipline: Discipline
    because: str


def suggest(words: str, disciplines: Iterable[Discipline]) -> Suggestion | None:
    """The discipline most words point to; None when no word tells, or two tell as much."""
    tokens = [(fold(token), token) for token in re.findall(r"[\w'\u064b-\u0652]+", words)]
    folded = fold(words)
    found: list[tuple[int, Suggestion]] = []
    for discipline in disciplines:
        hits = _hits(tokens, folded, _beginnings(discipline))
        if hits:
            found.append((len(hits), Suggestion(discipline, hits[0])))
    found.sort(key=lambda pair: -pair[0])
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1]


def _beginnings(discipline: Discipline) -> set[str]:
    code = _ALIASES.get(discipline.code, discipline.code)
    listed = {fold(word.replace("_", " ")) for word in _BEGINNINGS.get(code, "").split()}
    names = f"{discipline.name_fr} {discipline.name_ar} {discipline.name_en}"
    return listed | {word for word in fold(names).split() if len(word) > 4}


def _hits(tokens: list[tuple[str, str]], folded: str, beginnings: set[str]) -> list[str]:
    """The person's own words that begin like one of the list, each once."""
    phrases = [phrase for phrase in beginnings if " " in phrase and phrase in folded]
    hits = [shown for token, shown in tokens if any(_begins(token, start) for start in beginnings)]
    return list(dict.fromkeys(hits + phrases))


def _begins(token: str, start: str) -> bool:
    if _ARABIC_WORD.match(start):
        return len(start) > 2 and any(
            stem.startswith(start) for stem in _stems(token) if len(stem) > 2
        )
    return token == start if len(start) < 4 else token.startswith(start)


def _stems(token: str) -> list[str]:
    return [token] + [token[len(cut) :] for cut in _ARABIC_BEFORE if token.startswith(cut)]
