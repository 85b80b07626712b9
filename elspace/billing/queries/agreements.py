"""Agreements to pay in parts: where each stands. None is kept in step by hand: it ends when all is
paid, and counts as broken while a part is long past its day."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Prefetch

from elspace.billing.models import Instalment, InstalmentPlan, Invoice
from elspace.hosting.models import Payer

ZERO = Decimal("0.000")
PATIENCE = timedelta(days=7)


@dataclass(frozen=True)
class Part:
    """One part of an agreement, what is left of it, and whether its day is past."""

    part: Instalment
    left: Decimal
    is_late: bool


@dataclass(frozen=True)
class Agreement:
    """An agreement of which something is still owed. Broken: a part is past its day by more than
    a week, and nobody is left in peace for it any more."""

    plan: InstalmentPlan
    parts: list[Part]
    is_broken: bool

    @property
    def late(self) -> list[Part]:
        """The parts past their day."""
        return [one for one in self.parts if one.is_late]


def agreements(day: date, payer: Payer | None = None) -> list[Agreement]:
    """The agreements, of everybody or of one payer, that were not given up and are not paid yet.
    What was paid since covers the parts in order."""
    unpaid = Invoice.objects.unpaid()
    plans = InstalmentPlan.objects.filter(ended_on=None, invoices__in=unpaid.values("pk"))
    if payer is not None:
        plans = plans.filter(payer=payer)
    return [
        _where_it_stands(plan, day)
        for plan in plans.distinct()
        .select_related("payer__person", "payer__venture")
        .prefetch_related("parts", Prefetch("invoices", unpaid, to_attr="unpaid"))
    ]


def _where_it_stands(plan: InstalmentPlan, day: date) -> Agreement:
    owed: Decimal = sum((one.owed for one in plan.unpaid), ZERO)  # type: ignore[attr-defined]
    paid = max(plan.total - owed, ZERO)
    parts = []
    for part in plan.parts.all():
        left = max(part.amount - paid, ZERO)
        paid = max(paid - part.amount, ZERO)
        parts.append(Part(part, left, bool(left) and part.due_on < day))
    is_broken = any(one.is_late and one.part.due_on + PATIENCE < day for one in parts)
    return Agreement(plan, parts, is_broken)
