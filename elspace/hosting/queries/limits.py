"""What a room asks of those who book it for themselves: who, how long, how long ahead."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.hosting.enums import OpenTo
from elspace.hosting.models import Room
from elspace.people.enums import Role

HOUR, DAY = 60, 24 * 60  # minutes


def may_book(room: Room, person: Any) -> bool:
    """Whether this person may book the room for themselves."""
    if room.open_to == OpenTo.TEAM:
        return False
    return room.open_to == OpenTo.HOSTED or Role.RESIDENT in person.roles


def limit_against(room: Room, person: Any, start_at: datetime, end_at: datetime) -> str:
    """Why somebody cannot book this room for themselves at these hours; "" when they can. The team
    makes these limits and may pass over them."""
    names: dict[str, Any] = {"room": room.name}
    minutes = (end_at - start_at).total_seconds() // 60
    if not may_book(room, person):
        if room.open_to == OpenTo.TEAM:
            return _("%(room)s is booked by the team: ask at the reception.") % names
        return _("%(room)s is kept for residents: ask the team, or take another room.") % names
    if minutes < room.min_minutes:
        return _("%(room)s is booked for %(length)s at least.") % (
            names | {"length": length_in_words(room.min_minutes)}
        )
    if room.max_minutes and minutes > room.max_minutes:
        return _("%(room)s is booked for %(length)s at most.") % (
            names | {"length": length_in_words(room.max_minutes)}
        )
    ahead = start_at - timezone.now()
    if room.notice_minutes and ahead < timedelta(minutes=room.notice_minutes):
        return _("%(room)s is booked %(length)s ahead at least.") % (
            names | {"length": length_in_words(room.notice_minutes)}
        )
    return ""


def length_in_words(minutes: int) -> str:
    """90 → "1 h 30"; whole days as days."""
    if minutes % DAY == 0:
        days = minutes // DAY
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if minutes < HOUR:
        return _("%(n)s min") % {"n": minutes}
    hours, rest = divmod(minutes, HOUR)
    if rest:
        return _("%(hours)s h %(minutes)s") % {"hours": hours, "minutes": f"{rest:02d}"}
    return _("%(hours)s h") % {"hours": hours}
