"""What somebody is told of a room the team booked for them, or took back: once, a series too."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.core.templatetags.elspace import format_day, format_dinars, format_hour
from elspace.hosting.links import booking_link
from elspace.hosting.models import Booking, Series
from elspace.hosting.queries import cost_of_booking
from elspace.hosting.queries.prices import cost_of
from elspace.hub.parts import uses
from elspace.outbox.actions import queue_message
from elspace.outbox.writing import written_for
from elspace.people.models import Person

MOST_TOLD = 10  # dates of a series in one message


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


def tell_dates_booked(series: Series, *, by: Person) -> None:
    """Queue the one message of a series, with all its dates; its link leads to each of them,
    without sign-in."""
    bookings = list(
        series.bookings.filter(state=Booking.State.BOOKED)
        .select_related("space", "person")
        .order_by("start_at")
    )
    if series.person is None or not bookings:
        return
    with written_for(series.person):
        n, room = len(bookings), series.space.name
        title = ngettext(
            "%(room)s is booked for you, %(n)s date",
            "%(room)s is booked for you, %(n)s dates",
            n,
        ) % {"room": room, "n": n}
        body = _(
            "The team booked these dates for you:\n%(dates)s\n\nGive back here what you do not "
            "need:\n%(address)s"
        ) % {"dates": _dates(bookings), "address": booking_link(bookings[0])}
        if uses("plans") and (rest := sum(cost_of(one).rest for one in bookings if one.price)):
            said = _("Together they cost %(price)s before tax, less what the plan covers.")
            body = f"{body}\n\n{said % {'price': format_dinars(rest)}}"
    queue_message(
        kind="series_booked", to=series.person, title=title, body=body, subject=series, by=by
    )


def tell_dates_changed(series: Series, bookings: Sequence[Booking], *, by: Any) -> None:
    """Queue the one message that the team moved dates of somebody's series, to where they are now;
    it waits the minutes of grace, so that it may be taken back."""
    person = series.person
    if person is None or by is None or by == person or not bookings:
        return
    with written_for(person):
        n, room = len(bookings), series.space.name
        title = ngettext(
            "The team moved %(n)s date of your bookings: %(room)s",
            "The team moved %(n)s dates of your bookings: %(room)s",
            n,
        ) % {"room": room, "n": n}
        body = _(
            "The team moved these dates of yours; they are now:\n%(dates)s\n\nGive back here what "
            "does not suit you, or say so: we look for another hour with you.\n%(address)s"
        ) % {"dates": _dates(bookings), "address": booking_link(bookings[0])}
    queue_message(
        kind="series_changed",
        to=person,
        title=title,
        body=body,
        subject=series,
        occurrence=uuid.uuid4().hex,  # dates may be moved more than once
        batch=uuid.uuid4(),
        by=by,
    )


def tell_dates_cancelled(series: Series, bookings: Sequence[Booking], *, by: Person) -> None:
    """Queue the one message that the team gave dates of their series back; it waits the minutes of
    grace, so that it may be taken back."""
    if series.person is None:
        return
    with written_for(series.person):
        n, room = len(bookings), series.space.name
        title = ngettext(
            "The team cancelled %(n)s date of your bookings: %(room)s",
            "The team cancelled %(n)s dates of your bookings: %(room)s",
            n,
        ) % {"room": room, "n": n}
        body = _(
            "The team cancelled these dates of yours:\n%(dates)s\n\nIf you still need a room, say "
            "so: we look for one with you."
        ) % {"dates": _dates(bookings)}
    queue_message(
        kind="series_cancelled",
        to=series.person,
        title=title,
        body=body,
        subject=series,
        occurrence=f"{min(one.start_at for one in bookings):%Y-%m-%dT%H:%M}",
        batch=uuid.uuid4(),
        by=by,
    )


def _dates(bookings: Sequence[Booking]) -> str:
    """A line for each: the room, the day, the hours; of many the first, and how many more: a text
    to share has no room for sixty."""
    more = len(bookings) - MOST_TOLD
    lines = [
        _("%(room)s: %(day)s, %(from)s–%(until)s")
        % {
            "room": one.space.name,
            "day": format_day(one.start_at),
            "from": format_hour(one.start_at),
            "until": format_hour(one.end_at),
        }
        for one in bookings[:MOST_TOLD]
    ]
    if more > 0:
        lines.append(ngettext("and %(n)s more date", "and %(n)s more dates", more) % {"n": more})
    return "\n".join(lines)
