"""An evening as a model: whether its rules allow a seating at all, and the proof for small ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from typing import Any

from ortools.sat.python import cp_model

from optimiser.conflicts import Rule, keeps, smallest_conflict
from optimiser.tables.problem import Evening, Pair, Round, pair

LARGEST = 1_500_000  # pairs that are to meet, times tables and rounds, that a model may hold
LARGEST_SEATS = 150_000  # people times tables and rounds


class EveningModel:
    """`kept` names the rules that are stated, all when it is None."""

    def __init__(self, evening: Evening, kept: set[Rule] | None = None) -> None:
        self.evening, self.kept = evening, kept
        self.model = cp_model.CpModel()
        self.at: list[list[dict[str, Any]]] = []
        for number in range(1, evening.rounds + 1):
            self._round(number)
        self.both: dict[Pair, list[Any]] = defaultdict(list)
        wanted = {p for p in evening.together if self._keeps("together", " ".join(p))}
        if evening.cover_all and self._keeps("cover_all", ""):
            wanted |= {pair(a, b) for a, b in combinations(evening.people, 2)}
        for one, other in sorted(wanted):
            self.model.add_bool_or(self._meet(one, other))

    def _keeps(self, family: str, name: str) -> bool:
        return self.kept is None or keeps(self.kept, family, name)

    def _round(self, number: int) -> None:
        evening, model = self.evening, self.model
        tables, present = evening.tables[number - 1], evening.present(number)
        at = [{name: model.new_bool_var("") for name in present} for _ in tables]
        self.at.append(at)
        for name in present:
            if self._keeps("seated", str(number)):
                model.add_exactly_one([seats[name] for seats in at])
            host = evening.hosts.get(name)
            if host is not None and self._keeps("host", name):
                model.add_bool_or([at[host][name]])
        for table, seats in zip(tables, at, strict=True):
            used = model.new_bool_var("")
            total = cp_model.LinearExpr.sum(list(seats.values()))
            model.add(total <= len(present) * used)
            if self._keeps("size", str(number)):
                model.add(total <= table.max)
                model.add(total >= table.min * used)
            self._apart(seats)
            self._alike(seats)

    def _apart(self, seats: dict[str, Any]) -> None:
        for one, other in sorted(self.evening.apart):
            if one in seats and other in seats and self._keeps("apart", f"{one} {other}"):
                self.model.add_at_most_one([seats[one], seats[other]])

    def _alike(self, seats: dict[str, Any]) -> None:
        most = self.evening.most_same
        if most is None or not self._keeps("spread", ""):
            return
        values: dict[str, list[Any]] = defaultdict(list)
        for name, var in seats.items():
            if name in self.evening.attribute:
                values[self.evening.attribute[name]].append(var)
        for found in values.values():
            if len(found) > most:
                self.model.add(cp_model.LinearExpr.sum(found) <= most)

    def _meet(self, one: str, other: str) -> list[Any]:
        """For each round and table a literal that implies that both sit there."""
        both = pair(one, other)
        if both not in self.both:
            for at in self.at:
                for seats in at:
                    if one in seats and other in seats:
                        var = self.model.new_bool_var("")
                        self.model.add_implication(var, seats[one])
                        self.model.add_implication(var, seats[other])
                        self.both[both].append(var)
        return self.both[both]

    def count_repeats(self) -> None:
        """States the repeats, to be made few; the first seating is given where people are alike."""
        evening = self.evening
        costs = []
        for one, other in combinations(evening.people, 2):
            met = []
            for at in self.at:
                here = [
                    (seats[one], seats[other]) for seats in at if one in seats and other in seats
                ]
                if here:
                    var = self.model.new_bool_var("")
                    for first, second in here:
                        self.model.add_bool_or([first.negated(), second.negated(), var])
                    met.append(var)
            free = int(pair(one, other) not in evening.history)
            if len(met) > free:
                cost = self.model.new_int_var(0, len(met), "")
                self.model.add(cost >= cp_model.LinearExpr.sum(met) - free)
                costs.append(cost)
        self.model.minimize(cp_model.LinearExpr.sum(costs))

    def hint(self, rounds: tuple[Round, ...]) -> None:
        for at, tables in zip(self.at, rounds, strict=True):
            for seats, seated in zip(at, tables, strict=True):
                for name, var in seats.items():
                    self.model.add_hint(var, name in seated)

    def read(self, is_true: Callable[[Any], bool]) -> tuple[Round, ...]:
        return tuple(
            tuple(tuple(name for name, var in seats.items() if is_true(var)) for seats in at)
            for at in self.at
        )


def is_small(evening: Evening, part: float = 1.0) -> bool:
    """May a model be built, or one of such a part of the largest?"""
    count, tables = len(evening.people), sum(len(found) for found in evening.tables)
    pairs = count * count // 2 if evening.cover_all else len(evening.together)
    return pairs * tables <= part * LARGEST and count * tables <= part * LARGEST_SEATS


def solver_for(seconds: float | None, steps: float = 1e9) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_deterministic_time = steps
    if seconds is not None:
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
    return solver


def conflict_of(evening: Evening, seconds: Callable[[], float]) -> list[str]:
    """Rules of which no one can be left out."""
    numbers = [str(number) for number in range(1, evening.rounds + 1)]
    families = {
        "cover_all": [""] if evening.cover_all else [],
        "together": [" ".join(both) for both in sorted(evening.together)],
        "spread": [""] if evening.most_same is not None else [],
        "apart": [" ".join(both) for both in sorted(evening.apart)],
        "host": sorted(evening.hosts),
        "size": numbers,
        "seated": numbers,
    }

    def contradict(kept: set[Rule]) -> bool:
        left = seconds()
        if left <= 0:
            return False
        model = EveningModel(evening, kept)
        return bool(solver_for(left).solve(model.model) == cp_model.INFEASIBLE)

    return smallest_conflict(families, contradict)
