"""Where a booking comes to stand and ceases to: the functions every way of booking ends in.

What follows from a booking (its price, what an allowance covers) is written here and nowhere else.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from elspace.hosting.enums import BookingState
from elspace.hosting.models import Booking, Room, Space
from elspace.hosting.queries import price_of, reminded_from

from .allowances import cover, cover_new, give_back
from .holding import offer_freed
from .taking import vacate


def stand(booking: Booking, room: Room, *, by: Any) -> None:
    """The booking is BOOKED: made, taken from a hold, or moved. Called with its spaces locked, in
    the transaction that books; the booking is saved here with its price."""
    _set(booking, room)
    booking.save()
    if (covered := cover(booking, by=by)) != booking.covered_minutes:
        booking.covered_minutes = covered
        booking.save(update_fields=["covered_minutes"])


def stand_each(made: Sequence[tuple[Booking, Room]], *, by: Any) -> None:
    """The same for new bookings of one person, written at once."""
    for booking, room in made:
        _set(booking, room)
    bookings = [booking for booking, _room in made]
    Booking.objects.bulk_create(bookings)
    if covered := cover_new(bookings, by=by):
        Booking.objects.bulk_update(covered, ["covered_minutes"])


def _set(booking: Booking, room: Room) -> None:
    booking.state, booking.held_until = Booking.State.BOOKED, None
    if booking.customer_id is None:  # else the price agreed
        booking.price = (
            None if booking.subject_kind else price_of(room, booking.start_at, booking.end_at)
        )
    # Made after its reminder would have left: whoever makes it says that the room will be used;
    # nobody asks a customer.
    soon = reminded_from(booking.start_at) <= timezone.now() or booking.customer_id is not None
    booking.confirmed_at = timezone.now() if soon else None


def end_standing(booking: Booking, state: BookingState, *, by: Any) -> None:
    """The booking gives its place back: cancelled (in time or not), or released. Called with the
    booking locked; what is free is then offered to who waits."""
    booking.state = state
    booking.cancelled_at = timezone.now()
    booking.save(update_fields=["state", "cancelled_at"])
    if state == BookingState.CANCELLED:
        give_back(booking, by=by)
    vacate(booking)
    tell_free(booking.space, booking.start_at, booking.end_at)


def tell_free(space: Space, start_at: datetime, end_at: datetime) -> None:
    """Once this is kept, see who waits for the stretch that became free."""
    transaction.on_commit(
        partial(offer_freed, space=space, start_at=start_at, end_at=end_at), robust=True
    )
