"""Who could be reminded today: from the 8th of a month, and again from the 20th."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q

from elspace.billing.models import InstalmentPlan, Invoice, Reminder
from elspace.hosting.models import Payer
from elspace.people.models import Person
from elspace.ventures.models import Membership

from .closing import first_of_month

FIRST_DAY, SECOND_DAY = 8, 20
ZERO = Decimal("0.000")


@dataclass(frozen=True)
class Proposal:
    """A payer with invoices past their day, and who could read a reminder (None: nobody known)."""

    payer: Payer
    person: Person | None
    invoices: list[Invoice]
    owed: Decimal
    rank: int


def rank_on(day: date) -> int:
    """Which reminder of the month a day calls for: 0 none, 1 from the 8th, 2 from the 20th."""
    return (day.day >= FIRST_DAY) + (day.day >= SECOND_DAY)


def proposals(day: date) -> list[Proposal]:
    """Payers who owe what is past its day, who agreed on no parts, and were not reminded yet."""
    rank = rank_on(day)
    if not rank:
        return []
    reminded = Reminder.objects.filter(month=first_of_month(day), rank=rank)
    in_parts = InstalmentPlan.objects.filter(ended_on=None)
    rows = (
        Invoice.objects.unpaid()
        .filter(due_on__lt=day)
        .filter(~Q(payer__in=reminded.values("payer")))
        .filter(~Q(pk__in=in_parts.values("invoices")))
        .select_related("payer__person", "payer__venture")
        .prefetch_related(
            Prefetch(
                "payer__venture__memberships",
                Membership.objects.current().select_related("person").order_by("from_on", "pk"),
            )
        )
        .order_by("payer__name", "due_on", "pk")
    )
    by_payer: dict[int, list[Invoice]] = {}
    for row in rows:
        by_payer.setdefault(row.payer_id, []).append(row)
    return [
        Proposal(
            found[0].payer,
            _reader(found[0].payer),
            found,
            sum((one.owed for one in found), ZERO),  # type: ignore[attr-defined]
            rank,
        )
        for found in by_payer.values()
    ]


def _reader(payer: Payer) -> Person | None:
    """Who reads what is written to a payer: the person, or who carries the project longest."""
    if payer.person is not None:
        return payer.person if payer.person.is_active else None
    if payer.venture is None:
        return None
    members = [one.person for one in payer.venture.memberships.all() if one.person.is_active]
    return members[0] if members else None
