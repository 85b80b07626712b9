"""What a header means beyond our own names: whole questions, codes of forms, slips of the pen."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from elspace.core.folding import fold

from .columns import BY_NAME, Column

CLOSE = 0.86
_IN_ARABIC = re.compile(r"(?:^| )(?:en arabe|in arabic|arabic|arabe|ar)$|بالعربي")
_TO_ARABIC = {
    Column.FIRST_NAME: Column.FIRST_NAME_AR,
    Column.LAST_NAME: Column.LAST_NAME_AR,
    Column.FULL_NAME: Column.FULL_NAME_AR,
}


# "column: one of these & one of those ! none of these", the first line that fits counts. Words are
# beginnings of words; Arabic ones stand anywhere; $names stand for a list above.
_TABLE = """
$venture: projet|entreprise|startup|start up|societe|association|project|venture|company|
  organisation|organization|cooperative|structure|مشروع|مؤسس|شركة|جمعية
$need: besoin|need|demande|souhait|voulez|voudriez|difficult|defi|obstacle|probleme|blocage|
  bloque|attente|aide|aidez|accompagn|challenge|help|support|manque|احتياج|حاج|صعوب|مشكل|
  عراقيل|مساعد|مرافق|تحتاج|ينقص|ترغب|يريد|تريد|الطلب|yelzm|te7taj
$hours: heure|hour|horaire|ساعات|ساعة
meta: consent|j accepte|autoris|i agree|أوافق|موافق|الموافقة|etude|scolaire|diplome|education|
  التعليم|الدراسي|naissance|birth|الولادة|submission|comment avez vous connu|how did you hear|
  photo|cv|identite cin|cin
channel: joindre|joint|contacter|contacte|reach|moyen de contact|وسيلة|prefered contact|
  preferred contact
mail: mail|email|e mail|courriel|بريد|ايميل|إيميل
phone: tel|telephone|phone|gsm|mobile|portable|whatsapp|numero|هاتف|جوال|موبايل|رقم ! groupe|
  identite
words: besoin|need & important|priorit|principal|main ! niveau|degre|urgen|point|level|how|
  domaine
level: sans cela|sans cette|sans ca|sans aide|sans accompagn|sans rep|urgen|priorit|importan|
  que se passe|qu arrive|consequence|without|degre|niveau|criticit|gravite|استعجال|أولوية|
  أهمية|بدون|إذا لم|ماذا يحدث|مدى ! langue|francais|anglais|arabe
impossible: impossib|indispo|pas dispo|pas libre|ne pouvez pas|ne peux pas|non dispo|
  unavailab|cannot|can t|can not|you not|not come|not available|absence|غير متاح|غير ممكن|
  لا يمكن|غير متوفر|لا تستطيع|لا أستطيع|غير مناسب
maybe: peut etre|eventuel|maybe|perhaps|ربما|si besoin
hours_term: $hours & trimestre|term|quarter|ثلاثي
hours_month: $hours & mois|month|mensuel|شهر
hours_week: $hours & semaine|week|hebdo|أسبوع ! dispo|libre|quand
hours_month: volume horaire|nombre d heures|nb heures|nb d heures|number of hours|عدد الساعات|
  combien d heures|how many hours
rate: tarif|rate|prix de l heure|cout horaire|honoraire|تعريفة
times: fois|times|مرات|مرّات|how often|combien de seances|frequence ! days|day|work for|dispo|free
yes: dispo|availab|what day|which day|days|quand pouv|quand etes|quand seriez|quels jours|
  quel jour|creneau|plage|
  horaire|أوقات|متاح|توفر|متوفر|أيام|الأيام|moments|demi journee|half day|jours|free|when|
  wa9tech|waqtech|wakt|متى ! depuis
reads: langue|language|لغة|اللغ & lire|lisez|lecture|message|read|قراء|ecrit|correspond
speaks: langue|language|لغة|اللغ|parlez|speak|تتكلم ! programm
activity: activite|secteur|sector|النشاط|قطاع|activity ! expertise|besoin
discipline: domaine|disciplin|expertise|specialit|thematique|theme|competence|skill|field|
  area|topic|مجال|اختصاص|تخصص|محور|خبرة|categorie|type de besoin|type d accompagn|type d aide|
  nature du besoin|pouvez vous aider|matiere|sujet|subject
words: $need
full_name: prenom & nom|noms|famille ! famille seul
full_name: اسم & لقب
first_name: prenom|first name|given name|forename|الاسم الأول|الاسم الشخصي|الإسم الشخصي
activity: $venture & decri|description|presente|about|en quoi|quoi consiste|resume|وصف
note: $venture & stade|phase|stage|avancement|depuis|date|anne|creation|مرحلة|
  statut juridique|forme
venture: $venture ! porteur|holder|صاحب|responsable|vous etes
last_name: nom de famille|last name|family name|surname|لقب
gender: sexe|genre|gender|جنس|civilite
age: age|السن|عمر
governorate: gouvernorat|region|ville|wilaya|governorate|city|ولاية|مدينة|الجهة|habitez
pro_bono: benevol|volontaire|pro bono|gratuit|volunteer|متطوع|تطوع
role: profil|role|vous etes|الصفة|صفتك|etes vous
formats: format|شكل الحص|أشكال ! formation
full_name: nom complet|full name|nom|name|اسم|appelle|appelez|identite|participant|
  beneficiaire|porteur|entrepreneur|resident|expert|mentor|intervenant|formateur|coach|خبير|
  مستفيد|مشارك|مدرب|صاحب|شنوة اسمك ! nombre|combien|groupe|domaine
"""


@dataclass(frozen=True)
class Rule:
    """What a header must hold, and must not, to mean a column."""

    column: Column
    one: tuple[str, ...]
    other: tuple[str, ...]
    none: tuple[str, ...]


def rules_in(table: str) -> Iterator[Rule]:
    """The rules a table writes, in their order."""
    named: dict[str, str] = {}
    for line in re.sub(r"\n  ", "", table.strip()).split("\n"):
        name, stems = line.split(": ", 1)
        if name.startswith("$"):
            named[name] = stems
            continue
        rest, _mark, none = stems.partition(" ! ")
        one, _mark, other = rest.partition(" & ")
        yield Rule(Column(name), *(_stems(named.get(part, part)) for part in (one, other, none)))


def _stems(text: str) -> tuple[str, ...]:
    return tuple(folded for part in text.split("|") if (folded := fold(part)))


_RULES = tuple(rules_in(_TABLE))


@lru_cache(maxsize=4096)
def column_of(text: str) -> Column | None:
    """The column a header means, whatever its accents, case, brackets, stars or length."""
    if text.startswith(("_", "meta/", "formhub/")) and text != "_":
        return Column.META
    bare = re.sub(r"([^\W\d_])(\d{1,2})$", r"\1 \2", text.strip())
    folded = fold(bare)
    if not folded:
        return Column.META if text.strip() in {"#", "N°", "n°"} else None
    numberless = re.sub(r" \d{1,2}$", "", folded)
    known = next(
        (
            BY_NAME[name]
            for name in (folded, fold(bare.split("(", maxsplit=1)[0]), numberless)
            if name in BY_NAME
        ),
        None,
    )
    return known or _by_rule(numberless) or _by_likeness(numberless)


def _by_rule(folded: str) -> Column | None:
    column = by_rule(folded, _RULES)
    if column is None:
        return None
    return _TO_ARABIC.get(column, column) if _IN_ARABIC.search(folded) else column


def by_rule(folded: str, rules: Iterable[Rule]) -> Column | None:
    """The column of the first rule a folded header fits."""
    for rule in rules:
        found = _has(folded, rule.one) and (not rule.other or _has(folded, rule.other))
        if found and not _has(folded, rule.none):
            return rule.column
    return None


def _has(folded: str, stems: tuple[str, ...]) -> bool:
    padded = f" {folded}"
    return any(
        stem in padded if stem[:1] > "\u0600" else _begins(padded, stem) for stem in stems if stem
    )


def _begins(padded: str, stem: str) -> bool:
    """Short words count whole ("nom" is not "nombre")."""
    return f" {stem} " in f"{padded} " if len(stem) <= 3 else f" {stem}" in padded


def _by_likeness(folded: str) -> Column | None:
    if not 4 <= len(folded) <= 40:
        return None
    close = get_close_matches(folded, BY_NAME, n=1, cutoff=CLOSE)
    return BY_NAME[close[0]] if close else None
