"""Who could be reminded today: from the 8th of a month, and again from the 20th."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db.models import Q, prefetch_related_objects

from elspace.billing.models import Invoice, Reminder
from elspace.hosting.models import Payer
from elspace.people.models import Person

from .agreements import Part, agreements
from .closing import first_of_month
from .readers import members, reader_of

FIRST_DAY, SECOND_DAY = 8, 20
ZERO = Decimal("0.000")


@dataclass(frozen=True)
class Proposal:
    """A payer with invoices past their day, or parts of an agreement that is broken, and who could
    read a reminder (None: nobody known)."""

    payer: Payer
    rank: int
    person: Person | None = None
    invoices: list[Invoice] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def asked(self) -> Decimal:
        """What is open of the invoices."""
        return sum((one.owed for one in self.invoices), ZERO)  # type: ignore[attr-defined]

    @property
    def of_parts(self) -> Decimal:
        """What is open of the parts."""
        return sum((one.left for one in self.parts), ZERO)

    @property
    def owed(self) -> Decimal:
        """What the reminder speaks of in all."""
        return self.asked + self.of_parts


def rank_on(day: date) -> int:
    """Which reminder of the month a day calls for: 0 none, 1 from the 8th, 2 from the 20th."""
    return (day.day >= FIRST_DAY) + (day.day >= SECOND_DAY)


def proposals(day: date) -> list[Proposal]:
    """Payers who owe what is past its day and were not reminded yet. Who agreed on parts is left
    in peace; only parts long past their day are spoken of again."""
    rank = rank_on(day)
    if not rank:
        return []
    reminded = Reminder.objects.filter(month=first_of_month(day), rank=rank).values("payer")
    agreed = agreements(day)
    in_parts = [one.pk for each in agreed for one in each.plan.unpaid]  # type: ignore[attr-defined]
    late = (
        Invoice.objects.unpaid()
        .filter(due_on__lt=day)
        .exclude(pk__in=in_parts)
        .filter(~Q(payer__in=reminded))
        .select_related("payer__person", "payer__venture")
        .order_by("due_on", "pk")
    )
    found: dict[int, Proposal] = {}
    for row in late:
        found.setdefault(row.payer_id, Proposal(row.payer, rank)).invoices.append(row)
    done = {one["payer"] for one in reminded}
    for each in agreed:
        payer = each.plan.payer
        if each.is_broken and payer.pk not in done:
            found.setdefault(payer.pk, Proposal(payer, rank)).parts.extend(each.late)
    prefetch_related_objects([one.payer for one in found.values()], members())
    return sorted(
        (replace(one, person=reader_of(one.payer)) for one in found.values()),
        key=lambda one: (one.payer.name, one.payer.pk),
    )
