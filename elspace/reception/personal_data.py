"""What this app keeps about a person, for their copy and their erasure."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.core.registries import PersonalData

from .models import PresenceMark


def export(person: Any, reader: Any) -> Iterable[dict[str, Any]]:
    """One's own marks; whoever hands a copy over reads nobody's hours, so none stand in it."""
    if reader != person:
        return
    for mark in PresenceMark.objects.filter(person=person).order_by("at", "pk"):
        yield {_("at the hub"): mark.get_state_display(), _("at"): mark.at}


def erase(person: Any) -> None:
    """Marks go, also the mention that a visit was for this person."""
    PresenceMark.objects.filter(person=person).delete()
    PresenceMark.objects.filter(host=person).update(host=None)


PERSONAL_DATA = PersonalData(gettext_lazy("Presence at the hub"), export, erase, module="check_in")
