"""How messages are, for the health page: numbers alone."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.core.registries import Vital

from .delivery import hub_sends_mail
from .enums import State
from .models import Message
from .queries import by_hand, waiting_later


def messages_are() -> Iterator[Vital]:
    """Waiting, to send by hand, failed; and whether mail leaves at all (three queries)."""
    now = timezone.now()
    waiting = waiting_later(now).count()
    hands = by_hand().due(now).exclude(recipient=None).count()
    failed = Message.objects.filter(state=State.FAILED).count()
    yield Vital(
        _("Mail"),
        True,
        _("leaves by itself") if hub_sends_mail() else _("not set up: messages go by hand"),
    )
    yield Vital(
        _("Messages to send by hand"),
        True,
        ngettext("%(n)s message", "%(n)s messages", hands) % {"n": hands} if hands else _("none"),
        "outbox:to-send",
    )
    yield Vital(
        _("Messages that wait for their hour"),
        True,
        ngettext("%(n)s message", "%(n)s messages", waiting) % {"n": waiting}
        if waiting
        else _("none"),
        "outbox:waiting",
    )
    yield Vital(
        _("Messages that did not leave"),
        not failed,
        ngettext("%(n)s message", "%(n)s messages", failed) % {"n": failed}
        if failed
        else _("none"),
        "outbox:waiting",
    )
