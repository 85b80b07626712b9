"""The eighteen ventures and who belongs to them (people.RESIDENTS says to which)."""

from typing import NamedTuple

from elspace.ventures.actions import add_venture
from elspace.ventures.models import Stage

from .cast import Cast
from .keys import key_of

IDEA, PROTOTYPE, SALES, GROWTH = Stage.IDEA, Stage.PROTOTYPE, Stage.FIRST_SALES, Stage.GROWTH


class Line(NamedTuple):
    """One line of the table; `domain` is that of its people's mail."""

    name: str
    name_ar: str
    domain: str
    activity: str
    governorate: str
    stage: Stage


# fmt: off
_TABLE = [
    ("V01", "Torba Hayya", "تربة حيّة", "torba-hayya",
     "Compost des restes de marchés", "Ariana", SALES),
    ("V02", "Yed fi Yed", "يد في يد", "yedfiyed",
     "Atelier de couture tenu par des femmes", "Kasserine", GROWTH),
    ("V03", "Ichara", "إشارة", "ichara",
     "Langue des signes dans les centres de soins", "Tunis", PROTOTYPE),
    ("V04", "Ma Zitoun", "ماء زيتون", "mazitoun",
     "Épuration de l’eau des huileries", "Sfax", PROTOTYPE),
    ("V05", "Dar Hkeya", "دار حكاية", "darhkeya",
     "Caravane de lecture dans les villages", "Jendouba", SALES),
    ("V06", "Bsissa Lab", "مخبر البسيسة", "bsissalab",
     "Mélanges de céréales d’autrefois", "Mahdia", SALES),
    ("V07", "Chams Jar", "شمس الجار", "chamsjar",
     "Toits solaires partagés entre voisins", "Ben Arous", IDEA),
    ("V08", "Tawsila Khadra", "توصيلة خضراء", "tawsila",
     "Livraison à vélo dans la médina", "Tunis", SALES),
    ("V09", "Zarbia Net", "زربية نات", "zarbianet",
     "Tapis vendus par les tisseuses elles-mêmes", "Kairouan", SALES),
    ("V10", "Sath Akhdhar", "سطح أخضر", "sathakhdhar",
     "Jardins sur les toits", "Tunis", SALES),
    ("V11", "Fahemni", "فهّمني", "fahemni",
     "Les démarches expliquées en tounsi", "Tunis", PROTOTYPE),
    ("V12", "Nafas", "نفس", "nafas",
     "Écoute pour les jeunes", "Tunis", SALES),
    ("V13", "Halfa Design", "حلفاء", "halfadesign",
     "Meubles en alfa", "Kasserine", GROWTH),
    ("V14", "Chabka", "شبكة", "chabka",
     "Filets perdus en mer, récupérés et retissés", "Bizerte", PROTOTYPE),
    ("V15", "Sallahha", "صلّحها", "sallahha",
     "Café de réparation", "Ariana", SALES),
    ("V16", "Khobz Bila", "خبز بلا", "khobzbila",
     "Boulangerie sans gluten", "Nabeul", SALES),
    ("V17", "Mouja", "موجة", "mouja",
     "Balados de femmes rurales", "Siliana", IDEA),
    ("V18", "Khotwa", "خطوة", "khotwa",
     "Retour au travail après la prison", "Tunis", PROTOTYPE),
]
# fmt: on
VENTURES = {code: Line(*line) for code, *line in _TABLE}  # type: ignore[arg-type]


def add_ventures(cast: Cast, members: dict[str, list[str]]) -> None:
    """The ventures with their people: codes of residents by code of venture."""
    for code, line in VENTURES.items():
        cast.ventures[code] = add_venture(
            name=line.name,
            name_ar=line.name_ar,
            activity=line.activity,
            governorate=line.governorate,
            stage=line.stage,
            members=tuple(cast.people[one] for one in members[code]),
            key=key_of(code),
            by=cast.community,
        )
