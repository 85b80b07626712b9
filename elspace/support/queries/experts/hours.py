"""How many hours an expert has left in a term."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from elspace.core.moments import local, today
from elspace.hub.queries import Calendar
from elspace.support.enums import HOLDING
from elspace.support.models import Expert, Session, Term
from elspace.support.queries.terms import term_slots

SLOT_MINUTES = 90  # where a term has no slot to measure


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
