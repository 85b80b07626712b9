"""The till: cash put in, cash taken to the bank, and counting it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elspace.billing.enums import TillMoveKind
from elspace.core.fields import MoneyField
from elspace.core.models import Keyed


class TillMove(Keyed):
    """Cash that moved between the till and the hub's own bank. It names no payer and no project:
    no path leads from here to anybody."""

    kind = models.CharField(max_length=10, choices=TillMoveKind)
    amount = MoneyField(_("amount"))
    on = models.DateField(_("date"))
    at = models.DateTimeField(default=timezone.now)
    note = models.CharField(_("note"), max_length=120, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("move of the till")
        verbose_name_plural = _("moves of the till")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="till_move_is_positive")
        ]


class TillCount(Keyed):
    """What lay in the till when somebody counted it, beside what the books say."""

    on = models.DateField(_("date"))
    at = models.DateTimeField(default=timezone.now)
    expected = MoneyField()
    counted = MoneyField(_("counted"))
    difference = MoneyField()  # counted - expected
    explanation = models.CharField(_("what explains the difference"), max_length=240, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("counted again by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("count of the till")
        verbose_name_plural = _("counts of the till")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(counted__gte=0), name="till_holds_cash"),
            models.CheckConstraint(
                condition=models.Q(difference=0) | ~models.Q(explanation=""),
                name="till_difference_is_explained",
            ),
        ]
