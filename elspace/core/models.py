"""Abstract models: a public key, how a row came in, names in three languages, words to find."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .spelling import folded_texts


class Keyed(models.Model):
    """A row a form creates. The page makes the key, so a double click or a replay finds the first
    row again; the key, never the number, appears in public addresses, QR codes and feeds."""

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class EnteredFrom(models.TextChoices):
    """How something a person said reached the platform."""

    SELF = "self", _("by the person")
    CALL = "call", _("from a call")
    PAPER = "paper", _("from a paper")
    VOICE = "voice", _("from a voice message")
    MEETING = "meeting", _("from a conversation")
    IMPORT = "import", _("from a file")


class Entered(models.Model):
    """Who typed a row, and from what: the team may do every step for someone, and it shows."""

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    entered_from = models.CharField(
        _("entered from"), max_length=10, choices=EnteredFrom, default=EnteredFrom.SELF
    )
    entered_at = models.DateTimeField(_("entered at"), default=timezone.now)

    class Meta:
        abstract = True


class NamedInThree(models.Model):
    """A row of the hub's own short lists: a name per language; one is enough, the others may come
    later or never."""

    name_fr = models.CharField(_("name in French"), max_length=120)
    name_ar = models.CharField(_("name in Arabic"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_in(get_language() or "fr")

    def name_in(self, language: str) -> str:
        """The name in `language` (fr, ar or en)."""
        said = (getattr(self, f"name_{code}") for code in (language[:2], "fr", "ar", "en"))
        return next((name for name in said if name), "")


class Folded(models.Model):
    """A row a search finds: `folded` holds the words of its fields named in `found_by`, and how
    they sound (core.spelling). Every save refreshes it; what empties fields by `update()` empties
    this too, and `manage.py refold` writes all rows anew when the way of folding has changed."""

    found_by: ClassVar[tuple[str, ...]] = ()

    folded = models.TextField(editable=False, default="")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        if fields is None or not set(self.found_by).isdisjoint(fields):
            self.folded = folded_texts(getattr(self, name) for name in self.found_by)
            if fields is not None:
                kwargs["update_fields"] = {*fields, "folded"}
        super().save(*args, **kwargs)
