"""Two proposals of a term compared, in people: who gains, who loses, which sessions differ.

What a proposal put on the board is kept with it, as numbers of rows; names are read when two are
compared, and confidential needs stay as hidden as on the programme itself.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from elspace.needs.enums import Level
from elspace.needs.models import Need
from elspace.needs.queries import words_visible_to
from elspace.people.models import Person
from elspace.support.enums import RunState
from elspace.support.models import Proposal, Session, Term

from .kept_boards import Held, Line, Moved, Rows
from .programme import GIVING_A_DATE, is_refused, seated_needs

MOST = 12  # proposals one may choose from


def board_lines(sessions: Iterable[Session]) -> list[Line]:
    """What stands on a board and gives a date, as numbers of rows, to be kept with a proposal."""
    sessions = list(sessions)
    needs: dict[int, list[int]] = defaultdict(list)
    for occasion, need in seated_needs(sessions):
        needs[occasion].append(need)
    return [
        {
            "discipline": session.discipline_id,
            "format": session.format_id,
            "expert": session.expert_id,
            "room": session.room_id,
            "language": session.language_id,
            "start": session.occasion.start_at.isoformat(),
            "end": session.occasion.end_at.isoformat(),
            "is_sealed": session.is_confidential,
            "needs": sorted(needs[session.occasion_id]),
        }
        for session in sessions
        if session.state in GIVING_A_DATE and not is_refused(session)
    ]


def comparable(term: Term) -> list[Proposal]:
    """The latest proposals of a term that stood on the board and can be compared, the last first;
    their boards are read when they are."""
    rows = _with_board(term).defer("problem", "remedies", "solution")
    return list(rows[:MOST])


def can_compare(term: Term) -> bool:
    """Whether there are two to compare."""
    return _with_board(term).count() > 1


def _with_board(term: Term) -> QuerySet[Proposal]:
    return Proposal.objects.filter(term=term, state=RunState.READY, solution__has_key="board")


@dataclass
class Change:
    """What is different for one person: needs that get a date, or no longer do, and hours."""

    person: Person
    gained: list[Need]
    lost: list[Need]
    before: int  # minutes in sessions
    after: int
    moved: list[Moved]


@dataclass(frozen=True)
class Total:
    """What one proposal gives, in the needs its reader may read."""

    people: int
    by_level: list[tuple[Level, int]]
    sessions: int
    minutes: int


@dataclass
class Comparison:
    """The second proposal as seen from the first."""

    first: Total
    second: Total
    gain: list[Change] = field(default_factory=list)
    lose: list[Change] = field(default_factory=list)
    exchange: list[Change] = field(default_factory=list)
    other_date: list[Change] = field(default_factory=list)
    other_way: list[Change] = field(default_factory=list)  # same date; another room, expert…
    unchanged: list[Person] = field(default_factory=list)
    only_first: list[Held] = field(default_factory=list)
    only_second: list[Held] = field(default_factory=list)
    in_both: int = 0

    @property
    def levels(self) -> list[tuple[Level, int, int]]:
        """Of each consequence, how many needs get a date in the one and in the other."""
        pairs = zip(self.first.by_level, self.second.by_level, strict=True)
        return [(level, before, after) for (level, before), (_level, after) in pairs]

    @property
    def changes(self) -> list[tuple[str, Change]]:
        """Everybody for whom something changes: who loses first, for they are to be talked to."""
        lists = (
            ("lose", self.lose),
            ("exchange", self.exchange),
            ("other_date", self.other_date),
            ("other_way", self.other_way),
            ("gain", self.gain),
        )
        return [(kind, one) for kind, changes in lists for one in changes]


def compare(first: Proposal, second: Proposal, reader: Person) -> Comparison:
    """How the second differs from the first for those whose needs `reader` may read. A constant
    number of queries."""
    return compare_boards(first.solution["board"], second.solution["board"], reader)


def compare_boards(first: list[Line], second: list[Line], reader: Person) -> Comparison:
    """The same of two boards as they are kept with a proposal."""
    return _Comparing(first, second, reader).result()


class _Comparing:
    """Two boards and the rows they speak of, read once."""

    def __init__(self, first: list[Line], second: list[Line], reader: Person) -> None:
        self.boards = (first, second)
        self.rows = Rows()
        numbers = {n for board in self.boards for line in board for n in line["needs"]}
        rows = Need.objects.filter(pk__in=numbers, person__is_active=True)
        needs = rows.select_related("person", "discipline").order_by("-level", "pk")
        self.needs = {need.pk: need for need in needs if words_visible_to(reader, need)}
        self.met = tuple(
            {n for line in board for n in line["needs"] if n in self.needs} for board in self.boards
        )

    def result(self) -> Comparison:
        first, second = self.boards
        found = Comparison(self._total(0), self._total(1))
        self._people(found)
        signs = ({_sign(line) for line in first}, {_sign(line) for line in second})
        found.only_first = [self.rows.held(one) for one in first if _sign(one) not in signs[1]]
        found.only_second = [self.rows.held(one) for one in second if _sign(one) not in signs[0]]
        found.in_both = len(signs[0] & signs[1])
        return found

    def _total(self, which: int) -> Total:
        met = [self.needs[n] for n in self.met[which]]
        return Total(
            people=len({need.person_id for need in met}),
            by_level=[
                (level, sum(need.level == level for need in met))
                for level in sorted(Level, reverse=True)
            ],
            sessions=len(self.boards[which]),
            minutes=sum(_minutes(line) for line in self.boards[which]),
        )

    def _people(self, found: Comparison) -> None:
        """Each person once, by what changes; a confidential need names nobody."""
        minutes = (self._minutes_of(0), self._minutes_of(1))
        lines = (self._line_of(0), self._line_of(1))
        own: dict[int, list[Need]] = defaultdict(list)
        for need in self.needs.values():
            if not need.is_confidential:
                own[need.person_id].append(need)
        for needs in own.values():
            person = needs[0].person
            gained = [n for n in needs if n.pk in self.met[1] - self.met[0]]
            lost = [n for n in needs if n.pk in self.met[0] - self.met[1]]
            both = [n for n in needs if n.pk in self.met[0] & self.met[1]]
            seats = [self.rows.moved(n, lines[0][n.pk], lines[1][n.pk]) for n in both]
            moved = [seat for seat in seats if seat.is_any]
            hours = minutes[0][person.pk], minutes[1][person.pk]
            change = Change(person, gained, lost, *hours, moved=moved)
            if gained and lost:
                found.exchange.append(change)
            elif gained:
                found.gain.append(change)
            elif lost:
                found.lose.append(change)
            elif any(seat.is_other_date for seat in moved):
                found.other_date.append(change)
            elif moved:
                found.other_way.append(change)
            else:
                found.unchanged.append(person)

    def _line_of(self, which: int) -> dict[int, Line]:
        """The session in which each need has its date."""
        return {n: line for line in self.boards[which] for n in line["needs"]}

    def _minutes_of(self, which: int) -> dict[int, int]:
        """Minutes of sessions by person, less confidential ones."""
        found: dict[int, int] = defaultdict(int)
        for line in self.boards[which]:
            needs = [self.needs[n] for n in line["needs"] if n in self.needs]
            for person in {need.person_id for need in needs if not need.is_confidential}:
                found[person] += _minutes(line)
        return found


def _sign(line: Line) -> tuple[Any, ...]:
    """What makes a session the same in two proposals: all but who comes."""
    keys = ("discipline", "format", "expert", "room", "language", "start", "is_sealed")
    return tuple(line[key] for key in keys)


def _minutes(line: Line) -> int:
    length = datetime.fromisoformat(line["end"]) - datetime.fromisoformat(line["start"])
    return int(length.total_seconds() // 60)
