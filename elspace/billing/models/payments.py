"""Payments received, and which invoices they pay. There is no payment to anybody."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elspace.billing.enums import Method, PaymentState
from elspace.core.fields import MoneyField
from elspace.core.models import Keyed
from elspace.hosting.models import Payer

from .invoices import Invoice


class Payment(Keyed):
    """Money the hub received from a payer: always more than nothing. Cash has a receipt, numbered
    for each device and day, so that two devices without network never give the same number."""

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="payments")
    method = models.CharField(_("how"), max_length=10, choices=Method)
    amount = MoneyField(_("amount"))
    received_on = models.DateField(_("received on"))
    taken_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=PaymentState, default=PaymentState.RECEIVED)
    ended_on = models.DateField(null=True)  # the day it came back, or was found mistaken
    ended_at = models.DateTimeField(null=True)  # when that was said: cash left the till then
    ended_why = models.CharField(_("why"), max_length=160, blank=True)
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    # Of cash: "" is the platform itself, another code a device that worked without network.
    device = models.CharField(max_length=20, blank=True)
    receipt_on = models.DateField(null=True)
    receipt_number = models.PositiveIntegerField(null=True)
    # The number printed without network, when another receipt already held it here.
    printed_number = models.PositiveIntegerField(null=True)
    # Of a cheque.
    bank = models.CharField(_("bank"), max_length=80, blank=True)
    cheque_number = models.CharField(_("number of the cheque"), max_length=20, blank=True)
    cheque_cap = MoneyField(_("cap printed on it"), null=True, blank=True)
    cheque_valid_until = models.DateField(_("valid until"), null=True, blank=True)
    is_checked = models.BooleanField(_("checked with the bank’s service"), default=False)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["payer", "state"]), models.Index(fields=["received_on"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_is_received"),
            models.UniqueConstraint(
                fields=["device", "receipt_on", "receipt_number"], name="one_receipt_a_number"
            ),
        ]

    @property
    def code(self) -> str:
        """The number of its receipt: 2027-02-16/003, of a device 2027-02-16/A1/003; "" without."""
        if self.receipt_number is None or self.receipt_on is None:
            return ""
        return receipt_code(self.receipt_on, self.device, self.receipt_number)

    @property
    def is_received(self) -> bool:
        """Whether it counts."""
        return self.state == PaymentState.RECEIVED

    @property
    def is_cheque(self) -> bool:
        """Whether it was a cheque."""
        return self.method == Method.CHEQUE


def receipt_code(day: date, device: str, number: int) -> str:
    """How the number of a receipt is written."""
    return "/".join(part for part in (day.isoformat(), device, f"{number:03d}") if part)


class PaymentShare(models.Model):
    """How much of a payment pays an invoice; what is left of it waits for the payer's next one."""

    payment = models.ForeignKey(Payment, on_delete=models.CASCADE, related_name="shares")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="shares")
    amount = MoneyField()

    class Meta:
        verbose_name = _("share of a payment")
        verbose_name_plural = _("shares of payments")
        constraints = [
            models.UniqueConstraint(fields=["payment", "invoice"], name="one_share_an_invoice"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="share_is_received"),
        ]
