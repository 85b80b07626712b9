"""Credit notes: what corrects an issued invoice, never more than it."""

import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.billing.enums import InvoiceKind
from elspace.billing.models import Claim, Invoice, InvoiceLine
from elspace.billing.money import ZERO, line_sum
from elspace.core.answers import Refused
from elspace.core.keys import known_by_key
from elspace.core.moments import today

from .books import check_date, lock_books
from .invoices import number_it
from .shares import free_overpaid


@transaction.atomic
def credit_invoice(
    *,
    invoice: Invoice,
    quantities: Mapping[int, Decimal] | None = None,
    with_stamp: bool = False,
    reason: str,
    lets_go: bool = False,
    key: uuid.UUID | None = None,
    by: Any,
) -> Invoice:
    """Issue a credit note over an invoice: all of it, or `quantities` of its lines (by number of
    the line). All credit notes of an invoice together never come to more than the invoice, line
    by line. `lets_go`: what it invoiced may be invoiced again."""
    books = lock_books()
    if first := known_by_key(Invoice, key, corrects_id=invoice.pk):
        return first
    invoice = Invoice.objects.select_for_update().get(pk=invoice.pk)
    if not invoice.is_issued or invoice.is_credit_note:
        raise Refused(_("A credit note corrects an invoice that is issued."))
    if not reason.strip():
        raise Refused(_("A credit note says why."))
    day = today()
    check_date(day)
    note = Invoice.objects.create(
        key=key or uuid.uuid4(),
        kind=InvoiceKind.CREDIT_NOTE,
        payer=invoice.payer,
        language=invoice.language,
        corrects=invoice,
        reason=reason.strip()[:160],
    )
    _write_lines(note, invoice, quantities)
    left = _left_of(invoice)
    note.stamp = invoice.stamp - left["stamp"] if with_stamp else ZERO
    _add_up(note)
    if note.total <= 0:
        raise Refused(_("Nothing is left to credit on this invoice."))
    if note.total > invoice.total - left["total"]:
        raise Refused(_("Credit notes never come to more than the invoice."))
    number_it(note, books, day, by)
    _named_as_on(note, invoice)
    note.save()
    if lets_go:
        given = credited_lines(invoice)
        whole = [
            line.pk
            for line in invoice.lines.all()
            if given.get(line.position, (ZERO,))[0] >= line.quantity
        ]
        Claim.objects.filter(line__in=whole).delete()
    free_overpaid(invoice)
    return note


def _left_of(invoice: Invoice) -> dict[str, Decimal]:
    """What earlier credit notes gave back already."""
    notes = list(invoice.credit_notes.filter(state="issued"))
    return {
        "total": sum((one.total for one in notes), ZERO),
        "stamp": sum((one.stamp for one in notes), ZERO),
    }


def _write_lines(note: Invoice, invoice: Invoice, quantities: Mapping[int, Decimal] | None) -> None:
    """The lines given back. The last of a line takes what rounding left of it."""
    earlier = credited_lines(invoice)
    for line in invoice.lines.all():
        done = earlier.get(line.position, (Decimal(0), ZERO, ZERO))
        rest = line.quantity - done[0]
        wanted = rest if quantities is None else quantities.get(line.pk, Decimal(0))
        if wanted <= 0:
            continue
        if wanted > rest:
            raise Refused(_("Credit notes never come to more than the invoice."))
        came_to = line_sum(wanted, line.unit_price, line.vat_rate)
        is_last = wanted == rest
        InvoiceLine.objects.create(
            invoice=note,
            position=line.position,
            words=line.words,
            quantity=wanted,
            unit_price=line.unit_price,
            vat_class=line.vat_class,
            vat_rate=line.vat_rate,
            net=line.net - done[1] if is_last else min(came_to.net, line.net - done[1]),
            vat=line.vat - done[2] if is_last else min(came_to.vat, line.vat - done[2]),
        )


def credited_lines(invoice: Invoice) -> dict[int, tuple[Decimal, Decimal, Decimal]]:
    """By position of the line: the quantity, net and VAT its credit notes gave back."""
    found: dict[int, tuple[Decimal, Decimal, Decimal]] = {}
    rows = InvoiceLine.objects.filter(invoice__corrects=invoice, invoice__state="issued")
    for row in rows:
        known = found.get(row.position, (Decimal(0), ZERO, ZERO))
        found[row.position] = (
            known[0] + row.quantity,
            known[1] + row.net,
            known[2] + row.vat,
        )
    return found


def _add_up(note: Invoice) -> None:
    lines = list(note.lines.all())
    note.net = sum((line.net for line in lines), ZERO)
    note.vat = sum((line.vat for line in lines), ZERO)
    note.total = note.net + note.vat + note.stamp


def _named_as_on(note: Invoice, invoice: Invoice) -> None:
    """A credit note names the payer as the invoice did."""
    note.payer_name, note.payer_tax_id = invoice.payer_name, invoice.payer_tax_id
    note.payer_address = invoice.payer_address
