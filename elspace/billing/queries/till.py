"""What should lie in the till, and what happened to it on a day."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from elspace.billing.enums import Method, TillMoveKind
from elspace.billing.models import Payment, TillCount, TillMove

ZERO = Decimal("0.000")


@dataclass(frozen=True)
class TillEvent:
    """Something that happened to the till: a payment, one taken back, a move, a count."""

    at: datetime
    kind: str  # payment, taken_back, move, count
    row: Payment | TillMove | TillCount


@dataclass(frozen=True)
class TillDay:
    """The till on a day: what happened, in its order, and what should be there now."""

    events: list[TillEvent]
    expected: Decimal
    last: TillCount | None


def expected_in_till() -> Decimal:
    """What lay there at the last count, and all that moved since. A count is a fact of its day:
    cash taken back after it leaves the till when it is taken back."""
    last = TillCount.objects.order_by("at", "pk").last()
    payments, moves = Payment.objects.filter(method=Method.CASH), TillMove.objects.all()
    back = payments.exclude(ended_at=None)
    if last is not None:
        payments, moves = payments.filter(taken_at__gt=last.at), moves.filter(at__gt=last.at)
        back = back.filter(ended_at__gt=last.at)
    put_in = _sum(moves.filter(kind=TillMoveKind.PUT_IN))
    to_bank = _sum(moves.filter(kind=TillMoveKind.TO_BANK))
    held = last.counted if last else ZERO
    return held + _sum(payments) - _sum(back) + put_in - to_bank


def _sum(rows: QuerySet[Any]) -> Decimal:
    return Decimal(rows.aggregate(sum=Sum("amount"))["sum"] or 0).quantize(ZERO)


def till_day(begins: datetime, ends: datetime) -> TillDay:
    """The till from one instant to another."""
    within = {"at__gte": begins, "at__lt": ends}
    cash = Payment.objects.filter(method=Method.CASH).select_related("payer__person")
    back = cash.filter(taken_at__lt=begins, ended_at__gte=begins, ended_at__lt=ends)
    counts = TillCount.objects.select_related("second")
    events = [
        *(
            TillEvent(one.taken_at, "payment", one)
            for one in cash.filter(taken_at__gte=begins, taken_at__lt=ends)
        ),
        *(TillEvent(one.ended_at, "taken_back", one) for one in back if one.ended_at),
        *(TillEvent(one.at, "move", one) for one in TillMove.objects.filter(**within)),
        *(TillEvent(one.at, "count", one) for one in counts.filter(**within)),
    ]
    return TillDay(
        sorted(events, key=lambda one: one.at),
        expected_in_till(),
        counts.order_by("at", "pk").last(),
    )
