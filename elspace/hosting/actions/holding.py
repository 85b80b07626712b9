"""A room that became free is held for the first who waits for it and whom it suits."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.templatetags.elspace import format_day, format_hour
from elspace.hosting.enums import BookingState, WaitState
from elspace.hosting.links import wait_link
from elspace.hosting.models import Booking, Room, RoomWait, Space
from elspace.hosting.queries import (
    Diary,
    indivisible_spaces,
    limit_against,
    noise_between,
    waits_touching,
    why_closed,
)
from elspace.outbox.actions import queue_message
from elspace.outbox.writing import written_for
from elspace.trust.actions import record

from .taking import blocked_by, is_taken, lock_rooms, occupy

HELD_FOR = timedelta(hours=2)
HELD_UNTIL_BEFORE = timedelta(minutes=30)  # then nobody could come any more


def offer_freed(*, space: Space, start_at: datetime, end_at: datetime) -> int:
    """Offer what became free between two instants to who waits for it, the first who asked first;
    how many rooms are held by it. Each is a transaction of its own."""
    parts = indivisible_spaces()
    freed = parts.get(space.pk, frozenset({space.pk}))
    held = 0
    for wait in waits_touching(start_at, end_at):
        wanted = parts.get(wait.room_id, frozenset({wait.room_id}))
        if freed & wanted and hold_for(wait=wait):
            held += 1
    return held


@transaction.atomic
def hold_for(*, wait: RoomWait) -> Booking | None:
    """Hold the room for one who waits, if it is free for them now, and tell them."""
    until = min(timezone.now() + HELD_FOR, wait.start_at - HELD_UNTIL_BEFORE)
    if until <= timezone.now():
        return None
    room = Room.objects.get(pk=wait.room_id)
    spaces = lock_rooms([room])
    waiting = RoomWait.objects.select_for_update().filter(pk=wait.pk, state=WaitState.WAITING)
    if not waiting.exists() or not _suits(wait, room, spaces):
        return None
    booking = Booking.objects.create(
        space=room,
        person=wait.person,
        title=wait.title,
        start_at=wait.start_at,
        end_at=wait.end_at,
        people=wait.people,
        buffer_before=room.buffer_before,
        buffer_after=room.buffer_after,
        state=BookingState.HELD,
        held_until=until,
    )
    occupy(booking, room, spaces)
    wait.state, wait.booking, wait.offered_at = WaitState.OFFERED, booking, timezone.now()
    wait.save(update_fields=["state", "booking", "offered_at"])
    record("hold_room", subject=booking)
    _tell(wait, booking, until)
    return booking


def _suits(wait: RoomWait, room: Room, spaces: set[int]) -> bool:
    """Whether the room can be had by who waits: open, free, quiet, and theirs to book."""
    start_at, end_at = wait.start_at, wait.end_at
    stretch = blocked_by(
        Booking(
            start_at=start_at,
            end_at=end_at,
            buffer_before=room.buffer_before,
            buffer_after=room.buffer_after,
        )
    )
    is_team = wait.person.has_perm("hosting.book_room")
    return (
        room.is_active
        and (wait.people or 1) <= room.capacity
        and (is_team or not limit_against(room, wait.person, start_at, end_at))
        and not is_taken(room, spaces, stretch, wait.people)
        and not why_closed(Diary.hours(), room, start_at, end_at)
        and not noise_between(room, start_at, end_at, is_noisy=False)
    )


def _tell(wait: RoomWait, booking: Booking, until: datetime) -> None:
    with written_for(wait.person):
        named = {
            "room": wait.room.name,
            "day": format_day(booking.start_at),
            "from": format_hour(booking.start_at),
            "until": format_hour(booking.end_at),
            "held": format_hour(until),
            "address": wait_link(wait),
        }
        title = _("%(room)s is free: it is held for you until %(held)s") % named
        body = (
            _(
                "You asked to be told: %(room)s is free on %(day)s, %(from)s–%(until)s. It is held "
                "for you until %(held)s; then it goes to the next person.\n\n%(address)s"
            )
            % named
        )
    queue_message(
        kind="room_free",
        to=wait.person,
        title=title,
        body=body,
        subject=booking,
        occurrence=f"{booking.start_at:%Y-%m-%dT%H:%M}",
        urgent=True,
    )
