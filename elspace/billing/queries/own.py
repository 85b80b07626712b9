"""What somebody reads of their own invoices, and what was sent."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import QuerySet

from elspace.billing.models import Invoice
from elspace.outbox.enums import State
from elspace.outbox.models import Message
from elspace.people.models import Person

from .owed import balance_of
from .readers import payers_read_by

SENT_AS = "billing.invoice"  # the kind of its message


def own_invoices(person: Person) -> "QuerySet[Invoice]":
    """Issued documents of the payers this person reads for, the newest first, with what is owed."""
    rows: QuerySet[Invoice] = Invoice.objects.with_owed().filter(
        pk__in=Invoice.objects.issued().filter(payer__in=payers_read_by(person))
    )
    return rows.select_related("payer", "corrects")


def own_owed(person: Person) -> Decimal:
    """What this person owes in all, invoices less payments; less than nothing: paid ahead."""
    return sum((balance_of(payer) for payer in payers_read_by(person)), Decimal("0.000"))


def not_sent(invoices: Iterable[Invoice]) -> list[Invoice]:
    """Those of which no message was written, or it was taken back."""
    rows = list(invoices)
    written = set(
        Message.objects.filter(
            kind=SENT_AS,
            subject_kind=Invoice._meta.label_lower,
            subject_id__in=[one.pk for one in rows],
        )
        .exclude(state=State.CANCELLED)
        .values_list("subject_id", flat=True)
    )
    return [one for one in rows if one.pk not in written]
