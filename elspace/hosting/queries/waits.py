"""Who waits for a room."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from elspace.hosting.enums import WaitState
from elspace.hosting.models import RoomWait

LANGUAGES = ("fr", "ar", "en")
SAID = (
    *("key", "room_id", "start_at", "end_at", "people", "title", "state", "asked_at"),
    *(f"room__name_{code}" for code in LANGUAGES),
    *(f"person__{name}" for name in ("first_name", "last_name", "first_name_ar", "last_name_ar")),
    "booking__held_until",
)


def waits_touching(start_at: datetime, end_at: datetime) -> QuerySet[RoomWait]:
    """Who still waits for a room at some time between two instants, the first who asked first."""
    return still_waiting().filter(start_at__lt=end_at, end_at__gt=start_at)


def still_waiting() -> QuerySet[RoomWait]:
    """Everybody who waits for an hour to come, the first who asked first."""
    found = RoomWait.objects.filter(state=WaitState.WAITING, start_at__gt=timezone.now())
    return found.select_related("person", "room").order_by("asked_at", "pk")


def waits_between(start_at: datetime, end_at: datetime) -> QuerySet[RoomWait]:
    """Who waits for a room between two instants or has one held, for the team's page of a day."""
    return (
        RoomWait.objects.filter(
            state__in=[WaitState.WAITING, WaitState.OFFERED],
            start_at__lt=end_at,
            end_at__gt=start_at,
        )
        .select_related("room", "person", "booking")
        .only(*SAID)  # three whole rows beside each take time, even where nobody waits
        .order_by("start_at", "asked_at", "pk")
    )


def own_waits(person: Any) -> QuerySet[RoomWait]:
    """What a person waits for or has held for them, to come."""
    return (
        RoomWait.objects.filter(
            person=person,
            state__in=[WaitState.WAITING, WaitState.OFFERED],
            end_at__gt=timezone.now(),
        )
        .select_related("room", "booking")
        .order_by("start_at", "pk")
    )
