"""Counts of the needs board: how many people ask for what, and how many hours that is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.db.models import Count, Q

from elspace.core.moments import today
from elspace.hub.enums import FormatCode, Season
from elspace.hub.models import DaySlot, Discipline, Format
from elspace.needs.enums import OPEN_STATES, Level, State
from elspace.needs.models import Need, NeedQuerySet
from elspace.people.models import Person

from .reading import needs_visible_to

SMALLEST_CELL = 5  # what is confidential is counted in cells of five or more, else not at all
USUAL_SLOT = 90  # minutes, for a hub that has not set its slots


@dataclass(frozen=True)
class Totals:
    """The header of the board: what this person may count."""

    needs: int
    people: int
    blocking: int
    to_classify: int


@dataclass
class BoardRow:
    """One discipline: people by consequence, needs, and the minutes they ask for.

    `asked` counts needs without a date yet (stated or confirmed). `asked_by_languages` parts the
    same people by the languages they accept (codes; empty = not known), so that a shortage in one
    language shows.
    """

    discipline: Discipline
    blocking: int = 0
    important: int = 0
    useful: int = 0
    needs: int = 0
    waiting: int = 0
    asked: int = 0
    asked_by_languages: dict[frozenset[str], int] = field(default_factory=dict)

    @property
    def rank(self) -> tuple[int, int, int]:
        """Most needed first: people whose project stops, then consequence times number."""
        weight = 3 * self.blocking + 2 * self.important + self.useful
        return (-self.blocking, -weight, self.discipline.position)


def _counted(user: Any, ordinary_only: bool) -> NeedQuerySet:
    needs = needs_visible_to(user).filter(state__in=OPEN_STATES)
    return needs.filter(is_confidential=False) if ordinary_only else needs


def totals(user: Any, *, ordinary_only: bool = False) -> Totals:
    """Counts of the open needs this person may see; `ordinary_only` for what others look at too."""
    found = _counted(user, ordinary_only).aggregate(
        needs=Count("pk"),
        people=Count("person", distinct=True),
        blocking=Count("pk", filter=Q(level=Level.BLOCKING)),
        to_classify=Count("pk", filter=Q(discipline=None)),
    )
    return Totals(**found)


def confidential_cell(user: Any = None) -> int:
    """How many open confidential needs stand beside those this person sees (None: beside the
    ordinary ones); 0 when fewer than five, so that nobody can be recognised in the number."""
    hidden = Need.objects.filter(is_confidential=True).open()
    if user is not None:
        seen = needs_visible_to(user).filter(is_confidential=True)
        hidden = hidden.exclude(pk__in=seen.values("pk"))
    number = hidden.count()
    return number if number >= SMALLEST_CELL else 0


def board_rows(user: Any, term: Any = None, *, ordinary_only: bool = False) -> list[BoardRow]:
    """One row for every active discipline, most needed first, from the needs this person may see.

    A fixed number of queries. Hours asked = sessions needed × slot length (see `sessions_for`).
    """
    rows = {d.pk: BoardRow(d) for d in Discipline.objects.filter(is_active=True)}
    people: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    waiting: dict[int, list[Need]] = defaultdict(list)
    for need in _counted(user, ordinary_only).filter(discipline__in=rows):
        row = rows[cast(int, need.discipline_id)]
        row.needs += 1
        people[row.discipline.pk][need.level].add(need.person_id)
        if need.state in (State.STATED, State.CONFIRMED):
            waiting[row.discipline.pk].append(need)
    minutes, seats = slot_minutes(), seats_of_a_group()
    accepted = Accepted.by([need for needs in waiting.values() for need in needs])
    for pk, row in rows.items():
        row.blocking = len(people[pk][Level.BLOCKING])
        row.important = len(people[pk][Level.IMPORTANT])
        row.useful = len(people[pk][Level.USEFUL])
        row.waiting = len(waiting[pk])
        row.asked = sessions_for(waiting[pk], seats, accepted) * minutes
        row.asked_by_languages = {
            languages: sessions_for(group, seats, accepted) * minutes
            for languages, group in by_languages(waiting[pk], accepted).items()
        }
    return sorted(rows.values(), key=lambda row: row.rank)


@dataclass(frozen=True)
class Accepted:
    """What needs accept, by number of need or person: codes of formats and of languages. Read as
    pairs: a house of hundreds of needs has a handful of formats and languages."""

    formats: dict[int, set[str]]
    speaks: dict[int, set[str]]
    people: dict[int, set[str]]

    @classmethod
    def by(cls, needs: Iterable[Need]) -> "Accepted":
        """Of these needs (three queries)."""
        numbers = [need.pk for need in needs]
        people = Person.objects.filter(needs__in=numbers, speaks__isnull=False).distinct()
        found = Need.objects.filter(pk__in=numbers)
        return cls(
            _codes(found.filter(formats__isnull=False).values_list("pk", "formats__code")),
            _codes(found.filter(speaks__isnull=False).values_list("pk", "speaks__code")),
            _codes(people.values_list("pk", "speaks__code")),
        )


def _codes(pairs: Iterable[tuple[int, str]]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for number, code in pairs:
        found[number].add(code)
    return found


def sessions_for(needs: Iterable[Need], seats: int, accepted: Accepted) -> int:
    """Sessions that answer these needs once: one for each need that accepts nothing but one to
    one, and one for every `seats` of the others, begun groups counted whole."""
    alone = together = 0
    for need in needs:
        codes = accepted.formats.get(need.pk)
        if need.is_confidential or codes == {FormatCode.INDIVIDUAL}:
            alone += 1
        else:
            together += 1
    return alone + -(-together // seats)


def by_languages(needs: Iterable[Need], accepted: Accepted) -> dict[frozenset[str], list[Need]]:
    """Needs parted by the languages accepted: those of the need, else those the person speaks."""
    parted: dict[frozenset[str], list[Need]] = defaultdict(list)
    for need in needs:
        spoken = accepted.speaks.get(need.pk) or accepted.people.get(need.person_id) or ()
        parted[frozenset(spoken)].append(need)
    return dict(parted)


def seats_of_a_group() -> int:
    """How many people one session is counted for: the most the smallest group format takes (by
    turns: four), because that is a session in which everyone's own case is looked at."""
    sizes = Format.objects.filter(max_people__gt=1).values_list("max_people", flat=True)
    return min(sizes, default=4)


def slot_minutes() -> int:
    """Length of a slot of the usual profile."""
    slot = DaySlot.objects.filter(profile__season=Season.USUAL).order_by("profile", "position")
    first = slot.first()
    if first is None:
        return USUAL_SLOT
    day = today()
    length = datetime.combine(day, first.ends) - datetime.combine(day, first.starts)
    return int(length.total_seconds() // 60)
