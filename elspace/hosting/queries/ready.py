"""Rooms somebody can have without searching: their usual one, the next free hours."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.utils import timezone

from elspace.core.moments import local
from elspace.hosting.models import Booking, Room
from elspace.hub.queries import Calendar

from .limits import limit_against, may_book
from .offers import RoomOffer
from .rooms import Diary

LENGTH, STEP = timedelta(hours=1), timedelta(minutes=30)
DAYS_AHEAD, USUAL_SINCE = 7, timedelta(days=90)
MOST = 3


def ready_offers(person: Any, calendar: Calendar | None = None) -> list[RoomOffer]:
    """Three hours this person may book at once: the next two of their usual room, the next one of
    another; none from rooms they may not book (fourteen queries or fewer)."""
    now = timezone.now()
    diary = Diary.load(now, now + timedelta(days=DAYS_AHEAD), calendar)
    times: Counter[int] = Counter(
        Booking.objects.filter(
            person=person, subject_kind="", start_at__gte=now - USUAL_SINCE
        ).values_list("space_id", flat=True)
    )
    rooms = [room for room in diary.rooms if may_book(room, person)]
    rooms.sort(key=lambda room: (-times[room.pk], room.is_confidential, room.capacity, room.pk))
    found: list[RoomOffer] = []
    for room in rooms:
        wanted = MOST - 1 if not found else 1
        found += islice(_next_hours(diary, room, person, now), wanted)
        if len(found) >= MOST:
            break
    return sorted(found[:MOST], key=lambda offer: (-times[offer.room.pk], offer.start_at))


def _next_hours(diary: Diary, room: Room, person: Any, now: datetime) -> Iterator[RoomOffer]:
    """Free hours of a room from now on, one after the other, that its limits allow."""
    after = now
    for ahead in range(DAYS_AHEAD):
        day = timezone.localdate(now) + timedelta(days=ahead)
        for opens, closes in diary.opening_on(room, day):
            at, end = local(day, opens), local(day, closes)
            while at + LENGTH <= end:
                if (
                    at >= after
                    and diary.is_free(room, at, at + LENGTH)
                    and not limit_against(room, person, at, at + LENGTH)
                ):
                    yield RoomOffer(room, at, at + LENGTH)
                    after = at + LENGTH
                at += STEP
