"""What happens now, and what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from elspace.core.moments import today
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
