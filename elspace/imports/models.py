"""A file between its preview and its confirmation; nothing of it stays after."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elspace.core.models import Keyed

KEPT_FOR = timedelta(hours=24)


class ImportBatch(Keyed):
    """What was understood of one uploaded file, seen by whoever chose it and by nobody else.

    Deleted on confirmation or cancellation, else after a day. `fingerprint` is the file's own: the
    keys of all rows made from it derive from it, so the same file makes them once.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    fingerprint = models.CharField(max_length=64)
    content = models.JSONField(default=dict)  # a meaning.Understood, as plain values

    class Meta:
        verbose_name = _("file to bring in")
        verbose_name_plural = _("files to bring in")
        ordering = ["-at"]
        indexes = [models.Index(fields=["at"])]
