"""What should lie in the till, and what happened to it on a day."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from elspace.billing.enums import Method, TillMoveKind
from elspace.billing.models import Payment, TillCount, TillMove

ZERO = Decimal("0.000")


@dataclass(frozen=True)
class TillDay:
    """The till on a day: what came, what moved, what was counted, what should be there now."""

    payments: list[Payment]
    taken_back: list[Payment]  # taken on an earlier day
    moves: list[TillMove]
    counts: list[TillCount]
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


def till_day(day: date, begins: datetime, ends: datetime) -> TillDay:
    """The till on a day, from one instant to another."""
    within = {"at__gte": begins, "at__lt": ends}
    cash = Payment.objects.filter(method=Method.CASH).select_related("payer")
    return TillDay(
        list(cash.filter(taken_at__gte=begins, taken_at__lt=ends).order_by("taken_at", "pk")),
        list(
            cash.filter(taken_at__lt=begins, ended_at__gte=begins, ended_at__lt=ends).order_by(
                "ended_at", "pk"
            )
        ),
        list(TillMove.objects.filter(**within).select_related("by")),
        list(TillCount.objects.filter(**within).select_related("by", "second")),
        expected_in_till(),
        TillCount.objects.order_by("at", "pk").last(),
    )
