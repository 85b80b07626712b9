"""Rows for an accountant: documents, their lines, payments, the till. No reason of any price."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.billing.enums import InvoiceKind, Method
from elspace.billing.models import Invoice, InvoiceLine, Payment, TillCount, TillMove
from elspace.billing.money import ZERO, to_millime
from elspace.hosting.enums import VatClass

Row = list[Any]


def _signed(document: Invoice, amount: Decimal) -> Decimal:
    """An amount of a document: what a credit note gives back is less than nothing, never "-0"."""
    return to_millime(-amount if document.is_credit_note else amount) + ZERO


def _invoices(first: date, last: date) -> Iterator[Row]:
    yield [
        _("kind"), _("number"), _("date"), _("to be paid by"), _("payer"), _("tax id"),
        _("before tax"), _("VAT"), _("stamp duty"), _("total"), _("owed"), _("corrects"),
        _("reference of the e-invoice"),
    ]  # fmt: skip
    rows = Invoice.objects.issued().with_owed().select_related("corrects")
    for row in rows.filter(issued_on__range=(first, last)).order_by("kind", "year", "number"):
        yield [
            row.get_kind_display(), row.code, row.issued_on, row.due_on, row.payer_name,
            row.payer_tax_id, _signed(row, row.net), _signed(row, row.vat), _signed(row, row.stamp),
            _signed(row, row.total),
            to_millime(row.owed),  # type: ignore[attr-defined]
            row.corrects.code if row.corrects else "", row.external_ref,
        ]  # fmt: skip


def _lines(first: date, last: date) -> Iterator[Row]:
    yield [
        _("number"), _("date"), _("words"), _("quantity"), _("unit price"), _("VAT"),
        _("rate in percent"), _("before tax"), _("VAT of it"),
    ]  # fmt: skip
    rows = InvoiceLine.objects.filter(
        invoice__state="issued", invoice__issued_on__range=(first, last)
    ).select_related("invoice")
    for row in rows.order_by("invoice__kind", "invoice__year", "invoice__number", "position"):
        yield [
            row.invoice.code, row.invoice.issued_on, row.words, row.quantity, row.unit_price,
            row.get_vat_class_display(), row.vat_rate,
            _signed(row.invoice, row.net), _signed(row.invoice, row.vat),
        ]  # fmt: skip


def _payments(first: date, last: date) -> Iterator[Row]:
    yield [
        _("received on"), _("receipt"), _("payer"), _("how"), _("amount"), _("state"),
        _("ended on"), _("bank"), _("number of the cheque"), _("reference"),
    ]  # fmt: skip
    rows = Payment.objects.select_related("payer__person").filter(
        Q(received_on__range=(first, last)) | Q(ended_on__range=(first, last))
    )
    for row in rows.order_by("received_on", "pk"):
        yield [
            row.received_on, row.code, row.payer.shown_name, row.get_method_display(), row.amount,
            row.get_state_display(), row.ended_on, row.bank, row.cheque_number, row.reference,
        ]  # fmt: skip


def _till(first: date, last: date) -> Iterator[Row]:
    yield [_("date"), _("what"), _("amount"), _("expected"), _("difference"), _("words")]
    back = Payment.objects.filter(method=Method.CASH, ended_on__range=(first, last))
    for pay in back.order_by("ended_at", "pk"):
        yield [pay.ended_on, _("cash taken back"), -pay.amount, None, None, pay.code]
    for move in TillMove.objects.filter(on__range=(first, last)).order_by("at", "pk"):
        yield [move.on, move.get_kind_display(), move.amount, None, None, move.note]
    for count in TillCount.objects.filter(on__range=(first, last)).order_by("at", "pk"):
        yield [
            count.on, _("counted"), count.counted, count.expected, count.difference,
            count.explanation,
        ]  # fmt: skip


def _vat(first: date, last: date) -> Iterator[Row]:
    yield [_("VAT"), _("rate in percent"), _("before tax"), _("VAT of it")]
    rows = InvoiceLine.objects.filter(
        invoice__state="issued", invoice__issued_on__range=(first, last)
    ).values_list("vat_class", "vat_rate", "net", "vat", "invoice__kind")
    found: dict[tuple[str, Decimal], tuple[Decimal, Decimal]] = {}
    for vat_class, rate, net, vat, kind in rows:
        sign = -1 if kind == InvoiceKind.CREDIT_NOTE else 1
        before = found.get((vat_class, rate), (ZERO, ZERO))
        found[vat_class, rate] = (before[0] + sign * net, before[1] + sign * vat)
    for (vat_class, rate), sums in sorted(found.items()):
        yield [str(VatClass(vat_class).label), rate, *sums]


SHEETS: dict[str, Callable[[date, date], Iterator[Row]]] = {
    "documents": _invoices,
    "lines": _lines,
    "vat": _vat,
    "payments": _payments,
    "till": _till,
}
NAMES = {
    "documents": gettext_lazy("Documents"),
    "lines": gettext_lazy("Lines"),
    "vat": gettext_lazy("VAT by rate"),
    "payments": gettext_lazy("Payments"),
    "till": gettext_lazy("Till"),
}


def rows_of(sheet: str, first: date, last: date) -> list[Row]:
    """A table with its headings, between two days."""
    return list(SHEETS[sheet](first, last))
