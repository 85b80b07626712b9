"""What somebody is told of a room the team booked for them, or took back."""

import uuid

from django.utils.translation import gettext as _

from elspace.core.templatetags.elspace import format_day, format_hour
from elspace.hosting.links import booking_link
from elspace.hosting.models import Booking
from elspace.hosting.queries import cost_of_booking
from elspace.outbox.actions import queue_message
from elspace.outbox.writing import written_for
from elspace.people.models import Person


def tell_booked(booking: Booking, *, by: Person) -> None:
    """Queue the message, once a booking; its link gives the room back without sign-in."""
    person = booking.person
    if person is None:
        return
    with written_for(person):
        named = {
            "room": booking.space.name,
            "day": format_day(booking.start_at),
            "from": format_hour(booking.start_at),
            "until": format_hour(booking.end_at),
            "address": booking_link(booking),
        }
        title = _("%(room)s is booked for you, %(day)s at %(from)s") % named
        body = (
            _(
                "The team booked %(room)s for you: %(day)s, %(from)s–%(until)s. Give it back here "
                "if you do not need it:\n%(address)s"
            )
            % named
        )
        if (cost := cost_of_booking(booking)) is not None:
            body = f"{body}\n\n{cost.sentence}"
    queue_message(
        kind="room_booked",
        to=person,
        title=title,
        body=body,
        subject=booking,
        by=by,
    )


def tell_cancelled(booking: Booking, *, by: Person) -> None:
    """Queue the message that the team gave their room back; it waits the minutes of grace, so that
    it may be taken back."""
    person = booking.person
    if person is None:
        return
    with written_for(person):
        named = {
            "room": booking.space.name,
            "day": format_day(booking.start_at),
            "from": format_hour(booking.start_at),
            "until": format_hour(booking.end_at),
        }
        title = _("The team cancelled your booking: %(room)s, %(day)s at %(from)s") % named
        body = (
            _(
                "Your booking of %(room)s, %(day)s, %(from)s–%(until)s, was cancelled by the team. "
                "If you still need a room, say so: we look for one with you."
            )
            % named
        )
    queue_message(
        kind="room_cancelled",
        to=person,
        title=title,
        body=body,
        subject=booking,
        batch=uuid.uuid4(),
        by=by,
    )
