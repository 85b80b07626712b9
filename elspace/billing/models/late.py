"""Rooms given back late: the fee as a dated setting, and what was said and pressed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from elspace.core.fields import MoneyField
from elspace.hosting.enums import VatClass
from elspace.hosting.models import Payer


class LateFee(models.Model):
    """From a day on: who gives a room back so many hours before it begins, or less, pays a part of
    its price. None, or nought percent: nothing is asked."""

    hours = models.PositiveSmallIntegerField(_("hours before it begins"))
    percent = models.DecimalField(_("percent of its price"), max_digits=5, decimal_places=2)
    from_on = models.DateField(_("from"), unique=True)
    source = models.CharField(_("where it comes from"), max_length=200)

    class Meta:
        verbose_name = _("fee for a room given back late")
        verbose_name_plural = _("fees for rooms given back late")
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__gte=0, percent__lte=100),
                name="late_fee_is_a_percentage",
            )
        ]


class LateReturn(models.Model):
    """A room given back late, with the sum its person read before pressing: this is due, whatever
    the setting says later."""

    source = models.CharField(_("what is due"), max_length=100, unique=True)  # as of a Claim
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="late_returns"
    )
    payer = models.ForeignKey(
        Payer, null=True, on_delete=models.PROTECT, related_name="late_returns"
    )
    returned_on = models.DateField(_("date"))
    words = models.CharField(_("words"), max_length=200)
    amount = MoneyField(_("amount"))  # before tax
    vat_class = models.CharField(_("VAT"), max_length=10, choices=VatClass)

    class Meta:
        verbose_name = _("room given back late")
        verbose_name_plural = _("rooms given back late")
        ordering = ["returned_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="late_return_costs")
        ]
