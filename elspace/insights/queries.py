"""A term in figures, masked where few people stand behind a number.

Needs of a term: said in it, or said before and still open when it began. Confidential ones are
counted with the others when they are five or more, else not at all.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from elspace.agenda.enums import Presence
from elspace.agenda.models import AttendanceMark
from elspace.agenda.queries import presence_at_all
from elspace.core.moments import local
from elspace.core.spelling import words_of
from elspace.hub.enums import Learning
from elspace.hub.governorates import governorate_code
from elspace.needs.enums import OPEN_STATES, State
from elspace.needs.models import Need, NeedStep
from elspace.people.enums import Gender
from elspace.people.models import Person
from elspace.support.enums import SessionState
from elspace.support.models import Session, Term
from elspace.support.queries.programme import ready_proposal
from elspace.support.queries.unmet import reason_of

from .masking import LEAST, Table, all_hidden, mask, mask_number
from .models import GivenPage, TermSentences

UNSAID = "unsaid"
# Where a need of a term stands, in the order of the page.
STANDINGS = {
    State.VERIFIED: "settled",
    State.ADDRESSED: "answered",
    State.PLANNED: "dated",
    State.CONFIRMED: "waiting",
    State.STATED: "waiting",
    State.DECLINED: "closed",
    State.WITHDRAWN: "closed",
}
# Why a need waits: the planner's reasons, gathered as one would say them to a visitor.
REASONS = {
    "no_expert": "expert",
    "language": "expert",
    "expert_full": "hours",
    "outranked": "hours",
    "no_common_time": "days",
    "resident_full": "days",
    "too_late": "days",
    "no_room": "room",
    "too_few_peers": "peers",
    "formats": "peers",
    "prerequisite": "after",
}
REASON_CODES = ("expert", "hours", "days", "room", "peers", "after", "recent")


@dataclass(frozen=True)
class Figures:
    """What the page says of a term, after masking; all of it may leave the house."""

    until: date
    needs: Table
    waiting: Table
    people: int | None
    gender: Table
    governorates: Table
    sessions: int
    minutes: int
    visits: int | None
    experts: int | None
    learning: dict[str, int]  # minutes by theory, practice, peer
    # More is hidden than these figures alone ask for: an earlier page can be held beside them.
    hides_change: bool = False

    @property
    def lively_share(self) -> int | None:
        """Practice and peers, of a hundred hours held; None before the first session."""
        lively = self.learning[Learning.PRACTICE] + self.learning[Learning.PEER]
        return round(100 * lively / self.minutes) if self.minutes else None

    def as_kept(self) -> dict[str, Any]:
        """The figures as a page given out keeps them."""
        return {**asdict(self), "until": self.until.isoformat()}

    @classmethod
    def kept(cls, stored: Mapping[str, Any]) -> "Figures":
        """The figures of a page given out."""
        tables = {
            name: Table(**stored[name]) for name in ("needs", "waiting", "gender", "governorates")
        }
        until = date.fromisoformat(stored["until"])
        return cls(**{**stored, **tables, "until": until})


def figures_of(term: Term, now: datetime | None = None) -> Figures:
    """The figures of a term until now, or until its end, as they may be given beside the pages
    given before. A fixed number of queries."""
    now = now or timezone.now()
    end = local(term.ends_on + timedelta(days=1), time())
    counted = _count(term, min(now, end))
    earlier = [Figures.kept(page.figures) for page in given_pages(term)]
    figures = counted.beside(earlier)
    return replace(figures, hides_change=bool(earlier) and figures != counted.beside(()))


@dataclass(frozen=True)
class _Counted:
    """What is true of a term, before anything is hidden."""

    until: date
    needs: dict[str, int]
    waiting: dict[str, int]
    genders: dict[str, int]
    places: dict[str, int]
    visits: int
    experts: int
    held: list[Session]

    def beside(self, earlier: Sequence[Figures]) -> Figures:
        """What may be shown to somebody who holds the `earlier` pages."""
        needs = mask(self.needs, [one.needs for one in earlier])
        waiting = mask(self.waiting, [one.waiting for one in earlier])
        if None in (needs.cells["waiting"], waiting.total):
            waiting = all_hidden(waiting.cells)
        gender = mask(self.genders, [one.gender for one in earlier])
        return Figures(
            until=self.until,
            needs=needs,
            waiting=waiting,
            people=gender.total,
            gender=gender,
            governorates=mask(self.places, [one.governorates for one in earlier]).gathered(),
            sessions=len(self.held),
            minutes=sum(map(_minutes, self.held)),
            visits=mask_number(self.visits, [one.visits for one in earlier]),
            experts=mask_number(self.experts, [one.experts for one in earlier]),
            learning={
                kind.value: sum(_minutes(one) for one in self.held if one.format.learning == kind)
                for kind in Learning
            },
        )


def _count(term: Term, until: datetime) -> _Counted:
    needs = _needs_of(term, until)
    standings = {need.pk: STANDINGS[_state_at(need, until)] for need in needs}
    held = _held_in(term, until)
    came = _came_to(held)
    people = Person.objects.filter(pk__in={need.person_id for need in needs} | set(came))
    genders, places = _who(people)
    return _Counted(
        until=timezone.localdate(until - timedelta(seconds=1)),
        needs=dict.fromkeys(STANDINGS.values(), 0) | Counter(standings.values()),
        waiting=_reasons(term, [need for need in needs if standings[need.pk] == "waiting"]),
        genders=genders,
        places=places,
        visits=sum(came.values()) + _walk_ins(held),
        experts=len({one.expert_id for one in held if one.expert_id}),
        held=held,
    )


def _needs_of(term: Term, until: datetime) -> list[Need]:
    begins = local(term.starts_on, time())
    steps = NeedStep.objects.filter(at__lte=until).order_by("at", "pk")
    said = Need.objects.filter(stated_at__lte=until).prefetch_related(
        Prefetch("steps", steps, to_attr="steps_until")
    )
    needs: list[Need] = [
        need
        for need in said.order_by("pk")
        if need.stated_at >= begins or _state_at(need, begins) in OPEN_STATES
    ]
    sealed = sum(need.is_confidential for need in needs)
    return needs if sealed >= LEAST else [need for need in needs if not need.is_confidential]


def _state_at(need: Need, moment: datetime) -> State:
    """Where the need stood: its last step by then; without any, as it was entered."""
    steps = need.steps_until  # type: ignore[attr-defined]
    last = [step for step in steps if step.at <= moment]
    if last:
        return State(last[-1].to_state)
    return State(need.state) if not steps else State.STATED


def _reasons(term: Term, waiting: Iterable[Need]) -> dict[str, int]:
    plan = ready_proposal(term)
    codes = Counter(REASONS.get(reason_of(plan, need)[0], "recent") for need in waiting)
    return {code: codes[code] for code in REASON_CODES}


def _held_in(term: Term, until: datetime) -> list[Session]:
    held = Session.objects.filter(
        term=term, state=SessionState.HELD, occasion__start_at__lte=until
    ).select_related("occasion", "format")
    return list(held)


def _minutes(session: Session) -> int:
    length = session.occasion.end_at - session.occasion.start_at
    return int(length.total_seconds() // 60)


def _came_to(held: list[Session]) -> Counter[int]:
    """How often each person came."""
    marks = presence_at_all(session.occasion_id for session in held)
    return Counter(
        person
        for of_one in marks.values()
        for person, presence in of_one.items()
        if presence == Presence.PRESENT
    )


def _walk_ins(held: list[Session]) -> int:
    marks = AttendanceMark.objects.filter(
        occasion__in=[session.occasion_id for session in held],
        person=None,
        presence=Presence.PRESENT,
    )
    return marks.count()


def _who(people: QuerySet[Person]) -> tuple[dict[str, int], dict[str, int]]:
    """The same people by what they said of themselves."""
    genders: Counter[str] = Counter({gender.value: 0 for gender in Gender})
    places: Counter[str] = Counter()
    for gender, governorate in people.values_list("gender", "governorate"):
        genders[gender] += 1
        places[governorate_code(governorate) or UNSAID] += 1
    by_place = dict(sorted(places.items(), key=lambda item: (item[0] == UNSAID, -item[1])))
    return genders, by_place


def sentences_of(term: Term) -> dict[str, TermSentences]:
    """What the team wrote about a term, by language."""
    return {row.language: row for row in TermSentences.objects.filter(term=term)}


def terms_begun() -> QuerySet[Term]:
    """Terms there is something to say about, the latest first."""
    return Term.objects.filter(starts_on__lte=timezone.localdate()).order_by("-starts_on")


def given_pages(term: Term) -> QuerySet[GivenPage]:
    """The pages of a term that were given out, the latest first."""
    return GivenPage.objects.filter(term=term).select_related("given_by", "withdrawn_by")


def somebody_named_in(texts: Iterable[str]) -> str:
    """The full name of a person of the hub that stands in one of these texts; "" when there is
    none. First names alone are words like others."""
    words = {word for text in texts for word in words_of(text)}
    if not words:
        return ""
    for person in Person.objects.exclude(last_name="", last_name_ar="").iterator():
        for language in ("fr", "ar"):
            name = person.name_in(language)
            parts = words_of(name)
            if len(parts) > 1 and words.issuperset(parts):
                return name
    return ""
