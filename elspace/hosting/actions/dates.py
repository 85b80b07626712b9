"""Series: every date read and measured before the locks, checked once more and written at once
under them."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import InitVar, dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import known_by_key
from elspace.hosting.models import Booking, Room, Series
from elspace.hosting.queries import (
    MOST_DATES,
    Grounds,
    RoomOffer,
    Rule,
    SeriesDate,
    preview_series,
)
from elspace.people.models import Person
from elspace.trust.actions import record, record_each

from .checks import offering, taken_sentence, unless_made
from .limits import check_own, lock_person
from .standing import stand_each
from .taking import lock_rooms, occupy_each
from .telling import tell_dates_booked

Wanted = dict[date, tuple[Room, datetime, datetime]]


class NothingFree(Refused):
    """No day of a series could be had: every one with its reason and its offers (`dates`)."""

    def __init__(
        self,
        rule: Rule,
        days: list[date],
        grounds: Callable[[], Grounds],
    ) -> None:
        super().__init__(
            _("No day of this series can be had as asked: choose another time or room.")
        )
        self.rule, self.days, self.grounds = rule, days, grounds
        self.dates: list[SeriesDate] = []

    def look_for_offers(self) -> None:
        """Outside the transaction that refused."""
        self.dates = preview_series(self.rule, self.days, self.grounds())
        self.offers = [offer for one in self.dates[:1] for offer in one.offers]


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
    noise_known: bool = True,
    seen: Mapping[date, str] | None = None,
) -> Series:
    """Book every day of a rule but those `left_out`; days in `instead` at what was offered. A day
    that is taken by now is skipped, and can be added later. Raises `NothingFree` when not one
    could be had. All rooms are locked at once, in order, so two series never wait for each other.
    `noise_known`: what is heard through a wall matters not. `seen`: what was read of a day, and is
    passed over.
    """
    wish = _Wish(rule, person, title, key, left_out, instead, seen)
    return wish.book(by=by, asks_noise=not noise_known)


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
    that there are as many dates as the hub lets each hold; the room's limits and the quiet rule
    hold for each."""
    wish = _Wish(rule, person, title, key, left_out, instead)
    return wish.book(by=person, person=person, is_own=True)


@offering
def book_series_for(
    *,
    person: Person,
    rule: Rule,
    by: Person,
    title: str = "",
    key: uuid.UUID | None = None,
    left_out: Iterable[date] = (),
    instead: Mapping[date, RoomOffer] | None = None,
    seen: Mapping[date, str] | None = None,
) -> Series:
    """The team books a series for somebody: on each date their limits hold unless what stands
    against it was `seen`, their plan covers what it covers, and they are told once."""
    wish = _Wish(rule, person, title, key, left_out, instead, seen)
    return wish.book(by=by, person=person)


@dataclass
class _Wish:
    """What was asked for: days of a rule, some at other hours or in other rooms."""

    rule: Rule
    person: Any
    title: str
    key: uuid.UUID | None
    left_out: InitVar[Iterable[date]]
    instead: InitVar[Mapping[date, RoomOffer] | None]
    seen: Mapping[date, str] | None = None
    days: list[date] = field(init=False)
    wanted: Wanted = field(init=False)
    replaced: set[date] = field(init=False)

    def __post_init__(
        self, left_out: Iterable[date], instead: Mapping[date, RoomOffer] | None
    ) -> None:
        left_out, instead = set(left_out), instead or {}
        self.days = [day for day in self.rule.days() if day not in left_out]
        if not self.days:
            raise Refused(_("No day is left: choose weekdays between the first day and the last."))
        if len(self.days) > MOST_DATES:
            raise Refused(_("A series has %(n)s days at most: end it earlier.") % {"n": MOST_DATES})
        self.replaced = set(instead)
        self.wanted = {}
        for day in self.days:
            if (offer := instead.get(day)) is not None:
                self.wanted[day] = (offer.room, offer.start_at, offer.end_at)
            else:
                self.wanted[day] = (self.rule.room, *self.rule.stretch(day))

    def book(self, *, by: Any, **whose: Any) -> Series:
        """`whose` limits hold, as in `Grounds.load`. Everything is read before the first lock; then
        it is checked once more and written, in as many statements for sixty dates as for two."""
        person: Person | None = whose.get("person")
        is_own = whose.get("is_own", False)
        grounds = self.rule.grounds(self.days, **whose)
        if self._known() is None:
            with unless_made(Series, self.key):
                if person is not None and is_own:
                    check_own(person, len(self.days))
                if not self.replaced:
                    self._glance(grounds)
        with transaction.atomic():
            if person is not None:
                lock_person(person)
            lock_rooms(room for room, _start, _end in self.wanted.values())
            if first := self._known():
                return first
            if person is not None and is_own:
                check_own(person, len(self.days))
            series = self._write(grounds, by=by, whose=whose)
            if person is not None and by != person:
                tell_dates_booked(series, by=by)
        return series

    def _known(self) -> Series | None:
        """The series its page made already, for the same person in the same room."""
        return known_by_key(
            Series,
            self.key,
            person_id=self.person.pk if self.person else None,
            space_id=self.rule.room.pk,
            starts_on=self.rule.starts_on,
        )

    def _seen(self, day: date) -> str | None:
        return (self.seen or {}).get(day)

    def _glance(self, grounds: Grounds) -> None:
        """Refuse, before any lock is asked for, what cannot be had on any day: of fifty who want
        the same hours those who come late hold up nobody."""
        room = grounds.room(self.rule.room)
        for day in self.days:
            found = grounds.against(room, *self.rule.stretch(day), self.rule.people)
            if found is None or found.is_passed(self._seen(day)):
                return
        raise NothingFree(self.rule, self.days, lambda: grounds)

    def _write(self, grounds: Grounds, *, by: Any, whose: Mapping[str, Any]) -> Series:
        """Check each day once more and write those that can be had; all rooms are locked."""
        starts = [start for _room, start, _end in self.wanted.values()]
        ends = [end for _room, _start, end in self.wanted.values()]
        numbers = {room.pk for room, _start, _end in self.wanted.values()}
        now = grounds.now(numbers, min(starts), max(ends))
        series = self._series()
        made: list[tuple[Booking, Room]] = []
        for day, (asked, start, end) in self.wanted.items():
            room = now.room(asked)
            found = now.against(room, start, end, self.rule.people)
            # Who chose another room or hour for a date read that it is one more.
            is_chosen = day in self.replaced and found is not None and found.is_crowd
            is_chosen = is_chosen and not whose.get("is_own", False)
            if found is None or found.is_passed(self._seen(day)) or is_chosen:
                now.take(room, start, end, self.rule.people)
                made.append((self._booking(series, day, room, start, end), room))
        if not made:
            raise NothingFree(self.rule, self.days, partial(self.rule.grounds, self.days, **whose))
        try:
            with transaction.atomic():
                series.save(force_insert=True)
                stand_each(made, by=by)
                occupy_each([(one, room, now.diary.spaces_of(room)) for one, room in made])
        except IntegrityError:  # occupancy that was written past these actions
            raise Refused(taken_sentence(self.rule.room, self.rule.people)) from None
        self._record(series, [booking for booking, _room in made], by=by)
        return series

    def _series(self) -> Series:
        rule = self.rule
        return Series(
            key=self.key or uuid.uuid4(),
            space=rule.room,
            person=self.person,
            title=self.title.strip(),
            weekdays=sorted(rule.weekdays),
            every_weeks=rule.every_weeks,
            starts_on=rule.starts_on,
            until_on=rule.until_on,
            starts=rule.starts,
            minutes=rule.minutes,
            people=rule.people,
        )

    def _booking(
        self, series: Series, day: date, room: Room, start_at: datetime, end_at: datetime
    ) -> Booking:
        return Booking(
            space=room,
            person=self.person,
            title=self.title.strip(),
            start_at=start_at,
            end_at=end_at,
            people=self.rule.people,
            buffer_before=room.buffer_before,
            buffer_after=room.buffer_after,
            series=series,
            series_day=day,
        )

    def _record(self, series: Series, booked: list[Booking], *, by: Any) -> None:
        changes: dict[Model, Mapping[str, tuple[Any, Any]]] = {
            booking: {
                "space": (None, booking.space_id),
                "start_at": (None, booking.start_at.isoformat()),
                "end_at": (None, booking.end_at.isoformat()),
            }
            for booking in booked
        }
        record_each("book_room", changes, actor=by)
        skipped = len(self.days) - len(booked)
        record(
            "book_series",
            subject=series,
            actor=by,
            changes={"days": (None, len(booked)), "skipped": (None, skipped)},
        )
