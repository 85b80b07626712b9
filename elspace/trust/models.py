"""Consents, audit lines and marks of reading: append-only rows that keep trust provable."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elspace.core.models import Entered


class Purpose(models.TextChoices):
    """What a person may agree to; each later path asks its own purpose before it uses anything."""

    WORDS_TO_EXPERT = "words_to_expert", _("show my words to the expert of my session")
    NAME_TO_FUNDER = "name_to_funder", _("give my name to a funder")
    NAME_ON_SHEETS = "name_on_sheets", _("print my name on attendance sheets")
    SHOWCASE = "showcase", _("show me on public pages")
    ALONE_TO_REFERENT = "alone_to_referent", _("tell my referent when I have met nobody for long")


class Consent(Entered):
    """One statement of a person about one purpose; the last one counts, none means no.

    Law 2004-63 asks for express, written, revocable consent: `wording` keeps the sentence shown.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents"
    )
    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose)
    recipient = models.CharField(_("recipient"), max_length=120, blank=True)
    given = models.BooleanField(_("given"))
    wording = models.TextField(_("sentence shown"))

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        indexes = [models.Index(fields=["person", "purpose", "recipient", "-entered_at"])]


class AuditLine(models.Model):
    """What was done, by whom, as which role, to what, when. Never changed, never deleted.

    `changes` holds old and new values of fields that are neither personal nor confidential. The
    subject is named by model label and number, so that any row of any app can be one.
    """

    verb = models.CharField(_("verb"), max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor_role = models.CharField(_("role"), max_length=20, blank=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    batch = models.UUIDField(default=uuid.uuid4)
    changes = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("audit line")
        verbose_name_plural = _("audit lines")
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-at"]),
            models.Index(fields=["-at"]),
        ]


class Reading(models.Model):
    """Who has read a row whose words are someone's own: shown to that person on demand."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="readings"
    )
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    first_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "subject_kind", "subject_id"], name="one_reading_each"
            )
        ]
