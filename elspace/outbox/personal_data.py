"""What this app keeps about a person, for their copy and their erasure."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.core.registries import PersonalData

from .enums import State
from .models import Message
from .queries import readable_ids


def export(person: Any, reader: Any) -> Iterable[dict[str, Any]]:
    """Messages to the person; a confidential one only to them or who may read what it is about."""
    rows = list(Message.objects.filter(recipient=person).order_by("created_at"))
    open_to_reader = {row.pk for row in rows} if reader == person else readable_ids(rows, reader)
    for row in rows:
        if row.pk in open_to_reader:
            yield {
                _("title"): row.title,
                _("text"): row.body,
                _("channel"): row.get_channel_display(),
                _("at"): row.sent_at or row.created_at,
            }


def erase(person: Any) -> None:
    """Texts and addresses go, waiting messages with them."""
    rows = Message.objects.filter(recipient=person)
    rows.filter(state__in=[State.QUEUED, State.FAILED, State.UNCERTAIN]).update(
        state=State.CANCELLED
    )
    rows.update(title="—", body="", address="")


PERSONAL_DATA = PersonalData(gettext_lazy("Messages"), export, erase)
