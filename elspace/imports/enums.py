"""The life of a file that is brought in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchState(models.TextChoices):
    """Interrupted is not stored: writing, by a process that lives no more."""

    PREVIEW = "preview", _("seen only")
    QUEUED = "queued", _("waiting")
    WRITING = "writing", _("being written")
    DONE = "done", _("brought in")
    UNDOING = "undoing", _("being undone")
    FAILED = "failed", _("not brought in")
    UNDONE = "undone", _("undone")


UNFINISHED = (BatchState.QUEUED, BatchState.WRITING)
