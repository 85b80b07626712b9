"""What this app keeps about a person, for their copy and their erasure."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.core.moments import today
from elspace.core.registries import PersonalData

from .models import Membership


def export(person: Any, reader: Any) -> Iterable[dict[str, Any]]:
    """The projects the person carries or carried."""
    for row in Membership.objects.filter(person=person).select_related("venture"):
        yield {
            _("venture"): row.venture.name,
            _("from"): row.from_on,
            _("until"): row.until_on or "",
        }


def erase(person: Any) -> None:
    """The project goes on without them."""
    Membership.objects.filter(person=person, until_on=None).update(until_on=today())


PERSONAL_DATA = PersonalData(gettext_lazy("Projects"), export, erase, module="projects")
