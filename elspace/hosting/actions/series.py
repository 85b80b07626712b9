"""Series: add a day to one, change or cancel this, the following, or all to come."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.hosting.enums import BookingState
from elspace.hosting.models import Booking, Room, Series
from elspace.hosting.queries import RoomOffer, Rule, rule_of
from elspace.trust.actions import record

from .bookings import book_room, cancel_booking, change_booking
from .checks import offering
from .taking import lock_rooms
from .telling import tell_booked, tell_dates_cancelled, tell_dates_changed


@dataclass(frozen=True)
class Changed:
    """What came of a change: the series as it goes on, days changed, days that stay as they were
    because the new place is taken then."""

    series: Series
    changed: tuple[date, ...]
    stayed: tuple[date, ...]


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
    if by is not None and series.person is not None and series.person != by:
        tell_booked(booking, by=by)
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
    before = {one.pk: (one.space_id, one.start_at, one.end_at) for one in ahead}
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
    now = _ahead(going_on, from_day).filter(pk__in=before)
    moved = [one for one in now if (one.space_id, one.start_at, one.end_at) != before[one.pk]]
    tell_dates_changed(going_on, moved, by=by)
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


@offering
@transaction.atomic
def change_series_day(*, series: Series, booking: Booking, by: Any, **wanted: Any) -> Booking:
    """Move one date of a series (`wanted`: as in `change_booking`); its person is told, when
    somebody else moved it."""
    before = (booking.space_id, booking.start_at, booking.end_at)
    changed = change_booking(booking=booking, by=by, **wanted)
    if (changed.space_id, changed.start_at, changed.end_at) != before:
        tell_dates_changed(series, [changed], by=by)
    return changed


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
    """Give back every day to come from a day on; how many. The series ends before that day. Its
    person is told once of all of them, when somebody else gave them back."""
    lock_rooms([series.space, *(booking.space for booking in _ahead(series, from_day))])
    series = Series.objects.select_for_update().get(pk=series.pk)
    ahead = list(_ahead(series, from_day))
    for booking in ahead:
        cancel_booking(booking=booking, by=by)
    last = from_day - timedelta(days=1)
    if ahead and by is not None and series.person is not None and series.person != by:
        tell_dates_cancelled(series, ahead, by=by)
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
