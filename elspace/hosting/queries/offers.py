"""What can be offered instead of a room that cannot be had, best first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from elspace.core.moments import local
from elspace.hosting.models import Room

from .limits import limit_against
from .rooms import Diary

SHIFTS = (30, -30, 60, -60)  # minutes; the nearest first, later before earlier
STEP = 30  # minutes by which a shorter time is shorter
MOST = 5
DAYS_AHEAD = 14


@dataclass(frozen=True)
class RoomOffer:
    """A room and a stretch that can be booked now."""

    room: Room
    start_at: datetime
    end_at: datetime


def around(start_at: datetime, end_at: datetime) -> tuple[datetime, datetime]:
    """The days in which something else could be offered."""
    return start_at - timedelta(days=1), end_at + timedelta(days=DAYS_AHEAD + 1)


def offers_instead(
    room: Room,
    start_at: datetime,
    end_at: datetime,
    *,
    people: int | None = None,
    person: Any = None,
    diary: Diary | None = None,
) -> list[RoomOffer]:
    """Free stretches near the one refused, best first; with `person`, those they may book
    themselves.

    First the one other room that suits as well at the same time (nobody's hour changes), then the
    same room half an hour or an hour later or earlier, then the same room for a shorter time, then
    further rooms at the same time. When there is none of these: the same room's next free stretch
    of that day, then the same hour on the next days. `diary`: read already, `around` the stretch.
    """
    diary = diary or Diary.load(*around(start_at, end_at))

    def allowed(offers: Iterator[RoomOffer]) -> list[RoomOffer]:
        return [
            offer
            for offer in offers
            if person is None or not limit_against(offer.room, person, offer.start_at, offer.end_at)
        ]

    others = allowed(_other_rooms(diary, room, start_at, end_at, people))
    same = allowed(_same_room(diary, room, start_at, end_at, people))
    shorter = allowed(_shorter(diary, room, start_at, end_at, people))[:1]
    found = others[:1] + same[: MOST - 1 - len(shorter)] + shorter + others[1:]
    return (found or allowed(_later(diary, room, start_at, end_at, people)))[:MOST]


def _suits(room: Room, people: int | None) -> bool:
    return people is None or room.capacity >= people


def _other_rooms(
    diary: Diary, room: Room, start_at: datetime, end_at: datetime, people: int | None
) -> Iterator[RoomOffer]:
    """Other rooms free at the same time: those as large, as equipped and as discreet first. A room
    where nobody sees or hears is replaced by another such room only."""
    if end_at <= timezone.now():
        return
    wanted = people or room.capacity
    equipment = {item.pk for item in diary.equipment.get(room.pk, [])}

    def misfit(other: Room) -> tuple[int, bool, int, int]:
        has = {item.pk for item in diary.equipment.get(other.pk, [])}
        return (
            max(0, wanted - other.capacity),
            other.is_confidential and not room.is_confidential,
            len(equipment - has),
            other.capacity,
        )

    for other in sorted(diary.rooms, key=misfit):
        if other.pk == room.pk or (people and other.capacity < people):
            continue
        if room.is_confidential and not other.is_confidential:
            continue
        if diary.is_free(other, start_at, end_at, people):
            yield RoomOffer(other, start_at, end_at)


def _same_room(
    diary: Diary, room: Room, start_at: datetime, end_at: datetime, people: int | None
) -> Iterator[RoomOffer]:
    if not _suits(room, people):
        return
    for minutes in SHIFTS:
        shift = timedelta(minutes=minutes)
        if start_at + shift >= timezone.now() and diary.is_free(
            room, start_at + shift, end_at + shift, people
        ):
            yield RoomOffer(room, start_at + shift, end_at + shift)


def _shorter(
    diary: Diary, room: Room, start_at: datetime, end_at: datetime, people: int | None
) -> Iterator[RoomOffer]:
    """The same room for a part of the time, the longest first, from the beginning rather than
    until the end."""
    if not _suits(room, people):
        return
    minutes = int((end_at - start_at).total_seconds() // 60)
    for length in range((minutes - 1) // STEP * STEP, 0, -STEP):
        for start in (start_at, end_at - timedelta(minutes=length)):
            end = start + timedelta(minutes=length)
            if start >= timezone.now() and diary.is_free(room, start, end, people):
                yield RoomOffer(room, start, end)


def _later(
    diary: Diary, room: Room, start_at: datetime, end_at: datetime, people: int | None
) -> Iterator[RoomOffer]:
    """The same room on the same day at any half hour from the time asked on, then on the next days
    at the same hour, else from the hour it opens."""
    if not _suits(room, people):
        return
    length = end_at - start_at
    now = timezone.now()
    first_day = max(timezone.localdate(start_at), timezone.localdate(now))
    asked = timezone.localtime(start_at).time()
    for ahead in range(DAYS_AHEAD):
        day = first_day + timedelta(days=ahead)
        openings = diary.opening_on(room, day)
        starts = [opens for opens, _closes in openings]
        half_hours = [time(hour, minute) for hour in range(24) for minute in (0, 30)]
        tried = [asked, *(hour for hour in half_hours if hour > asked), *starts]
        for hour in tried:
            start = local(day, hour)
            if start >= now and diary.is_free(room, start, start + length, people):
                yield RoomOffer(room, start, start + length)
                break


def offers_near(
    start_at: datetime,
    end_at: datetime,
    *,
    people: int | None = None,
    person: Any = None,
    diary: Diary | None = None,
) -> list[RoomOffer]:
    """When no room at all is free: the nearest free stretches in any room that holds the people
    (and that `person` may book themselves), nearest in time first."""
    diary = diary or Diary.load(*around(start_at, end_at))
    found = []
    for room in diary.rooms:
        near = list(_same_room(diary, room, start_at, end_at, people))
        found += near or list(_later(diary, room, start_at, end_at, people))[:2]
    if person is not None:
        found = [o for o in found if not limit_against(o.room, person, o.start_at, o.end_at)]
    found.sort(
        key=lambda offer: (
            abs(offer.start_at - start_at),
            offer.room.is_confidential,
            offer.room.capacity,
        )
    )
    return found[:MOST]
