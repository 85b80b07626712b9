"""What a room's door says: free or taken, until when, what comes next. Never for whom or what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise

from django.db.models import QuerySet
from django.utils import timezone

from elspace.core.moments import local
from elspace.hosting.enums import BookingState
from elspace.hosting.models import Booking, DoorLink, Occupancy, Room

from .rooms import Diary, indivisible_spaces, peak

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Door:
    """A room at an instant. `state`: free, taken, closed; until when, and what comes after."""

    room: Room
    at: datetime
    state: str
    until: datetime | None = None  # None: the rest of the day
    next_at: Stretch | None = None  # the next time it is taken, today


def live_door_link(room: Room) -> DoorLink | None:
    """The address of a room's door that still answers."""
    return DoorLink.objects.filter(room=room, revoked_at=None).first()


def room_of_door(token: str) -> Room | None:
    """Which room an address is of; None when it was revoked or the room is out of use."""
    found = DoorLink.objects.filter(token=token, revoked_at=None, room__is_active=True)
    link = found.select_related("room__place").first()
    return link.room if link else None


def bookings_of(room: Room, start_at: datetime, end_at: datetime) -> QuerySet[Booking]:
    """What takes a room, a part of it or its whole between two instants."""
    parts = indivisible_spaces()
    atoms = parts.get(room.pk, frozenset({room.pk}))
    spaces = atoms | {room.pk} | {whole for whole, below in parts.items() if below & atoms}
    return Booking.objects.filter(
        space__in=spaces,
        state__in=[BookingState.BOOKED, BookingState.HELD],
        start_at__lt=end_at,
        end_at__gt=start_at,
    ).order_by("start_at", "pk")


def door_now(room: Room) -> Door:
    """What the door of a room says now."""
    now = timezone.now()
    day = timezone.localdate(now)
    midnight = local(day + timedelta(days=1), time())
    rows = bookings_of(room, now, midnight).values_list("start_at", "end_at")
    taken = _joined(rows) if not room.is_shared else _full(room, now, midnight)
    ahead = [stretch for stretch in taken if stretch[0] > now]
    next_at = ahead[0] if ahead else None
    if taken and taken[0][0] <= now:
        return Door(room, now, "taken", taken[0][1], next_at)
    diary = Diary.load(now, midnight)
    opening = [(local(day, o), local(day, c)) for o, c in diary.opening_on(room, day)]
    if not diary.is_open(room, now, now + timedelta(minutes=1)):
        opens = [start for start, _end in opening if start > now]
        return Door(room, now, "closed", min(opens, default=None), next_at)
    closes = [end for start, end in _joined(opening) if start <= now < end]
    until = min([*closes, *([next_at[0]] if next_at else [])], default=None)
    return Door(room, now, "free", until, next_at)


def _full(room: Room, now: datetime, midnight: datetime) -> list[Stretch]:
    """When a room that several share has no seat left."""
    seats = list(
        Occupancy.objects.filter(
            space=room, is_active=True, blocked_from__lt=midnight, blocked_until__gt=now
        ).values_list("blocked_from", "blocked_until")
    )
    edges = sorted({edge for stretch in seats for edge in stretch})
    return _joined(
        (start, end) for start, end in pairwise(edges) if peak(seats, start, end) >= room.capacity
    )


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches that touch or overlap, as one: somebody who waits outside sees when it is over."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
