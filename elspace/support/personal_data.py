"""What this app keeps about a person, for their copy and their erasure."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.core.registries import PersonalData
from elspace.core.templatetags.elspace import listed

from .enums import SessionState
from .models import Expert, Session


def export(person: Any, reader: Any) -> Iterable[dict[str, Any]]:
    """What the person offers as an expert, and the sessions they held."""
    for expert in Expert.objects.filter(person=person):
        yield {
            _("disciplines"): listed(one.name for one in expert.disciplines.all()),
            _("times a month"): expert.times_a_month or "",
            _("hours a month"): expert.hours_a_month or "",
            _("hours a term"): expert.hours_a_term or "",
            _("pro bono"): expert.is_pro_bono,
            _("dinars an hour"): expert.rate or "",
            _("note for the team"): expert.note,
        }
    held = Session.objects.filter(
        expert__person=person, state=SessionState.HELD, is_confidential=False
    ).select_related("occasion", "discipline")
    for session in held.order_by("occasion__start_at"):
        yield {_("session"): session.name, _("at"): session.occasion.start_at}


def erase(person: Any) -> None:
    """The expert's page is closed and its notes go; sessions held stay held."""
    Expert.objects.filter(person=person).update(note="", rate=None, is_active=False)


PERSONAL_DATA = PersonalData(gettext_lazy("As an expert"), export, erase, module="programme")
