"""What this app keeps about a person, for their copy and their erasure."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.core.registries import PersonalData
from elspace.needs.queries import words_visible_to

from .models import AttendanceMark, CalendarLink, Invitation


def export(person: Any, reader: Any) -> Iterable[dict[str, Any]]:
    """Invitations that were sent, with the answer, and marks of presence."""
    own = reader == person
    seats = Invitation.objects.filter(person=person).select_related("occasion", "need")
    hidden = set()
    for seat in seats.order_by("occasion__start_at"):
        if not own and seat.need is not None and not words_visible_to(reader, seat.need):
            hidden.add(seat.occasion_id)
        elif seat.sent_at is not None:
            yield {
                _("invitation"): seat.occasion.start_at,
                _("answer"): seat.get_reply_display(),
                _("until"): seat.occasion.end_at,
            }
    marks = AttendanceMark.objects.filter(person=person).exclude(occasion__in=hidden)
    for mark in marks.select_related("occasion").order_by("at"):
        yield {
            _("session"): mark.occasion.start_at,
            _("presence"): mark.get_presence_display(),
            _("at"): mark.at,
        }


def erase(person: Any) -> None:
    """Coming seats are freed and calendars closed; who came stays a number."""
    now = timezone.now()
    coming = Invitation.objects.filter(person=person, occasion__start_at__gte=now)
    coming.update(is_dropped=True)
    CalendarLink.objects.filter(person=person).delete()


PERSONAL_DATA = PersonalData(
    gettext_lazy("Invitations and presence"), export, erase, module="programme"
)
