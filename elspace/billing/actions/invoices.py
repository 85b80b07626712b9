"""Invoices: draft, discard, issue; then only what others answer is noted beside them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.billing.enums import InvoiceKind, InvoiceState
from elspace.billing.models import BillingSettings, Claim, Invoice, InvoiceLine
from elspace.billing.money import MOST, ZERO, line_sum
from elspace.billing.queries.rates import rates_on, stamp_on
from elspace.core.answers import Refused
from elspace.core.keys import once_per_key
from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_day
from elspace.hosting.enums import VatClass
from elspace.hosting.models import Payer
from elspace.hub.queries import current_hub
from elspace.trust.actions import record

from .books import check_date, lock_books, next_number
from .shares import use_advance


@dataclass(frozen=True)
class Item:
    """A line to write. `source`: what it invoices, so that nothing stands on two invoices."""

    words: str
    quantity: Decimal
    unit_price: Decimal
    vat_class: str
    source: str = ""


def _is_for(known: Invoice, arguments: dict[str, Any]) -> None:
    if known.payer_id != arguments["payer"].pk:
        raise Refused(_("This form was already used for someone else; please open a new one."))


@once_per_key(Invoice, check=_is_for)
@transaction.atomic
def draft_invoice(
    *,
    payer: Payer,
    items: Sequence[Item],
    language: str = "",
    month: date | None = None,
    key: uuid.UUID | None = None,
    by: Any,
) -> Invoice:
    """Write a draft: it has no number, and can be thrown away."""
    if not items:
        raise Refused(_("An invoice has at least one line."))
    invoice = Invoice.objects.create(
        key=key or uuid.uuid4(), payer=payer, language=language or payer.language, month=month
    )
    write_lines(invoice, items)
    record("draft_invoice", subject=invoice, actor=by)
    return invoice


def write_lines(invoice: Invoice, items: Sequence[Item]) -> None:
    """Write the lines of a draft anew, with the rates of today, and its sums."""
    day = today()
    invoice.lines.all().delete()
    rates = rates_on(day)
    for position, item in enumerate(items):
        rate = _rate(rates, item.vat_class)
        if item.unit_price < 0 or item.quantity <= 0:
            raise Refused(_("A line has a quantity, and a price that is not less than nothing."))
        came_to = line_sum(item.quantity, item.unit_price, rate)
        if came_to.net + came_to.vat > MOST:
            raise Refused(_("This sum is too large for one invoice."))
        line = InvoiceLine.objects.create(
            invoice=invoice,
            position=position,
            words=item.words[:200],
            quantity=item.quantity,
            unit_price=item.unit_price,
            vat_class=item.vat_class,
            vat_rate=rate,
            net=came_to.net,
            vat=came_to.vat,
        )
        if item.source:
            if Claim.objects.filter(source=item.source).exists():
                raise Refused(_("“%(words)s” is invoiced already.") % {"words": item.words})
            Claim.objects.create(source=item.source, line=line)
    add_up(invoice, day)
    invoice.save()


def add_up(invoice: Invoice, day: date) -> None:
    """The sums of an invoice: its lines, and the stamp duty of that day. Not saved."""
    lines = list(invoice.lines.all())
    invoice.net = sum((line.net for line in lines), ZERO)
    invoice.vat = sum((line.vat for line in lines), ZERO)
    invoice.stamp = stamp_on(day)
    invoice.total = invoice.net + invoice.vat + invoice.stamp
    if invoice.total > MOST:
        raise Refused(_("This sum is too large for one invoice."))


def _rate(rates: dict[str, Decimal], vat_class: str) -> Decimal:
    if vat_class not in rates:
        raise Refused(
            _("No rate of VAT is known for “%(kind)s”: the settings say none.")
            % {"kind": VatClass(vat_class).label}
        )
    return rates[vat_class]


def as_written(invoice: Invoice) -> list[Item]:
    """The lines of a document as items."""
    return [
        Item(
            line.words,
            line.quantity,
            line.unit_price,
            line.vat_class,
            line.claim.source if hasattr(line, "claim") else "",
        )
        for line in invoice.lines.select_related("claim")
    ]


@transaction.atomic
def correct_draft(
    *, invoice: Invoice, items: Sequence[Item], language: str, seen: Sequence[int], by: Any
) -> Invoice:
    """Write a draft as somebody corrected it; `seen`: the lines they saw. A line that stays goes on
    invoicing what it did, a line taken out lets it go. The monthly run keeps a corrected draft as
    it is, and issues it with the others."""
    lock_books()
    found = Invoice.objects.select_for_update().filter(pk=invoice.pk).first()
    if found is None:
        raise Refused(_("This draft is gone meanwhile."))
    if found.is_issued:
        raise Refused(_("This invoice is issued: a credit note corrects it."))
    if not items:
        raise Refused(_("An invoice has at least one line."))
    is_stale = set(seen) != set(found.lines.values_list("pk", flat=True))
    stands = as_written(found)
    if is_stale:  # a second press has other numbers of lines, and the same words and sums
        stands, wished = _unclaimed(stands), _unclaimed(items)
    else:
        wished = list(items)
    if stands == wished and found.language == language:
        return found
    if is_stale:
        raise Refused(_("This draft changed meanwhile: please open it again."))
    found.language, found.is_corrected = language, True
    write_lines(found, items)
    if found.net <= 0:  # it would stand in the way of all the others of its month
        raise Refused(_("Nothing would be left to pay: what nobody pays is waived, on its line."))
    record("correct_draft", subject=found, actor=by)
    return found


def _unclaimed(items: Sequence[Item]) -> list[Item]:
    return [replace(item, source="") for item in items]


@transaction.atomic
def discard_draft(*, invoice: Invoice, by: Any) -> None:
    """Throw a draft away; what it would have invoiced is due again."""
    found = Invoice.objects.select_for_update().filter(pk=invoice.pk).first()
    if found is None:  # a second press
        return
    if found.is_issued:
        raise Refused(_("This invoice is issued: a credit note corrects it."))
    record("discard_invoice", subject=found, actor=by)
    found.delete()


@transaction.atomic
def issue_invoice(*, invoice: Invoice, on: date | None = None, by: Any) -> Invoice:
    """Give a draft its number and its date. From now on it never changes."""
    books = lock_books()
    invoice = Invoice.objects.select_for_update().select_related("payer").get(pk=invoice.pk)
    if invoice.is_issued:  # a second press
        return invoice
    day = on or today()
    check_date(day)
    at_rates_of(invoice, day)
    add_up(invoice, day)
    if invoice.net <= 0:
        raise Refused(_("There is nothing to pay on this draft: no invoice is needed."))
    number_it(invoice, books, day, by)
    invoice.due_on = day + timedelta(days=books.days_to_pay)
    invoice.save()
    use_advance(invoice.payer)
    return invoice


def number_it(invoice: Invoice, books: BillingSettings, day: date, by: Any) -> None:
    """Give a document its number and date, and copy who issues it and who gets it. Not saved."""
    last = Invoice.objects.issued().filter(kind=invoice.kind).order_by("-issued_on").first()
    if last is not None and last.issued_on is not None and day < last.issued_on:
        raise Refused(
            _("The last number was given on %(day)s: the next one cannot be dated before it.")
            % {"day": format_day(last.issued_on, "full")}
        )
    payer, hub = invoice.payer, current_hub()
    invoice.state = InvoiceState.ISSUED
    invoice.year, invoice.issued_on = day.year, day
    invoice.number = next_number(invoice.kind, str(day.year))
    invoice.payer_name = payer.name_in(invoice.language)
    invoice.payer_tax_id = payer.tax_id
    invoice.payer_address = payer.address
    named = books.name_in(invoice.language)
    invoice.issuer_name = named or (hub.name_in(invoice.language) if hub else "")
    invoice.issuer_tax_id = books.tax_id
    invoice.issuer_address = books.address_in(invoice.language)
    invoice.issuer_bank, invoice.issuer_note = books.bank_account, books.note
    invoice.issued_by = by
    verb = "issue_invoice" if invoice.kind == InvoiceKind.INVOICE else "credit_invoice"
    record(
        verb, subject=invoice, actor=by, changes={"number": (None, f"{day.year}-{invoice.number}")}
    )


def at_rates_of(invoice: Invoice, day: date) -> bool:
    """A draft may be older than a rate or a duty: it is brought to those of a day, as it would be
    issued. Whether something changed."""
    rates, changed = rates_on(day), False
    for line in invoice.lines.all():
        rate = _rate(rates, line.vat_class)
        if rate != line.vat_rate:
            came_to = line_sum(line.quantity, line.unit_price, rate)
            line.vat_rate, line.net, line.vat = rate, came_to.net, came_to.vat
            line.save()
            changed = True
    if changed or invoice.stamp != stamp_on(day):
        add_up(invoice, day)
        invoice.save()
        return True
    return False


@transaction.atomic
def note_external_ref(*, invoice: Invoice, reference: str, by: Any) -> Invoice:
    """Note under which reference the e-invoice platform knows an issued document."""
    invoice = Invoice.objects.select_for_update().get(pk=invoice.pk)
    if not invoice.is_issued:
        raise Refused(_("A draft has no reference elsewhere yet."))
    invoice.external_ref = reference[:80]
    invoice.save(update_fields=["external_ref"])
    record("note_invoice_reference", subject=invoice, actor=by)
    return invoice
