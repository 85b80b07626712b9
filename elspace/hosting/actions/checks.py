"""What stands against a booking, checked with its spaces locked, and what is offered instead."""

import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.hosting import rules
from elspace.hosting.models import Booking, Room
from elspace.hosting.queries import (
    Diary,
    around,
    limit_against,
    noise_between,
    offers_instead,
    why_closed,
)

from .taking import blocked_by, is_taken

P = ParamSpec("P")
T = TypeVar("T")
_depth: ContextVar[int] = ContextVar("depth", default=0)


@dataclass(frozen=True)
class Leave:
    """What whoever books may pass over, knowingly.

    `outside_hours`: the hub is closed then, and the team opens the door itself. `noise`: whatever
    is heard through a wall. `seen`: these sentences were read, and no other. `own`: a resident or
    member books for themselves, so the room's limits hold and only what they may book is offered
    instead.
    """

    outside_hours: bool = False
    noise: bool = True
    seen: Collection[str] = ()
    own: bool = False


def check(
    booking: Booking, room: Room, spaces: set[int], leave: Leave, diary: Diary | None
) -> None:
    """Raise `Refused` when the booking cannot stand; its spaces are locked. Of the diary, only the
    hours are asked here."""
    start_at, end_at, people = booking.start_at, booking.end_at, booking.people
    diary = diary or Diary.hours()
    closed = why_closed(diary, room, start_at, end_at) if start_at < end_at else ""
    reason = (
        _reason_against(room, start_at, end_at, people)
        or (limit_against(room, booking.person, start_at, end_at) if leave.own else "")
        or ("" if leave.outside_hours else closed)
    )
    if not reason and is_taken(room, spaces, blocked_by(booking), people):
        reason = taken_sentence(room, people)
    if reason:
        raise without_offers_yet(Refused(reason), booking, room, own=leave.own, diary=diary)
    heard = ""
    if not leave.noise:
        heard = noise_between(room, start_at, end_at, is_noisy=booking.is_noisy)
    if heard and heard not in leave.seen:
        raise without_offers_yet(rules.Heard(heard), booking, room, own=leave.own, diary=diary)
    booking.is_outside_hours = bool(closed)


def glance(booking: Booking, leave: Leave, diary: Diary | None) -> None:
    """The same check before any lock is asked for: of fifty who want one room, those who come when
    it is taken are told so at once and hold up nobody. Who passes is checked again, locked."""
    if not is_outermost() or Booking.objects.filter(key=booking.key).exists():
        return
    diary = diary or Diary.hours()
    room = next((one for one in diary.rooms if one.pk == booking.space_id), None)
    if room is not None:
        with unless_made(Booking, booking.key):
            check(booking, room, set(diary.spaces_of(room)), leave, diary)


@contextmanager
def unless_made(model: type[Model], key: uuid.UUID | None) -> Iterator[None]:
    """A refusal before the lock is none when the page's own first press was faster by a moment:
    what stands in the way is what the page itself has made."""
    try:
        yield
    except Refused:
        if key is None or not model._default_manager.filter(key=key).exists():
            raise


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


def without_offers_yet(
    refused: Refused, booking: Booking, room: Room, *, own: bool, diary: Diary | None = None
) -> Refused:
    """A refusal whose offers are looked for by `offering`, once the locks are given back."""
    start_at, end_at, people = booking.start_at, booking.end_at, booking.people
    person = booking.person if own else None

    def look() -> None:
        if start_at < end_at:
            now = (diary or Diary.hours()).over(*around(start_at, end_at))
            refused.offers = list(
                offers_instead(room, start_at, end_at, people=people, person=person, diary=now)
            )

    refused.look_for_offers = look  # type: ignore[attr-defined]
    return refused


def is_outermost() -> bool:
    """Whether the action that asks was not called by another one of these: no lock is held yet.
    Whoever books inside a transaction of its own is `offering` too."""
    return _depth.get() == 1


def offering(action: Callable[P, T]) -> Callable[P, T]:
    """An action whose refusals come with offers. They are looked for outside its transaction: fifty
    who ask at once wait for one another's check, never for one another's offers."""

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        token = _depth.set(_depth.get() + 1)
        try:
            return action(*args, **kwargs)
        except Refused as refused:
            look = getattr(refused, "look_for_offers", None)
            if look is not None and is_outermost():
                look()
            raise
        finally:
            _depth.reset(token)

    return run
