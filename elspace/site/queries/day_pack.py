"""The day pack: today and tomorrow as the desk needs them when power and network are gone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from elspace.core.moments import local
from elspace.hosting.models import Booking
from elspace.hosting.queries import shown_to
from elspace.hub.models import Closure
from elspace.hub.queries import Calendar
from elspace.site.queries.printing import Row, Seat, day_rows, people_to_call

DAYS = 2
OPENS_AT = time(8, 15)  # the hub is open and the day known: phones keep the pack from here on
MOST_SEATS = 450  # of both days together; the pack stays under 150 KB


@dataclass(frozen=True)
class Taken:
    """A room taken for something that is no session."""

    start_at: datetime
    room: str
    title: str


@dataclass(frozen=True)
class Door:
    """What to know at the door: hours, why it is closed, iftar, what else closes that day."""

    hours: list[tuple[time, time]]
    closed_reason: str
    fast: int | None
    iftar: datetime | None
    closures: list[Closure]


@dataclass(frozen=True)
class Entry:
    """One occasion of the day, with those of its people the pack has room for."""

    row: Row
    seats: list[Seat]

    @property
    def left_out(self) -> int:
        """People who stand on the printed sheet only."""
        return len(self.row.seats) - len(self.seats)


@dataclass(frozen=True)
class PackDay:
    """One day of the pack."""

    day: date
    door: Door
    entries: list[Entry]
    taken: list[Taken]
    calls: list[Any]


@dataclass(frozen=True)
class DayPack:
    """The pack, made now."""

    days: list[PackDay]
    made_at: datetime
    way: str

    @property
    def name(self) -> str:
        """The dated name of its file."""
        return f"elspace-{self.days[0].day.isoformat()}.html"


def is_kept_now(now: datetime) -> bool:
    """Whether a phone that opens Today at this moment keeps the pack."""
    return timezone.localtime(now).time() >= OPENS_AT


def day_pack(first: date, user: Any) -> DayPack:
    """Today and tomorrow in a constant number of queries; a confidential one without names."""
    calendar = Calendar.load()
    room_left, days = MOST_SEATS, []
    for day in (first + timedelta(days=n) for n in range(DAYS)):
        rows, entries = day_rows(day), []
        for row in rows:
            entries.append(Entry(row, row.seats[:room_left]))
            room_left -= len(entries[-1].seats)
        door = _door(calendar, day)
        days.append(PackDay(day, door, entries, _taken(day, user), people_to_call(rows)))
    return DayPack(days, timezone.now(), getattr(calendar.place, "way", ""))


def _door(calendar: Calendar, day: date) -> Door:
    start, end = local(day, time()), local(day + timedelta(days=1), time())
    return Door(
        hours=calendar.opening_on(day),
        closed_reason=calendar.closed_reason(day),
        fast=calendar.ramadan_day(day),
        iftar=calendar.iftar_on(day),
        closures=[one for one in calendar.closures if one.starts_at < end and one.ends_at > start],
    )


def _taken(day: date, user: Any) -> list[Taken]:
    """Rooms taken by hand, as this user may read them."""
    bookings = Booking.objects.filter(
        start_at__gte=local(day, time()),
        start_at__lt=local(day + timedelta(days=1), time()),
        state=Booking.State.BOOKED,
        subject_kind="",
    ).select_related("space", "person")
    shown = shown_to(user, list(bookings))
    return [Taken(one.start_at, one.space.name, shown[one.pk].title) for one in bookings]
