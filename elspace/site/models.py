"""What the team said about a decision of the day: settled, later, or handed to a colleague."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SetAside(models.Model):
    """A decision put aside. `fingerprint` is what it said then: a settled fact returns only when
    it has changed. Append-only; the last row of a fact counts."""

    class How(models.TextChoices):
        SETTLED = "settled", _("already settled")
        LATER = "later", _("later")
        HANDED = "handed", _("handed over")

    fact = models.CharField(max_length=80)  # "session-cannot:<key>"
    fingerprint = models.CharField(max_length=64)
    how = models.CharField(max_length=10, choices=How)
    until_on = models.DateField(null=True, blank=True)  # later: shown again from this day on
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("decision put aside")
        verbose_name_plural = _("decisions put aside")
        indexes = [models.Index(fields=["fact", "-at"])]
