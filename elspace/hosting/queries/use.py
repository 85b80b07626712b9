"""How much rooms and desks are used, by weekday and hour: counts of bookings, never of people."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from elspace.core.moments import local, monday, today
from elspace.hosting.enums import BookingState
from elspace.hosting.models import Booking, Desk, Room
from elspace.hub.enums import Half, Weekday
from elspace.hub.queries import Calendar

from .desks import HALVES, Seating, halves_open
from .rooms import Diary, indivisible_spaces

WEEKS = 8
FEWEST = 5  # people in a picture; below, nothing is drawn
HOUR = timedelta(hours=1)
STEPS = 5  # of tint


@dataclass(frozen=True)
class Cell:
    """A weekday and an hour (or half-day): the share of what was open that was taken."""

    percent: int | None  # None: nothing was open then
    taken: int  # hours of rooms, or half-days of desks
    open: int

    @property
    def step(self) -> int:
        """Which tint: 0 for none, 5 for the fullest fifth."""
        return 0 if not self.percent else min(STEPS, 1 + (self.percent - 1) // (100 // STEPS))


@dataclass(frozen=True)
class Use:
    """The picture: a line for each weekday, a column for each hour or half-day."""

    first: date
    last: date
    columns: list[str]
    rows: list[tuple[Weekday, list[Cell]]]
    is_of_few: bool = False  # so few people that a picture would draw them

    @property
    def is_empty(self) -> bool:
        """Whether nothing was taken at all."""
        return not any(cell.taken for _weekday, cells in self.rows for cell in cells)

    @property
    def fullest(self) -> tuple[Weekday, str, Cell] | None:
        """The weekday and hour most taken, for who cannot see the picture."""
        found = [
            (weekday, column, cell)
            for weekday, cells in self.rows
            for column, cell in zip(self.columns, cells, strict=True)
            if cell.percent
        ]
        return max(found, key=lambda one: one[2].percent or 0, default=None)


def last_weeks() -> tuple[date, date]:
    """The eight whole weeks before this one."""
    first = monday(today()) - timedelta(weeks=WEEKS)
    return first, first + timedelta(weeks=WEEKS, days=-1)


def use_of_rooms(calendar: Calendar) -> Use:
    """Hours of rooms taken among those open, over the last weeks (five queries). A room made of
    others counts as its parts."""
    first, last = last_weeks()
    parts = indivisible_spaces()
    rooms = Room.objects.filter(is_active=True)
    diary = Diary(calendar, [room for room in rooms if room.pk not in parts], parts, {})
    numbers = {room.pk for room in diary.rooms}
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    open_hours: Counter[tuple[int, int]] = Counter()
    of_place: dict[int, Counter[tuple[int, int]]] = {}  # rooms without hours of their own
    for room in diary.rooms:
        if room.pk in diary.own_hours:
            open_hours += _open_hours(diary, room, days)
            continue
        if room.place_id not in of_place:
            of_place[room.place_id] = _open_hours(diary, room, days)
        open_hours += of_place[room.place_id]
    taken: set[tuple[int, date, int]] = set()
    stretches = Booking.objects.filter(
        state=BookingState.BOOKED,
        start_at__lt=local(last + timedelta(days=1), time()),
        end_at__gt=local(first, time()),
    ).values_list("space_id", "start_at", "end_at", "person_id")
    people: set[int] = set()
    for space, start_at, end_at, person in stretches:
        people |= {person} - {None}
        hours = _hours(start_at, end_at)
        for atom in parts.get(space, frozenset({space})) & numbers:
            taken.update((atom, day, hour) for day, hour in hours if first <= day <= last)
    counts = Counter((day.weekday(), hour) for _room, day, hour in taken)
    columns = sorted({hour for _weekday, hour in open_hours})
    names = {hour: f"{hour}:00" for hour in columns}
    lines = _lines(names, counts, open_hours)
    return Use(first, last, [*names.values()], lines, is_of_few=0 < len(people) < FEWEST)


def _open_hours(diary: Diary, room: Room, days: Iterable[date]) -> Counter[tuple[int, int]]:
    """How often a room was open, by weekday and hour."""
    return Counter(
        (day.weekday(), hour)
        for day in days
        for opens, closes in diary.opening_on(room, day)
        for hour in range(opens.hour, -(-(closes.hour * 60 + closes.minute) // 60))
    )


def _hours(start_at: datetime, end_at: datetime) -> list[tuple[date, int]]:
    """Hours of the clock a stretch touches."""
    start, end = timezone.localtime(start_at), timezone.localtime(end_at)
    if start.date() == end.date():  # nearly all of them
        last = end.hour + (end.minute > 0 or end.second > 0)
        return [(start.date(), hour) for hour in range(start.hour, max(last, start.hour + 1))]
    at = start.replace(minute=0, second=0, microsecond=0)
    found = []
    while at < end:
        found.append((at.date(), at.hour))
        at += HOUR
    return found


def use_of_desks(calendar: Calendar) -> Use:
    """Half-days of desks given among those open, over the last weeks (four queries)."""
    first, last = last_weeks()
    desks: list[Desk] = list(Desk.objects.filter(is_active=True).select_related("place"))
    seating = Seating.load(first, last, calendar, desks)
    open_halves: Counter[tuple[int, int]] = Counter()
    counts: Counter[tuple[int, int]] = Counter()
    people: set[int] = set()
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        open_at = {desk.place_id: halves_open(calendar, day, desk.place) for desk in desks}
        for desk in desks:
            for place, half in enumerate(HALVES):
                if half in open_at[desk.place_id]:
                    open_halves[day.weekday(), place] += 1
                    taken_by = seating.person_on(desk, day, half)
                    if taken_by is not None:
                        counts[day.weekday(), place] += 1
                        people.add(taken_by)
    names = {place: str(Half(half).label) for place, half in enumerate(HALVES)}
    lines = _lines(names, counts, open_halves)
    return Use(first, last, [*names.values()], lines, is_of_few=0 < len(people) < FEWEST)


def _lines(
    columns: Iterable[int],
    taken: Counter[tuple[int, int]],
    open_then: Counter[tuple[int, int]],
) -> list[tuple[Weekday, list[Cell]]]:
    """A line for each weekday on which something is open."""
    rows = []
    for weekday in Weekday:
        cells = []
        for column in columns:
            most = open_then[weekday, column]
            count = min(taken[weekday, column], most)
            cells.append(Cell(round(100 * count / most) if most else None, count, most))
        if any(cell.open for cell in cells):
            rows.append((weekday, cells))
    return rows
