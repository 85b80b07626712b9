"""What stands against a booking, checked with its spaces locked, and what is offered instead."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.hosting import rules
from elspace.hosting.models import Booking, Room
from elspace.hosting.queries import (
    Diary,
    limit_against,
    noise_between,
    offers_instead,
    why_closed,
)

from .taking import blocked_by, is_taken


@dataclass(frozen=True)
class Leave:
    """What whoever books may pass over, knowingly.

    `outside_hours`: the hub is closed then, and the team opens the door itself. `noise`: something
    is heard through a wall. `own`: a resident or member books for themselves, so the room's limits
    hold and only what they may book is offered instead.
    """

    outside_hours: bool = False
    noise: bool = True
    own: bool = False


def check(
    booking: Booking, room: Room, spaces: set[int], leave: Leave, diary: Diary | None
) -> None:
    """Raise `Refused` when the booking cannot stand; its spaces are locked."""
    start_at, end_at, people = booking.start_at, booking.end_at, booking.people
    read, diary = diary, diary or Diary.load(start_at, end_at)
    closed = why_closed(diary, room, start_at, end_at) if start_at < end_at else ""
    reason = (
        _reason_against(room, start_at, end_at, people)
        or (limit_against(room, booking.person, start_at, end_at) if leave.own else "")
        or ("" if leave.outside_hours else closed)
    )
    if not reason and is_taken(room, spaces, blocked_by(booking), people):
        reason = taken_sentence(room, people)
    if reason:
        raise Refused(reason, offers=offers_for(booking, room, own=leave.own, diary=read))
    if not leave.noise and (
        heard := noise_between(room, start_at, end_at, is_noisy=booking.is_noisy)
    ):
        raise rules.Heard(heard, offers=offers_for(booking, room, own=leave.own))
    booking.is_outside_hours = bool(closed)


def _reason_against(room: Room, start_at: datetime, end_at: datetime, people: int | None) -> str:
    """Why the room cannot be had, open or not, taken or not; "" when it can."""
    if end_at <= start_at:
        return _("The end must come after the beginning.")
    if not room.is_active:
        return _("%(room)s is no longer in use.") % {"room": room.name}
    if people is not None and people > room.capacity:
        return _("%(room)s holds %(capacity)s people; you are %(people)s.") % {
            "room": room.name,
            "capacity": room.capacity,
            "people": people,
        }
    if timezone.localdate(end_at) < today():
        return _("This day is over: rooms are booked from today on.")
    return ""


def taken_sentence(room: Room, people: int | None) -> str:
    if room.is_shared:
        return ngettext(
            "%(room)s has no seat left at this time.",
            "%(room)s has no %(n)s seats left at this time.",
            people or 1,
        ) % {"room": room.name, "n": people or 1}
    return _("%(room)s is already taken at this time.") % {"room": room.name}


def offers_for(booking: Booking, room: Room, *, own: bool, diary: Diary | None = None) -> list[Any]:
    if booking.end_at <= booking.start_at:
        return []
    return offers_instead(
        room,
        booking.start_at,
        booking.end_at,
        people=booking.people,
        person=booking.person if own else None,
        diary=diary,
    )
