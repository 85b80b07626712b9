"""Rooms nobody uses: a reminder before, and after the room's grace it is free for others."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.templatetags.elspace import format_day, format_hour
from elspace.hosting.enums import BookingState
from elspace.hosting.links import booking_link
from elspace.hosting.models import Booking
from elspace.hosting.queries import may_be_released, reminded_from, still_waiting
from elspace.outbox.actions import queue_message
from elspace.outbox.writing import written_for
from elspace.trust.actions import record

from .holding import hold_for
from .standing import end_standing


def release_unused() -> None:
    """Periodic: rooms whose grace is over and that nobody confirmed are free again."""
    now = timezone.now()
    for booking in may_be_released(now - timedelta(days=1), now):
        if booking.end_at <= now:  # over while nothing ran: it stands
            continue
        if booking.start_at + timedelta(minutes=booking.space.room.release_after or 0) <= now:
            _release(booking)


@transaction.atomic
def _release(booking: Booking) -> None:
    found = Booking.objects.select_for_update().filter(
        pk=booking.pk, state=BookingState.BOOKED, confirmed_at=None
    )
    if (unused := found.first()) is not None:
        end_standing(unused, BookingState.RELEASED, by=None)
        record("release_room", subject=unused)


def remind_bookings() -> None:
    """Periodic: who booked a room that may be released is asked, some hours before, whether it
    will be used. One message a booking and hour, however often this runs."""
    now = timezone.now()
    for booking in may_be_released(now, now + timedelta(days=2)):
        if reminded_from(booking.start_at) <= now < booking.start_at:
            _remind(booking)


def _remind(booking: Booking) -> None:
    person = booking.person
    if person is None:
        return
    with written_for(person):
        named = {
            "room": booking.space.name,
            "day": format_day(booking.start_at),
            "from": format_hour(booking.start_at),
            "until": format_hour(booking.end_at),
            "minutes": booking.space.room.release_after,
            "address": booking_link(booking),
        }
        title = _("%(room)s at %(from)s: do you keep it?") % named
        body = (
            _(
                "%(room)s is yours on %(day)s, %(from)s–%(until)s. Keep it or give it back here, "
                "without a password:\n%(address)s\n\nWithout an answer, it is free for others "
                "%(minutes)s minutes after the beginning if nobody came."
            )
            % named
        )
    queue_message(
        kind="room_reminder",
        to=person,
        title=title,
        body=body,
        subject=booking,
        occurrence=f"{booking.start_at:%Y-%m-%dT%H:%M}",
    )


def offer_what_is_free() -> None:
    """Periodic: who waits for a room that is free all the same (the machine stopped between a
    cancellation and its offer, or the hub opened longer) has it held too."""
    for wait in still_waiting():
        hold_for(wait=wait)
