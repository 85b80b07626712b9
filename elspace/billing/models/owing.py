"""What is owed over time: an agreement to pay in parts, and kind reminders."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elspace.core.fields import MoneyField
from elspace.core.models import Keyed
from elspace.hosting.models import Payer

from .invoices import Invoice


class InstalmentPlan(Keyed):
    """An agreement to pay invoices in parts; while it is kept, nobody is reminded of them. Paid or
    broken is worked out from its parts (queries.agreements)."""

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="instalment_plans")
    invoices = models.ManyToManyField(Invoice, related_name="instalment_plans")
    total = MoneyField()
    agreed_on = models.DateField(_("agreed on"))
    ended_on = models.DateField(null=True)  # given up: the invoices stand as before
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("payment in parts")
        verbose_name_plural = _("payments in parts")
        ordering = ["agreed_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(total__gt=0), name="parts_of_something")
        ]


class Instalment(models.Model):
    """One part: so much, by that day."""

    plan = models.ForeignKey(InstalmentPlan, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    due_on = models.DateField(_("to be paid by"))
    amount = MoneyField()

    class Meta:
        verbose_name = _("part of a payment")
        verbose_name_plural = _("parts of payments")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="one_part_a_position"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="part_is_something"),
        ]


class Reminder(models.Model):
    """A reminder somebody pressed: of a payer, once for each of the two dates of a month."""

    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="reminders")
    month = models.DateField()  # its first day
    rank = models.PositiveSmallIntegerField()  # 1: from the 8th on, 2: from the 20th on
    owed = MoneyField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["payer", "month", "rank"], name="one_reminder_a_date_of_a_month"
            )
        ]


class Waiver(Keyed):
    """Something due that the hub asks of nobody, before it stood on an invoice: no run draws it in
    again. After that, a credit note waives. Taken back, it is due as before."""

    source = models.CharField(_("what is waived"), max_length=100)  # as of a Claim
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="waivers")
    words = models.CharField(_("words"), max_length=200)
    amount = MoneyField(_("amount"))  # with tax
    waived_on = models.DateField(_("date"))
    # Kept in the house: whoever pays reads that it was waived, not why.
    reason = models.CharField(_("why"), max_length=160)
    ended_on = models.DateField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("sum waived")
        verbose_name_plural = _("sums waived")
        ordering = ["waived_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(ended_on=None),
                name="waived_once",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0), name="waived_amount_is_not_negative"
            ),
        ]
