"""The waiting list: ask to be told, take the room that is held, let it go, let the time go by."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import known_by_key
from elspace.hosting import rules
from elspace.hosting.enums import BookingState, WaitState
from elspace.hosting.models import Booking, Room, RoomWait
from elspace.hosting.queries import limit_against
from elspace.people.models import Person
from elspace.trust.actions import record

from .limits import check_own, lock_person
from .standing import end_standing, stand
from .taking import lock_rooms


@transaction.atomic
def wait_for_room(
    *,
    room: Room,
    person: Person,
    start_at: datetime,
    end_at: datetime,
    by: Person,
    people: int | None = None,
    title: str = "",
    key: uuid.UUID | None = None,
) -> RoomWait:
    """Be told when a room that is taken becomes free. Asking twice for the same changes nothing."""
    asked = {"person": person, "room": room, "start_at": start_at, "end_at": end_at}
    if first := known_by_key(
        RoomWait, key, person_id=person.pk, room_id=room.pk, start_at=start_at, end_at=end_at
    ):
        return first
    if end_at <= start_at or start_at <= timezone.now():
        raise Refused(_("One waits for a room at an hour to come."))
    if people is not None and people > room.capacity:
        raise Refused(_("%(room)s is too small for so many people.") % {"room": room.name})
    if not person.has_perm("hosting.book_room"):
        if not (answer := rules.can_book_own_room(person)):
            raise Refused(answer.reason)
        if limit := limit_against(room, person, start_at, end_at):
            raise Refused(limit)
    lock_rooms([room])  # two presses at once wait for each other
    known = RoomWait.objects.filter(**asked, state__in=[WaitState.WAITING, WaitState.OFFERED])
    if first := known.first():
        return first
    wait = RoomWait.objects.create(
        **asked, key=key or uuid.uuid4(), people=people, title=title.strip()
    )
    record("wait_for_room", subject=wait, actor=by)
    return wait


@transaction.atomic
def take_held(*, wait: RoomWait, by: Person) -> Booking:
    """Who waited takes the room held for them. Pressed twice it is theirs once."""
    lock_person(wait.person)  # in the order of `book_own_room`: the person, then the room
    room = Room.objects.get(pk=wait.room_id)
    lock_rooms([room])
    wait = RoomWait.objects.select_for_update().get(pk=wait.pk)
    booking = _held(wait)
    if wait.state == WaitState.TAKEN and booking is not None:
        return booking
    if booking is None or not _is_held(booking):
        raise Refused(_("The time went by: the room was offered to the next person."))
    if not wait.person.has_perm("hosting.book_room"):
        check_own(wait.person)
    stand(booking, room, by=by)
    wait.state = WaitState.TAKEN
    wait.save(update_fields=["state"])
    record("take_held_room", subject=booking, actor=by)
    return booking


@transaction.atomic
def withdraw_wait(*, wait: RoomWait, by: Any) -> None:
    """Wait no more; a room that is held goes to the next. Twice changes nothing."""
    wait = RoomWait.objects.select_for_update().get(pk=wait.pk)
    if wait.state not in {WaitState.WAITING, WaitState.OFFERED}:
        return
    _end(wait, WaitState.WITHDRAWN)
    record("withdraw_wait", subject=wait, actor=by)


def end_holds() -> None:
    """Periodic: holds whose time went by end, and the room is offered to the next; who waited for
    an hour that has begun waits no more."""
    now = timezone.now()
    held = Booking.objects.filter(state=BookingState.HELD, held_until__lte=now)
    for wait in RoomWait.objects.filter(state=WaitState.OFFERED, booking__in=held):
        _pass(wait)
    RoomWait.objects.filter(state=WaitState.WAITING, start_at__lte=now).update(
        state=WaitState.PASSED
    )


@transaction.atomic
def _pass(wait: RoomWait) -> None:
    wait = RoomWait.objects.select_for_update().get(pk=wait.pk)
    booking = _held(wait)
    # Taken meanwhile, in the last second.
    if wait.state == WaitState.OFFERED and booking and booking.state == BookingState.HELD:
        _end(wait, WaitState.PASSED)
        record("hold_passed", subject=wait)


def _end(wait: RoomWait, state: WaitState) -> None:
    wait.state = state
    wait.save(update_fields=["state"])
    booking = _held(wait)
    if booking is not None and booking.state == BookingState.HELD:
        end_standing(booking, BookingState.CANCELLED, by=None)


def _is_held(booking: Booking) -> bool:
    return (
        booking.state == BookingState.HELD
        and booking.held_until is not None
        and booking.held_until > timezone.now()
    )


def _held(wait: RoomWait) -> Booking | None:
    """The booking of a wait, locked."""
    if wait.booking_id is None:
        return None
    return Booking.objects.select_for_update().get(pk=wait.booking_id)
