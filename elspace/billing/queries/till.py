"""What should lie in the till, and what happened to it on a day."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from elspace.billing.enums import Method, PaymentState, TillMoveKind
from elspace.billing.models import Payment, TillCount, TillMove

ZERO = Decimal("0.000")


@dataclass(frozen=True)
class TillDay:
    """The till on a day: what came, what moved, what was counted, what should be there now."""

    payments: list[Payment]
    moves: list[TillMove]
    counts: list[TillCount]
    received: Decimal
    expected: Decimal
    last: TillCount | None


def expected_in_till() -> Decimal:
    """What lay there at the last count, and all that moved since."""
    last = TillCount.objects.order_by("at", "pk").last()
    payments = Payment.objects.filter(method=Method.CASH, state=PaymentState.RECEIVED)
    moves = TillMove.objects.all()
    if last is not None:
        payments, moves = payments.filter(taken_at__gt=last.at), moves.filter(at__gt=last.at)
    put_in = _sum(moves.filter(kind=TillMoveKind.PUT_IN))
    to_bank = _sum(moves.filter(kind=TillMoveKind.TO_BANK))
    return (last.counted if last else ZERO) + _sum(payments) + put_in - to_bank


def _sum(rows: QuerySet[Any]) -> Decimal:
    return Decimal(rows.aggregate(sum=Sum("amount"))["sum"] or 0).quantize(ZERO)


def till_day(day: date, begins: datetime, ends: datetime) -> TillDay:
    """The till on a day, from one instant to another."""
    within = {"at__gte": begins, "at__lt": ends}
    payments = list(
        Payment.objects.filter(method=Method.CASH, taken_at__gte=begins, taken_at__lt=ends)
        .select_related("payer", "received_by")
        .order_by("taken_at", "pk")
    )
    return TillDay(
        payments,
        list(TillMove.objects.filter(**within).select_related("by")),
        list(TillCount.objects.filter(**within).select_related("by", "second")),
        sum((one.amount for one in payments if one.is_received), ZERO),
        expected_in_till(),
        TillCount.objects.order_by("at", "pk").last(),
    )
