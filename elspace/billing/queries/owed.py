"""What payers owe: by payer, by invoice, and what of their payments is not used yet."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Round

from elspace.billing.enums import InvoiceKind, PaymentState
from elspace.billing.models import Invoice, Payment, PaymentShare
from elspace.core.fields import MoneyField
from elspace.core.folding import fold, latin_digits
from elspace.hosting.models import Payer

ZERO = Decimal("0.000")
Money = MoneyField()


@dataclass(frozen=True)
class Owing:
    """What one payer owes: how much, in how many invoices, since when, how much of it is late."""

    payer: Payer
    owed: Decimal
    count: int
    oldest_due: date
    late: Decimal
    days_late: int = 0  # of the oldest; 0: nothing is past its day


def unpaid_of(payer: Payer) -> list[Invoice]:
    """A payer's invoices of which something is owed, first due first."""
    rows = Invoice.objects.unpaid().filter(payer=payer)
    return list(rows.order_by("due_on", "year", "number"))


def who_owes(day: date, words: str = "") -> list[Owing]:
    """Payers who owe something, what is longest due first. `words`: only those of this name, or
    with an open invoice of this number."""
    found: dict[int, Owing] = {}
    named: set[int] = set()
    name, number = fold(words), latin_digits(words).strip().upper()
    rows = Invoice.objects.unpaid().select_related("payer__person").order_by("due_on", "pk")
    for invoice in rows:
        known = found.get(invoice.payer_id)
        due_on = invoice.due_on or day
        payer = invoice.payer
        if name in fold(f"{payer.name} {payer.name_in('fr')} {payer.name_in('ar')}") or (
            number and number in invoice.code
        ):
            named.add(invoice.payer_id)
        owed: Decimal = invoice.owed  # type: ignore[attr-defined]
        found[invoice.payer_id] = Owing(
            invoice.payer,
            owed + (known.owed if known else ZERO),
            1 + (known.count if known else 0),
            known.oldest_due if known else due_on,
            (owed if due_on < day else ZERO) + (known.late if known else ZERO),
            known.days_late if known else max((day - due_on).days, 0),
        )
    shown = [one for key, one in found.items() if key in named]
    return sorted(shown, key=lambda one: (one.oldest_due, one.payer.name))


def unused_payments(payer: Payer) -> QuerySet[Payment]:
    """A payer's payments of which something pays no invoice yet, with how much (`unused`)."""
    rows: QuerySet[Any] = with_unused(Payment.objects.filter(payer=payer))
    return rows.filter(unused__gt=0).order_by("pk")


def with_unused(rows: QuerySet[Payment]) -> QuerySet[Payment]:
    """Payments received, with how much of each pays no invoice yet."""
    used = (
        PaymentShare.objects.filter(payment=OuterRef("pk"))
        .values("payment")
        .annotate(sum=Sum("amount"))
        .values("sum")
    )
    return rows.filter(state=PaymentState.RECEIVED).annotate(
        unused=Round(
            F("amount") - Coalesce(Subquery(used, output_field=Money), ZERO, output_field=Money),
            precision=3,
        )
    )


def balance_of(payer: Payer) -> Decimal:
    """What a payer owes in all; less than nothing: the hub holds money for later invoices."""
    issued = Invoice.objects.issued().filter(payer=payer)
    asked = _sum(issued.filter(kind=InvoiceKind.INVOICE), "total")
    given_back = _sum(issued.filter(kind=InvoiceKind.CREDIT_NOTE), "total")
    paid = _sum(Payment.objects.filter(payer=payer, state=PaymentState.RECEIVED), "amount")
    return asked - given_back - paid


def _sum(rows: QuerySet[Any], column: str) -> Decimal:
    total = rows.aggregate(
        sum=Coalesce(Sum(column), Value(ZERO), output_field=DecimalField(decimal_places=3))
    )["sum"]
    return Decimal(total).quantize(ZERO)


def totals_owed(day: date) -> dict[str, Decimal]:
    """How much is owed in all, and how much of it is late."""
    rows = Invoice.objects.unpaid().values_list("owed", "due_on")  # type: ignore[misc]
    found = {"owed": ZERO, "late": ZERO}
    for owed, due_on in rows:
        found["owed"] += owed
        if due_on is not None and due_on < day:
            found["late"] += owed
    return found
