"""Columns of rooms, desks and members: what they are called, and how people call them."""

from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from elspace.core.folding import fold

from .columns import COLUMNS, LABELS, LANGUAGES, NAMES, Column, Kind
from .questions import Rule, by_rule, rules_in

HOUSE = (Kind.ROOMS, Kind.DESKS, Kind.MEMBERS)
# What a sheet of the house may hold of its own; the files to fill hold them in this order.
OF_HOUSE: dict[Kind, tuple[Column, ...]] = {
    Kind.ROOMS: (
        Column.ROOM, Column.ROOM_AR, Column.PLACE, Column.CAPACITY, Column.EQUIPMENT,
        Column.PRICE_HOUR, Column.PRICE_HALF_DAY, Column.PRICE_DAY, Column.QUIET, Column.SHARED,
        Column.PARTS, Column.PART_OF, Column.ABOUT,
    ),
    Kind.DESKS: (Column.DESK, Column.PLACE, Column.ZONE, Column.DESK_KIND),
    Kind.MEMBERS: (
        Column.PLAN, Column.FROM_ON, Column.UNTIL_ON, Column.PRICE, Column.PAYER, Column.DESK,
        Column.HALVES,
    ),
}  # fmt: skip
_OF_A_MEMBER = (
    Column.FIRST_NAME, Column.LAST_NAME, Column.FIRST_NAME_AR, Column.LAST_NAME_AR, Column.PHONE,
    Column.MAIL, Column.READS,
)  # fmt: skip
# What a sheet of members says of the person, besides.
OF_PERSON = {
    *_OF_A_MEMBER, Column.FULL_NAME, Column.FULL_NAME_AR, Column.SPEAKS, Column.CHANNEL,
    Column.GENDER, Column.AGE, Column.GOVERNORATE, Column.VENTURE, Column.ACTIVITY, Column.REF,
    Column.META,
}  # fmt: skip

# Headers by column: what the templates write in French, Arabic and English first, then others.
HOUSE_NAMES: dict[Column, tuple[str, ...]] = {
    Column.ROOM: (
        "Salle", "القاعة", "Room", "Nom de la salle", "اسم القاعة", "Room name", "Nom salle",
        "قاعة", "Salles", "Espace", "القاعات", "Rooms",
    ),
    Column.ROOM_AR: (
        "Salle en arabe", "القاعة بالعربية", "Room in Arabic", "Nom en arabe", "Nom (ar)",
        "Nom de la salle en arabe", "Name in Arabic", "الاسم بالعربية",
    ),
    Column.PLACE: (
        "Lieu", "المكان", "Place", "Site", "Adresse", "Bâtiment", "Location", "الموقع", "المقرّ",
    ),
    Column.CAPACITY: (
        "Capacité", "السعة", "Capacity", "Nombre de places", "Nb places", "Places", "Personnes",
        "Seats", "Pax", "طاقة الاستيعاب", "عدد الأماكن", "عدد الأشخاص", "Capacité d'accueil",
    ),
    Column.EQUIPMENT: (
        "Équipement", "التجهيزات", "Equipment", "Équipements", "Matériel", "المعدّات", "تجهيزات",
    ),
    Column.QUIET: ("Calme", "هادئة", "Quiet", "Silencieuse", "Silence", "هادئ"),
    Column.SHARED: ("Partagée", "مشتركة", "Shared", "Partagé", "Salle partagée", "مشترك"),
    Column.PARTS: (
        "Composée de", "تتكوّن من", "Made of", "Parties", "Composition", "أجزاء", "Parts",
    ),
    Column.PART_OF: ("Partie de", "جزء من", "Part of", "Fait partie de"),
    Column.PRICE_HOUR: (
        "Prix de l'heure", "ثمن الساعة", "Price of an hour", "Prix/heure", "Prix horaire",
        "Tarif horaire", "Tarif/heure", "Hourly rate", "سعر الساعة", "Prix (heure)", "Prix/h",
    ),
    Column.PRICE_HALF_DAY: (
        "Prix de la demi-journée", "ثمن نصف اليوم", "Price of a half-day", "Prix/demi-journée",
        "Tarif demi-journée", "Half-day rate",
    ),
    Column.PRICE_DAY: (
        "Prix de la journée", "ثمن اليوم", "Price of a day", "Prix/jour", "Prix/journée",
        "Tarif journée", "Tarif journalier", "Day rate",
    ),
    Column.ABOUT: (
        "Note", "ملاحظة", "Note", "Notes", "Remarque", "Remarques", "Observations", "ملاحظات",
        "Commentaire", "Description", "Remarks", "Étage", "الطابق", "Floor", "Surface",
    ),
    Column.DESK: (
        "Poste de travail", "مكان العمل", "Desk", "Bureau", "المكتب", "Bureau n°", "N° bureau",
        "N° de bureau", "Numéro de bureau",
        "Poste", "Poste n°", "N° de poste", "Bureaux", "Postes", "رقم المكتب", "مكتب", "Desk no.",
    ),
    Column.DESK_KIND: (
        "Usage", "الاستعمال", "Use", "Type", "Type de bureau", "النوع", "Kind", "Fixe ou flexible",
    ),
    Column.ZONE: (
        "Zone", "المنطقة", "Zone", "Emplacement", "Étage", "Area", "الطابق", "Où", "Salle",
    ),
    Column.PLAN: (
        "Formule", "صيغة الاشتراك", "Plan", "Abonnement", "Type d'abonnement", "Forfait", "Pack",
        "Formule d'abonnement", "Adhésion", "Type d'adhésion", "Membership", "Membership plan",
        "Subscription", "الاشتراك", "نوع الاشتراك", "الصيغة", "الباقة", "Offre",
    ),
    Column.FROM_ON: (
        "Date de début", "تاريخ البداية", "From", "Début", "Depuis", "Depuis le", "Du",
        "À partir du", "Start date", "Start", "Since", "Date d'entrée", "Date d'arrivée",
        "Date d'adhésion", "Date d'inscription", "من", "منذ", "تاريخ الدخول", "بداية الاشتراك",
        "Date", "التاريخ",
    ),
    Column.UNTIL_ON: (
        "Date de fin", "تاريخ النهاية", "Until", "Fin", "Jusqu'au", "Au", "End date", "End",
        "Date de sortie", "Échéance", "إلى", "النهاية", "نهاية الاشتراك", "Expiration",
    ),
    Column.PRICE: (
        "Prix", "الثمن", "Price", "Tarif", "Montant", "Cotisation", "Redevance", "Prix mensuel",
        "Tarif mensuel", "المبلغ", "السعر", "المعلوم", "التعريفة", "Fee", "Amount", "Prix HT",
    ),
    Column.PAYER: (
        "Qui paie", "من يدفع", "Who pays", "Payeur", "Payé par", "Pris en charge par",
        "Facturé à", "Facturer à", "Paid by", "Payer", "الدافع", "الجهة الدافعة", "Financeur",
    ),
    Column.HALVES: (
        "Demi-journées", "أنصاف الأيّام", "Half-days", "Jours", "Days", "الأيام",
        "Jours de présence", "Jours au bureau",
    ),
}  # fmt: skip
# Headers that say little, and mean one thing on a sheet of one kind.
_ALONE: dict[Kind, dict[Column, str]] = {
    Kind.ROOMS: {
        Column.ROOM: "Nom|Name|الاسم|اسم|Désignation|Libellé|Intitulé",
        Column.PRICE_HOUR: "Prix|Tarif|Price|Rate|الثمن|السعر|المعلوم",
    },
    Kind.DESKS: {Column.DESK: "Nom|Name|الاسم|Numéro|N°|No.|Code|الرقم|رقم|Number"},
}
_PRICE = "prix|tarif|price|rate|cout|loyer|ثمن|سعر|تعريف|معلوم"
_TABLES: dict[Kind, str] = {
    Kind.ROOMS: f"""
room_ar: salle|nom|room|name|اسم & arabe|arabic|عربي
$price: {_PRICE}
price_half_day: $price & demi|half|1 2 j|نصف
price_day: $price & jour|day|يوم
price_hour: $price & heure|hour|horaire|ساع
parts: composee|composition|made of|تتكون|اجزا
part_of: partie de|fait partie|part of|جزء من
capacity: capacit|nombre de place|nb place|nb de place|nombre de personne|seats|سعه|استيعاب
equipment: equip|materiel|تجهيز|معدات
quiet: calme|silenc|quiet|هادئ
shared: partage|shared|مشترك
place: lieu|adresse|site|batiment|location|مكان|مقر
room: salle|room|قاعه ! type|etat
""",
    Kind.DESKS: """
desk_kind: type|usage|fixe|kind|نوع|استعمال
zone: zone|emplacement|etage|area|floor|منطقه|طابق
place: lieu|adresse|site|batiment|location|مقر
desk: bureau|poste|desk|مكتب
""",
    Kind.MEMBERS: f"""
halves: demi journee|half day|jours de presence|jours au|انصاف
price: {_PRICE}|montant|fee|amount|cotisation|redevance|المبلغ
payer: paie|payeur|paye par|paid by|who pays|pris en charge|factur|financ|دافع|يدفع|خلاص
until_on: date de fin|fin d|fin abonnement|jusqu|end date|end of|until|expir|echeance|
  sortie|نهايه|انتهاء|الي غايه
from_on: debut|depuis|start|since|entree|arrivee|date d adhesion|date d inscription|
  date d abonnement|بدايه|منذ|الدخول|تاريخ
plan: formule|abonnement|forfait|membership|subscription|type d adhesion|اشتراك|صيغ|باق
desk: bureau|poste|desk|مكتب
""",
}  # fmt: skip


def columns_of(kind: Kind) -> tuple[Column, ...]:
    """The columns of the file to fill of a kind."""
    if kind is Kind.MEMBERS:
        return (*_OF_A_MEMBER, *OF_HOUSE[kind])
    return OF_HOUSE[kind] if kind in OF_HOUSE else COLUMNS[kind]


def header(column: Column, language: str) -> str:
    """The header of a column as the template of a language writes it."""
    names = HOUSE_NAMES[column] if column in HOUSE_NAMES else NAMES[column]
    return names[LANGUAGES.index(language)]


@lru_cache(maxsize=8)
def named(kind: Kind) -> dict[str, Column]:
    """The columns of a kind of sheet by their folded names."""
    found = {
        fold(name): column for column in reversed(OF_HOUSE[kind]) for name in HOUSE_NAMES[column]
    }
    for column, names in _ALONE.get(kind, {}).items():
        for name in names.split("|"):
            found.setdefault(fold(name), column)
    return found


@lru_cache(maxsize=8)
def _rules(kind: Kind) -> tuple[Rule, ...]:
    return tuple(rules_in(_TABLES[kind]))


@lru_cache(maxsize=4096)
def house_column_of(text: str, kind: Kind) -> Column | None:
    """The column of the house that a header means on a sheet of this kind."""
    folded = fold(text)
    if not folded or len(text) > 60:
        return None
    names = (folded, fold(text.split("(", maxsplit=1)[0]))
    exact = next((named(kind)[name] for name in names if name in named(kind)), None)
    return exact or by_rule(folded, _rules(kind))


# How the screen names what a header may mean.
HOUSE_LABELS: dict[Column, str | Promise] = {
    Column.ROOM: _("Room"),
    Column.ROOM_AR: _("Room in Arabic"),
    Column.PLACE: _("Place"),
    Column.CAPACITY: _("How many people"),
    Column.EQUIPMENT: _("Equipment"),
    Column.PRICE_HOUR: _("Price of an hour, before tax (DT)"),
    Column.PRICE_HALF_DAY: _("Price of a half-day, before tax (DT)"),
    Column.PRICE_DAY: _("Price of a day, before tax (DT)"),
    Column.QUIET: _("Quiet"),
    Column.SHARED: _("Several groups at once"),
    Column.PARTS: _("Made of these rooms"),
    Column.PART_OF: _("Part of a room"),
    Column.ABOUT: _("Note"),
    Column.DESK: _("Desk"),
    Column.DESK_KIND: _("How it is used"),
    Column.ZONE: _("Where the desk stands"),
    Column.PLAN: _("Plan"),
    Column.FROM_ON: _("From"),
    Column.UNTIL_ON: _("Until"),
    Column.PRICE: _("Price before tax, in dinars"),
    Column.PAYER: _("Who pays"),
    Column.HALVES: _("Half-days at the desk"),
}


def labels_of(kind: str) -> dict[Column, str | Promise]:
    """What a header of a sheet of this kind may mean; of a sheet nobody has explained, anything."""
    if kind == Kind.MEMBERS:
        person = {column: label for column, label in LABELS.items() if column in OF_PERSON}
        return person | {column: HOUSE_LABELS[column] for column in OF_HOUSE[Kind.MEMBERS]}
    if kind in HOUSE:
        return {column: HOUSE_LABELS[column] for column in OF_HOUSE[Kind(kind)]}
    return LABELS if kind else LABELS | HOUSE_LABELS
