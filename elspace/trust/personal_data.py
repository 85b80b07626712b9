"""What trust keeps about a person, for their copy and their erasure."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.core.registries import PersonalData

from .models import Consent


def export(person: Any, reader: Any) -> Iterable[dict[str, Any]]:
    """Every statement of consent."""
    for row in Consent.objects.filter(person=person).order_by("entered_at"):
        yield {
            _("purpose"): row.get_purpose_display(),
            _("recipient"): row.recipient,
            _("given"): row.given,
            _("sentence shown"): row.wording,
            _("at"): row.entered_at,
        }


def erase(person: Any) -> None:
    """Statements stay as proof, of nobody; who they named as recipient goes."""
    Consent.objects.filter(person=person).update(recipient="")


PERSONAL_DATA = PersonalData(gettext_lazy("Consents"), export, erase)
