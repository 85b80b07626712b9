"""What this app keeps about a person, for their copy and their erasure."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.core.registries import PersonalData

from .models import Booking, DeskDay, DeskHolding, RoomWait, Series
from .queries.desk_map import week_in_words


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
    for wait in RoomWait.objects.filter(person=person).select_related("room"):
        yield {
            _("room"): wait.room.name,
            _("from"): wait.start_at,
            _("until"): wait.end_at,
            _("state"): wait.get_state_display(),
        }


def erase(person: Any) -> None:
    """The room stays taken as long as it was; what for, and by whom, goes."""
    Booking.objects.filter(person=person).update(title="", person=None)
    Series.objects.filter(person=person).update(title="", person=None)
    RoomWait.objects.filter(person=person).delete()


def export_desks(person: Any, reader: Any) -> Iterable[dict[str, Any]]:
    """Desks the person had by the week, and single days at others."""
    for held in DeskHolding.objects.filter(person=person).select_related("desk"):
        yield {
            _("desk"): held.desk.name,
            _("from"): held.from_on,
            _("until"): held.until_on,
            _("half-days"): week_in_words(held),
        }
    for day in DeskDay.objects.filter(person=person).select_related("desk"):
        half = day.get_half_display()
        yield {_("desk"): day.desk.name, _("day"): day.day, _("half-days"): half}


def erase_desks(person: Any) -> None:
    """Who sat where is of no use once somebody is gone: the desk is free, its past forgotten."""
    DeskHolding.objects.filter(person=person).delete()
    DeskDay.objects.filter(person=person).update(person=None)


PERSONAL_DATA = PersonalData(gettext_lazy("Bookings"), export, erase)
DESKS = PersonalData(gettext_lazy("Desks"), export_desks, erase_desks)
