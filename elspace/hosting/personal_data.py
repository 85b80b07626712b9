"""What this app keeps about a person, for their copy and their erasure."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.core.registries import PersonalData

from .models import Booking


def export(person: Any, reader: Any) -> Iterable[dict[str, Any]]:
    """Rooms booked in the person's own name (rooms of sessions stand with the sessions)."""
    rows = Booking.objects.filter(person=person, subject_kind="").select_related("space")
    for row in rows.order_by("start_at"):
        yield {
            _("room"): row.space.name,
            _("title"): row.title,
            _("from"): row.start_at,
            _("until"): row.end_at,
            _("state"): row.get_state_display(),
        }


def erase(person: Any) -> None:
    """The room stays taken as long as it was; what for, and by whom, goes."""
    Booking.objects.filter(person=person).update(title="", person=None)


PERSONAL_DATA = PersonalData(gettext_lazy("Bookings"), export, erase)
