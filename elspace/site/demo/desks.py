"""The twenty-four desks, their map, and who sits where this week."""

from datetime import date, timedelta

from elspace.core.answers import Refused
from elspace.hosting.actions.desks import add_desk, draw_map, hold_desk, release_desk, take_desk
from elspace.hosting.enums import DeskKind
from elspace.hosting.models import Desk
from elspace.hosting.queries.desks import HALVES
from elspace.hub.enums import Half
from elspace.hub.models import Place
from elspace.people.models import Person

from .cast import Cast
from .keys import key_of

AM, PM = HALVES
FIXED = {
    "A1": "R04", "A2": "R07", "A3": "R08", "A4": "R13", "A5": "R14", "A6": "R22", "A7": "R23",
    "A8": "R26", "B1": "R01", "B2": "R02", "B3": "R06", "B4": "R12", "B5": "R17", "B6": "R20",
    "B7": "R28", "B8": "R03",
}  # fmt: skip
# Two share a desk by days, two by half-days: Ramadan will take the afternoons of one.
SHARED = [
    ("P1", "R10", [(day, half) for day in (0, 1, 2) for half in HALVES]),
    ("P1", "R30", [(day, half) for day in (3, 4, 5) for half in HALVES]),
    ("P2", "R19", [(day, AM) for day in range(6)]),
    ("P2", "R31", [(day, PM) for day in range(5)]),
]
FLEXIBLE = ["C1", "C2", "C3", "C4", "C5", "C6"]
# open days from today, desk, who, half-days
TAKEN = [
    (0, "C1", "R05", HALVES), (0, "C2", "R09", [AM]), (0, "C4", "R15", HALVES),
    (0, "C5", "R24", [AM]), (1, "C1", "R05", HALVES), (1, "C3", "R18", [AM]),
    (1, "C6", "R27", HALVES), (2, "C2", "R16", HALVES), (3, "C1", "R29", [AM]),
]  # fmt: skip
RELEASED = [(0, "A4", "R13", HALVES), (1, "B6", "R20", [PM])]
MAP = """A1 A2 A3 A4 . (fenêtre) C1 C2
A5 A6 A7 A8 . . C3 C4
. . . . . . C5 C6
B1 B2 B3 B4 . P1 . .
B5 B6 B7 B8 . P2 . (porte)"""


def lay_desks(cast: Cast) -> None:
    """Desks, map, the usual week, and how the next days differ."""
    place = Place.objects.get()
    kinds = dict.fromkeys(FIXED, DeskKind.FIXED) | {"P1": DeskKind.SHARED, "P2": DeskKind.SHARED}
    by = cast.programme
    desks = {
        name: add_desk(
            place=place,
            name=name,
            kind=kinds.get(name, DeskKind.FLEXIBLE),
            key=key_of("desk", name),
            by=by,
        )
        for name in [*FIXED, *FLEXIBLE, "P1", "P2"]
    }
    squares: dict[tuple[int, int], Desk | str] = {}
    for row, line in enumerate(MAP.splitlines(), 1):
        for column, sign in enumerate(line.split(), 1):
            if sign != ".":
                squares[row, column] = desks.get(sign) or sign.strip("()")
    draw_map(place=place, squares=squares, by=by)
    first = cast.days.starts_on
    whole = [(day, half) for day in range(6) for half in HALVES]
    for name, who, halves in [(name, who, whole) for name, who in FIXED.items()] + SHARED:
        person = cast.people[who]
        key = key_of("desk", name, who)
        hold_desk(desk=desks[name], person=person, from_on=first, halves=halves, key=key, by=by)


def sit_down(cast: Cast) -> None:
    """Desks taken and released in the days to come; one on a closed half-day was not."""
    days, day, ahead = cast.days, cast.days.today, 0
    open_days: list[date] = []
    while len(open_days) < 5 and ahead < 30:
        if days.calendar.opening_on(day):
            open_days.append(day)
        day, ahead = day + timedelta(days=1), ahead + 1
    desks = {desk.name_fr: desk for desk in Desk.objects.all()}
    for at, name, who, halves in RELEASED:
        person = cast.people[who]
        release_desk(desk=desks[name], day=open_days[at], halves=halves, person=person, by=person)
    for at, name, who, halves in TAKEN:
        person = cast.people[who]
        for half in halves:
            _take(desks[name], open_days[at], half, person)


def _take(desk: Desk, day: date, half: Half, person: Person) -> None:
    try:
        take_desk(desk=desk, day=day, halves=[half], person=person, by=person)
    except Refused:
        return
