"""What the team writes about a term, and the pages that were given out, as they were given."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elspace.core.models import Keyed
from elspace.support.models import Term


class TermSentences(models.Model):
    """Up to three sentences of the team about a term, in one language."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="sentences")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    first = models.CharField(_("first sentence"), max_length=240, blank=True)
    second = models.CharField(_("second sentence"), max_length=240, blank=True)
    third = models.CharField(_("third sentence"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("sentences about a term")
        verbose_name_plural = _("sentences about terms")
        constraints = [
            models.UniqueConstraint(fields=["term", "language"], name="one_text_a_language")
        ]

    @property
    def lines(self) -> list[str]:
        """Those that are written."""
        return [text for text in (self.first, self.second, self.third) if text]


class GivenPage(Keyed):
    """A term in one page as it was given to somebody outside: `figures` after masking, never what
    lies under it; `sentences` by language. Kept, so that the sheet in a donor's file can be found
    again; nothing in it names anybody. Withdrawn: its address says so, and why; the figures stay,
    for later pages are held against all that left the house."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="given_pages")
    version = models.PositiveSmallIntegerField(_("version"))
    figures = models.JSONField(default=dict)
    sentences = models.JSONField(default=dict)
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_why = models.CharField(_("why"), max_length=240, blank=True)  # shown at its address

    class Meta:
        verbose_name = _("page given out")
        verbose_name_plural = _("pages given out")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["term", "version"], name="one_page_a_version")
        ]
