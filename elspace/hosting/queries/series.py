"""Series: the days a rule wants, each free or with what could be had instead."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from elspace.core.moments import local, monday
from elspace.hosting.models import Booking, Room, Series

from .grounds import Grounds, Objection
from .offers import DAYS_AHEAD, RoomOffer, offers_instead
from .rooms import Diary

MOST_DATES = 60
OFFERS_A_DATE = 3


@dataclass(frozen=True)
class Rule:
    """The same room at the same hours, on some weekdays every so many weeks."""

    room: Room
    weekdays: tuple[int, ...]  # 0 = Monday
    every_weeks: int
    starts_on: date
    until_on: date
    starts: time
    minutes: int
    people: int | None = None

    def days(self) -> list[date]:
        """The days it wants, one more than allowed at most; weeks count from the first one."""
        first, day = monday(self.starts_on), self.starts_on
        found: list[date] = []
        while day <= self.until_on and len(found) <= MOST_DATES:
            weeks = (monday(day) - first).days // 7
            if day.weekday() in self.weekdays and weeks % self.every_weeks == 0:
                found.append(day)
            day += timedelta(days=1)
        return found

    def stretch(self, day: date) -> tuple[datetime, datetime]:
        """The hours on one of its days."""
        start = local(day, self.starts)
        return start, start + timedelta(minutes=self.minutes)

    def diary(self, days: Iterable[date]) -> Diary:
        """The calendar over these days and those on which something else could be offered."""
        days = list(days) or [self.starts_on]
        first, last = self.stretch(min(days))[0], self.stretch(max(days))[1]
        ahead = timedelta(days=DAYS_AHEAD + 1)
        return Diary.load(first - timedelta(days=1), last + ahead)

    def grounds(self, days: Iterable[date], **whose: Any) -> Grounds:
        """What these days are measured by now; `whose` as in `Grounds.load`."""
        days = list(days) or [self.starts_on]
        first, last = self.stretch(min(days))[0], self.stretch(max(days))[1]
        until = last + timedelta(days=DAYS_AHEAD + 1)
        return Grounds.load(self.diary(days), first - timedelta(days=1), until, **whose)


def rule_of(series: Series) -> Rule:
    """The rule of a series that was booked."""
    return Rule(
        room=Room.objects.get(pk=series.space_id),
        weekdays=tuple(series.weekdays),
        every_weeks=series.every_weeks,
        starts_on=series.starts_on,
        until_on=series.until_on,
        starts=series.starts,
        minutes=series.minutes,
        people=series.people,
    )


@dataclass(frozen=True)
class SeriesDate:
    """A day of a rule: free, or why not and what could be had instead."""

    day: date
    start_at: datetime
    end_at: datetime
    objection: Objection | None = None
    offers: tuple[RoomOffer, ...] = ()

    @property
    def reason(self) -> str:
        return self.objection.reason if self.objection else ""


def preview_series(
    rule: Rule, days: Iterable[date] | None = None, grounds: Grounds | None = None
) -> list[SeriesDate]:
    """Every day of a rule as it could be booked now, measured by the grounds (`Rule.grounds`; by
    hours and what is taken alone, if none are given); a constant number of queries. Whose limits
    hold is offered what they may book."""
    days = rule.days() if days is None else list(days)
    if not days:
        return []
    grounds = grounds or rule.grounds(days, asks_noise=False)
    room = grounds.room(rule.room)
    dates = []
    for day in days:
        stretch = rule.stretch(day)
        objection = grounds.against(room, *stretch, rule.people)
        if objection is None or objection.may_pass:  # so that the next reads what it may meet
            grounds.take(room, *stretch, rule.people)
        dates.append(SeriesDate(day, *stretch, objection))
    # What the series itself takes is offered for none of its other dates.
    return [_with_offers(one, rule, room, grounds) for one in dates]


def _with_offers(one: SeriesDate, rule: Rule, room: Room, grounds: Grounds) -> SeriesDate:
    if one.objection is None or one.objection.may_choose or one.objection.is_crowd:
        return one
    offers = offers_instead(
        room,
        one.start_at,
        one.end_at,
        people=rule.people,
        person=grounds.person,
        diary=grounds.diary,
    )
    offers = [
        offer
        for offer in offers
        if grounds.suits(offer.room, offer.start_at, offer.end_at, rule.people)
    ]
    return replace(one, offers=tuple(offers[:OFFERS_A_DATE]))


@dataclass(frozen=True)
class Occurrence:
    """A day of a series that was booked: its booking, or (none) how it could be added now."""

    day: date
    booking: Booking | None
    could_be: SeriesDate | None = None

    @property
    def is_to_come(self) -> bool:
        """Whether something can still be done about it."""
        if self.booking is not None:
            return self.booking.end_at > timezone.now()
        return self.could_be is not None and self.could_be.start_at > timezone.now()

    @property
    def stands(self) -> bool:
        return self.booking is not None and self.booking.state == Booking.State.BOOKED


def occurrences_of(series: Series) -> list[Occurrence]:
    """Every day of the rule, and days booked that it no longer wants, in order."""
    rule = rule_of(series)
    bookings: dict[date, Booking] = {}
    rows = series.bookings.select_related("space").order_by("pk")
    for booking in rows:  # the last one of a day is how it stands
        if booking.series_day is not None:
            bookings[booking.series_day] = booking
    days = sorted({*rule.days(), *bookings})
    live = {day for day, booking in bookings.items() if booking.state == Booking.State.BOOKED}
    wanted = [day for day in days if day not in live and rule.stretch(day)[0] > timezone.now()]
    could_be = {one.day: one for one in preview_series(rule, wanted)}
    return [Occurrence(day, bookings.get(day), could_be.get(day)) for day in days]


def series_to_come(person: Any = None) -> list[Series]:
    """Series with a day to come; of one person if one is given."""
    found = Series.objects.filter(until_on__gte=timezone.localdate())
    if person is not None:
        found = found.filter(person=person)
    bookings = Booking.objects.filter(state=Booking.State.BOOKED, end_at__gt=timezone.now())
    return list(
        found.select_related("space", "person")
        .prefetch_related(Prefetch("bookings", bookings, to_attr="ahead"))
        .order_by("starts_on", "pk")
    )
