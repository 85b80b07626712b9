"""Membership plans, who is hosted under which, who pays, and the ledger of what is included."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from elspace.core.fields import MoneyField
from elspace.core.models import Keyed, NamedInThree
from elspace.hosting.enums import MoveKind, PayerKind, PlanKind, PriceKind, Unit, VatClass
from elspace.ventures.models import Venture

from .bookings import Booking


class MembershipPlan(Keyed, NamedInThree):
    """What one may take: a desk for a month, a book of days, a day; with what it includes."""

    kind = models.CharField(_("kind"), max_length=10, choices=PlanKind)
    days = models.PositiveSmallIntegerField(
        _("days"), null=True, blank=True
    )  # of a book of days or a day; empty: by the month
    room_minutes = models.PositiveIntegerField(
        _("room time included, in minutes a month"), default=0
    )
    vat_class = models.CharField(_("VAT"), max_length=10, choices=VatClass, default=VatClass.NORMAL)
    is_active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("membership plan")
        verbose_name_plural = _("membership plans")
        ordering = ["position", "pk"]

    @property
    def is_monthly(self) -> bool:
        """Whether it is paid by the month."""
        return self.days is None


class PlanPrice(models.Model):
    """The price of a plan from a day on, before tax: of a month, or of the whole book or day."""

    plan = models.ForeignKey(MembershipPlan, on_delete=models.CASCADE, related_name="prices")
    from_on = models.DateField(_("from"))
    price = MoneyField(_("price"))

    class Meta:
        verbose_name = _("price of a plan")
        verbose_name_plural = _("prices of plans")
        ordering = ["from_on"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "from_on"], name="one_plan_price_a_day")
        ]


class Payer(Keyed):
    """Who pays, whoever uses: a person, a project, or an organisation."""

    kind = models.CharField(max_length=12, choices=PayerKind)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="payer",
    )
    venture = models.OneToOneField(
        Venture, null=True, blank=True, on_delete=models.SET_NULL, related_name="payer"
    )
    # As it stands on invoices; what was issued keeps what stood here then.
    name = models.CharField(_("name"), max_length=160)
    tax_id = models.CharField(_("tax id"), max_length=20, blank=True)
    address = models.TextField(_("address"), blank=True)
    email = models.EmailField(_("mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="fr"
    )

    class Meta:
        verbose_name = _("payer")
        verbose_name_plural = _("payers")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The name in the script of the page."""
        return self.name_in(get_language() or "fr")

    def name_in(self, language: str) -> str:
        """A person who pays in their own name is named in the script of the paper; any other name
        stays as it was given."""
        if self.person is not None and self.name in {
            self.person.name_in("fr"),
            self.person.name_in("ar"),
        }:
            return self.person.name_in(language)
        return self.name


class Subscription(Keyed):
    """A person is hosted under a plan from a day until a day (open end = until they leave)."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="subscriptions"
    )
    plan = models.ForeignKey(MembershipPlan, on_delete=models.PROTECT, related_name="subscriptions")
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(from_on__lte=models.F("until_on")),
                name="subscription_from_before_until",
            )
        ]


class SubscriptionTerms(models.Model):
    """From a day on, who pays for a subscription and how much; the last row before a day holds.
    Empty price: the plan's. Solidarity prices are read only by those who must."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="terms")
    from_on = models.DateField(_("from"))
    kind = models.CharField(_("price"), max_length=10, choices=PriceKind, default=PriceKind.FULL)
    price = MoneyField(_("price"), null=True, blank=True)
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="terms")

    class Meta:
        verbose_name = _("terms of a subscription")
        verbose_name_plural = _("terms of subscriptions")
        ordering = ["from_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "from_on"], name="one_terms_a_day")
        ]


class SubscriptionPause(Keyed):
    """Days on which a subscription rests, both included: nothing is due, nothing is included."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="pauses")
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(from_on__lte=models.F("until_on")),
                name="pause_from_before_until",
            )
        ]


class AllowanceMove(Keyed):
    """One line of the ledger of what a subscription includes. Append-only: the balance of a month
    is the sum of its lines, and a mistake is put right by another line."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="moves")
    unit = models.CharField(max_length=12, choices=Unit)
    kind = models.CharField(max_length=10, choices=MoveKind)
    amount = models.IntegerField()  # of the unit: given > 0, used < 0
    month = models.DateField()  # its first day; of a book of days, the day it was bought
    booking = models.ForeignKey(
        Booking, null=True, blank=True, on_delete=models.SET_NULL, related_name="moves"
    )
    for_on = models.DateField(_("for"), null=True, blank=True)  # the day at a desk
    note = models.CharField(_("why"), max_length=120, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("move of an allowance")
        verbose_name_plural = _("moves of allowances")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["subscription", "unit", "month"])]
