"""A room as iCalendar: when it is taken, and nothing else."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import pgettext
from icalendar import Calendar, Event

from .models import Booking, Room

ASK_AGAIN_AFTER = timedelta(hours=1)  # a wish; calendar programs come when they like


def calendar_of_room(room: Room, bookings: Iterable[Booking], token: str) -> bytes:
    """The room's calendar: the same bookings give the same bytes. Numbers of events are drawn from
    the address, so that two calendars cannot be laid side by side."""
    calendar = Calendar()
    calendar.add("prodid", "-//elspace//hosting//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", room.name)
    calendar.add("x-wr-calname", room.name)
    calendar.add("x-wr-timezone", "Africa/Tunis")
    calendar.add("refresh-interval", ASK_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for booking in bookings:
        event = Event()
        number = hashlib.sha256(f"{token}{booking.key}".encode()).hexdigest()[:32]
        event.add("uid", f"{number}@elspace")
        event.add("dtstamp", booking.created_at)
        event.add("dtstart", booking.start_at)
        event.add("dtend", booking.end_at)
        event.add("summary", pgettext("room", "Taken"))
        calendar.add_component(event)
    return calendar.to_ical()
