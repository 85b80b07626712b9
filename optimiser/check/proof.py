"""Recomputes the bound that a price for each need proves, by sorting and without any solver.

Lagrangian relaxation (Geoffrion 1974) of "a need is met exactly where it is seated": residents are
paid weight − price for each need they take, experts the price of each seat they fill. For every
choice of prices the two best replies together are worth at least as much as the best plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import floor

from optimiser.check.book import Book, in_time, seats
from optimiser.problem import Expert, Need, Problem, Session

ROUNDING = 1e-6


def proven_bound(problem: Problem, prices: Mapping[str, float]) -> int:
    """The points no plan exceeds; the price of a need that is given none is its weight."""
    return floor(price_value(problem, prices) + ROUNDING)


def price_value(problem: Problem, prices: Mapping[str, float]) -> float:
    """L(p): the best reply of the residents, of the experts and of the locked sessions."""
    full = {name: prices.get(name, need.weight) for name, need in problem.needs.items()}
    offers = _Offers(problem, full)
    residents = _best_taken(problem, full)
    experts = sum(_best_term(problem, expert, offers) for expert in problem.experts.values())
    locked = sum(_locked_value(session, offers, full) for session in problem.locked)
    return residents + experts + locked


def _best_taken(problem: Problem, prices: Mapping[str, float]) -> float:
    """For each resident: all needs that pay, or the best if the bonus pays for it, or none."""
    rewards: dict[str, list[float]] = {}
    for name, need in problem.needs.items():
        rewards.setdefault(need.resident, []).append(need.weight - prices[name])
    total = 0.0
    for offered in rewards.values():
        paying = [reward for reward in offered if reward > 0]
        if paying:
            total += sum(paying) + problem.first_bonus
        else:
            total += max(0.0, max(offered) + problem.first_bonus)
    return total


class _Offers:
    """What seats are worth at the given prices, by discipline, format, language and slot."""

    def __init__(self, problem: Problem, prices: Mapping[str, float]) -> None:
        self.problem = problem
        self.prices = prices
        self.locked = Book(problem, problem.locked)
        self._sorted: dict[tuple[str, str, str], list[Need]] = {}
        self._values: dict[tuple[str, str, str, int], float | None] = {}
        self._seats: dict[tuple[str, int], int] = {}
        self._by_discipline: dict[str, list[Need]] = {}
        for name, need in problem.needs.items():
            if name not in self.locked.met_at:
                self._by_discipline.setdefault(need.discipline, []).append(need)

    def candidates(self, discipline: str, form: str, language: str) -> list[Need]:
        """Needs such a session could meet in some slot, the dearest first."""
        key = (discipline, form, language)
        if key not in self._sorted:
            residents = self.problem.residents
            needs = [
                need
                for need in self._by_discipline.get(discipline, [])
                if form in need.formats and language in residents[need.resident].languages
            ]
            self._sorted[key] = sorted(needs, key=lambda need: -self.prices[need.id])
        return self._sorted[key]

    def most_seats(self, form: str, slot: int) -> int:
        """Seats in the largest suitable room that is open and not taken by a locked session."""
        if (form, slot) not in self._seats:
            wanted = self.problem.formats[form]
            self._seats[form, slot] = max(
                (
                    seats(room, wanted)
                    for room in self.problem.rooms.values()
                    if room.suits(wanted)
                    and slot not in room.closed
                    and (room.id, slot) not in self.locked.room_at
                ),
                default=0,
            )
        return self._seats[form, slot]

    def session_value(self, discipline: str, form: str, language: str, slot: int) -> float | None:
        """The best minimum … maximum seats of one session; None when the minimum is not reached."""
        key = (discipline, form, language, slot)
        if key not in self._values:
            least, most = self.problem.formats[form].min, self.most_seats(form, slot)
            value = None
            if most >= least:
                value = self.seat_value(
                    self.candidates(discipline, form, language), slot, least, most
                )
            self._values[key] = value
        return self._values[key]

    def seat_value(self, needs: list[Need], slot: int, least: int, most: int) -> float | None:
        """Prices of the dearest seats, one a resident; dear or not, `least` of them are filled."""
        total = 0.0
        taken: set[str] = set()
        for need in needs:
            price = self.prices[need.id]
            if len(taken) >= most or (len(taken) >= least and price <= 0):
                break
            resident = self.problem.residents[need.resident]
            if (
                resident.id not in taken
                and slot not in resident.busy
                and (resident.id, slot) not in self.locked.resident_at
                and in_time(self.problem, need, slot)
            ):
                taken.add(resident.id)
                total += price
        return total if len(taken) >= least else None


def _best_term(problem: Problem, expert: Expert, offers: _Offers) -> float:
    """The best sessions an expert can add to the locked ones, under both limits."""
    weeks: dict[int, list[float]] = {}
    for slot in expert.available:
        if (expert.id, slot) in offers.locked.expert_at:
            continue
        values = [
            value
            for discipline in expert.disciplines
            for form in expert.formats
            for language in expert.languages
            if (value := offers.session_value(discipline, form, language, slot)) is not None
        ]
        best = max(values, default=0.0)
        if best > 0:
            weeks.setdefault(problem.term.week_of(slot), []).append(best)
    kept: list[float] = []
    for week, found in weeks.items():
        left = _left(expert.max_per_week, offers.locked.expert_week[expert.id, week])
        kept += sorted(found, reverse=True)[:left]
    left = _left(expert.max_sessions, offers.locked.expert_total[expert.id])
    # Sorted before summing: the sum must not depend on the order in which a set is walked.
    return sum(sorted(kept, reverse=True)[:left])


def _left(limit: int | None, used: int) -> int | None:
    return None if limit is None else max(0, limit - used)


def _locked_value(session: Session, offers: _Offers, prices: Mapping[str, float]) -> float:
    """Prices of the fixed attendees, negative ones too, and of the best free seats."""
    problem = offers.problem
    fixed = sum(prices[need] for need in session.attendees)
    most = seats(problem.rooms[session.room], problem.formats[session.format])
    free = max(0, most - len(session.attendees))
    needs = offers.candidates(session.discipline, session.format, session.language)
    # Residents already in the room count as occupied in this slot, so nobody is seated twice.
    return fixed + (offers.seat_value(needs, session.slot, 0, free) or 0.0)
