"""Sessions to come that lie on hours the hub is closed, for the pages where its hours change."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from elspace.core.registries import Struck
from elspace.hub.queries import Calendar
from elspace.support.enums import SessionState
from elspace.support.models import Session

TOLD = (SessionState.ASKED, SessionState.CONFIRMED, SessionState.ANNOUNCED)


def on_closed_hours(calendar: Calendar) -> Iterator[Struck]:
    """Asked, confirmed and announced sessions outside the hub's hours (one query); a confidential
    one is an appointment and no more."""
    sessions = Session.objects.filter(
        state__in=TOLD, occasion__start_at__gt=timezone.now()
    ).select_related("occasion", "discipline", "room__place")
    for session in sessions:
        start, end = session.occasion.start_at, session.occasion.end_at
        place = session.room.place if session.room else None
        if not calendar.is_open(start, end, place):
            url = reverse("support:session", kwargs={"key": session.key})
            yield Struck(session.name, start, url)
