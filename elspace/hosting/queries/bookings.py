"""Bookings as a list: those to come, of one person or of all."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from elspace.hosting.models import Booking


def bookings_to_come(person: Any = None) -> QuerySet[Booking]:
    """Bookings that are not over, the next first; of one person if one is given."""
    found = Booking.objects.filter(state=Booking.State.BOOKED, end_at__gt=timezone.now())
    if person is not None:
        found = found.filter(person=person)
    return found.select_related("space", "person").order_by("start_at", "pk")


def own_bookings_to_come(person: Any) -> QuerySet[Booking]:
    """Rooms a person holds themselves: not those a session or an event holds for them."""
    return bookings_to_come(person).filter(subject_kind="")


def own_bookings_since(person: Any, since: datetime) -> QuerySet[Booking]:
    """Rooms a person booked for themselves, not over at an instant, those given back among them:
    calendars take them away."""
    found = Booking.objects.filter(person=person, subject_kind="", end_at__gte=since).exclude(
        state=Booking.State.HELD
    )
    return found.select_related("space__place").order_by("start_at", "pk")


def own_bookings_past(person: Any, since: datetime) -> QuerySet[Booking]:
    """Rooms a person had since an instant, the last first, with how it went."""
    return own_bookings_since(person, since).filter(end_at__lte=timezone.now()).reverse()


def may_be_released(since: datetime, until: datetime) -> QuerySet[Booking]:
    """Bookings that begin between two instants, that nobody confirmed, in rooms that are given to
    others when nobody comes. What a session or an event holds is never released."""
    found = Booking.objects.filter(
        state=Booking.State.BOOKED,
        confirmed_at=None,
        subject_kind="",
        space__room__release_after__isnull=False,
        start_at__gt=since,
        start_at__lte=until,
    )
    return found.select_related("space__room", "person").order_by("start_at", "pk")
