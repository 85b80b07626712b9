"""May a booking be cancelled or moved, a room be booked: yes, or no with its reason."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elspace.core.answers import YES, Answer, Refused, no
from elspace.core.registries import parts_off, subjects

from .models import Booking

IN_TIME = timedelta(hours=24)  # hours of a room given back this long before it begins come back


class Passable(Refused):
    """What the team may pass over knowingly, once it has read this very sentence."""


class Heard(Passable):
    """Something would be heard through a wall."""


class BeyondLimits(Passable):
    """Somebody could not book this for themselves."""


def is_given_back_in_time(booking: Booking) -> bool:
    """Whether what it used of a plan would come back if it were given back now."""
    return booking.start_at - timezone.now() >= IN_TIME


def can_cancel_booking(user: Any, booking: Booking) -> Answer:
    """From the pages about rooms: what a session or an event holds is cancelled there, so that its
    people are told."""
    if booking.state == Booking.State.CANCELLED:
        return no(_("This booking was already cancelled."))
    if booking.state == Booking.State.RELEASED:
        return no(_("This booking no longer stands: the room was given back."))
    if booking.end_at <= timezone.now():
        return no(_("This booking is over."))
    if booking.subject_kind:
        return _held(booking)
    if booking.person_id == user.pk or user.has_perm("hosting.book_room"):
        return YES
    return no(_("Only the person it was made for, or the team, cancels a booking."))


def can_change_booking(booking: Booking) -> Answer:
    """Whether it still stands and may be moved."""
    if booking.state != Booking.State.BOOKED:
        return no(_("This booking no longer stands: the room was given back."))
    if booking.end_at <= timezone.now():
        return no(_("This booking is over."))
    if booking.subject_kind:
        return _held(booking)
    return YES


def can_let_booking(booking: Booking) -> Answer:
    """Whether it may be a customer's: a single one, of nobody but the team, that still stands."""
    if booking.series_id is not None:
        return no(_("A date of a series is not let by itself: book this room apart."))
    person = booking.person
    if person is not None and not person.has_perm("hosting.book_room"):
        return no(_("This room is booked for somebody of the house."))
    return can_change_booking(booking)


def _held(booking: Booking) -> Answer:
    """Why a booking for something else is not touched here, and where it is."""
    subject = subjects.get(booking.subject_kind)
    if subject is not None and subject.module in parts_off():
        return no(
            _(
                "This room is held by a part that is not in use here. The direction puts it back "
                "in the menu under “Everything else”; what holds the room is then cancelled there."
            )
        )
    return no(_("A session holds this room: cancel or move the session, and its people are told."))


def can_book_own_room(person: Any) -> Answer:
    """Residents and members, for themselves."""
    if person.has_perm("hosting.book_own_room"):
        return YES
    return no(_("Residents and members book rooms here themselves; the team books for others."))
