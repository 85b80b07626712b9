"""Series: book one, add a day to it, change or cancel this, the following, or all to come."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import known_by_key
from elspace.hosting.enums import BookingState
from elspace.hosting.models import Booking, Room, Series
from elspace.hosting.queries import (
    MOST_DATES,
    Diary,
    RoomOffer,
    Rule,
    SeriesDate,
    limit_against,
    preview_series,
    rule_of,
)
from elspace.people.models import Person
from elspace.trust.actions import record

from .bookings import book_room, cancel_booking, change_booking, check_own, lock_person
from .checks import offering, unless_made
from .taking import lock_rooms


class NothingFree(Refused):
    """No day of a series could be had: every one with its reason and its offers (`dates`)."""

    def __init__(
        self,
        rule: Rule,
        days: list[date],
        dates: list[SeriesDate] | None = None,
        person: Any = None,
    ) -> None:
        super().__init__(
            _("No day of this series can be had as asked: choose another time or room.")
        )
        self.rule, self.days, self.person = rule, days, person
        self.dates = dates or []

    def look_for_offers(self) -> None:
        """Outside the transaction that refused."""
        self.dates = self.dates or preview_series(self.rule, self.days, person=self.person)
        self.offers = [offer for one in self.dates[:1] for offer in one.offers]


@dataclass(frozen=True)
class Changed:
    """What came of a change: the series as it goes on, days changed, days that stay as they were
    because the new place is taken then."""

    series: Series
    changed: tuple[date, ...]
    stayed: tuple[date, ...]


@offering
def book_series(
    *,
    rule: Rule,
    by: Any,
    person: Any = None,
    title: str = "",
    key: uuid.UUID | None = None,
    left_out: Iterable[date] = (),
    instead: Mapping[date, RoomOffer] | None = None,
    is_own: bool = False,
) -> Series:
    """Book every day of a rule but those `left_out`; days in `instead` at what was offered. A day
    that is taken by now is skipped, and can be added later. Raises `NothingFree` when not one
    could be had. All rooms are locked at once, in order, so two series never wait for each other.
    `is_own`: for themselves, as in `book_room`.
    """
    left_out, instead = set(left_out), instead or {}
    days = [day for day in rule.days() if day not in left_out]
    if not days:
        raise Refused(_("No day is left: choose weekdays between the first day and the last."))
    if len(days) > MOST_DATES:
        raise Refused(_("A series has %(n)s days at most: end it earlier.") % {"n": MOST_DATES})
    diary = rule.diary(days)
    if not instead and _known(key, person, rule) is None:
        with unless_made(Series, key):
            _glance(rule, days, diary, person if is_own else None)
    with transaction.atomic():
        lock_rooms([rule.room, *(offer.room for offer in instead.values())])
        if first := _known(key, person, rule):
            return first
        series = _series_of(rule, person=person, title=title, key=key)
        booked = [
            day
            for day in days
            if _book_day(
                series, rule, day, offer=instead.get(day), by=by, diary=diary, is_own=is_own
            )
        ]
        if not booked:
            raise NothingFree(rule, days, person=person if is_own else None)
        record(
            "book_series",
            subject=series,
            actor=by,
            changes={"days": (None, len(booked)), "skipped": (None, len(days) - len(booked))},
        )
    return series


@offering
def book_own_series(
    *,
    person: Person,
    rule: Rule,
    title: str = "",
    key: uuid.UUID | None = None,
    left_out: Iterable[date] = (),
    instead: Mapping[date, RoomOffer] | None = None,
) -> Series:
    """A resident or a member books a series for themselves: every date is a room held ahead, so
    that there are as many dates as the hub lets each hold; the room's limits hold for each."""
    left_out = set(left_out)
    days = [day for day in rule.days() if day not in left_out]
    with transaction.atomic():
        lock_person(person)
        if first := _known(key, person, rule):
            return first
        check_own(person, len(days))
        for start, end in map(rule.stretch, days[:1]):
            if reason := limit_against(rule.room, person, start, end):
                raise Refused(reason)
        return book_series(
            rule=rule,
            person=person,
            title=title,
            key=key,
            left_out=left_out,
            instead=instead,
            is_own=True,
            by=person,
        )


def _known(key: uuid.UUID | None, person: Any, rule: Rule) -> Series | None:
    """The series its page made already, for the same person in the same room."""
    return known_by_key(
        Series,
        key,
        person_id=person.pk if person else None,
        space_id=rule.room.pk,
        starts_on=rule.starts_on,
    )


def _glance(rule: Rule, days: list[date], diary: Diary, person: Any) -> None:
    """Refuse, before any lock is asked for, what cannot be had on any day: of fifty who want the
    same hours those who come late hold up nobody."""
    dates = preview_series(rule, days, diary, person)
    if all(one.reason for one in dates):
        raise NothingFree(rule, days, dates, person)


def _series_of(rule: Rule, *, person: Any, title: str, key: uuid.UUID | None) -> Series:
    return Series.objects.create(
        key=key or uuid.uuid4(),
        space=rule.room,
        person=person,
        title=title.strip(),
        weekdays=sorted(rule.weekdays),
        every_weeks=rule.every_weeks,
        starts_on=rule.starts_on,
        until_on=rule.until_on,
        starts=rule.starts,
        minutes=rule.minutes,
        people=rule.people,
    )


def _book_day(
    series: Series,
    rule: Rule,
    day: date,
    *,
    offer: RoomOffer | None,
    by: Any,
    diary: Diary,
    is_own: bool,
) -> Booking | None:
    """One day of a series; None when it is taken."""
    start, end = (offer.start_at, offer.end_at) if offer else rule.stretch(day)
    try:
        return book_room(
            room=offer.room if offer else rule.room,
            start_at=start,
            end_at=end,
            people=rule.people,
            person=series.person,
            title=series.title,
            series=series,
            series_day=day,
            diary=diary,
            noise_known=not is_own,
            is_own=is_own,
            by=by,
        )
    except Refused:
        return None


@offering
@transaction.atomic
def add_series_day(
    *, series: Series, day: date, by: Any, offer: RoomOffer | None = None
) -> Booking:
    """Book a day that was skipped, or given back, as the rule says or as offered. Pressed twice it
    is booked once."""
    rule = rule_of(series)
    lock_rooms([rule.room, *([offer.room] if offer else [])])
    if known := series.bookings.filter(series_day=day, state=BookingState.BOOKED).first():
        return known
    if day not in rule.days() and not series.bookings.filter(series_day=day).exists():
        raise Refused(_("This day is not one of the series."))
    start, end = (offer.start_at, offer.end_at) if offer else rule.stretch(day)
    booking = book_room(
        room=offer.room if offer else rule.room,
        start_at=start,
        end_at=end,
        people=series.people,
        person=series.person,
        title=series.title,
        series=series,
        series_day=day,
        by=by,
    )
    record("add_series_day", subject=series, actor=by, changes={"day": (None, day.isoformat())})
    return booking


@offering
@transaction.atomic
def change_series(
    *,
    series: Series,
    from_day: date,
    by: Any,
    room: Room,
    starts: time,
    minutes: int,
    title: str,
    is_split: bool = True,
) -> Changed:
    """Change the days to come from `from_day` on. `is_split`: the days before keep a series of
    their own, and this one goes on as another; else the rule itself changes.

    A day on which the new hours or room cannot be had keeps what it has and is reported; so does
    one that was moved by hand before. What passed never changes.
    """
    old = rule_of(series)
    lock_rooms([old.room, room])
    series = Series.objects.select_for_update().get(pk=series.pk)
    ahead = list(_ahead(series, from_day))
    is_split = is_split and from_day > series.starts_on
    going_on = _continued(series, from_day) if is_split else series
    going_on.space, going_on.starts, going_on.minutes = room, starts, minutes
    going_on.title = title.strip()
    going_on.save()
    if is_split:
        series.bookings.filter(series_day__gte=from_day).update(series=going_on)
        series.until_on = from_day - timedelta(days=1)
        series.save(update_fields=["until_on"])
    new = rule_of(going_on)
    changed: list[date] = []
    stayed: list[date] = []
    for booking in ahead:
        booking.series = going_on
        day = booking.series_day or timezone.localdate(booking.start_at)
        is_as_ruled = (booking.space_id, booking.start_at, booking.end_at) == (
            old.room.pk,
            *old.stretch(day),
        )
        follows = _change_day(
            booking, new, day, title=going_on.title, is_as_ruled=is_as_ruled, by=by
        )
        (changed if follows else stayed).append(day)
    record(
        "change_series",
        subject=going_on,
        actor=by,
        changes={
            "from": (None, from_day.isoformat()),
            "starts": (f"{old.starts:%H:%M}", f"{starts:%H:%M}"),
            "minutes": (old.minutes, minutes),
            "space": (old.room.pk, room.pk),
            "days": (None, len(changed)),
        },
    )
    return Changed(going_on, tuple(changed), tuple(stayed))


def _change_day(
    booking: Booking, rule: Rule, day: date, *, title: str, is_as_ruled: bool, by: Any
) -> bool:
    """Whether the day follows the new rule; what it is for is said anew in any case."""
    start, end = rule.stretch(day)
    if is_as_ruled:
        try:
            change_booking(
                booking=booking, by=by, room=rule.room, start_at=start, end_at=end, title=title
            )
        except Refused:
            pass
        else:
            return True
    Booking.objects.filter(pk=booking.pk).update(title=title)
    return (booking.space_id, booking.start_at, booking.end_at) == (rule.room.pk, start, end)


def _continued(series: Series, from_day: date) -> Series:
    """A new series that goes on from a day as this one does."""
    return Series(
        space=series.space,
        person=series.person,
        weekdays=series.weekdays,
        every_weeks=series.every_weeks,
        starts_on=from_day,
        until_on=series.until_on,
        people=series.people,
        continues=series,
    )


@transaction.atomic
def cancel_series(*, series: Series, from_day: date, by: Any) -> int:
    """Give back every day to come from a day on; how many. The series ends before that day."""
    lock_rooms([series.space, *(booking.space for booking in _ahead(series, from_day))])
    series = Series.objects.select_for_update().get(pk=series.pk)
    ahead = list(_ahead(series, from_day))
    for booking in ahead:
        cancel_booking(booking=booking, by=by)
    last = from_day - timedelta(days=1)
    if not ahead and series.until_on <= last:
        return 0
    series.until_on = min(series.until_on, last)
    series.save(update_fields=["until_on"])
    record("cancel_series", subject=series, actor=by, changes={"days": (None, len(ahead))})
    return len(ahead)


def _ahead(series: Series, from_day: date) -> Any:
    """Its bookings that stand and have not begun, from a day on."""
    found = series.bookings.filter(
        state=BookingState.BOOKED, series_day__gte=from_day, start_at__gt=timezone.now()
    )
    return found.select_related("space").order_by("series_day", "pk")
