"""The hours offered by discipline and language; see the top of this package for what it means."""

from collections import Counter
from collections.abc import Iterable
from typing import TypedDict

from elspace.hub.queries import Calendar
from elspace.support.models import Expert, Term
from elspace.support.queries.terms import slot_place

from .able import active_experts
from .availability import Availability, availabilities
from .hours import HoursLeft, all_hours_left, slot_minutes


class Offered(TypedDict):
    """Minutes offered in a discipline: each figure comes on top of the one before."""

    certain: int
    maybe: int
    unknown: int


class OfferedByLanguage(Offered):
    """The same, and by number of spoken language."""

    by_language: dict[int, Offered]


def offered_hours(term: Term) -> dict[int, OfferedByLanguage]:
    """Minutes still offered by discipline number; see the top of this package for what it means."""
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
