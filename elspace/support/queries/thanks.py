"""What experts truly gave in a term: sessions held, minutes, people who came."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from elspace.agenda.enums import Presence
from elspace.agenda.models import AttendanceMark
from elspace.core.moments import today
from elspace.outbox.enums import State as MessageState
from elspace.outbox.models import Message
from elspace.support.enums import SessionState
from elspace.support.models import Expert, Session, Term

THANKS = "support.thanks"
THANKED_FOR = timedelta(days=28)  # after the last day of the term


@dataclass(frozen=True)
class Given:
    """What one expert gave: sessions held, minutes in them, and how often somebody came."""

    expert: Expert
    sessions: int
    minutes: int
    people: int
    is_thanked: bool


def given_in(term: Term) -> list[Given]:
    """Every expert who held a session of the term, by name (four queries)."""
    held = list(_held(term))
    came = _came(held)
    thanked = set(
        Message.objects.about(term)
        .filter(kind=THANKS)
        .exclude(state=MessageState.CANCELLED)
        .values_list("recipient", flat=True)
    )
    by_expert: dict[Expert, list[Session]] = defaultdict(list)
    for session in held:
        if session.expert is not None:
            by_expert[session.expert].append(session)
    return [
        Given(
            expert=expert,
            sessions=len(sessions),
            minutes=sum(_minutes(session) for session in sessions),
            people=sum(came[session.occasion_id] for session in sessions),
            is_thanked=expert.person_id in thanked,
        )
        for expert, sessions in sorted(by_expert.items(), key=lambda one: one[0].person.name)
    ]


def term_to_thank(terms: Iterable[Term]) -> Term | None:
    """Of all terms in order, the one that ends this week or ended lately, while thanks are due."""
    day = today()
    for term in [term for term in terms if term.starts_on <= day][:-3:-1]:
        if term.ends_on - timedelta(days=6) <= day <= term.ends_on + THANKED_FOR:
            return term
    return None


def _held(term: Term) -> QuerySet[Session]:
    return Session.objects.filter(
        term=term, state=SessionState.HELD, expert__isnull=False
    ).select_related("expert__person", "occasion")


def _minutes(session: Session) -> int:
    length = session.occasion.end_at - session.occasion.start_at
    return int(length.total_seconds() // 60)


def _came(sessions: list[Session]) -> Counter[int]:
    """By occasion, how many came: the last mark of each person, and every walk-in."""
    last: dict[tuple[int, int], str] = {}
    came: Counter[int] = Counter()
    marks = AttendanceMark.objects.filter(occasion__in=[one.occasion_id for one in sessions])
    for occasion, person, presence in marks.order_by("at", "pk").values_list(
        "occasion", "person", "presence"
    ):
        if person is None:
            came[occasion] += presence == Presence.PRESENT
        else:
            last[occasion, person] = presence
    for (occasion, _person), presence in last.items():
        came[occasion] += presence == Presence.PRESENT
    return came
