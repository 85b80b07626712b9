"""Dated settings as they hold on a day."""

from datetime import date
from decimal import Decimal

from elspace.billing.models import BillingSettings, StampDuty, VatRate


def rates_on(day: date) -> dict[str, Decimal]:
    """The rate of each class of VAT on a day; classes without a rate then are missing."""
    rows = VatRate.objects.filter(from_on__lte=day).order_by("from_on")
    return {row.vat_class: row.rate for row in rows}


def stamp_on(day: date) -> Decimal:
    """The stamp duty of an invoice on a day."""
    row = StampDuty.objects.filter(from_on__lte=day).order_by("from_on").last()
    return row.amount if row else Decimal("0.000")


def billing_settings() -> BillingSettings:
    """What the hub says of itself on invoices; nothing yet: the defaults, unsaved."""
    return BillingSettings.objects.first() or BillingSettings(pk=1)
