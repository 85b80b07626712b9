"""The ledger of what subscriptions include. Lines are added, never changed; a line about a booking
is written where the booking comes to stand or ceases to (standing.py), and nowhere else; lines of
books of days are written in day_books.py."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.hosting.enums import MoveKind, Unit
from elspace.hosting.models import AllowanceMove, Booking, Subscription
from elspace.hosting.queries.plans import (
    balance,
    included,
    month_of,
    subscription_on,
    subscriptions_on,
)
from elspace.hosting.rules import is_given_back_in_time
from elspace.hub.parts import uses
from elspace.trust.actions import record


def cover(booking: Booking, *, by: Any) -> int:
    """How many minutes of a priced booking its person's plan covers, with their line in the ledger.
    Called with the booking saved; asked again after a move, the earlier lines are taken back."""
    _take_back(booking, by=by)
    if booking.person is None or not booking.price or not uses("plans"):
        return 0
    day = timezone.localdate(booking.start_at)
    subscription = subscription_on(booking.person, day)
    if subscription is None or not subscription.plan.room_minutes:
        return 0
    begin(subscription, Unit.ROOM_MINUTES, day, by=by)
    wanted = int((booking.end_at - booking.start_at).total_seconds() // 60)
    covered = max(0, min(wanted, balance(subscription, Unit.ROOM_MINUTES, day)))
    if covered:
        move(subscription, Unit.ROOM_MINUTES, MoveKind.USED, -covered, day, by=by, booking=booking)
    return covered


def cover_new(bookings: Sequence[Booking], *, by: Any) -> list[Booking]:
    """The same for new bookings of one person: those a plan covers, with their `covered_minutes`.
    As many statements as there are months and plans among them, whatever their number."""
    priced = [one for one in bookings if one.price]
    if not priced or priced[0].person is None or not uses("plans"):
        return []
    days = {one: timezone.localdate(one.start_at) for one in priced}
    under = subscriptions_on(priced[0].person, set(days.values()))
    left: dict[tuple[int, Any], int] = {}
    moves, covered = [], []
    for one in sorted(priced, key=lambda one: one.start_at):
        day, subscription = days[one], under.get(days[one])
        if subscription is None or not subscription.plan.room_minutes:
            continue
        month = (subscription.pk, month_of(subscription, Unit.ROOM_MINUTES, day))
        if month not in left:
            begin(subscription, Unit.ROOM_MINUTES, day, by=by)
            left[month] = balance(subscription, Unit.ROOM_MINUTES, day)
        wanted = int((one.end_at - one.start_at).total_seconds() // 60)
        one.covered_minutes = max(0, min(wanted, left[month]))
        if one.covered_minutes:
            left[month] -= one.covered_minutes
            covered.append(one)
            moves.append(
                _line(
                    subscription,
                    Unit.ROOM_MINUTES,
                    MoveKind.USED,
                    -one.covered_minutes,
                    day,
                    by=by,
                    booking=one,
                )
            )
    AllowanceMove.objects.bulk_create(moves)
    return covered


def give_back(booking: Booking, *, by: Any) -> None:
    """The booking no longer stands: what it used comes back if it was given back in time."""
    if is_given_back_in_time(booking):
        _take_back(booking, by=by)


def _take_back(booking: Booking, *, by: Any) -> None:
    """Whatever lines a booking has add up to nothing afterwards."""
    lines = AllowanceMove.objects.filter(booking=booking)
    sums = lines.values("subscription", "unit", "month").annotate(sum=Sum("amount"))
    for row in sums.order_by("subscription"):
        if row["sum"]:
            subscription = Subscription.objects.select_for_update().get(pk=row["subscription"])
            AllowanceMove.objects.create(
                subscription=subscription,
                unit=row["unit"],
                kind=MoveKind.GIVEN_BACK,
                amount=-row["sum"],
                month=row["month"],
                booking=booking,
                by=by,
            )


@transaction.atomic
def correct_allowance(
    *, subscription: Subscription, unit: Unit, day: date, amount: int, note: str, by: Any
) -> AllowanceMove:
    """Put an allowance right by a line of its own, with the reason."""
    if not amount or abs(amount) > 100_000:
        raise Refused(_("By how much? More or less than nothing."))
    if not note.strip():
        raise Refused(_("Why? A few words, for whoever reads it later."))
    begin(subscription, unit, day, by=by)
    line = move(subscription, unit, MoveKind.CORRECTED, amount, day, by=by, note=note.strip()[:120])
    record("correct_allowance", subject=subscription, actor=by, changes={unit: (None, amount)})
    return line


def begin(subscription: Subscription, unit: Unit, day: date, *, by: Any) -> None:
    """The first line of a month, or of a book: what the plan gives. The subscription is locked from
    here on, so two bookings never use the same minutes."""
    Subscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
    month = month_of(subscription, unit, day)
    lines = AllowanceMove.objects.filter(subscription=subscription, unit=unit, month=month)
    given = included(subscription, unit)
    if given and not lines.filter(kind=MoveKind.GRANTED).exists():
        move(subscription, unit, MoveKind.GRANTED, given, day, by=by)


def move(
    subscription: Subscription,
    unit: Unit,
    kind: MoveKind,
    amount: int,
    day: date,
    *,
    by: Any,
    booking: Booking | None = None,
    for_on: date | None = None,
    note: str = "",
) -> AllowanceMove:
    """One more line of the ledger."""
    line = _line(
        subscription, unit, kind, amount, day, by=by, booking=booking, for_on=for_on, note=note
    )
    line.save(force_insert=True)
    return line


def _line(
    subscription: Subscription,
    unit: Unit,
    kind: MoveKind,
    amount: int,
    day: date,
    *,
    by: Any,
    booking: Booking | None = None,
    for_on: date | None = None,
    note: str = "",
) -> AllowanceMove:
    return AllowanceMove(
        subscription=subscription,
        unit=unit,
        kind=kind,
        amount=amount,
        month=month_of(subscription, unit, day),
        booking=booking,
        for_on=for_on,
        note=note,
        by=by,
    )
