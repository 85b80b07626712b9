"""Rooms below each other, days beside each other: who takes what, for a day or a week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.moments import local
from elspace.hosting.enums import BookingState
from elspace.hosting.models import Booking, Room, RoomWait, Space
from elspace.hub.models import Equipment, Place
from elspace.hub.queries import Calendar
from elspace.people.models import Person

from .rooms import Diary, Hours, Shown, indivisible_spaces, shown_to
from .waits import waits_between

DAY_STARTS, DAY_ENDS = 8 * 60, 18 * 60  # minutes; shown when nothing says otherwise
WHOLE_DAY = 24 * 60


@dataclass(slots=True)
class Taken:
    """What is read of a booking: hundreds of them are on a page, and whole rows take their time."""

    pk: int
    key: UUID
    space_id: int
    person_id: int | None
    title: str
    subject_kind: str
    subject_id: int | None
    start_at: datetime
    end_at: datetime
    state: str
    person: Person | None = None  # read for those alone that say nothing else of themselves


NAMES = ("first_name", "last_name", "first_name_ar", "last_name_ar")
READ = [one.name for one in fields(Taken) if one.name != "person"]


@dataclass(frozen=True, slots=True)
class Line:
    """A booking on a day of a room, in minutes of that day; `of` names the part or the whole that
    is really booked, "" for the room itself."""

    starts: int
    ends: int
    shown: Shown  # with the page of what it was made for, else its own
    of: str
    is_held: bool
    is_for_subject: bool


@dataclass(slots=True)
class RoomDay:
    """A room on a day."""

    day: date
    hours: tuple[tuple[int, int], ...]  # open, in minutes
    lines: list[Line] = field(default_factory=list)
    waits: list[RoomWait] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room and its days."""

    room: Room
    days: list[RoomDay]

    @property
    def is_free(self) -> bool:
        """Whether nobody takes it on any of the days."""
        return not any(day.lines for day in self.days)


@dataclass(frozen=True)
class Timeline:
    """Rooms × days, on the scale of hours from `first` to `last` (minutes)."""

    days: list[date]
    rows: list[RoomRow]
    closed: dict[date, str]  # why the whole hub is closed
    iftar: dict[date, datetime]  # when the fast is broken, on days of Ramadan
    first: int
    last: int
    waits: list[RoomWait]  # of all rooms, those of other pages too
    diary: Diary
    drawn: dict[Any, Any] = field(default_factory=dict, repr=False)  # cells that are alike

    @property
    def is_shut(self) -> bool:
        """Whether no room opens on any of the days, and none is taken all the same."""
        return not any(day.hours or day.lines for row in self.rows for day in row.days)

    @property
    def is_free(self) -> bool:
        """Whether rooms open and nothing is taken at all."""
        return all(row.is_free for row in self.rows) and not self.is_shut

    @property
    def heads(self) -> list[tuple[date, str, datetime | None]]:
        """Each day, why the hub is closed on it, and its iftar."""
        return [(day, self.closed.get(day, ""), self.iftar.get(day)) for day in self.days]

    @property
    def by_day(self) -> list[tuple[date, str, list[tuple[RoomRow, RoomDay]]]]:
        """The same for a narrow screen: each day with the rooms taken or waited for on it."""
        return [
            (
                day,
                self.closed.get(day, "") or self._shut(n),
                [(row, row.days[n]) for row in self.rows if row.days[n].lines or row.days[n].waits],
            )
            for n, day in enumerate(self.days)
        ]

    def _shut(self, n: int) -> str:
        """A weekday on which none of the rooms opens."""
        return "" if any(row.days[n].hours for row in self.rows) else _("Closed that day")


def rooms_asked(
    place: Place | None = None, people: int | None = None, equipment: Iterable[Equipment] = ()
) -> QuerySet[Room]:
    """Rooms in use that hold the people and have all of the equipment."""
    found = Room.objects.filter(is_active=True)
    if place is not None:
        found = found.filter(place=place)
    if people:
        found = found.filter(capacity__gte=people)
    for item in equipment:
        found = found.filter(equipment=item)
    names = ("name_fr", "name_ar", "name_en")
    found = found.only("place", "key", "capacity", *names)  # three hundred whole rows take time
    return found.order_by("position", "pk")


def timeline(
    rooms: Iterable[Room], days: Sequence[date], user: Any, calendar: Calendar
) -> Timeline:
    """What these rooms are taken for on these days, as this user may read it: eight queries or
    fewer, and one for each kind of row that holds rooms, whatever the number of rooms and days."""
    rooms = list(rooms)
    parts = indivisible_spaces()
    diary = Diary(calendar, rooms, parts, {})
    start_at = local(days[0], time())
    end_at = local(days[-1] + timedelta(days=1), time())
    atoms = {room.pk: diary.spaces_of(room) for room in rooms}
    rows = _rows(diary, days)
    bookings = _bookings(atoms, parts, start_at, end_at)
    shown = _with_pages(bookings, shown_to(user, bookings))
    here = _rooms_by_atom(atoms)
    by_room = {row.room.pk: row for row in rows}
    zone = timezone.get_current_timezone()  # asked once, for hundreds of bookings
    elsewhere = _names({booking.space_id for booking in bookings}, rooms)
    for booking in bookings:
        stretches = _by_day(booking, days, zone)
        taken = parts.get(booking.space_id, frozenset({booking.space_id}))
        for number in {room for atom in taken for room in here.get(atom, ())}:
            of = "" if number == booking.space_id else elsewhere[booking.space_id]
            _lay(by_room[number], booking, shown[booking.pk], of, stretches)
    waits = list(waits_between(start_at, end_at))
    for wait in waits:
        if wait.room_id in by_room and wait.booking_id is None:
            ahead = (timezone.localdate(wait.start_at) - days[0]).days
            if 0 <= ahead < len(days):
                by_room[wait.room_id].days[ahead].waits.append(wait)
    closed = {day: calendar.closed_reason(day) for day in days}
    edges = [edge for row in rows for day in row.days for edge in _edges(day)]
    return Timeline(
        days=[*days],
        rows=rows,
        closed={day: reason for day, reason in closed.items() if reason},
        iftar={day: at for day in days for at in [calendar.iftar_on(day)] if at},
        first=min(edges, default=DAY_STARTS) // 60 * 60,
        last=-(-max(edges, default=DAY_ENDS) // 60) * 60,
        waits=waits,
        diary=diary,
    )


def minute_now() -> int:
    """The minute of the local day it is."""
    return _minutes(timezone.localtime().time())


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _edges(day: RoomDay) -> Iterable[int]:
    for starts, ends in day.hours:
        yield from (starts, ends)
    for line in day.lines:
        yield from (line.starts, line.ends)


def _rows(diary: Diary, days: Sequence[date]) -> list[RoomRow]:
    """Rooms and their open hours; those with no hours of their own are as open as their place."""
    of_place: dict[int, list[tuple[tuple[int, int], ...]]] = {}
    rows = []
    for room in diary.rooms:
        has_own = room.pk in diary.own_hours
        hours = None if has_own else of_place.get(room.place_id)
        if hours is None:
            hours = [_open_hours(diary, room, day) for day in days]
            if not has_own:
                of_place[room.place_id] = hours
        rows.append(RoomRow(room, [RoomDay(*one) for one in zip(days, hours, strict=True)]))
    return rows


def _open_hours(diary: Diary, room: Room, day: date) -> tuple[tuple[int, int], ...]:
    """The room's hours, closures of some hours taken out."""
    hours: Hours = diary.opening_on(room, day)
    found = [(_minutes(opens), _minutes(closes)) for opens, closes in hours]
    for closure in diary.calendar.closures:
        if found and closure.place_id in (None, room.place_id):
            first, last = (
                _within(day, instant) for instant in (closure.starts_at, closure.ends_at)
            )
            if first < last:
                found = [
                    (opens, closes)
                    for start, end in found
                    for opens, closes in ((start, min(end, first)), (max(start, last), end))
                    if opens < closes
                ]
    return tuple(found)


def _within(day: date, instant: datetime) -> int:
    """The minute of `day` at an instant: 0 before it, all of them after it."""
    return _minute_of(day, timezone.localtime(instant))


def _minute_of(day: date, here: datetime) -> int:
    if here.date() != day:
        return 0 if here.date() < day else WHOLE_DAY
    return here.hour * 60 + here.minute


def _rooms_by_atom(atoms: dict[int, frozenset[int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for room, spaces in atoms.items():
        for space in spaces:
            found.setdefault(space, []).append(room)
    return found


def _bookings(
    atoms: dict[int, frozenset[int]],
    parts: dict[int, frozenset[int]],
    start_at: datetime,
    end_at: datetime,
) -> list[Taken]:
    """Bookings that take one of the spaces, their whole or their parts (two queries)."""
    spaces: set[int] = set().union(*atoms.values()) | set(atoms)
    spaces |= {whole for whole, below in parts.items() if below & spaces}
    found = Booking.objects.filter(
        space__in=spaces,
        state__in=[BookingState.BOOKED, BookingState.HELD],
        start_at__lt=end_at,
        end_at__gt=start_at,
    )
    rows = found.order_by("start_at", "pk").values_list(*READ)
    bookings = [Taken(*row) for row in rows]
    untold = {one.person_id for one in bookings if not one.title and one.person_id}
    people = Person.objects.only(*NAMES).in_bulk(untold)
    for one in bookings:
        one.person = people.get(one.person_id or 0)
    return bookings


def _with_pages(bookings: list[Taken], shown: dict[int, Shown]) -> dict[int, Shown]:
    """Each with a page to open: its own, where it was made for no row of another page."""
    above = reverse("hosting:bookings")
    return shown | {
        one.pk: Shown(shown[one.pk].title, f"{above}{one.key}/")
        for one in bookings
        if not one.subject_kind
    }


def _names(spaces: set[int], rooms: list[Room]) -> dict[int, str]:
    """The names of these spaces; those of `rooms` are known, others are read (one query)."""
    names = {room.pk: room.name for room in rooms}
    others = spaces - set(names)
    return names | {space.pk: space.name for space in Space.objects.filter(pk__in=others)}


def _by_day(booking: Taken, days: Sequence[date], zone: tzinfo) -> list[tuple[int, int, int]]:
    """The days it lies on, by their place in `days`, and its minutes on each."""
    start, end = booking.start_at.astimezone(zone), booking.end_at.astimezone(zone)
    first, last = (start.date() - days[0]).days, (end.date() - days[0]).days
    found = []
    for ahead in range(max(first, 0), min(last, len(days) - 1) + 1):
        starts, ends = _minute_of(days[ahead], start), _minute_of(days[ahead], end)
        if starts < ends:
            found.append((ahead, starts, ends))
    return found


def _lay(
    row: RoomRow, booking: Taken, shown: Shown, of: str, stretches: list[tuple[int, int, int]]
) -> None:
    is_held = booking.state == BookingState.HELD
    for ahead, starts, ends in stretches:
        line = Line(starts, ends, shown, of, is_held, bool(booking.subject_kind))
        row.days[ahead].lines.append(line)
