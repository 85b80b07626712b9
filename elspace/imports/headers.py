"""What a header means: our columns, as the templates name them and as people write them."""

from dataclasses import dataclass, field
from enum import StrEnum

from elspace.core.folding import fold

from .faults import Fault
from .reading import Row, Sheet, letter

HEADER_WITHIN = 10  # rows from the top, among those that hold something


class Kind(StrEnum):
    """What the rows of a sheet are."""

    RESIDENTS = "residents"
    EXPERTS = "experts"


class Column(StrEnum):
    """Our columns."""

    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    FIRST_NAME_AR = "first_name_ar"
    LAST_NAME_AR = "last_name_ar"
    PHONE = "phone"
    MAIL = "mail"
    SPEAKS = "speaks"
    READS = "reads"
    CHANNEL = "channel"
    VENTURE = "venture"
    WORDS = "words"
    DISCIPLINE = "discipline"
    LEVEL = "level"
    FORMATS = "formats"
    IMPOSSIBLE = "impossible"
    YES = "yes"
    MAYBE = "maybe"
    NO = "no"
    TIMES = "times"
    HOURS_MONTH = "hours_month"
    HOURS_TERM = "hours_term"
    PRO_BONO = "pro_bono"


_PERSON = (
    Column.FIRST_NAME, Column.LAST_NAME, Column.FIRST_NAME_AR, Column.LAST_NAME_AR, Column.PHONE,
    Column.MAIL, Column.SPEAKS, Column.READS, Column.CHANNEL,
)  # fmt: skip
COLUMNS: dict[Kind, tuple[Column, ...]] = {
    Kind.RESIDENTS: (
        *_PERSON, Column.VENTURE, Column.WORDS, Column.DISCIPLINE, Column.LEVEL, Column.FORMATS,
        Column.IMPOSSIBLE,
    ),
    Kind.EXPERTS: (
        *_PERSON, Column.DISCIPLINE, Column.FORMATS, Column.YES, Column.MAYBE, Column.NO,
        Column.TIMES, Column.HOURS_MONTH, Column.HOURS_TERM, Column.PRO_BONO,
    ),
}  # fmt: skip

# Headers by column: what the templates write in French, Arabic and English first, then others.
NAMES: dict[Column, tuple[str, ...]] = {
    Column.FIRST_NAME: ("Prénom", "الاسم", "First name", "Given name", "Prénoms", "الاسم الأول"),
    Column.LAST_NAME: (
        "Nom de famille", "اللقب", "Family name", "Nom", "Last name", "Surname", "اسم العائلة",
    ),
    Column.FIRST_NAME_AR: (
        "Prénom en arabe", "الاسم بالعربية", "First name in Arabic", "Prénom arabe",
        "Prénom (ar)", "Arabic first name", "الاسم بالعربي",
    ),
    Column.LAST_NAME_AR: (
        "Nom de famille en arabe", "اللقب بالعربية", "Family name in Arabic", "Nom en arabe",
        "Nom arabe", "Nom (ar)", "Arabic family name", "Last name in Arabic", "اللقب بالعربي",
    ),
    Column.PHONE: (
        "Téléphone", "الهاتف", "Phone", "Tél", "Tel", "Numéro de téléphone", "GSM", "Mobile",
        "Portable", "Phone number", "رقم الهاتف", "الجوّال", "هاتف",
    ),
    Column.MAIL: (
        "Mail", "البريد الإلكتروني", "Email", "E-mail", "Courriel", "Adresse mail",
        "Adresse e-mail", "Mail address", "Email address", "بريد إلكتروني", "البريد",
    ),
    Column.SPEAKS: (
        "Langues parlées", "اللغات المتكلَّمة", "Languages spoken", "Langues", "Parle",
        "Spoken languages", "Speaks", "Languages", "اللغات",
    ),
    Column.READS: (
        "Lit", "لغة القراءة", "Reads", "Langue de lecture", "Langue des messages",
        "Reading language", "Langue", "Language", "تقرأ", "يقرأ",
    ),
    Column.CHANNEL: (
        "Préfère être joint par", "وسيلة الاتّصال المفضّلة", "Best reached by", "Canal",
        "Canal préféré", "Moyen de contact", "Contact préféré", "Channel", "Preferred channel",
        "وسيلة الاتصال",
    ),
    Column.VENTURE: (
        "Projet", "المشروع", "Project", "Entreprise", "Projet ou entreprise", "Venture",
        "Company", "Startup", "المؤسسة", "اسم المشروع", "Nom du projet",
    ),
    Column.WORDS: (
        "Besoin, avec ses mots", "الحاجة كما قيلت", "Need, in their own words", "Besoin",
        "Besoins", "Need", "Needs", "Le besoin", "الحاجة", "الحاجيات", "الحاجة بكلماتها",
    ),
    Column.DISCIPLINE: (
        "Discipline", "المجال", "Discipline", "Disciplines", "Domaine", "Domaines", "Expertise",
        "Field", "Fields", "المجالات",
    ),
    Column.LEVEL: (
        "Sans cela", "بدونها", "Without it", "Conséquence", "Consequence", "Niveau", "Priorité",
        "Importance", "Level", "Priority", "النتيجة", "الأولوية",
    ),
    Column.FORMATS: (
        "Formats", "أشكال الحصص", "Formats", "Format", "Formats acceptés", "Accepted formats",
        "شكل الحصة", "الأشكال",
    ),
    Column.IMPOSSIBLE: (
        "Demi-journées impossibles", "أنصاف أيام غير ممكنة", "Impossible half-days",
        "Impossible", "Indisponibilités", "Indisponible", "Unavailable", "غير ممكن",
    ),
    Column.YES: (
        "Demi-journées oui", "أنصاف أيام نعم", "Half-days yes", "Disponibilités", "Disponible",
        "Disponibilité", "Oui", "Availability", "Available", "أوقات التوفّر", "نعم",
    ),
    Column.MAYBE: (
        "Demi-journées peut-être", "أنصاف أيام ربّما", "Half-days maybe", "Peut-être", "Maybe",
        "ربّما",
    ),
    Column.NO: (
        "Demi-journées non", "أنصاف أيام لا", "Half-days no", "Non", "No", "لا",
    ),
    Column.TIMES: (
        "Fois par mois", "مرّات في الشهر", "Times a month", "Nombre de fois par mois",
        "Times per month", "Fréquence par mois",
    ),
    Column.HOURS_MONTH: (
        "Heures par mois", "ساعات في الشهر", "Hours a month", "Hours per month",
        "Nombre d'heures par mois",
    ),
    Column.HOURS_TERM: (
        "Heures par trimestre", "ساعات في الثلاثي", "Hours a term", "Hours per term",
        "Nombre d'heures par trimestre",
    ),
    Column.PRO_BONO: ("Bénévole", "متطوّع", "Pro bono", "Pro bono ?", "Volunteer", "تطوّع"),
}  # fmt: skip
LANGUAGES = ("fr", "ar", "en")
# What a sheet or file is called, where its headers do not tell.
EXPERT_TITLES = ("expert", "خبراء", "خبير", "mentor", "intervenant")
BY_NAME: dict[str, Column] = {
    fold(name): column for column, names in NAMES.items() for name in names
}
ONLY = {
    kind: set(COLUMNS[kind]) - set(COLUMNS[other])
    for kind, other in ((Kind.RESIDENTS, Kind.EXPERTS), (Kind.EXPERTS, Kind.RESIDENTS))
}


def header(column: Column, language: str) -> str:
    """The header of a column as the template of a language writes it."""
    return NAMES[column][LANGUAGES.index(language)]


def column_of(text: str) -> Column | None:
    """The column a header means, whatever its accents, case, brackets or stars."""
    return BY_NAME.get(fold(text)) or BY_NAME.get(fold(text.split("(", maxsplit=1)[0]))


@dataclass
class Table:
    """A sheet whose headers are understood: which cells are which column, and the rows below."""

    sheet: Sheet
    kind: Kind
    cells: dict[Column, list[int]]  # several where headers mean the same
    headers: dict[int, str]
    rows: list[Row]
    notes: list[Fault] = field(default_factory=list)

    def place(self, column: Column) -> tuple[str, str]:
        """Letter and header of a column; empty when the sheet has none."""
        cells = self.cells.get(column)
        return (letter(cells[0]), self.headers[cells[0]]) if cells else ("", "")


def understand(sheet: Sheet) -> Table | None:
    """The table of a sheet; None when none of its headers is known."""
    best: tuple[int, int] = (0, 0)
    for place, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        known = len({column_of(text) for text in row.texts if text} - {None})
        best = max(best, (known, -place))
    if best[0] == 0 or (best[0] == 1 and len(sheet.rows[-best[1]].texts) > 4):
        return None
    place = -best[1]
    headers = {at: text for at, text in enumerate(sheet.rows[place].texts) if text}
    cells: dict[Column, list[int]] = {}
    for at, text in headers.items():
        if column := column_of(text):
            cells.setdefault(column, []).append(at)
    kind = _kind(sheet.title, set(cells))
    cells = {column: found for column, found in cells.items() if column in COLUMNS[kind]}
    table = Table(sheet, kind, cells, headers, sheet.rows[place + 1 :])
    _tell(table)
    return table


def _kind(title: str, columns: set[Column]) -> Kind:
    """Columns that only one kind has decide; else the title; else residents."""
    residents, experts = (len(columns & ONLY[kind]) for kind in (Kind.RESIDENTS, Kind.EXPERTS))
    if residents != experts:
        return Kind.RESIDENTS if residents > experts else Kind.EXPERTS
    folded = fold(title)
    return Kind.EXPERTS if any(fold(one) in folded for one in EXPERT_TITLES) else Kind.RESIDENTS


def _tell(table: Table) -> None:
    used = {at for found in table.cells.values() for at in found}
    ignored = [f"{text} ({letter(at)})" for at, text in table.headers.items() if at not in used]
    title = table.sheet.title
    if ignored:
        table.notes.append(Fault("ignored_columns", title, values={"value": ", ".join(ignored)}))
    for found in table.cells.values():
        if len(found) > 1:
            values = {"value": table.headers[found[0]]}
            table.notes.append(Fault("same_header", title, values=values))
