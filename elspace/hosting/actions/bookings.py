"""Bookings: the only writers of bookings and of the occupancy that keeps them apart."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.hosting import rules
from elspace.hosting.models import Booking, Occupancy, Room, Space
from elspace.hosting.queries import (
    Diary,
    indivisible_spaces,
    offers_instead,
    own_bookings_to_come,
    why_closed,
)
from elspace.hub.queries import current_hub
from elspace.people.models import Person
from elspace.trust.actions import record


def lock_rooms(rooms: Iterable[Space]) -> set[int]:
    """Lock the indivisible spaces of these rooms in the order of their numbers; returns them.

    Whoever books several rooms in one transaction locks them all first, so that two such
    transactions never wait for each other. NO KEY: rows that merely refer to a room may be written
    meanwhile. On SQLite the transaction itself is the lock.
    """
    parts = indivisible_spaces()
    spaces: set[int] = set().union(*(parts.get(room.pk, {room.pk}) for room in rooms))
    list(Space.objects.select_for_update(no_key=True).filter(pk__in=spaces).order_by("pk"))
    return spaces


@transaction.atomic
def book_room(
    *,
    room: Room,
    start_at: datetime,
    end_at: datetime,
    by: Any,
    title: str = "",
    person: Any = None,
    subject: Model | None = None,
    key: uuid.UUID | None = None,
    people: int | None = None,
    buffer_before: int = 0,
    buffer_after: int = 0,
    outside_hours: bool = False,
) -> Booking:
    """Book a room for a stretch, or raise `Refused` with `RoomOffer`s, best first.

    The same `key` again returns the first booking. `people` and the buffers (minutes) are optional.
    `outside_hours`: the team knows that the hub is closed then, and opens the door itself.
    Everything is checked again here, with the room's indivisible spaces locked.
    """
    spaces = lock_rooms([room])
    if key is not None and (first := Booking.objects.filter(key=key).first()):
        return first
    blocked_from = start_at - timedelta(minutes=buffer_before)
    blocked_until = end_at + timedelta(minutes=buffer_after)
    closed = why_closed(Diary.load(start_at, end_at), room, start_at, end_at)
    reason = (
        _reason_against(room, start_at, end_at, people)
        or ("" if outside_hours else closed)
        or _taken(spaces, blocked_from, blocked_until, room)
    )
    if reason:
        raise Refused(reason, offers=_offers(room, start_at, end_at, people))
    try:
        with transaction.atomic():
            booking = Booking.objects.create(
                key=key or uuid.uuid4(),
                space=room,
                person=person,
                title=title.strip(),
                is_outside_hours=bool(closed),
                subject_kind=subject._meta.label_lower if subject is not None else "",
                subject_id=subject.pk if subject is not None else None,
                start_at=start_at,
                end_at=end_at,
                buffer_before=buffer_before,
                buffer_after=buffer_after,
            )
            Occupancy.objects.bulk_create(
                Occupancy(
                    booking=booking,
                    space_id=space,
                    blocked_from=blocked_from,
                    blocked_until=blocked_until,
                )
                for space in sorted(spaces)
            )
    except IntegrityError:
        # The database's own guard: the same page sent twice at once for two rooms, or (on
        # PostgreSQL) occupancy that was written past this action.
        if key is not None and (first := Booking.objects.filter(key=key).first()):
            return first
        raise Refused(
            _taken_sentence(room), offers=_offers(room, start_at, end_at, people)
        ) from None
    record(
        "book_room",
        subject=booking,
        actor=by,
        changes={
            "space": (None, room.pk),
            "start_at": (None, start_at.isoformat()),
            "end_at": (None, end_at.isoformat()),
        },
    )
    return booking


@transaction.atomic
def book_own_room(*, person: Person, key: uuid.UUID | None = None, **asked: Any) -> Booking:
    """A resident or a member books for themselves, as many rooms ahead as the hub lets each hold;
    `asked` as in `book_room`, always within the opening hours."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # two tabs wait for each other
    if key is not None and (first := Booking.objects.filter(key=key, person=person).first()):
        return first
    if not (answer := rules.can_book_own_room(person)):
        raise Refused(answer.reason)
    hub = current_hub()
    most = hub.rooms_each if hub else 0
    if not most:
        raise Refused(_("Here the team books the rooms: ask at the reception."))
    if own_bookings_to_come(person).count() >= most:
        raise Refused(
            ngettext(
                "You hold %(n)s room already: give it back first, or ask the team.",
                "You hold %(n)s rooms already: give one back first, or ask the team.",
                most,
            )
            % {"n": most}
        )
    return book_room(person=person, by=person, key=key, **asked)


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


def _taken(spaces: set[int], blocked_from: datetime, blocked_until: datetime, room: Room) -> str:
    """The sentence when somebody holds one of the spaces in the stretch; "" when nobody does."""
    taken = Occupancy.objects.filter(
        space__in=spaces,
        is_active=True,
        blocked_from__lt=blocked_until,
        blocked_until__gt=blocked_from,
    )
    return _taken_sentence(room) if taken.exists() else ""


def _taken_sentence(room: Room) -> str:
    return _("%(room)s is already taken at this time.") % {"room": room.name}


def _offers(room: Room, start_at: datetime, end_at: datetime, people: int | None) -> list[Any]:
    return offers_instead(room, start_at, end_at, people=people) if start_at < end_at else []


@transaction.atomic
def cancel_booking(*, booking: Booking, by: Any) -> Booking:
    """Give the room back. Cancelling twice changes nothing."""
    booking = Booking.objects.select_for_update().get(pk=booking.pk)
    if booking.state == Booking.State.CANCELLED:
        return booking
    booking.state = Booking.State.CANCELLED
    booking.cancelled_at = timezone.now()
    booking.save(update_fields=["state", "cancelled_at"])
    booking.occupancies.update(is_active=False)
    record("cancel_booking", subject=booking, actor=by)
    return booking
