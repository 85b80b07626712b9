"""An issued document reaches who pays: a message with the way to it."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import override

from elspace.billing.models import Invoice
from elspace.billing.queries.own import SENT_AS, not_sent
from elspace.billing.queries.readers import members, reader_of
from elspace.core.addresses import whole_address
from elspace.core.answers import Refused
from elspace.core.templatetags.elspace import format_day, format_dinars
from elspace.hub.queries import current_hub
from elspace.outbox.actions import queue_message
from elspace.outbox.writing import written_for
from elspace.people.actions import give_link
from elspace.people.models import Person
from elspace.trust.actions import record

from .books import lock_books


@transaction.atomic
def send_invoices(*, invoices: Iterable[Invoice], by: Any) -> int:
    """Write to the payers of issued documents; how many messages that is. What was written of
    already is not written of again. Where nobody here reads for a payer, who presses gets the text,
    to pass it on with the paper."""
    lock_books()
    rows = list(
        Invoice.objects.with_owed()
        .filter(pk__in=[one.pk for one in invoices])
        .select_related("payer__person", "payer__venture")
        .order_by("number")
    )
    if any(not one.is_issued for one in rows):
        raise Refused(_("A draft is not sent: issue it first."))
    prefetch_related_objects([one.payer for one in rows], members())
    batch, written = uuid.uuid4(), 0
    for invoice in not_sent(rows):
        reader = reader_of(invoice.payer)
        title, body = _for_reader(invoice, reader) if reader else _to_pass_on(invoice, by)
        message = queue_message(
            kind=SENT_AS,
            to=reader or by,
            title=title,
            body=body,
            subject=invoice,
            batch=batch,
            by=by,
        )
        if message is not None:
            record("send_invoice", subject=invoice, actor=by)
            written += 1
    return written


def _for_reader(invoice: Invoice, reader: Person) -> tuple[str, str]:
    page = whole_address("site:my-invoices-by-link", token=give_link(person=reader, by=None).token)
    with written_for(reader):
        return _title(invoice), f"{_words(invoice, reader.short_name)}\n\n{page}"


def _to_pass_on(invoice: Invoice, by: Any) -> tuple[str, str]:
    payer = invoice.payer
    with override(payer.language):
        words = _words(invoice, payer.shown_name)
    with written_for(by):
        title = _("To pass on to %(name)s") % {"name": payer.shown_name}
        if payer.email:
            where = _("Nobody here reads for them. Their address: %(mail)s. The text:")
        else:
            where = _("Nobody here reads for them. The text to pass on:")
        paper = whole_address("billing:invoice", key=invoice.key)
        return title, f"{where % {'mail': payer.email}}\n\n{words}\n\n{paper}"


def _title(invoice: Invoice) -> str:
    said = _("Your credit note %(code)s") if invoice.is_credit_note else _("Your invoice %(code)s")
    return said % {"code": invoice.code}


def _words(invoice: Invoice, name: str) -> str:
    """What the document asks or gives back, in the language now active."""
    if invoice.is_credit_note:
        line = _("Hello %(name)s, here is credit note %(code)s: %(total)s are taken off.")
    elif invoice.owed <= 0:  # type: ignore[attr-defined]
        line = _("Hello %(name)s, here is invoice %(code)s: %(total)s, paid. Thank you.")
    else:
        line = _("Hello %(name)s, here is invoice %(code)s: %(total)s, to be paid by %(day)s.")
    hub = current_hub()
    said = {
        "name": name,
        "code": invoice.code,
        "total": format_dinars(invoice.total),
        "day": format_day(invoice.due_on, "full") if invoice.due_on else "",
    }
    return f"{line % said}\n\n{hub.shown_name if hub else ''}".rstrip()
