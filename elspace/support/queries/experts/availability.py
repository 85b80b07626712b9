"""When experts can come in a term, by what they answered for their half-days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone

from elspace.hub.enums import Season
from elspace.hub.queries import Calendar, half_of
from elspace.people.enums import Free
from elspace.people.models import Away, HalfDay
from elspace.support.models import Expert, Term
from elspace.support.queries.terms import SlotTime, term_slots


@dataclass(frozen=True)
class Availability:
    """Slots of a term, still to come, by what the expert answered for their half-day."""

    certain: frozenset[int] = frozenset()
    maybe: frozenset[int] = frozenset()
    unknown: frozenset[int] = frozenset()  # never asked

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter((self.certain, self.maybe, self.unknown))


def availability(expert: Expert, term: Term) -> Availability:
    """When an expert can come in a term; unpacks as `certain, maybe, unknown`."""
    return availabilities([expert], term)[expert.pk]


def availabilities(
    experts: Iterable[Expert],
    term: Term,
    *,
    calendar: Calendar | None = None,
    now: datetime | None = None,
) -> dict[int, Availability]:
    """When each of these experts can come in a term, by expert number (eight queries at most).

    A slot counts when the hub is open, it is not past, the expert is not away that day, and the
    answer for the half-day it lies in — in the season of that day — is yes or maybe. Summer hours
    follow the usual answers where nobody asked about summer.
    """
    experts = list(experts)
    calendar = calendar or Calendar.load()
    now = now or timezone.now()
    slots = [_place(slot, calendar) for slot in term_slots(term, calendar) if slot.start_at >= now]
    people = [expert.person_id for expert in experts]
    answers = _answers(people)
    away = _away(people)
    return {
        expert.pk: _availability(
            slots, answers.get(expert.person_id, {}), away.get(expert.person_id, [])
        )
        for expert in experts
    }


_Half = tuple[str, int, str]  # season, weekday, half


class _Place(NamedTuple):
    """Where a slot lies, worked out once for all experts."""

    slot: int
    day: date
    half: _Half


def _place(slot: SlotTime, calendar: Calendar) -> _Place:
    start, end = timezone.localtime(slot.start_at), timezone.localtime(slot.end_at)
    half = half_of(start.time(), end.time())
    return _Place(
        slot.slot, start.date(), (calendar.season_on(start.date()), start.weekday(), half)
    )


def _answers(people: list[int]) -> dict[int, dict[_Half, str]]:
    found: dict[int, dict[_Half, str]] = {}
    rows = HalfDay.objects.filter(person__in=people)
    for person, season, weekday, half, free in rows.values_list(
        "person_id", "season", "weekday", "half", "free"
    ):
        found.setdefault(person, {})[season, weekday, half] = free
    return found


def _away(people: list[int]) -> dict[int, list[tuple[date, date]]]:
    found: dict[int, list[tuple[date, date]]] = {}
    for row in Away.objects.filter(person__in=people):
        found.setdefault(row.person_id, []).append((row.from_on, row.until_on))
    return found


def _availability(
    slots: list[_Place],
    answers: Mapping[_Half, str],
    away: list[tuple[date, date]],
) -> Availability:
    by_answer: dict[str | None, set[int]] = {Free.YES: set(), Free.MAYBE: set(), None: set()}
    for slot in slots:
        if any(first <= slot.day <= last for first, last in away):
            continue
        season, weekday, half = slot.half
        answer = answers.get((season, weekday, half))
        if answer is None and season == Season.SUMMER:
            answer = answers.get((Season.USUAL, weekday, half))
        if answer in by_answer:
            by_answer[answer].add(slot.slot)
    return Availability(
        frozenset(by_answer[Free.YES]), frozenset(by_answer[Free.MAYBE]), frozenset(by_answer[None])
    )
