"""Choices of support: what counts in a proposal, a run's life, a session's life."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elspace.needs.enums import Level


class Preset(models.TextChoices):
    """What counts when a programme is proposed, in three plain choices."""

    BALANCED = "balanced", _("Balanced")
    BLOCKING_FIRST = "blocking_first", _("First what blocks")
    EVERYONE = "everyone", _("An answer for everyone")


@dataclass(frozen=True)
class Weights:
    """Points of a met need by level, and of a person's first answer."""

    blocking: int
    important: int
    useful: int
    first: int

    def of(self, level: Level) -> int:
        """The points of a need of this level."""
        by_level = {
            Level.BLOCKING: self.blocking,
            Level.IMPORTANT: self.important,
            Level.USEFUL: self.useful,
        }
        return by_level[level]


WEIGHTS: dict[Preset, Weights] = {
    Preset.BALANCED: Weights(5, 3, 1, first=3),
    Preset.BLOCKING_FIRST: Weights(10, 3, 1, first=1),
    Preset.EVERYONE: Weights(3, 2, 1, first=8),
}


class RunState(models.TextChoices):
    """A proposal's run. Interrupted is not stored: a computing run whose heartbeat is old."""

    QUEUED = "queued", _("waiting")
    COMPUTING = "computing", _("computing")
    READY = "ready", _("ready")
    STOPPED = "stopped", _("stopped")
    FAILED = "failed", _("failed")


UNFINISHED_RUNS = (RunState.QUEUED, RunState.COMPUTING)


class SessionState(models.TextChoices):
    """A session's life; the room is booked from `asked` on."""

    PROPOSED = "proposed", pgettext_lazy("session", "proposed")
    ASKED = "asked", pgettext_lazy("session", "asked")
    CONFIRMED = "confirmed", pgettext_lazy("session", "confirmed")
    ANNOUNCED = "announced", pgettext_lazy("session", "announced")
    HELD = "held", pgettext_lazy("session", "held")
    MOVED = "moved", pgettext_lazy("session", "moved")
    CANCELLED = "cancelled", pgettext_lazy("session", "cancelled")


SESSION_TRANSITIONS: dict[SessionState, set[SessionState]] = {
    SessionState.PROPOSED: {SessionState.ASKED, SessionState.CANCELLED},
    SessionState.ASKED: {
        SessionState.CONFIRMED,
        SessionState.PROPOSED,  # the expert said no: the room is given back, the team looks again
        SessionState.MOVED,
        SessionState.CANCELLED,
    },
    SessionState.CONFIRMED: {
        SessionState.ANNOUNCED,
        SessionState.HELD,
        SessionState.MOVED,
        SessionState.CANCELLED,
    },
    SessionState.ANNOUNCED: {SessionState.HELD, SessionState.MOVED, SessionState.CANCELLED},
    SessionState.HELD: set(),
    SessionState.MOVED: set(),
    SessionState.CANCELLED: set(),
}
# These are to come, and hold their room, expert and people; those held keep their hours.
COMING = (SessionState.ASKED, SessionState.CONFIRMED, SessionState.ANNOUNCED)
HOLDING = (*COMING, SessionState.HELD)
