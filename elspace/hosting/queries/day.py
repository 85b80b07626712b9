"""A day by room, as a table: half hours down, rooms across, closed hours folded into one row."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.utils import timezone

from elspace.core.moments import local
from elspace.hosting.models import Booking, Room
from elspace.hub.queries import Calendar

from .rooms import Diary, Shown, occupancies_between, shown_to

STEP = timedelta(minutes=30)
FINE_STEP = timedelta(minutes=15)  # where something begins or ends at a quarter


@dataclass(frozen=True)
class Block:
    """Something that stands in a room's column, over `rows` rows of the table."""

    start_at: datetime
    end_at: datetime
    bookings: tuple[Booking, ...]
    rows: int
    is_own: bool  # False: the room is blocked because a part of it, or its whole, is taken
    shown: tuple[Shown, ...]

    @property
    def is_for_subject(self) -> bool:
        """Whether all of it was made for rows of other parts (sessions), none for a person."""
        return all(booking.subject_kind for booking in self.bookings)

    @property
    def words(self) -> str:
        """All it says, for a block too small to show it."""
        return " · ".join(one.title for one in self.shown)


@dataclass(frozen=True)
class Cell:
    """One place of the table; `covered` ones are under a block that started above."""

    room: Room
    block: Block | None = None
    is_covered: bool = False
    is_open: bool = True


@dataclass(frozen=True)
class Row:
    """A stretch of the day: cells of every room, or (none) hours at which all is closed."""

    start_at: datetime
    end_at: datetime
    cells: tuple[Cell, ...]
    iftar: datetime | None = None

    @property
    def is_closed(self) -> bool:
        return not self.cells

    @property
    def is_full_hour(self) -> bool:
        return timezone.localtime(self.start_at).minute == 0

    @property
    def is_now(self) -> bool:
        return self.start_at <= timezone.now() < self.end_at


@dataclass(frozen=True)
class DayByRoom:
    """The table of a day."""

    day: date
    rooms: tuple[Room, ...]
    rows: tuple[Row, ...]
    closed_reason: str
    is_fine: bool = False  # rows of a quarter of an hour, half as high
    bookings: tuple[Booking, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not self.rows

    @property
    def free_rooms(self) -> tuple[Room, ...]:
        """Rooms nobody has taken that day."""
        taken = {cell.room.pk for row in self.rows for cell in row.cells if cell.block}
        return tuple(room for room in self.rooms if room.pk not in taken)

    def narrow(self, most: int) -> "DayByRoom":
        """The same for a narrow place: of more than `most` rooms those that are free all day are
        left out (the page names them instead)."""
        free = {room.pk for room in self.free_rooms}
        if len(self.rooms) <= most or len(free) == len(self.rooms):
            return self
        rows = (
            replace(row, cells=tuple(cell for cell in row.cells if cell.room.pk not in free))
            for row in self.rows
        )
        rooms = tuple(room for room in self.rooms if room.pk not in free)
        return replace(self, rooms=rooms, rows=tuple(rows))


def day_by_room(day: date, user: Any, calendar: Calendar | None = None) -> DayByRoom:
    """The day's table as this user may read it; a constant number of queries."""
    start, end = (
        local(day, datetime.min.time()),
        local(day + timedelta(days=1), datetime.min.time()),
    )
    diary = Diary.hours(calendar)
    occupancies = list(occupancies_between(start, end))
    bookings = tuple({o.booking_id: o.booking for o in occupancies}.values())
    shown = shown_to(user, bookings)
    columns = {room.pk: _stretches(diary, room, occupancies) for room in diary.rooms}
    open_hours = [
        (local(day, opens), local(day, closes))
        for room in diary.rooms
        for opens, closes in diary.opening_on(room, day)
    ]
    step = _step(open_hours, bookings)
    marks = _marks(open_hours, bookings, step)
    busy = [*open_hours, *((b.start_at, b.end_at) for b in bookings)]
    iftar = diary.calendar.iftar_on(day)
    rows = tuple(
        _row(diary, columns, shown, marks, (start, end))
        if any(first < end and start < last for first, last in busy)
        else Row(start, end, (), iftar if iftar and start <= iftar < end else None)
        for start, end in pairwise(marks)
    )
    return DayByRoom(
        day,
        tuple(diary.rooms),
        rows,
        diary.calendar.closed_reason(day),
        is_fine=step == FINE_STEP,
        bookings=bookings,
    )


_Stretch = tuple[datetime, datetime, tuple[Booking, ...], bool]


def _stretches(diary: Diary, room: Room, occupancies: list) -> list[_Stretch]:
    """What stands in a room's column, in order; what overlaps (two parts of a hall) is joined."""
    spaces = diary.spaces_of(room)
    here = {o.booking_id: o.booking for o in occupancies if o.space_id in spaces}
    joined: list[_Stretch] = []
    for booking in sorted(here.values(), key=lambda b: (b.start_at, b.pk)):
        own = booking.space_id == room.pk
        if joined and booking.start_at < joined[-1][1]:
            first, last, several, was_own = joined.pop()
            joined.append((first, max(last, booking.end_at), (*several, booking), was_own and own))
        else:
            joined.append((booking.start_at, booking.end_at, (booking,), own))
    return joined


def _step(open_hours: list[tuple[datetime, datetime]], bookings: tuple[Booking, ...]) -> timedelta:
    """Rows of equal height need one step for the whole day: half hours, or quarters."""
    edges = [*open_hours, *((one.start_at, one.end_at) for one in bookings)]
    is_even = all(instant.minute % 30 == 0 for edge in edges for instant in edge)
    return STEP if is_even else FINE_STEP


def _marks(
    open_hours: list[tuple[datetime, datetime]],
    bookings: tuple[Booking, ...],
    step: timedelta,
) -> list[datetime]:
    """The instants between which rows lie: steps of the opening, every start and end."""
    marks = {instant for stretch in open_hours for instant in stretch}
    for opens, closes in open_hours:
        at = opens
        while at < closes:
            marks.add(at)
            at += step
    marks |= {instant for booking in bookings for instant in (booking.start_at, booking.end_at)}
    return sorted(marks)


def _row(
    diary: Diary,
    columns: dict[int, list[_Stretch]],
    shown: dict[int, Shown],
    marks: list[datetime],
    stretch: tuple[datetime, datetime],
) -> Row:
    start, end = stretch
    cells = []
    is_open = diary.open_rooms(start, end)
    for room in diary.rooms:
        here = next((s for s in columns[room.pk] if s[0] < end and start < s[1]), None)
        if here is None:
            cells.append(Cell(room, is_open=room.pk in is_open))
        elif here[0] == start:
            height = sum(1 for mark in marks if here[0] <= mark < here[1])
            words = tuple(shown[booking.pk] for booking in here[2])
            cells.append(Cell(room, Block(here[0], here[1], here[2], height, here[3], words)))
        else:
            cells.append(Cell(room, is_covered=True))
    return Row(start, end, tuple(cells))
