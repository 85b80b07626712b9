"""Waiving what is due before it stands on an issued invoice, and taking that back."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.billing.models import Invoice, InvoiceLine, Waiver
from elspace.core.answers import Refused
from elspace.core.keys import known_by_key
from elspace.core.moments import today
from elspace.trust.actions import record

from .books import lock_books
from .invoices import add_up


@transaction.atomic
def waive_line(*, line: InvoiceLine, reason: str, key: uuid.UUID | None = None, by: Any) -> Waiver:
    """Waive what a line of a draft invoices: the line leaves the draft, and the draft when nothing
    else stands on it; no run draws it in again."""
    lock_books()
    if first := known_by_key(Waiver, key):
        return first
    if not reason.strip():
        raise Refused(_("What is waived says why."))
    found = InvoiceLine.objects.select_related("invoice__payer", "claim").filter(pk=line.pk).first()
    if found is None:
        raise Refused(_("This draft changed meanwhile: please open it again."))
    draft = found.invoice
    if draft.is_issued:
        raise Refused(_("This invoice is issued: a credit note waives it."))
    if not hasattr(found, "claim"):
        raise Refused(_("This line was written by hand: it can be taken out of the draft."))
    waiver = Waiver.objects.create(
        key=key or uuid.uuid4(),
        source=found.claim.source,
        payer=draft.payer,
        words=found.words,
        amount=found.net + found.vat,
        waived_on=today(),
        reason=reason.strip()[:160],
        by=by,
    )
    found.delete()
    _left(draft)
    record("waive_due", subject=waiver, actor=by)
    return waiver


def _left(draft: Invoice) -> None:
    if not draft.lines.exists():
        draft.delete()
        return
    add_up(draft, today())
    draft.save()


@transaction.atomic
def take_back_waiver(*, waiver: Waiver, by: Any) -> Waiver:
    """It is due again: the next run finds it."""
    lock_books()
    waiver = Waiver.objects.select_for_update().get(pk=waiver.pk)
    if waiver.ended_on is None:
        waiver.ended_on = today()
        waiver.save(update_fields=["ended_on"])
        record("take_back_waiver", subject=waiver, actor=by)
    return waiver
