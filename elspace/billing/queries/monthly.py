"""The drafts of a month's run, and a mark that tells whether they are still those somebody saw."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from elspace.billing.enums import InvoiceKind, InvoiceState
from elspace.billing.models import Invoice, MonthRun

from .closing import first_of_month

LOOKED_BACK = 12  # months in which something entered late is still found


def drafts_of(month: date) -> Any:
    """The drafts a run of this month wrote, corrected by hand or not."""
    return Invoice.objects.filter(
        month=month, state=InvoiceState.DRAFT, kind=InvoiceKind.INVOICE
    ).order_by("payer__name", "pk")


def with_lines(drafts: Any) -> list[Invoice]:
    """Drafts with their payers and lines, as a page shows them and the mark reads them."""
    return list(drafts.select_related("payer__person").prefetch_related("lines__claim"))


def mark_of(drafts: Iterable[Invoice]) -> str:
    """A mark over all that will be issued: to whom, in which language, each line, each sum. Another
    payer, a word or a millime, and it is another mark."""
    said = [
        (
            one.pk, one.payer_id, one.language, one.net, one.vat, one.stamp, one.total,
            [
                (
                    line.words, line.quantity.normalize(), line.unit_price, line.vat_class,
                    line.vat_rate.normalize(), line.net, line.vat,
                    line.claim.source if hasattr(line, "claim") else "",
                )
                for line in one.lines.all()
            ],
        )
        for one in sorted(drafts, key=lambda one: one.pk)
    ]  # fmt: skip
    return sha256(repr(said).encode()).hexdigest()[:32]


def run_before(month: date) -> list[date]:
    """The months of the last twelve that were run, the first of them first. A month that was never
    run is not drawn in: the hub may have begun to invoice after it."""
    earliest = month
    for _n in range(LOOKED_BACK):
        earliest = first_of_month(date.fromordinal(earliest.toordinal() - 1))
    runs = MonthRun.objects.filter(month__gte=earliest, month__lt=month)
    return list(runs.order_by("month").values_list("month", flat=True))
