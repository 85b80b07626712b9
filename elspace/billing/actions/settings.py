"""Dated settings: a rate or a duty is never overwritten, a later one follows it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.billing.models import BillingSettings, StampDuty, VatRate
from elspace.core.answers import Refused
from elspace.trust.actions import record

from .books import lock_books


@transaction.atomic
def add_vat_rate(*, vat_class: str, rate: Decimal, from_on: date, source: str, by: Any) -> VatRate:
    """Say a rate from a day on, and where it comes from; the same day again corrects it. What is
    issued keeps its own."""
    lock_books()
    if not source.strip():
        raise Refused(_("Where does it come from? A word is enough."))
    row, _made = VatRate.objects.update_or_create(
        vat_class=vat_class, from_on=from_on, defaults={"rate": rate, "source": source.strip()}
    )
    record("add_vat_rate", subject=row, actor=by, changes={"rate": (None, str(rate))})
    return row


@transaction.atomic
def add_stamp(*, amount: Decimal, from_on: date, source: str, by: Any) -> StampDuty:
    """Say a stamp duty from a day on, and where it comes from."""
    lock_books()
    if amount < 0 or not source.strip():
        raise Refused(_("Where does it come from? A word is enough."))
    row, _made = StampDuty.objects.update_or_create(
        from_on=from_on, defaults={"amount": amount, "source": source.strip()}
    )
    record("add_stamp", subject=row, actor=by, changes={"amount": (None, str(amount))})
    return row


@transaction.atomic
def change_settings(*, by: Any, **fields: Any) -> BillingSettings:
    """Change what stands on the next invoices, and the hub's limits."""
    row = lock_books()
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    record("change_billing", subject=None, actor=by)
    return row
