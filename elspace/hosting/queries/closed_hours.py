"""Rooms and bookings on hours the hub, or the room, is closed."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from elspace.core.moments import today
from elspace.core.registries import Struck
from elspace.core.templatetags.elspace import format_hour
from elspace.hosting.models import Booking, Room
from elspace.hub.queries import Calendar

from .rooms import Diary


def why_closed(diary: Diary, room: Room, start_at: datetime, end_at: datetime) -> str:
    """Why a room is closed at some time in a stretch, in a sentence; "" when it is open."""
    if diary.is_open(room, start_at, end_at):
        return ""
    day = timezone.localdate(start_at)
    hours = diary.opening_on(room, day)
    if not hours:
        place = diary.place_of(room)
        closed = diary.calendar.closed_reason(day, place)
        if closed:
            return _("The hub is closed that day: %(reason)s.") % {"reason": closed}
        if not diary.calendar.opening_on(day, place):
            return _("The hub is closed that day.")
        return _("%(room)s is closed that day.") % {"room": room.name}
    stretches = ", ".join(f"{format_hour(opens)}–{format_hour(closes)}" for opens, closes in hours)
    if room.pk not in diary.own_hours:  # it has none of its own
        return _("The hub is open %(hours)s that day.") % {"hours": stretches}
    return _("%(room)s is open %(hours)s that day.") % {"room": room.name, "hours": stretches}


def closed_rooms(
    start_at: datetime, end_at: datetime, capacity: int, diary: Diary | None = None
) -> list[tuple[Room, str]]:
    """Rooms nobody holds, closed for the stretch, each with why: the team may book them knowingly.
    None for a day gone by."""
    if timezone.localdate(end_at) < today():
        return []
    diary = diary or Diary.load(start_at, end_at)
    found = [
        (room, why_closed(diary, room, start_at, end_at))
        for room in diary.rooms
        if room.capacity >= capacity and not diary.is_taken(room, start_at, end_at, capacity)
    ]
    return [(room, why) for room, why in found if why]


def on_closed_hours(calendar: Calendar) -> Iterator[Struck]:
    """Bookings of people on hours the hub has closed since; those made knowingly are left out, and
    what a session or an event holds is told by it (one query)."""
    bookings = Booking.objects.filter(
        state=Booking.State.BOOKED,
        subject_kind="",
        is_outside_hours=False,
        start_at__gt=timezone.now(),
    ).select_related("space__place")
    for booking in bookings:
        if not calendar.is_open(booking.start_at, booking.end_at, booking.space.place):
            title = booking.title or pgettext("room", "Booked")
            url = reverse("hosting:bookings") + "?whose=all"
            yield Struck(f"{booking.space.name} · {title}", booking.start_at, url)
