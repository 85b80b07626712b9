"""Choices of messages: class, channel, state and the transitions allowed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Privacy(models.TextChoices):
    """How much of a message anyone but its recipient may see."""

    SECRET = "secret", _("secret")  # codes, invitations to an account: never shown, erased after
    CONFIDENTIAL = "confidential", _("confidential")  # body only for who may see its subject
    ORDINARY = "ordinary", _("ordinary")


class Channel(models.TextChoices):
    """How a person prefers to be reached; all but mail are sent by hand."""

    WHATSAPP = "whatsapp", _("WhatsApp")
    SMS = "sms", _("text message")
    CALL = "call", _("phone call")
    MAIL = "mail", _("mail")
    PAPER = "paper", _("on paper")


class State(models.TextChoices):
    """A message's life. `uncertain`: handed over, answer unknown; never resent by itself."""

    QUEUED = "queued", pgettext_lazy("message", "waiting")
    SENDING = "sending", pgettext_lazy("message", "being sent")
    SENT = "sent", pgettext_lazy("message", "sent")
    FAILED = "failed", pgettext_lazy("message", "not sent")
    UNCERTAIN = "uncertain", pgettext_lazy("message", "maybe sent")
    CANCELLED = "cancelled", pgettext_lazy("message", "cancelled")


TRANSITIONS: dict[State, set[State]] = {
    # sent straight away: by hand; failed: no address left to send it to
    State.QUEUED: {State.SENDING, State.SENT, State.CANCELLED, State.FAILED},
    State.SENDING: {State.SENT, State.FAILED, State.UNCERTAIN},
    State.FAILED: {State.QUEUED, State.SENT, State.CANCELLED},
    State.UNCERTAIN: {State.QUEUED, State.SENT, State.CANCELLED},
    # tapped, came back, and had not sent it after all: by hand only
    State.SENT: {State.QUEUED},
    # announced again after the sending was cancelled: nothing had left
    State.CANCELLED: {State.QUEUED},
}


class CallResult(models.TextChoices):
    """What a phone call brought."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    NO_ANSWER = "no_answer", _("no answer")


class Fault(models.TextChoices):
    """Why a mail did not leave, or may not have: a whole sentence, never the address."""

    NO_ADDRESS = "no_address", _("This person has no mail address any more.")
    BAD_ADDRESS = "bad_address", _("The mail address cannot be written to.")
    REFUSED = "refused", _("The mail server refused this message.")
    UNREACHABLE = "unreachable", _("The mail server did not answer; nothing has left.")
    UNKNOWN = "unknown", _("The line broke while sending: the message may have arrived, or not.")
