"""Which rooms are open and free: a diary of rooms read once, then asked without a query."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Protocol, Self

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import pgettext

from elspace.core import registries
from elspace.hosting.models import Occupancy, Room, RoomHours, Space
from elspace.hub.models import Equipment, Place
from elspace.hub.queries import Calendar

Hours = list[tuple[time, time]]
LONGEST_BUFFER = timedelta(hours=4)  # before or after; forms allow no more


def occupancies_between(start_at: datetime, end_at: datetime) -> QuerySet[Occupancy]:
    """What blocks spaces at some time between two instants, with its booking."""
    return (
        Occupancy.objects.filter(
            is_active=True, blocked_from__lt=end_at, blocked_until__gt=start_at
        )
        .select_related("booking", "booking__space", "booking__person")
        .order_by("blocked_from", "pk")
    )


def _links() -> dict[int, set[int]]:
    """The parts of every space made of parts, by number."""
    links: dict[int, set[int]] = {}
    for whole, part in Space.parts.through.objects.values_list("from_space_id", "to_space_id"):
        links.setdefault(whole, set()).add(part)
    return links


def _below(space: int, links: dict[int, set[int]]) -> set[int]:
    found, ahead = {space}, [space]
    while ahead:
        for part in links.get(ahead.pop(), set()) - found:
            found.add(part)
            ahead.append(part)
    return found


def spaces_below(space: Space) -> set[int]:
    """The numbers of a space and of everything it is made of."""
    return _below(space.pk, _links())


def indivisible_spaces() -> dict[int, frozenset[int]]:
    """For every space made of parts, the numbers of the indivisible spaces it takes."""
    links = _links()
    return {
        whole: frozenset(part for part in _below(whole, links) if part not in links)
        for whole in links
    }


def within(hours: Hours, limits: Hours) -> Hours:
    """The stretches that two lists of hours have in common."""
    common = [
        (max(opens, first), min(closes, last)) for opens, closes in hours for first, last in limits
    ]
    return sorted((opens, closes) for opens, closes in common if opens < closes)


@dataclass
class Diary:
    """Rooms, their hours and what blocks them between two instants, read once (ten queries or
    fewer, whatever their number); every question is then answered without a query. What only some
    pages ask for (own hours, equipment) is read when it is asked for."""

    calendar: Calendar
    rooms: list[Room]
    parts: dict[int, frozenset[int]]
    blocked: dict[int, list[tuple[datetime, datetime]]]  # by indivisible space
    # Stretches a place is open for: hundreds of its rooms are asked about the same one.
    opened: dict[tuple[int, datetime, datetime], bool] = field(
        default_factory=dict, init=False, repr=False
    )

    @classmethod
    def load(cls, start_at: datetime, end_at: datetime, calendar: Calendar | None = None) -> Self:
        """Read everything about rooms in use between two instants, and what their buffers touch."""
        return cls.hours(calendar).over(start_at, end_at)

    @classmethod
    def hours(cls, calendar: Calendar | None = None) -> Self:
        """Rooms in use and when they are open, with nothing of what blocks them."""
        return cls(
            calendar=calendar or Calendar.load(),
            rooms=list(Room.objects.filter(is_active=True)),
            parts=indivisible_spaces(),
            blocked={},
        )

    def over(self, start_at: datetime, end_at: datetime) -> Self:
        """The same rooms and hours with what blocks them between two instants, read now (one
        query): who was refused is offered what is free at that moment, not a moment before."""
        blocked: dict[int, list[tuple[datetime, datetime]]] = {}
        taken = Occupancy.objects.filter(
            is_active=True,
            blocked_from__lt=end_at + LONGEST_BUFFER,
            blocked_until__gt=start_at - LONGEST_BUFFER,
        )
        for space, start, end in taken.values_list("space_id", "blocked_from", "blocked_until"):
            blocked.setdefault(space, []).append((start, end))
        later = replace(self, blocked=blocked)
        for read in {"own_hours", "equipment"} & set(self.__dict__):  # already
            later.__dict__[read] = self.__dict__[read]
        return later

    def spaces_of(self, room: Space) -> frozenset[int]:
        """The indivisible spaces a room takes: itself, or its parts."""
        return self.parts.get(room.pk, frozenset({room.pk}))

    @cached_property
    def own_hours(self) -> dict[int, dict[int, Hours]]:
        """Hours of the rooms that have some of their own, by weekday; most have none, so that all
        are read at once (one query)."""
        found: dict[int, dict[int, Hours]] = {}
        rows = RoomHours.objects.values_list("room_id", "weekday", "opens", "closes")
        for room, weekday, opens, closes in rows:
            found.setdefault(room, {}).setdefault(weekday, []).append((opens, closes))
        return found

    @cached_property
    def equipment(self) -> dict[int, list[Equipment]]:
        """What each room has, by its number (two queries)."""
        items = Equipment.objects.in_bulk()
        found: dict[int, list[Equipment]] = {}
        pairs = Room.equipment.through.objects.order_by("equipment_id")
        for room, item in pairs.values_list("room_id", "equipment_id"):
            found.setdefault(room, []).append(items[item])
        return found

    def has(self, room: Space, wanted: set[int]) -> bool:
        """Whether a room has all of this equipment, by number."""
        return not wanted or wanted <= {item.pk for item in self.equipment.get(room.pk, [])}

    def place_of(self, room: Space) -> Place:
        """The place of a room."""
        return self.calendar.everywhere[room.place_id]

    def opening_on(self, room: Room, day: date) -> Hours:
        """Hours of a room on a day: the hub's, narrowed by its own where it has some."""
        opening = self.calendar.opening_on(day, self.place_of(room))
        own = self.own_hours.get(room.pk)
        return opening if own is None else within(opening, own.get(day.weekday(), []))

    def is_open(self, room: Room, start_at: datetime, end_at: datetime) -> bool:
        """Whether the room's hours hold the whole stretch, on one local day, without a closure."""
        if room.pk in self.own_hours:
            return self._is_open(room, start_at, end_at)
        asked = (room.place_id, start_at, end_at)
        if asked not in self.opened:
            self.opened[asked] = self._is_open(room, start_at, end_at)
        return self.opened[asked]

    def _is_open(self, room: Room, start_at: datetime, end_at: datetime) -> bool:
        start, end = timezone.localtime(start_at), timezone.localtime(end_at)
        return (
            start.date() == end.date()
            and self.calendar.is_open(start_at, end_at, self.place_of(room))
            and any(
                opens <= start.time() and end.time() <= closes
                for opens, closes in self.opening_on(room, start.date())
            )
        )

    def open_rooms(self, start_at: datetime, end_at: datetime) -> set[int]:
        """The rooms open for the whole stretch."""
        return {room.pk for room in self.rooms if self.is_open(room, start_at, end_at)}

    def is_taken(
        self, room: Space, start_at: datetime, end_at: datetime, people: int | None = None
    ) -> bool:
        """Whether somebody holds the room, or a part of it, at some time in the stretch with the
        room's minutes to prepare and to tidy; of a shared one, whether seats are short."""
        if isinstance(room, Room):
            start_at -= timedelta(minutes=room.buffer_before)
            end_at += timedelta(minutes=room.buffer_after)
            if room.is_shared:
                most = peak(self.blocked.get(room.pk, []), start_at, end_at)
                return most + (people or 1) > room.capacity
        return any(
            start < end_at and start_at < end
            for space in self.spaces_of(room)
            for start, end in self.blocked.get(space, [])
        )

    def is_free(
        self, room: Room, start_at: datetime, end_at: datetime, people: int | None = None
    ) -> bool:
        """Whether the room can be booked for the stretch; a shared one, by that many people."""
        return (
            room.is_active
            and self.is_open(room, start_at, end_at)
            and not self.is_taken(room, start_at, end_at, people)
        )

    def is_free_whole(self, room: Room, start_at: datetime, end_at: datetime) -> bool:
        """Whether all of the room can be booked, as a session does: every seat of a shared one."""
        people = room.capacity if room.is_shared else None
        return self.is_free(room, start_at, end_at, people)


def peak(
    stretches: Iterable[tuple[datetime, datetime]], start_at: datetime, end_at: datetime
) -> int:
    """How many of the stretches stand at the fullest instant between two."""
    edges = sorted(
        edge
        for start, end in stretches
        if start < end_at and start_at < end
        for edge in ((start, 1), (end, -1))  # an end before a start at the same instant
    )
    most = now = 0
    for _instant, change in edges:
        now += change
        most = max(most, now)
    return most


def free_rooms(
    start_at: datetime,
    end_at: datetime,
    capacity: int = 1,
    equipment: Iterable[Equipment] = (),
    calendar: Calendar | None = None,
    *,
    diary: Diary | None = None,
) -> list[Room]:
    """Rooms one can book for the stretch, that hold `capacity` people and have the equipment; the
    smallest that suits first, so that large rooms stay free, those where nobody hears last."""
    wanted = {item.pk for item in equipment}
    diary = diary or Diary.load(start_at, end_at, calendar)
    found = [
        room
        for room in diary.rooms
        if room.capacity >= capacity
        and diary.has(room, wanted)
        and diary.is_free(room, start_at, end_at, capacity)
    ]
    return sorted(found, key=lambda room: (room.is_confidential, room.capacity, room.position))


def taken_rooms(
    start_at: datetime, end_at: datetime, capacity: int = 1, diary: Diary | None = None
) -> list[Room]:
    """Rooms open for the stretch and large enough that somebody holds: one may wait for them."""
    if start_at <= timezone.now():
        return []
    diary = diary or Diary.load(start_at, end_at)
    return [
        room
        for room in diary.rooms
        if room.capacity >= capacity
        and diary.is_open(room, start_at, end_at)
        and diary.is_taken(room, start_at, end_at, capacity)
    ]


def is_free(room: Room, start_at: datetime, end_at: datetime) -> bool:
    """Whether one room can be booked for the stretch."""
    return Diary.load(start_at, end_at).is_free(room, start_at, end_at)


def rooms_open(room: Room, start_at: datetime, end_at: datetime) -> bool:
    """Whether one room is open for the stretch, taken or not."""
    return Diary.load(start_at, end_at).is_open(room, start_at, end_at)


@dataclass(frozen=True)
class Shown:
    """What a user may read of a booking, and the page of what it was made for ("": none)."""

    title: str
    url: str = ""


class Told(Protocol):
    """What a booking tells of itself, whole row or not."""

    @property
    def pk(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def subject_kind(self) -> str: ...
    @property
    def subject_id(self) -> int | None: ...
    @property
    def person(self) -> Any: ...


def shown_to(user: Any, bookings: Iterable[Told]) -> dict[int, Shown]:
    """What this user may read of each booking, by its number: what the row it was made for says of
    itself, else its title, else for whom it is. One query for each kind of row."""
    bookings = list(bookings)
    by_kind: dict[str, set[int]] = {}
    for booking in bookings:
        if booking.subject_kind in registries.subjects and booking.subject_id:
            by_kind.setdefault(booking.subject_kind, set()).add(booking.subject_id)
    parts = registries.parts_off() if by_kind else set()
    off = {kind for kind in by_kind if registries.subjects[kind].module in parts}
    rows = {kind: registries.rows_of(kind, by_kind[kind]) for kind in by_kind.keys() - off}

    def shown(booking: Told) -> Shown:
        if booking.subject_kind in off:  # of a part switched off: the room is taken, and no more
            return Shown(pgettext("room", "Booked"))
        row = rows.get(booking.subject_kind, {}).get(booking.subject_id or 0)
        if row is not None:
            subject = registries.subjects[booking.subject_kind]
            return Shown(subject.title(row, user), subject.url(row, user))
        if booking.title:
            return Shown(booking.title)
        return Shown(booking.person.short_name if booking.person else pgettext("room", "Booked"))

    return {booking.pk: shown(booking) for booking in bookings}
