"""Choices of the agenda: occasions, audiences, answers to invitations, attendance."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OccasionKind(models.TextChoices):
    SESSION = "session", _("session")
    EVENT = "event", _("public event")
    CIRCLE = "circle", _("circle")


class OccasionState(models.TextChoices):
    """What an occasion holds, and who sees it.

    draft: a proposal, holds nothing, keeps nobody busy · reserved: asked of its expert, keeps its
    people busy, seen by team and expert only · planned: sure but further off than the firm horizon,
    its people see "planned, to confirm", without room · announced: told once, seen by its audience.
    """

    DRAFT = "draft", pgettext_lazy("occasion", "draft")
    RESERVED = "reserved", pgettext_lazy("occasion", "reserved")
    PLANNED = "planned", pgettext_lazy("occasion", "planned, to confirm")
    ANNOUNCED = "announced", pgettext_lazy("occasion", "announced")
    HELD = "held", pgettext_lazy("occasion", "held")
    CANCELLED = "cancelled", pgettext_lazy("occasion", "cancelled")


class Audience(models.TextChoices):
    INVITED = "invited", _("people invited")
    RESIDENTS = "residents", _("residents")
    COMMUNITY = "community", _("the community")
    PUBLIC = "public", _("everybody")


class Reply(models.TextChoices):
    """An answer to an invitation."""

    NONE = "none", _("no answer yet")
    YES = "yes", _("I will come")
    NO = "no", _("I cannot come")
    OTHER_DATE = "other_date", _("another date, rather")


class Presence(models.TextChoices):
    PRESENT = "present", _("present")
    ABSENT = "absent", _("absent")
    EXCUSED = "excused", _("excused")


BUSY_STATES = (
    OccasionState.RESERVED,
    OccasionState.PLANNED,
    OccasionState.ANNOUNCED,
    OccasionState.HELD,
)
SEEN_STATES = (OccasionState.PLANNED, OccasionState.ANNOUNCED, OccasionState.HELD)
