"""What a person's own page shows: invitations, coming sessions, dates asked of an expert."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.agenda.enums import Reply
from elspace.agenda.models import Invitation
from elspace.core.templatetags.elspace import format_day
from elspace.needs.enums import State as NeedState
from elspace.needs.models import Need
from elspace.people.models import Person
from elspace.support.enums import SessionState
from elspace.support.models import Session
from elspace.support.queries.programme import GIVING_A_DATE, ready_proposal
from elspace.support.queries.sessions import (
    REFUSALS,
    asked_of,
    coming_of_expert,
    sessions_with_people,
)
from elspace.support.queries.terms import current_term
from elspace.support.queries.unmet import person_sentence

LINES_ASKED_FOR = timedelta(days=7)  # three lines nobody wrote are not asked for any longer
SURE = (SessionState.CONFIRMED, SessionState.ANNOUNCED)


@dataclass
class Card:
    """A session as its invited person sees it. Further off than the firm weeks (`is_sure` false)
    it has no room yet and may still move."""

    session: Session
    invitation: Invitation
    answer_url: str = ""
    ics_url: str = ""
    is_sealed: bool = False  # confidential, and opened by a link: an appointment and no more

    @property
    def is_sure(self) -> bool:
        return self.session.state == SessionState.ANNOUNCED

    @property
    def title(self) -> str:
        """What the session is about."""
        return self.session.name if self.is_sealed else self.session.full_name

    @property
    def with_whom(self) -> str:
        """Who holds it."""
        expert = None if self.is_sealed else self.session.expert
        return expert.person.name if expert else ""

    @property
    def because(self) -> str:
        """The person's own words, on their own page only."""
        need = None if self.is_sealed else self.invitation.need
        return need.words if need else ""


@dataclass
class Week:
    """Everything on a person's own page."""

    to_answer: list[Card] = field(default_factory=list)
    coming: list[Card] = field(default_factory=list)
    dates: list[Session] = field(default_factory=list)  # asked of an expert, not answered
    given: list[Session] = field(default_factory=list)  # an expert's sure sessions to come
    held: list[Session] = field(default_factory=list)  # held by her, her three lines missing
    hours_held: float = 0  # hours an expert gave, all terms
    notes: dict[int, str] = field(default_factory=dict)  # by need: why it has no date yet


def week_of(person: Person) -> Week:
    """A person's own page, in a constant number of queries for each of its parts."""
    week = Week(notes=_why_no_date(person))
    seats = (
        Invitation.objects.filter(
            person=person,
            occasion__session__state__in=SURE,
            occasion__end_at__gt=timezone.now(),
        )
        # Given back with the need, not refused: nothing is left to answer.
        .exclude(~Q(reply__in=REFUSALS), is_dropped=True)
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
        asked_since = timezone.now() - LINES_ASKED_FOR
        week.held = [
            session
            for session in held
            if not session.lines and session.occasion.end_at > asked_since
        ]
        week.hours_held = sum(
            (one.occasion.end_at - one.occasion.start_at).total_seconds() / 3600 for one in held
        )
    return week


def _why_no_date(person: Person) -> dict[int, str]:
    """By number of a need that waits: the date that may still move, else the programme's reason in
    the person's words."""
    waiting = list(
        Need.objects.filter(person=person, state=NeedState.CONFIRMED, discipline__isnull=False)
    )
    seats = Invitation.objects.filter(
        need__in=waiting, is_dropped=False, occasion__session__state__in=GIVING_A_DATE
    ).values_list("need", "occasion__session__state", "occasion__start_at")
    seated = {need for need, _state, _start_at in seats}
    notes = {
        need: _("A date is planned, to be confirmed: %(day)s.") % {"day": format_day(start_at)}
        for need, state, start_at in seats
        if state in SURE and start_at > timezone.now()  # what is only asked is told to nobody
    }
    term = current_term()
    proposal = ready_proposal(term) if term else None
    if proposal is not None:
        notes |= {
            need.pk: person_sentence(need, proposal) for need in waiting if need.pk not in seated
        }
    return notes
