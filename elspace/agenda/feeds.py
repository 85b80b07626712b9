"""Occasions as iCalendar, for Google, Apple, Thunderbird and the phone in the hand.

Instants go out in UTC: an hour that was announced never moves because a profile of opening hours
changed. A cancelled occasion stays in the feed as cancelled, so that calendars take it away.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from elspace.core.templatetags.elspace import listed
from elspace.hosting.enums import BookingState
from elspace.hosting.models import Booking
from elspace.hub.queries import current_hub

from .enums import OccasionState
from .models import Occasion
from .naming import OccasionName, names_of

ASK_AGAIN_AFTER = timedelta(hours=1)  # a wish; Google comes when it likes
KEPT_FOR = timedelta(days=30)  # past occasions stay this long

STATUS = {
    OccasionState.PLANNED: "TENTATIVE",
    OccasionState.ANNOUNCED: "CONFIRMED",
    OccasionState.HELD: "CONFIRMED",
    OccasionState.CANCELLED: "CANCELLED",
}


def calendar_of(
    occasions: Iterable[Occasion], *, name: str = "", rooms: Iterable[Booking] = ()
) -> bytes:
    """A calendar in the language of the page; the same occasions give the same bytes.

    With a `name` it is a subscription; without, a file to add once. `rooms`: what the person booked
    for themselves.
    """
    occasions = list(occasions)
    calendar = Calendar()
    calendar.add("prodid", "-//elspace//agenda//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", "Africa/Tunis")
        calendar.add("refresh-interval", ASK_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    names = names_of(occasions)
    for occasion in occasions:
        calendar.add_component(_event(occasion, names[occasion.pk]))
    for booking in rooms:
        calendar.add_component(_room_event(booking))
    return calendar.to_ical()


def calendar_name() -> str:
    """The hub's name, as calendars list it."""
    hub = current_hub()
    return hub.shown_name if hub else "elspace"


def _event(occasion: Occasion, name: OccasionName) -> Event:
    event = Event()
    event.add("uid", f"{occasion.key}@elspace")
    event.add("dtstamp", occasion.changed_at)
    event.add("last-modified", occasion.changed_at)
    event.add("sequence", occasion.sequence)
    event.add("dtstart", occasion.start_at)
    event.add("dtend", occasion.end_at)
    event.add("status", STATUS[OccasionState(occasion.state)])
    event.add("summary", _summary(occasion, name))
    if occasion.state == OccasionState.CANCELLED:
        event.add("transp", "TRANSPARENT")
        return event
    # A room is told when the session is sure.
    if occasion.state != OccasionState.PLANNED and occasion.booking:
        event.add("location", _where(occasion))
    if name.with_whom or name.language:
        event.add("description", _about(name))
    return event


def _room_event(booking: Booking) -> Event:
    """A room somebody booked for themselves; given back, it leaves the calendars."""
    event = Event()
    stands = booking.state == BookingState.BOOKED
    event.add("uid", f"{booking.key}@elspace")
    event.add("dtstamp", booking.cancelled_at or booking.created_at)
    event.add("sequence", 0 if stands else 1)
    event.add("dtstart", booking.start_at)
    event.add("dtend", booking.end_at)
    event.add("status", "CONFIRMED" if stands else "CANCELLED")
    if stands:
        event.add("summary", booking.title or booking.space.name)
        event.add("location", listed([booking.space.name, booking.space.place.name]))
    else:
        event.add("summary", _("Cancelled: %(title)s") % {"title": booking.space.name})
        event.add("transp", "TRANSPARENT")
    return event


def _summary(occasion: Occasion, name: OccasionName) -> str:
    match occasion.state:
        case OccasionState.PLANNED:
            return _("%(title)s (planned, to be confirmed)") % {"title": name.title}
        case OccasionState.CANCELLED:
            return _("Cancelled: %(title)s") % {"title": name.title}
    return name.title


def _where(occasion: Occasion) -> str:
    space = occasion.booking.space  # type: ignore[union-attr]
    return listed([space.name, space.place.name])


def _about(name: OccasionName) -> str:
    lines = []
    if name.with_whom:
        lines.append(_("With %(whom)s") % {"whom": name.with_whom})
    if name.language:
        lines.append(_("Spoken: %(language)s") % {"language": name.language})
    return "\n".join(lines)
