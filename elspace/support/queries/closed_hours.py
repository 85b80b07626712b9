"""Sessions to come that lie on hours the hub is closed, for the pages where its hours change."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from elspace.core.registries import Struck, parts_off
from elspace.hub.queries import Calendar
from elspace.support.enums import COMING
from elspace.support.models import Session


def on_closed_hours(calendar: Calendar) -> Iterator[Struck]:
    """The same as the hub's pages name it; a confidential one is an appointment and no more."""
    if "programme" in parts_off():
        return
    for session in sessions_on_closed_hours(calendar):
        url = reverse("support:session", kwargs={"key": session.key})
        yield Struck(session.name, session.occasion.start_at, url)


def sessions_on_closed_hours(calendar: Calendar) -> Iterator[Session]:
    """Asked, confirmed and announced sessions outside the hours of the hub, or of the place of
    their room. Only where there are some are their rows read (two queries at most)."""
    if closed := numbers_on_closed_hours(calendar):
        yield from Session.objects.filter(pk__in=closed).select_related("occasion", "discipline")


def numbers_on_closed_hours(calendar: Calendar) -> list[int]:
    """The same by their numbers (one query)."""
    coming = Session.objects.filter(state__in=COMING, occasion__start_at__gt=timezone.now())
    hours = coming.values_list("pk", "occasion__start_at", "occasion__end_at", "room__place")
    return [
        pk
        for pk, start_at, end_at, place in hours.order_by()
        if not calendar.is_open(start_at, end_at, calendar.everywhere.get(place))
    ]
