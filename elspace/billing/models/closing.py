"""Months that were run, and months that are closed: nothing is dated back into them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MonthRun(models.Model):
    """A month whose run somebody pressed, whatever it left: what is entered for it later is found
    by the runs that follow."""

    month = models.DateField(_("month"), unique=True)  # its first day
    first_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("run of a month")
        verbose_name_plural = _("runs of months")
        ordering = ["month"]


class MonthClosing(models.Model):
    """A month given to the accountant, and everything before it."""

    month = models.DateField(_("month"), unique=True)  # its first day
    closed_at = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("closing of a month")
        verbose_name_plural = _("closings of months")
        ordering = ["month"]
