"""What happens in each room now, and until when; or free, and until when."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from elspace.core.moments import local
from elspace.hosting.models import Booking, Room
from elspace.hosting.queries import Diary, occupancies_between, shown_to
from elspace.hub.queries import Calendar


@dataclass(frozen=True)
class RoomNow:
    """A room at this moment, as this user may read it."""

    room: Room
    title: str = ""  # "": nobody is in it
    url: str = ""
    until: datetime | None = None  # it ends, or (free) the next one begins
    next_title: str = ""

    @property
    def is_taken(self) -> bool:
        """Whether somebody holds it now."""
        return bool(self.title)


def rooms_now(day: date, now: datetime, user: Any, calendar: Calendar) -> list[RoomNow]:
    """Every room in use; a constant number of queries."""
    start, end = local(day, time()), local(day + timedelta(days=1), time())
    diary = Diary.hours(calendar)
    held: dict[int, list[Booking]] = {}
    bookings: dict[int, Booking] = {}
    for occupancy in occupancies_between(start, end):
        bookings[occupancy.booking_id] = occupancy.booking
        held.setdefault(occupancy.space_id, []).append(occupancy.booking)
    shown = shown_to(user, bookings.values())
    found = []
    for room in diary.rooms:
        of_room = {b.pk: b for space in diary.spaces_of(room) for b in held.get(space, [])}
        ahead = sorted((b for b in of_room.values() if b.end_at > now), key=lambda b: b.start_at)
        first = ahead[0] if ahead else None
        if first is None:
            found.append(RoomNow(room))
        elif first.start_at <= now:
            words = shown[first.pk]
            found.append(RoomNow(room, words.title, words.url, first.end_at))
        else:
            words = shown[first.pk]
            found.append(RoomNow(room, "", words.url, first.start_at, words.title))
    return found
