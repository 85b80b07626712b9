"""What a person's own page shows: invitations, coming sessions, dates asked of an expert."""

from dataclasses import dataclass, field

from django.utils import timezone

from elspace.agenda.enums import Reply
from elspace.agenda.models import Invitation
from elspace.people.models import Person
from elspace.support.enums import SessionState
from elspace.support.models import Session
from elspace.support.queries.sessions import (
    asked_of,
    coming_of_expert,
    sessions_with_people,
)

SURE = (SessionState.CONFIRMED, SessionState.ANNOUNCED)


@dataclass
class Card:
    """A session as its invited person sees it. Further off than the firm weeks (`is_sure` false)
    it has no room yet and may still move."""

    session: Session
    invitation: Invitation
    answer_url: str = ""

    @property
    def is_sure(self) -> bool:
        return self.session.state == SessionState.ANNOUNCED

    @property
    def because(self) -> str:
        """The person's own words, on their own page only."""
        return self.invitation.need.words if self.invitation.need else ""


@dataclass
class Week:
    """Everything on a person's own page."""

    to_answer: list[Card] = field(default_factory=list)
    coming: list[Card] = field(default_factory=list)
    dates: list[Session] = field(default_factory=list)  # asked of an expert, not answered
    given: list[Session] = field(default_factory=list)  # an expert's sure sessions to come
    held: list[Session] = field(default_factory=list)  # held by her, her three lines missing
    hours_held: float = 0  # hours an expert gave, all terms


def week_of(person: Person) -> Week:
    """A person's own page, in a constant number of queries for each of its parts."""
    week = Week()
    seats = (
        Invitation.objects.filter(
            person=person,
            occasion__session__state__in=SURE,
            occasion__end_at__gt=timezone.now(),
        )
        .select_related(
            "need",
            "occasion__session__occasion",
            "occasion__session__discipline",
            "occasion__session__room",
            "occasion__session__language",
            "occasion__session__expert__person",
        )
        .order_by("occasion__start_at")
    )
    for seat in seats:
        card = Card(seat.occasion.session, seat)
        waits = card.is_sure and seat.reply == Reply.NONE and not seat.is_dropped
        (week.to_answer if waits else week.coming).append(card)
    if hasattr(person, "expert"):
        week.dates = list(asked_of(person))
        week.given = list(coming_of_expert(person))
        mine = sessions_with_people().filter(expert__person=person, state=SessionState.HELD)
        held = list(mine)
        week.held = [session for session in held if not session.lines]
        week.hours_held = sum(
            (one.occasion.end_at - one.occasion.start_at).total_seconds() / 3600 for one in held
        )
    return week
