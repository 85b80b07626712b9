"""Choices of needs: consequence, states with their transitions, sources, other answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(models.IntegerChoices):
    """How much a need matters, asked as a consequence, never as a grade."""

    BLOCKING = 3, _("without it my project stops")
    IMPORTANT = 2, _("without it I move slowly")
    USEFUL = 1, _("it would be a plus")


class State(models.TextChoices):
    """The life of a need."""

    STATED = "stated", pgettext_lazy("need", "said")
    CONFIRMED = "confirmed", pgettext_lazy("need", "understood")
    PLANNED = "planned", pgettext_lazy("need", "has a date")
    ADDRESSED = "addressed", pgettext_lazy("need", "held")
    VERIFIED = "verified", pgettext_lazy("need", "settled")
    DECLINED = "declined", pgettext_lazy("need", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("need", "withdrawn")


OPEN_STATES = (State.STATED, State.CONFIRMED, State.PLANNED, State.ADDRESSED)
# The five petals a person sees.
STEPS = (State.STATED, State.CONFIRMED, State.PLANNED, State.ADDRESSED, State.VERIFIED)

TRANSITIONS: dict[State, set[State]] = {
    State.STATED: {State.CONFIRMED, State.DECLINED, State.WITHDRAWN},
    # addressed straight away: answered otherwise (a person, a document, an address)
    State.CONFIRMED: {State.PLANNED, State.ADDRESSED, State.DECLINED, State.WITHDRAWN},
    # back to confirmed: the session was cancelled, or the person was absent or refused
    State.PLANNED: {State.CONFIRMED, State.ADDRESSED, State.WITHDRAWN},
    # back to confirmed: "not yet"
    State.ADDRESSED: {State.VERIFIED, State.CONFIRMED, State.WITHDRAWN},
    State.VERIFIED: {State.CONFIRMED},
    State.DECLINED: {State.CONFIRMED},
    # back to stated: taken back before anybody had understood it
    State.WITHDRAWN: {State.CONFIRMED, State.STATED},
}


class Source(models.TextChoices):
    """Who saw the need."""

    SELF = "self", _("the person")
    EXPERT = "expert", _("an expert")
    PEER = "peer", _("a peer")
    MILESTONE = "milestone", _("a milestone of the project")


class AnswerKind(models.TextChoices):
    """Answering without a session is never a lesser answer."""

    PERSON = "person", _("a person of the community")
    DOCUMENT = "document", _("a document")
    ADDRESS = "address", _("an address")
