"""Sessions only proposed: they hold nothing, yet whoever composes wants to know of them."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone

from elspace.agenda.models import Invitation
from elspace.support.enums import SessionState
from elspace.support.models import Session, Term


class Drafts:
    """The proposed sessions of a term, read once (two queries), then asked without a query."""

    def __init__(self, sessions: Iterable[Session] = (), term: Term | None = None) -> None:
        self.sessions = list(sessions)
        self.term = term

    @classmethod
    def load(cls, term: Term, *, but: Session | None = None) -> "Drafts":
        """All of a term, but those whose expert refused (and but one that is being moved)."""
        seats = Invitation.objects.filter(is_dropped=False).select_related("person")
        rows = (
            Session.objects.filter(term=term, state=SessionState.PROPOSED, cannot_at=None)
            .select_related("occasion", "discipline", "expert__person", "room")
            .prefetch_related(Prefetch("occasion__invitations", queryset=seats))
        )
        return cls(rows.exclude(pk=but.pk) if but else rows, term)

    def at(self, start_at: datetime, end_at: datetime) -> list[Session]:
        """Those that share time with a stretch."""
        return [
            one
            for one in self.sessions
            if one.occasion.start_at < end_at and start_at < one.occasion.end_at
        ]

    def by_week(self, expert: int) -> Counter[int]:
        """How many an expert has in each week of the term."""
        found: Counter[int] = Counter()
        for one in self.sessions:
            if one.expert_id == expert and self.term is not None:
                day = timezone.localdate(one.occasion.start_at)
                found[(day - self.term.starts_on).days // 7] += 1
        return found


def people_in(sessions: Iterable[Session]) -> set[int]:
    """Numbers of the people who hold a seat in these sessions (read by `Drafts`)."""
    return {seat.person_id for one in sessions for seat in one.occasion.invitations.all()}
