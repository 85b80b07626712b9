"""Our columns: what they are called in the files to fill, and how people call them."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from elspace.core.folding import fold
from elspace.core.registries import parts_off


class Kind(StrEnum):
    """What the rows of a sheet are."""

    RESIDENTS = "residents"
    EXPERTS = "experts"
    ROOMS = "rooms"
    DESKS = "desks"
    MEMBERS = "members"


class Column(StrEnum):
    """Our columns."""

    REF = "ref"
    ROLE = "role"
    FULL_NAME = "full_name"
    FULL_NAME_AR = "full_name_ar"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    FIRST_NAME_AR = "first_name_ar"
    LAST_NAME_AR = "last_name_ar"
    PHONE = "phone"
    MAIL = "mail"
    SPEAKS = "speaks"
    READS = "reads"
    CHANNEL = "channel"
    GENDER = "gender"
    AGE = "age"
    GOVERNORATE = "governorate"
    VENTURE = "venture"
    ACTIVITY = "activity"
    WORDS = "words"
    DISCIPLINE = "discipline"
    LEVEL = "level"
    FORMATS = "formats"
    IMPOSSIBLE = "impossible"
    YES = "yes"
    MAYBE = "maybe"
    NO = "no"
    TIMES = "times"
    HOURS_WEEK = "hours_week"
    HOURS_MONTH = "hours_month"
    HOURS_TERM = "hours_term"
    PRO_BONO = "pro_bono"
    RATE = "rate"
    NOTE = "note"
    META = "meta"  # what a form adds by itself: times, numbers, devices
    # Of the house (house_columns): rooms, desks, who is hosted under which plan.
    ROOM = "room"
    ROOM_AR = "room_ar"
    PLACE = "place"
    CAPACITY = "capacity"
    EQUIPMENT = "equipment"
    QUIET = "quiet"
    SHARED = "shared"
    PARTS = "parts"
    PART_OF = "part_of"
    PRICE_HOUR = "price_hour"
    PRICE_HALF_DAY = "price_half_day"
    PRICE_DAY = "price_day"
    ABOUT = "about"  # a note on a room or desk
    DESK = "desk"
    DESK_KIND = "desk_kind"
    ZONE = "zone"
    PLAN = "plan"
    FROM_ON = "from_on"
    UNTIL_ON = "until_on"
    PRICE = "price"
    PAYER = "payer"
    HALVES = "halves"


_PERSON = (
    Column.FIRST_NAME, Column.LAST_NAME, Column.FIRST_NAME_AR, Column.LAST_NAME_AR, Column.PHONE,
    Column.MAIL, Column.SPEAKS, Column.READS, Column.CHANNEL,
)  # fmt: skip
# What the files to fill hold; what is understood besides stands in ALSO.
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
ALSO = {
    Column.REF, Column.ROLE, Column.FULL_NAME, Column.FULL_NAME_AR, Column.GENDER, Column.AGE,
    Column.GOVERNORATE, Column.VENTURE, Column.ACTIVITY, Column.YES, Column.MAYBE, Column.NO,
    Column.IMPOSSIBLE, Column.META, Column.NOTE,
}  # fmt: skip
ONLY = {
    Kind.RESIDENTS: {Column.WORDS, Column.LEVEL, Column.IMPOSSIBLE},
    Kind.EXPERTS: {
        Column.NO, Column.TIMES, Column.HOURS_WEEK, Column.HOURS_MONTH, Column.HOURS_TERM,
        Column.PRO_BONO, Column.RATE,
    },
}  # fmt: skip

# Columns of parts of the platform that may be off: then not asked for, and left out when read.
OF_PARTS = {
    "needs": {Column.WORDS, Column.DISCIPLINE, Column.LEVEL, Column.FORMATS},
    "programme": {
        Column.IMPOSSIBLE, Column.YES, Column.MAYBE, Column.NO, Column.TIMES, Column.HOURS_WEEK,
        Column.HOURS_MONTH, Column.HOURS_TERM, Column.PRO_BONO, Column.RATE,
    },
}  # fmt: skip


def columns_off() -> set[Column]:
    """Columns of the parts this hub does not use."""
    return set().union(*(OF_PARTS.get(part, set()) for part in parts_off()))


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
        "Moyen de contact préféré", "وسيلة الاتّصال المفضّلة", "Best reached by", "Canal",
        "Canal préféré", "Moyen de contact", "Préfère être joint par", "Contact préféré",
        "Channel", "Preferred channel", "وسيلة الاتصال",
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
        "Demi-journées impossibles", "أنصاف أيّام غير ممكنة", "Impossible half-days",
        "Impossible", "Indisponibilités", "Indisponible", "Unavailable", "غير ممكن",
    ),
    Column.YES: (
        "Demi-journées oui", "أنصاف أيّام نعم", "Half-days yes", "Disponibilités", "Disponible",
        "Disponibilité", "Oui", "Availability", "Available", "أوقات التوفّر", "نعم",
    ),
    Column.MAYBE: (
        "Demi-journées peut-être", "أنصاف أيّام ربّما", "Half-days maybe", "Peut-être", "Maybe",
        "ربّما",
    ),
    Column.NO: (
        "Demi-journées non", "أنصاف أيّام لا", "Half-days no", "Non", "No", "لا",
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
    Column.REF: ("Repère", "المعرّف", "Reference"),
    Column.ROLE: ("Rôle", "الصفة", "Role", "Profil", "Statut", "Vous êtes", "Qualité", "Profile"),
    Column.FULL_NAME: (
        "Nom et prénom", "الاسم واللقب", "Full name", "Nom complet", "Nom & prénom",
        "Prénom et nom",
        "Nom prénom", "Prénom nom", "Nom/Prénom", "Name", "Noms", "Names", "الاسم الكامل",
        "الاسم الثلاثي", "الإسم", "اسم ولقب", "Participant", "Participante", "Bénéficiaire",
        "Résident", "Résidente", "Resident", "Porteur de projet", "Entrepreneur", "Personne",
        "Person", "Qui", "Who", "Expert", "Experte", "Mentor", "Intervenant", "Formateur",
        "الخبير", "المستفيد", "المشارك", "صاحب المشروع", "Nom de l'expert", "Nom du résident",
        "Nom du porteur", "Identité",
    ),
    Column.FULL_NAME_AR: (
        "Nom complet en arabe", "الاسم الكامل بالعربية", "Full name in Arabic",
        "Nom et prénom en arabe", "Nom et prénom (ar)", "الاسم واللقب بالعربية",
    ),
    Column.GENDER: ("Genre", "الجنس", "Gender", "Sexe", "Sex", "Civilité"),
    Column.AGE: ("Tranche d'âge", "الفئة العمرية", "Age band", "Âge", "Age", "السن", "العمر"),
    Column.GOVERNORATE: (
        "Gouvernorat", "الولاية", "Governorate", "Région", "Ville", "Region", "City", "المدينة",
        "الجهة",
    ),
    Column.ACTIVITY: (
        "Activité", "النشاط", "Activity", "Secteur", "Secteur d'activité", "Domaine d'activité",
        "Description du projet", "Sector",
    ),
    Column.HOURS_WEEK: ("Heures par semaine", "ساعات في الأسبوع", "Hours a week", "Hours per week"),
    Column.RATE: ("Dinars l'heure", "دينار للساعة", "Dinars an hour", "Tarif", "Rate"),
    Column.NOTE: ("Note", "ملاحظة", "Note", "Notes", "Remarque", "Remarques", "Observations",
                  "Commentaire", "Commentaires", "ملاحظات", "Remarks", "Comments"),
    Column.META: (
        "Horodateur", "طابع زمني", "Timestamp", "Horodatage", "الطابع الزمني", "start", "end",
        "today", "deviceid", "device id", "username", "simserial", "subscriberid", "N°", "No.",
        "Num", "Numéro", "#", "ID", "Identifiant", "Ordre", "عدد", "الرقم", "رقم", "Date",
        "التاريخ",
        "Date de réponse", "Score", "Signature", "Consentement", "audit", "background audio",
        "submission id", "formhub uuid", "meta instanceid", "instanceid", "Heure de début",
        "Heure de fin", "Start time", "Completion time", "Dernière modification",
    ),
}  # fmt: skip
LANGUAGES = ("fr", "ar", "en")
BY_NAME: dict[str, Column] = {
    fold(name): column for column, names in reversed(NAMES.items()) for name in names
}


def header(column: Column, language: str) -> str:
    """The header of a column as the template of a language writes it."""
    return NAMES[column][LANGUAGES.index(language)]


# How the screen names what a header may mean.
LABELS: dict[Column, str | Promise] = {
    Column.FULL_NAME: _("First and family name"),
    Column.FIRST_NAME: _("First name"),
    Column.LAST_NAME: _("Family name"),
    Column.FULL_NAME_AR: _("First and family name in Arabic"),
    Column.FIRST_NAME_AR: _("First name in Arabic"),
    Column.LAST_NAME_AR: _("Family name in Arabic"),
    Column.PHONE: _("Phone"),
    Column.MAIL: _("Mail"),
    Column.VENTURE: _("Project"),
    Column.ACTIVITY: _("What the project does"),
    Column.WORDS: _("Need, in their own words"),
    Column.DISCIPLINE: _("Discipline"),
    Column.LEVEL: _("Without it"),
    Column.YES: _("Half-days yes"),
    Column.MAYBE: _("Half-days maybe"),
    Column.IMPOSSIBLE: _("Impossible half-days"),
    Column.SPEAKS: _("Languages spoken"),
    Column.READS: _("Reads"),
    Column.CHANNEL: _("Best reached by"),
    Column.FORMATS: _("Formats"),
    Column.ROLE: _("Resident or expert"),
    Column.HOURS_MONTH: _("Hours a month"),
    Column.HOURS_TERM: _("Hours a term"),
    Column.TIMES: _("Times a month"),
    Column.PRO_BONO: _("Pro bono"),
    Column.GENDER: _("Gender"),
    Column.AGE: _("Age band"),
    Column.GOVERNORATE: _("Governorate"),
    Column.NOTE: _("Note on an expert"),
    Column.REF: _("Reference of the person"),
}
