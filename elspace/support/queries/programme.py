"""What the Programme shows: who has an answer, by consequence, the board by week and room."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone

from elspace.agenda.models import Invitation
from elspace.core.moments import today
from elspace.hosting.models import Room
from elspace.hub.enums import Learning
from elspace.hub.models import Hub
from elspace.hub.queries import Calendar
from elspace.needs.enums import Level, State
from elspace.needs.models import Need
from elspace.needs.queries import SMALLEST_CELL, words_visible_to
from elspace.people.models import Person
from elspace.support.enums import COMING, HOLDING, RunState, SessionState
from elspace.support.models import Expert, Proposal, Session, Term

from .sessions import firm_until
from .terms import week_of_term

WIDE_WEEKS = 4
# Sessions that answer needs on the board; moved and cancelled ones only stand in history.
ON_THE_BOARD = (
    SessionState.PROPOSED,
    *HOLDING,
)
# Of these, the ones that still give their needs a date.
GIVING_A_DATE = (SessionState.PROPOSED, *COMING)
# What a board shows of a session.
_OF_A_CARD = (
    "key", "title", "state", "is_confidential", "cannot_at", "occasion__start_at",
    "occasion__end_at", "discipline", "format", "language", "room", "expert",
    "moved_to__occasion__start_at",
)  # fmt: skip
# What it shows of who gives it.
_OF_AN_EXPERT = (
    "person__first_name", "person__last_name", "person__first_name_ar", "person__last_name_ar",
)  # fmt: skip
# What counting needs reads of each: hundreds are counted, those without an answer are named.
_OF_A_COUNT = ("pk", "state", "level", "is_confidential", "person_id", "referent_id")
# Needs the programme is about: understood, and not yet settled otherwise.
IN_PLAY = (State.CONFIRMED, State.PLANNED, State.ADDRESSED)


@dataclass(frozen=True)
class Answered:
    """Of how many needs of one consequence the board answers how many."""

    level: Level
    answered: int
    total: int


@dataclass
class Standing:
    """How far the board goes, in needs its reader may read: people with at least one answer, needs
    by consequence. `sealed`: the confidential needs beside them, 0 when fewer than five."""

    people: int
    people_answered: int
    by_level: list[Answered]
    sealed: int = 0
    unanswered: list[Need] = field(default_factory=list)


@dataclass
class Column:
    """A week of the board: the first four wide, the later ones narrow and hatched; firm while
    its sessions may be announced."""

    week: int  # from 0
    starts_on: date
    ends_on: date
    is_this: bool
    is_firm: bool
    is_wide: bool
    sessions: list[Session] = field(default_factory=list)
    closed: list[tuple[date, str, bool]] = field(default_factory=list)  # day, why, provisional
    # The number of the room's row on the board, and its sessions; the soonest first, as a phone
    # lists them.
    rows: list[tuple[int, list[Session]]] = field(default_factory=list)
    place: str = ""  # class of the grid column

    @property
    def waiting(self) -> int:
        """Sessions still to be confirmed."""
        open_states = (SessionState.PROPOSED, SessionState.ASKED)
        return sum(1 for session in self.sessions if session.state in open_states)


@dataclass
class Board:
    """Weeks as columns, rooms as rows; weeks before the first column as a list."""

    columns: list[Column]
    rooms: list[Room]
    past: list[Column] = field(default_factory=list)


def board_sessions(term: Term) -> list[Session]:
    """Everything that stands on the board of a term, in order of time: of hundreds of rows only
    what a board shows. `asked` is how many people asked for it; who they are, and what they said,
    stands on the session's own page."""
    rows = Session.objects.filter(term=term, state__in=(*ON_THE_BOARD, SessionState.MOVED))
    experts = Expert.objects.select_related("person").only(*_OF_AN_EXPERT)
    rows = rows.select_related("occasion", "moved_to__occasion").only(*_OF_A_CARD)
    rows = rows.prefetch_related(
        "discipline", "format", "language", "room", Prefetch("expert", queryset=experts)
    )
    rows = rows.annotate(asked=Count("occasion__invitations"))
    return list(rows.order_by("occasion__start_at", "pk"))


def count_standing(term: Term) -> int:
    """How many sessions to come stand on the board."""
    return Session.objects.filter(
        term=term,
        state__in=GIVING_A_DATE,
        occasion__start_at__gt=timezone.now(),
    ).count()


def standing_of(sessions: Iterable[Session], reader: Person) -> Standing:
    """How many people and needs the sessions of a board answer, as far as `reader` may count them:
    a confidential need in a total could be recognised in it, or beside it."""
    seated = {need for _occasion, need in seated_needs(sessions)}
    in_play = Need.objects.filter(
        state__in=IN_PLAY, discipline__isnull=False, person__is_active=True
    )
    everything: list[Any] = list(in_play.order_by().values_list(*_OF_A_COUNT, named=True))
    needs = [need for need in everything if words_visible_to(reader, need)]
    sealed = len(everything) - len(needs)
    answered = {need.pk for need in needs if need.pk in seated or need.state == State.ADDRESSED}
    unanswered = Need.objects.filter(pk__in=[n.pk for n in needs if n.pk not in answered])
    people: dict[int, bool] = defaultdict(bool)
    for need in needs:
        people[need.person_id] |= need.pk in answered
    return Standing(
        people=len(people),
        people_answered=sum(people.values()),
        by_level=[_answered(level, needs, answered) for level in sorted(Level, reverse=True)],
        sealed=sealed if sealed >= SMALLEST_CELL else 0,
        unanswered=list(
            unanswered.select_related("person", "discipline").order_by(
                "-level", "-is_first", "stated_at", "pk"
            )
        ),
    )


def seated_needs(sessions: Iterable[Session]) -> Iterable[tuple[int, int]]:
    """(occasion, need) of every seat that gives a need a date on a board (one query)."""
    dated = [
        one.occasion_id for one in sessions if one.state in GIVING_A_DATE and not is_refused(one)
    ]
    rows = Invitation.objects.filter(occasion__in=dated, is_dropped=False, need__isnull=False)
    return rows.values_list("occasion", "need")


def is_refused(session: Session) -> bool:
    """A proposed date its expert said no to answers nobody."""
    return session.state == SessionState.PROPOSED and session.cannot_at is not None


def _answered(level: Level, needs: list[Any], answered: set[int]) -> Answered:
    of_level = [need for need in needs if need.level == level]
    return Answered(level, sum(need.pk in answered for need in of_level), len(of_level))


def board_of(
    term: Term,
    sessions: list[Session],
    calendar: Calendar,
    hub: Hub | None,
    *,
    from_week: int | None = None,
) -> Board:
    """The board from this week on, or from another: four weeks wide, the later ones narrow."""
    this = week_of_term(term, today()) or 0
    first = this if from_week is None else from_week
    by_week: dict[int, list[Session]] = defaultdict(list)
    for session in sessions:
        week = week_of_term(term, timezone.localdate(session.occasion.start_at))
        if week is not None:
            by_week[week].append(session)
    until = firm_until(hub=hub)
    rooms = list(Room.objects.filter(is_active=True))
    columns = []
    for week in range(first, term.weeks):
        starts_on = term.starts_on + timedelta(weeks=week)
        column = Column(
            week=week,
            starts_on=starts_on,
            ends_on=starts_on + timedelta(days=Term.DAYS - 1),
            is_this=week == this and term.starts_on <= today(),
            is_firm=starts_on <= until,
            is_wide=week - first < WIDE_WEEKS,
            sessions=by_week[week],
            closed=_closed(calendar, starts_on),
            place=f"c{week - first + 2}",
        )
        column.rows = _by_room(column.sessions, rooms)
        columns.append(column)
    past = [_past(term, week, by_week[week]) for week in range(first) if by_week[week]]
    return Board(columns=columns, rooms=rooms, past=past)


def _by_room(sessions: list[Session], rooms: list[Room]) -> list[tuple[int, list[Session]]]:
    """A week's sessions under their rooms, the soonest cell first; without a room in a last row."""
    rows = {room.pk: number for number, room in enumerate(rooms, 1)}
    found: dict[int, list[Session]] = defaultdict(list)
    for session in sorted(sessions, key=lambda one: one.occasion.start_at):
        found[rows.get(session.room_id or 0, len(rooms) + 1)].append(session)
    return list(found.items())


def _past(term: Term, week: int, sessions: list[Session]) -> Column:
    starts_on = term.starts_on + timedelta(weeks=week)
    ends_on = starts_on + timedelta(days=Term.DAYS - 1)
    return Column(week, starts_on, ends_on, False, True, False, sessions)


def _closed(calendar: Calendar, monday: date) -> list[tuple[date, str, bool]]:
    found = []
    for offset in range(Term.DAYS):
        day = monday + timedelta(days=offset)
        holiday = calendar.holiday_on(day)
        if holiday is not None:
            found.append((day, holiday.name, holiday.certainty == "provisional"))
    return found


def last_proposal(term: Term) -> Proposal | None:
    """The latest run of a term, whatever became of it."""
    return _proposals(term).first()


def counts_sealed(run: Proposal, reader: Person) -> bool:
    """Whether the figures of a run count confidential needs this reader may not read."""
    numbers = [int(need["id"][1:]) for need in run.problem.get("needs", ())]
    confidential = Need.objects.filter(pk__in=numbers, is_confidential=True)
    return any(not words_visible_to(reader, need) for need in confidential)


def ready_proposal(term: Term) -> Proposal | None:
    """The latest run whose plan stands on the board."""
    return _proposals(term).filter(state=RunState.READY).first()


def _proposals(term: Term) -> QuerySet[Proposal]:
    """Without the problem they were given: it is long, and no page of a plan reads it."""
    return term.proposals.select_related("requested_by").defer("problem")


def practice_share(sessions: Iterable[Session]) -> tuple[int, int]:
    """Minutes of practice and between peers, and all minutes, of a board's sessions."""
    lively = total = 0
    for session in sessions:
        if session.state not in ON_THE_BOARD:
            continue
        minutes = int((session.occasion.end_at - session.occasion.start_at).total_seconds() // 60)
        total += minutes
        if session.format.learning in (Learning.PRACTICE, Learning.PEER):
            lively += minutes
    return lively, total
