"""What several boxes of Today look at, read once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Self

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from elspace.agenda.models import Invitation
from elspace.hub.models import Hub
from elspace.hub.queries import Calendar, current_hub
from elspace.support.enums import COMING, SessionState
from elspace.support.models import Session, Term
from elspace.support.queries.gone import MAY_MOVE, Whereabouts, whereabouts
from elspace.support.queries.sessions import sessions_with_people

MINIMUM_KNOWN = timedelta(hours=72)  # from then on too few people is a decision
EXPERT_ANSWERS_IN = timedelta(hours=48)


@dataclass
class AtHand:
    """The day as the team has it before them."""

    now: datetime
    calendar: Calendar
    hub: Hub | None

    @classmethod
    def load(cls) -> Self:
        """Of this moment."""
        return cls(timezone.now(), Calendar.load(), current_hub())

    @cached_property
    def terms(self) -> list[Term]:
        """All terms, the first one first (one query)."""
        return list(Term.objects.order_by("starts_on"))

    @cached_property
    def sessions(self) -> list[Session]:
        """Sessions of today, those to come, however far, that may want a decision, and those whose
        end is past with nothing said of it; the others are not even read (three queries)."""
        return [one for one in self._read if not _is_only_proposed(one)]

    @cached_property
    def adrift(self) -> list[Session]:
        """Sessions to come of a proposal whose expert or room can no longer be there: nobody was
        asked for them. Read with the others."""
        return [one for one in self._read if _is_only_proposed(one)]

    @cached_property
    def where(self) -> dict[int, Whereabouts]:
        """Whether experts and rooms of sessions to come can be there, by number."""
        coming = Session.objects.filter(
            state__in=(*COMING, SessionState.PROPOSED), occasion__start_at__gt=self.now
        )
        return whereabouts(coming, self.calendar)

    @cached_property
    def _read(self) -> list[Session]:
        closed = [pk for pk, one in self.where.items() if one.is_closed]
        lost = [pk for pk, one in self.where.items() if one.is_closed or one.is_gone]
        freed = Invitation.objects.filter(occasion=OuterRef("occasion"), is_dropped=True)
        is_near = Q(occasion__start_at__lt=self.now + MINIMUM_KNOWN)  # or over
        is_silent = Q(state=SessionState.ASKED, asked_at__lt=self.now - EXPERT_ANSWERS_IN)
        has_freed = Q(Exists(freed), state=SessionState.ANNOUNCED)
        coming = Q(state__in=COMING) & (is_near | is_silent | has_freed | Q(pk__in=closed))
        waits = Q(
            cannot_at__isnull=False, state=SessionState.PROPOSED, occasion__end_at__gt=self.now
        ) | Q(cannot_at__isnull=False, state__in=COMING)
        adrift = MAY_MOVE & Q(pk__in=lost)
        return list(sessions_with_people().filter(coming | waits | adrift))

    @property
    def to_come(self) -> list[Session]:
        """Those that are not over."""
        return [one for one in self.sessions if one.occasion.end_at > self.now]

    @property
    def left_open(self) -> list[Session]:
        """Those that are over, of which nobody has said what became of them."""
        return [one for one in self.sessions if one.occasion.end_at <= self.now]


def _is_only_proposed(session: Session) -> bool:
    return session.state == SessionState.PROPOSED and session.cannot_at is None
