"""Bookings: make one, move one, give one back. Every way to a room ends here."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import known_by_key
from elspace.hosting import rules
from elspace.hosting.models import Booking, Room, Series
from elspace.hosting.queries import Diary
from elspace.people.models import Person
from elspace.trust.actions import record

from .checks import (
    Leave,
    check,
    glance,
    offering,
    taken_sentence,
    unless_made,
    without_offers_yet,
)
from .limits import check_limits_of, check_own, lock_person
from .standing import end_standing, stand, tell_free
from .taking import lock_rooms, occupy, vacate
from .telling import tell_booked, tell_cancelled


@offering
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
    is_noisy: bool = False,
    buffer_before: int | None = None,
    buffer_after: int | None = None,
    outside_hours: bool = False,
    noise_known: bool = True,
    seen: Collection[str] = (),
    series: Series | None = None,
    series_day: Any = None,
    diary: Diary | None = None,
    is_own: bool = False,
) -> Booking:
    """Book a room for a stretch, or raise `Refused` with `RoomOffer`s, best first.

    The same `key` again returns the first booking, if it is the same wish of the same person.
    `people`: how many come; of a shared room, how many seats (one if not said). The buffers
    (minutes) are the room's unless given, and stay with the booking. `outside_hours`: the team
    knows that the hub is closed then, and opens the door itself. `noise_known`: what is heard
    through a wall matters not; else it raises `Heard`, unless its sentence was `seen`. `is_own`:
    the person books for themselves, and the room's limits hold. `diary`: rooms and hours, read
    already. Everything is checked again here, with the room's indivisible spaces locked.
    """
    booking = Booking(
        key=key or uuid.uuid4(),
        person=person,
        title=title.strip(),
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        start_at=start_at,
        end_at=end_at,
        is_noisy=is_noisy,
        series=series,
        series_day=series_day,
    )

    def fill(room: Room) -> None:
        """What depends on how the room stands."""
        booking.space = room
        booking.buffer_before = room.buffer_before if buffer_before is None else buffer_before
        booking.buffer_after = room.buffer_after if buffer_after is None else buffer_after
        # A session or an event is not there for one person: it takes all the seats.
        is_whole = room.is_shared and subject is not None and people is None
        booking.people = room.capacity if is_whole else people

    fill(room)
    leave = Leave(outside_hours=outside_hours, noise=noise_known, seen=seen, own=is_own)
    glance(booking, leave, diary)
    with transaction.atomic():
        spaces = lock_rooms([room])
        if first := _known(booking):
            return first
        # What a room is changes only while its spaces are locked: this is how it stands now.
        room = Room.objects.select_related("place").get(pk=room.pk)
        fill(room)
        check(booking, room, spaces, leave, diary)
        if (first := _write(booking, room, spaces, by=by, own=is_own)) is not booking:
            return first
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


def _known(booking: Booking) -> Booking | None:
    """The booking its page made already; refused when the key is somebody else's, or was used for
    another room or hour."""
    wish = ("person_id", "space_id", "subject_kind", "subject_id", "start_at", "end_at")
    return known_by_key(Booking, booking.key, **{name: getattr(booking, name) for name in wish})


@offering
def book_own_room(*, person: Person, key: uuid.UUID | None = None, **asked: Any) -> Booking:
    """A resident or a member books for themselves, as many rooms ahead as the hub lets each hold;
    `asked` as in `book_room`, always within the opening hours and the room's limits."""
    room: Room = asked["room"]
    wished = Booking(
        key=key or uuid.uuid4(),
        person=person,
        space=room,
        buffer_before=room.buffer_before,
        buffer_after=room.buffer_after,
        **{name: asked[name] for name in ("start_at", "end_at", "people") if name in asked},
    )
    if _known(wished) is None:
        with unless_made(Booking, wished.key):
            check_own(person)
        glance(wished, Leave(own=True), asked.get("diary"))
    with transaction.atomic():
        lock_person(person)
        if first := _known(wished):
            return first
        check_own(person)
        return book_room(person=person, by=person, key=key, noise_known=False, is_own=True, **asked)


@offering
def book_room_for(
    *,
    person: Person,
    by: Person,
    key: uuid.UUID | None = None,
    seen: Collection[str] = (),
    **asked: Any,
) -> Booking:
    """The team books for somebody who rang or stands at the desk: their limits hold, unless the
    team passes over them knowingly (their sentence was `seen`), their plan covers what it covers,
    and they are told. `asked` as in `book_room`."""
    room: Room = asked["room"]
    start_at, end_at = asked["start_at"], asked["end_at"]
    if key is None or not Booking.objects.filter(key=key).exists():
        with unless_made(Booking, key):
            check_limits_of(person, room, start_at, end_at, seen)
    with transaction.atomic():
        lock_person(person)
        if key is None or not Booking.objects.filter(key=key).exists():
            check_limits_of(person, room, start_at, end_at, seen)
        booking = book_room(person=person, by=by, key=key, seen=seen, **asked)
        if booking.state == Booking.State.BOOKED:
            tell_booked(booking, by=by)
    return booking


@offering
@transaction.atomic
def change_booking(
    *,
    booking: Booking,
    by: Any,
    room: Room | None = None,
    start_at: datetime | None = None,
    end_at: datetime | None = None,
    title: str | None = None,
    people: int | None = None,
    outside_hours: bool = False,
    noise_known: bool = True,
    diary: Diary | None = None,
) -> Booking:
    """Move a booking to other hours or another room, or say something else of it. Refused: it
    stands as it stood, and offers come with the reason."""
    before = Room.objects.get(pk=booking.space_id)
    room = Room.objects.get(pk=room.pk) if room else before
    lock_rooms([before, room])
    spaces = lock_rooms([room])
    booking = Booking.objects.select_for_update().get(pk=booking.pk)
    if not (answer := rules.can_change_booking(booking)):
        raise Refused(answer.reason)
    was = (before, booking.start_at, booking.end_at)
    booking.space = room
    booking.start_at, booking.end_at = start_at or booking.start_at, end_at or booking.end_at
    if room != before:
        booking.buffer_before, booking.buffer_after = room.buffer_before, room.buffer_after
    booking.title = booking.title if title is None else title.strip()
    booking.people = people or booking.people
    own = booking.person_id is not None and by == booking.person and not by.is_team
    vacate(booking)
    leave = Leave(outside_hours=outside_hours, noise=noise_known, own=own)
    check(booking, room, spaces, leave, diary)
    booking.occupancies.all().delete()
    _write(booking, room, spaces, by=by, own=own)
    changes = {
        "space": (before.pk, room.pk),
        "start_at": (was[1].isoformat(), booking.start_at.isoformat()),
        "end_at": (was[2].isoformat(), booking.end_at.isoformat()),
    }
    changed = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    record("change_booking", subject=booking, actor=by, changes=changed)
    if changed:
        tell_free(*was)
    return booking


@transaction.atomic
def cancel_booking(*, booking: Booking, by: Any) -> Booking:
    """Give the room back. Cancelling twice, or what was released, changes nothing."""
    booking = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    if booking.state not in {Booking.State.BOOKED, Booking.State.HELD}:
        return booking
    end_standing(booking, Booking.State.CANCELLED, by=by)
    record("cancel_booking", subject=booking, actor=by)
    return booking


@transaction.atomic
def cancel_booking_of(*, booking: Booking, by: Person) -> Booking:
    """The team gives somebody else's room back, and tells them, once."""
    locked = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    stood = locked.state == Booking.State.BOOKED
    booking = cancel_booking(booking=locked, by=by)
    if stood and booking.person_id != by.pk:
        tell_cancelled(booking, by=by)
    return booking


@transaction.atomic
def confirm_booking(*, booking: Booking, by: Any) -> Booking:
    """The room will be used, or is: it is not released. Twice changes nothing but the moment: a
    check-in taken back afterwards does not undo what the person said themselves."""
    booking = Booking.objects.select_for_update().get(pk=booking.pk)
    if booking.state != Booking.State.BOOKED:
        raise Refused(_("This booking no longer stands: the room was given back."))
    if booking.confirmed_at is None:
        record("confirm_booking", subject=booking, actor=by)
    booking.confirmed_at = timezone.now()
    booking.save(update_fields=["confirmed_at"])
    return booking


def _write(booking: Booking, room: Room, spaces: set[int], *, by: Any, own: bool) -> Booking:
    """Write the booking and what it blocks; the first one, if its page was sent twice."""
    try:
        with transaction.atomic():
            stand(booking, room, by=by)
            occupy(booking, room, spaces)
        return booking
    except IntegrityError:
        # The database's own guard: the same page sent twice at once for two rooms, or (on
        # PostgreSQL) occupancy that was written past these actions.
        if booking._state.adding and (first := _known(booking)):
            return first
        refused = Refused(taken_sentence(room, booking.people))
        raise without_offers_yet(refused, booking, room, own=own) from None
