"""Dated settings: rates of VAT, stamp duty, who the hub is on its invoices, the next numbers.

None of them claims to be the law: each says where it comes from, and the hub changes it.
"""

from decimal import Decimal

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from elspace.core.fields import MoneyField
from elspace.hosting.enums import VatClass


class VatRate(models.Model):
    """The rate of a class of VAT from a day on."""

    vat_class = models.CharField(_("VAT"), max_length=10, choices=VatClass)
    rate = models.DecimalField(_("rate in percent"), max_digits=5, decimal_places=2)
    from_on = models.DateField(_("from"))
    source = models.CharField(_("where it comes from"), max_length=200)

    class Meta:
        verbose_name = _("rate of VAT")
        verbose_name_plural = _("rates of VAT")
        ordering = ["vat_class", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["vat_class", "from_on"], name="one_vat_rate_a_day"),
            models.CheckConstraint(
                condition=models.Q(rate__gte=0, rate__lte=100), name="vat_rate_is_a_percentage"
            ),
        ]


class StampDuty(models.Model):
    """The stamp duty of an invoice from a day on."""

    amount = MoneyField(_("amount"))
    from_on = models.DateField(_("from"), unique=True)
    source = models.CharField(_("where it comes from"), max_length=200)

    class Meta:
        verbose_name = _("stamp duty")
        verbose_name_plural = _("stamp duties")
        ordering = ["from_on"]


class BillingSettings(models.Model):
    """The one row of what the hub says of itself on invoices, and its own few limits. Locking it is
    locking the books: numbers, closings and counts are written one after the other."""

    legal_name = models.CharField(_("legal name"), max_length=160, blank=True)
    legal_name_ar = models.CharField(_("legal name in Arabic"), max_length=160, blank=True)
    tax_id = models.CharField(_("tax id"), max_length=20, blank=True)
    address = models.TextField(_("address"), blank=True)
    address_ar = models.TextField(_("address in Arabic"), blank=True)
    bank_account = models.CharField(_("bank account"), max_length=60, blank=True)
    note = models.CharField(_("line at the foot of invoices"), max_length=240, blank=True)
    vat_class = models.CharField(
        _("VAT unless said otherwise"), max_length=10, choices=VatClass, default=VatClass.NORMAL
    )  # of rooms and of lines written by hand; a plan says its own
    days_to_pay = models.PositiveSmallIntegerField(_("days to pay"), default=15)
    # Above these, a count of the till names a second person who counted.
    second_over = MoneyField(_("second person when more than"), default=Decimal("500.000"))
    difference_over = MoneyField(
        _("second person when the difference is more than"), default=Decimal("5.000")
    )

    class Meta:
        verbose_name = _("settings of billing")
        verbose_name_plural = _("settings of billing")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_billing_settings")
        ]

    @property
    def shown_name(self) -> str:
        """The legal name in the script of the page, where it is known."""
        return self.name_in(get_language() or "")

    @property
    def shown_address(self) -> str:
        """The address in the script of the page, where it is known."""
        return self.address_in(get_language() or "")

    def name_in(self, language: str) -> str:
        """The legal name in the script of a language, where it is known."""
        return (self.legal_name_ar if language[:2] == "ar" else "") or self.legal_name

    def address_in(self, language: str) -> str:
        """The address in the script of a language, where it is known."""
        return (self.address_ar if language[:2] == "ar" else "") or self.address


class NumberSeries(models.Model):
    """The last number given in a series: invoices of a year, receipts of a device and a day."""

    kind = models.CharField(_("series"), max_length=20)
    period = models.CharField(_("year or day"), max_length=10)  # "2027", "2027-02-16"
    device = models.CharField(_("device"), max_length=20, blank=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("numbering")
        verbose_name_plural = _("numberings")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "period", "device"], name="one_series_of_numbers"
            )
        ]
