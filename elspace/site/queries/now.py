"""What happens now, and what comes next."""

from dataclasses import dataclass

from django.utils import timezone

from elspace.core.moments import today
from elspace.support.enums import SessionState
from elspace.support.models import Session
from elspace.support.queries.sessions import replies_of, sessions_with_people


@dataclass
class Now:
    """A session of today that goes on or comes next, with its answers."""

    session: Session
    invited: int
    coming: int
    is_on: bool


def now_and_next(limit: int = 2) -> list[Now]:
    """Today's sessions that are not over, those that go on first."""
    now = timezone.now()
    rows = sessions_with_people().filter(
        state__in=(SessionState.CONFIRMED, SessionState.ANNOUNCED),
        occasion__start_at__date=today(),
        occasion__end_at__gt=now,
    )
    found = []
    for session in rows[:limit]:
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
