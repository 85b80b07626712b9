"""Experts: who can answer a discipline, when they can come, how many hours they have left.

What "offered hours" means, because people plan with it: for each expert, the slots still to come in
which they said yes (certain), maybe, or were never asked (unknown), at most `max_per_week` a week
and at most the sessions their hours leave, times the length of a slot. An expert's hours count in
*each* of their disciplines and languages, since nobody knows yet which will be asked for: so the
figures of two disciplines must not be added up, and each one is the most that can be had.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypedDict

from django.db.models import QuerySet
from django.utils import timezone

from elspace.core.moments import local, today
from elspace.hub.enums import Season
from elspace.hub.models import Discipline, SpokenLanguage
from elspace.hub.queries import Calendar, half_of
from elspace.people.enums import Free
from elspace.people.models import Away, HalfDay
from elspace.support.enums import HOLDING
from elspace.support.models import Expert, Session, Term

from .terms import SlotTime, slot_place, term_slots

SLOT_MINUTES = 90  # where a term has no slot to measure


def active_experts() -> QuerySet[Expert]:
    """Experts one can ask, with all a page or the planner reads of them (five queries)."""
    return (
        Expert.objects.filter(is_active=True, person__is_active=True)
        .select_related("person")
        .prefetch_related("disciplines", "formats", "person__speaks")
        .order_by("person__first_name", "person__last_name", "pk")
    )


def experts_able(
    discipline: Discipline, language: SpokenLanguage | None = None
) -> QuerySet[Expert]:
    """Active experts of a discipline, who speak the language if one is given."""
    able = active_experts().filter(disciplines=discipline)
    return able.filter(person__speaks=language) if language else able


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


@dataclass(frozen=True)
class HoursLeft:
    """What an expert still offers in a term; None = no limit said.

    `minutes` is the smaller of what is left of the term's hours and of the hours of the months
    still to come; `max_sessions` is that divided by the length of a slot, rounded down, and never
    more than "times a month" leaves. Sessions asked, confirmed, announced or held are already
    taken off: whoever sends them to the planner as locked adds their number.
    """

    minutes: int | None
    max_sessions: int | None
    given_minutes: int  # held so far in the term
    placed_by_week: Mapping[int, int] = field(default_factory=dict)  # week of the term: sessions


def hours_left(expert: Expert, term: Term) -> HoursLeft:
    """What one expert still offers in a term."""
    return all_hours_left([expert], term)[expert.pk]


def all_hours_left(
    experts: Iterable[Expert], term: Term, *, calendar: Calendar | None = None
) -> dict[int, HoursLeft]:
    """What each of these experts still offers in a term, by expert number."""
    experts = list(experts)
    length = slot_minutes(term, calendar)
    first, last = _first_day_left(term), term.ends_on
    months = _months(first, last)
    sessions: dict[int, list[Session]] = {}
    placed = Session.objects.filter(
        expert__in=experts,
        state__in=HOLDING,
        occasion__start_at__gte=local(min(term.starts_on, first.replace(day=1)), _MIDNIGHT),
        occasion__start_at__lt=local(_after_month(last), _MIDNIGHT),
    ).select_related("occasion")
    for session in placed:
        sessions.setdefault(session.expert_id or 0, []).append(session)
    return {
        expert.pk: _hours_left(expert, term, sessions.get(expert.pk, []), months, length)
        for expert in experts
    }


_MIDNIGHT = datetime.min.time()


def slot_minutes(term: Term, calendar: Calendar | None = None) -> int:
    """The length of the longest slot of the term, so that hours offered are never passed."""
    lengths = [slot.end_at - slot.start_at for slot in term_slots(term, calendar)]
    return int(max(lengths).total_seconds() // 60) if lengths else SLOT_MINUTES


def _first_day_left(term: Term) -> date:
    return min(max(today(), term.starts_on), term.ends_on)


def _months(first: date, last: date) -> list[tuple[int, int]]:
    """The calendar months that two dates span, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month
    return [
        (first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1)
        for n in range(count + 1)
    ]


def _after_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _hours_left(
    expert: Expert,
    term: Term,
    sessions: list[Session],
    months: list[tuple[int, int]],
    length: int,
) -> HoursLeft:
    in_term = [session for session in sessions if session.term_id == term.pk]
    minutes_by_month: Counter[tuple[int, int]] = Counter()
    times_by_month: Counter[tuple[int, int]] = Counter()
    for session in sessions:
        start = timezone.localtime(session.occasion.start_at)
        minutes_by_month[start.year, start.month] += _minutes(session)
        times_by_month[start.year, start.month] += 1
    limits = []
    if expert.hours_a_term is not None:
        limits.append(max(0, expert.hours_a_term * 60 - sum(map(_minutes, in_term))))
    if expert.hours_a_month is not None:
        monthly = expert.hours_a_month * 60
        limits.append(sum(max(0, monthly - minutes_by_month[month]) for month in months))
    minutes = min(limits, default=None)
    counts = [] if minutes is None else [minutes // length]
    if expert.times_a_month is not None:
        counts.append(sum(max(0, expert.times_a_month - times_by_month[month]) for month in months))
    weeks = Counter(
        (timezone.localdate(session.occasion.start_at) - term.starts_on).days // 7
        for session in in_term
    )
    given = sum(_minutes(session) for session in in_term if session.ended_at is not None)
    return HoursLeft(minutes, min(counts, default=None), given, weeks)


def _minutes(session: Session) -> int:
    return int((session.occasion.end_at - session.occasion.start_at).total_seconds() // 60)


class Offered(TypedDict):
    """Minutes offered in a discipline: each figure comes on top of the one before."""

    certain: int
    maybe: int
    unknown: int


class OfferedByLanguage(Offered):
    """The same, and by number of spoken language."""

    by_language: dict[int, Offered]


def offered_hours(term: Term) -> dict[int, OfferedByLanguage]:
    """Minutes still offered by discipline number; see the top of this file for what it means."""
    calendar = Calendar.load()
    experts = list(active_experts())
    free = availabilities(experts, term, calendar=calendar)
    left = all_hours_left(experts, term, calendar=calendar)
    length = slot_minutes(term, calendar)
    offered: dict[int, OfferedByLanguage] = {}
    for expert in experts:
        minutes = _offered(expert, free[expert.pk], left[expert.pk], length)
        for discipline in expert.disciplines.all():
            total = offered.setdefault(
                discipline.pk, {"certain": 0, "maybe": 0, "unknown": 0, "by_language": {}}
            )
            _add(total, minutes)
            for language in expert.person.speaks.all():
                _add(
                    total["by_language"].setdefault(
                        language.pk, {"certain": 0, "maybe": 0, "unknown": 0}
                    ),
                    minutes,
                )
    return offered


def _add(total: Offered, minutes: Offered) -> None:
    total["certain"] += minutes["certain"]
    total["maybe"] += minutes["maybe"]
    total["unknown"] += minutes["unknown"]


def _offered(expert: Expert, free: Availability, left: HoursLeft, length: int) -> Offered:
    certain = _sessions(expert, left, free.certain)
    likely = _sessions(expert, left, free.certain | free.maybe)
    most = _sessions(expert, left, free.certain | free.maybe | free.unknown)
    return {
        "certain": certain * length,
        "maybe": (likely - certain) * length,
        "unknown": (most - likely) * length,
    }


def _sessions(expert: Expert, left: HoursLeft, slots: Iterable[int]) -> int:
    """How many sessions fit into these slots within the week's and the term's limits."""
    by_week = Counter(slot_place(slot)[0] for slot in slots)
    fitting = sum(
        min(count, max(0, expert.max_per_week - left.placed_by_week.get(week, 0)))
        for week, count in by_week.items()
    )
    return fitting if left.max_sessions is None else min(fitting, left.max_sessions)
