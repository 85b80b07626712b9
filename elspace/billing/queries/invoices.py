"""The list of invoices with its filters, and the VAT of a document by rate."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet

from elspace.billing.enums import InvoiceKind, InvoiceState
from elspace.billing.models import Claim, Invoice
from elspace.core.folding import fold
from elspace.hosting.models import MembershipPlan, Payer

FILTERS = ("open", "late", "paid", "draft", "note")


def filtered(state: str, words: str, day: date) -> QuerySet[Invoice]:
    """Documents with what is owed; drafts first, then the newest numbers."""
    rows: QuerySet[Any] = Invoice.objects.with_owed().select_related("payer__person", "corrects")
    issued = Q(state=InvoiceState.ISSUED, kind=InvoiceKind.INVOICE)
    if state == "open":
        rows = rows.filter(owed__gt=0)
    elif state == "late":
        rows = rows.filter(owed__gt=0, due_on__lt=day)
    elif state == "paid":
        rows = rows.filter(issued, owed=0)
    elif state == "draft":
        rows = rows.filter(state=InvoiceState.DRAFT)
    elif state == "note":
        rows = rows.filter(kind=InvoiceKind.CREDIT_NOTE)
    if words:
        by_number = Q()
        year, _dash, number = words.upper().removeprefix("A").partition("-")
        if year.isdecimal() and number.isdecimal() and len(year + number) < 12:
            by_number = Q(year=int(year), number=int(number))
        named = Q(payer__in=_named(words)) | Q(payer_name__icontains=words)
        rows = rows.filter(named | by_number if by_number else named)
    return rows.order_by(F("issued_on").desc(nulls_first=True), "-number", "-pk")


def _named(words: str) -> list[int]:
    """The payers of this name, in either script, with accents or without."""
    asked, rows = fold(words), Payer.objects.select_related("person")
    return [
        one.pk
        for one in rows
        if any(asked in fold(one.name_in(language)) for language in ("fr", "ar"))
        or asked in fold(one.name)
    ]


def vat_table(invoice: Invoice) -> list[tuple[Decimal, str, Decimal, Decimal]]:
    """By rate and class: the rate, its class, the sum before tax, the VAT."""
    found: dict[tuple[Decimal, str], tuple[Decimal, Decimal]] = {}
    for line in invoice.lines.all():
        key = (line.vat_rate, line.vat_class)
        net, vat = found.get(key, (Decimal(0), Decimal(0)))
        found[key] = (net + line.net, vat + line.vat)
    rows = [(rate, kind, *sums) for (rate, kind), sums in found.items()]
    return sorted(rows, key=lambda row: (-row[0], row[1]))


def is_plan_invoiced(plan: MembershipPlan, day: date) -> bool:
    """Whether a plan stands on an issued invoice for the month of a day or a later one."""
    of_plan = {f"subscription:{key}:" for key in plan.subscriptions.values_list("key", flat=True)}
    # Without a line: invoiced by the installation the hub came from.
    issued = Q(line=None) | Q(line__invoice__state=InvoiceState.ISSUED)
    claims = Claim.objects.filter(issued, source__startswith="subscription:")
    return any(
        source[:-7] in of_plan and source[-7:] >= f"{day:%Y-%m}"
        for source in claims.values_list("source", flat=True)
    )
