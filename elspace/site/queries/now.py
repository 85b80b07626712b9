"""What happens now, and what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from elspace.core.moments import today
from elspace.hosting.models import Booking
from elspace.hosting.queries import shown_to
from elspace.support.enums import SessionState
from elspace.support.models import Session
from elspace.support.queries.sessions import replies_of


@dataclass
class Now:
    """A session of today that goes on or comes next, with its answers."""

    session: Session
    invited: int
    coming: int
    is_on: bool


@dataclass(frozen=True)
class RoomNow:
    """A room taken now, or next today; the title hides what this reader may not read."""

    start_at: datetime
    room: str
    title: str
    is_on: bool


def rooms_now_and_next(user: Any, limit: int = 6) -> list[RoomNow]:
    """Today's bookings that are not over, the first ones first, for a hub without a programme."""
    now = timezone.now()
    rows = Booking.objects.filter(
        state=Booking.State.BOOKED, start_at__date=today(), end_at__gt=now
    ).select_related("space", "person")
    bookings = list(rows.order_by("start_at", "pk")[:limit])
    shown = shown_to(user, bookings)
    return [
        RoomNow(one.start_at, one.space.name, shown[one.pk].title, one.start_at <= now)
        for one in bookings
    ]


def now_and_next(sessions: Iterable[Session], now: datetime, limit: int = 2) -> list[Now]:
    """Of sessions that are not over, in order, those of today that are sure."""
    sure = [
        one
        for one in sessions
        if one.state in (SessionState.CONFIRMED, SessionState.ANNOUNCED)
        and timezone.localdate(one.occasion.start_at) == today()
    ]
    found = []
    for session in sure[:limit]:
        replies = replies_of(session)
        found.append(
            Now(
                session=session,
                invited=sum(replies.values()),
                coming=replies["yes"],
                is_on=session.occasion.start_at <= now,
            )
        )
    return found
