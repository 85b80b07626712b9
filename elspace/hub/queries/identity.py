"""Reads about who the hub is."""

from datetime import date

from django.db.models import Case, DateField, F, Q, Subquery, When

from elspace.hub.enums import Season
from elspace.hub.models import Hub, OpeningProfile


def current_hub() -> Hub | None:
    """The hub of this installation; None before its first page was filled in."""
    return Hub.objects.filter(pk=1).first()


def hub_today(day: date) -> Hub | None:
    """The hub and, in the same query, its `ramadan_day` (None outside), for the shell of every
    page; the same answer as `Calendar.ramadan_day`."""
    covering = OpeningProfile.objects.filter(
        Q(starts_on__lte=day) & (Q(ends_on__gte=day) | Q(ends_on=None))
    ).order_by("-pk")
    began = covering.annotate(
        began=Case(When(season=Season.RAMADAN, then=F("starts_on")), output_field=DateField())
    ).values("began")[:1]
    hub = Hub.objects.filter(pk=1).annotate(began=Subquery(began)).first()
    if hub is not None:
        hub.ramadan_day = (day - hub.began).days + 1 if hub.began else None  # type: ignore[attr-defined]
    return hub
