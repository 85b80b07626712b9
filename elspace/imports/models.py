"""A file between its preview and its confirmation, what it made, what headers mean."""

import os
import socket
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elspace.core.models import Keyed

from .enums import BatchState

KEPT_FOR = timedelta(hours=24)
SILENT_AFTER = timedelta(minutes=10)  # a confirmation that takes longer was interrupted


def this_process() -> str:
    """Where and which this process is, so that others can tell whether it lives."""
    return f"{socket.gethostname()}:{os.getpid()}"


class ImportBatch(Keyed):
    """What was understood of one uploaded file, seen by whoever chose it and by nobody else.

    Its words are emptied on confirmation; it is deleted on cancellation, else after a day. What it
    made stays known as `ImportedRow`s, so that it can be undone.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.PREVIEW)
    name = models.CharField(max_length=120, blank=True)  # of the file
    file = models.BinaryField(default=bytes)  # read again when headers are explained
    content = models.JSONField(default=dict)  # a drafts.Understood, as plain values
    chosen = models.JSONField(default=list)  # places of the messages kept of a chat
    answers = models.JSONField(default=dict)  # who is who, once confirmed
    skips_faults = models.BooleanField(default=False)  # cells with faults are left out
    counts = models.JSONField(default=dict)  # what it made
    asked_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=120, blank=True)
    error = models.CharField(max_length=500, blank=True)
    stayed = models.JSONField(default=dict)  # after undoing: how many of what stayed, and why

    class Meta:
        verbose_name = _("file to bring in")
        verbose_name_plural = _("files to bring in")
        ordering = ["-at"]
        indexes = [models.Index(fields=["at"])]

    @property
    def is_interrupted(self) -> bool:
        """Whether the worker that wrote it has gone: nothing of it was written."""
        if self.state == BatchState.UNDOING:  # one transaction: not begun, or all done
            return timezone.now() - (self.asked_at or self.at) > SILENT_AFTER
        if self.state != BatchState.WRITING or self.started_at is None:
            return False
        if timezone.now() - self.started_at > SILENT_AFTER:
            return True
        host, _colon, number = self.worker.rpartition(":")
        return host == socket.gethostname() and not _is_alive(int(number or 0))


def _is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


class ImportedRow(models.Model):
    """A row that an import made, or found to be about somebody known (`is_new` false).

    `row_key` derives from the row of the file: the same export again finds its people by it.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    row_key = models.UUIDField(null=True, db_index=True)
    kind = models.CharField(max_length=40)  # model label, "people.person"
    number = models.BigIntegerField()
    is_new = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("row brought in")
        verbose_name_plural = _("rows brought in")
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "number"])]


class HeaderMeaning(models.Model):
    """What somebody said the headers of an export mean; the same headers are not asked again."""

    signature = models.CharField(max_length=64, unique=True)  # of all headers in their order
    meanings = models.JSONField(default=dict)  # folded header → column, "-" for left out
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("meaning of headers")
        verbose_name_plural = _("meanings of headers")
