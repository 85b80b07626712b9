"""The whole problem as one flat time-indexed model: the textbook way, and a judge on small hubs."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import Any

from ortools.sat.python import cp_model

from optimiser.parsing import parse_problem
from optimiser.problem import Problem


class FlatModel:
    """A yes or no for each expert, slot, room, discipline, format and language, and each seat."""

    def __init__(self, json: dict[str, Any]) -> None:
        self.problem: Problem = parse_problem(json)
        self.model = cp_model.CpModel()
        self.taken: dict[Any, list[Any]] = defaultdict(list)
        self.at: dict[tuple[str, int], list[Any]] = defaultdict(list)
        self.by_need: dict[str, list[Any]] = defaultdict(list)
        self.limits: dict[Any, list[Any]] = defaultdict(list)
        self.locked = {n: s.slot for s in self.problem.locked for n in s.attendees}
        self.used: dict[Any, int] = defaultdict(int)
        self._lock()
        for expert in self.problem.experts.values():
            for slot in sorted(expert.available):
                self._sessions(expert.id, slot)
        self._state()

    def _lock(self) -> None:
        p = self.problem
        for s in p.locked:
            week = p.term.week_of(s.slot)
            for key in (("e", s.expert, s.slot), ("r", s.room, s.slot)):
                self.used[key] += 1
            self.used["term", s.expert] += 1
            self.used["week", s.expert, week] += 1
            for n in s.attendees:
                owner = p.needs[n].resident
                self.used["p", owner, s.slot] += 1
                self.used["pw", owner, week] += 1
            free = min(p.formats[s.format].max, p.rooms[s.room].capacity) - len(s.attendees)
            seats = [
                self._seat(n, s.slot)
                for n in self._fitting(s.discipline, s.format, s.language, s.slot)
            ]
            self.model.add(sum(seats) <= max(0, free))

    def _fitting(self, discipline: str, form: str, language: str, slot: int) -> list[str]:
        p = self.problem
        return [
            n.id
            for n in p.needs.values()
            if n.id not in self.locked
            and n.discipline == discipline
            and form in n.formats
            and language in p.residents[n.resident].languages
            and slot not in p.residents[n.resident].busy
            and (n.before_week is None or p.term.week_of(slot) < n.before_week)
        ]

    def _seat(self, need: str, slot: int) -> Any:
        var = self.model.new_bool_var("")
        owner = self.problem.needs[need].resident
        self.by_need[need].append(var)
        self.at[need, slot].append(var)
        self.taken["p", owner, slot].append(var)
        self.limits["pw", owner, self.problem.term.week_of(slot)].append(var)
        return var

    def _sessions(self, expert: str, slot: int) -> None:
        p = self.problem
        person = p.experts[expert]
        for form in sorted(person.formats):
            wish = p.formats[form]
            for room in p.rooms.values():
                if not room.suits(wish) or slot in room.closed:
                    continue
                for discipline in sorted(person.disciplines):
                    for language in sorted(person.languages):
                        needs = self._fitting(discipline, form, language, slot)
                        if len(needs) < wish.min:
                            continue
                        held = self.model.new_bool_var("")
                        seats = [self._seat(n, slot) for n in needs]
                        for var in seats:
                            self.model.add_implication(var, held)
                        self.model.add(sum(seats) >= wish.min * held)
                        self.model.add(sum(seats) <= min(wish.max, room.capacity) * held)
                        week = p.term.week_of(slot)
                        self.taken["e", expert, slot].append(held)
                        self.taken["r", room.id, slot].append(held)
                        self.limits["week", expert, week].append(held)
                        self.limits["term", expert].append(held)

    def _limit(self, key: Any) -> int | None:
        p = self.problem
        if key[0] == "pw":
            return p.residents[key[1]].max_per_week
        person = p.experts[key[1]]
        return person.max_sessions if key[0] == "term" else person.max_per_week

    def _state(self) -> None:
        p = self.problem
        for key, found in self.taken.items():
            self.model.add(sum(found) <= 1 - min(1, self.used[key]))
        for key, found in self.limits.items():
            limit = self._limit(key)
            if limit is not None:
                self.model.add(sum(found) <= max(0, limit - self.used[key]))
        for found in self.by_need.values():
            self.model.add(sum(found) <= 1)
        for need in p.needs.values():
            if need.id in self.locked:
                continue
            for earlier in need.after:
                for slot in range(p.term.total):
                    for var in self.at.get((need.id, slot), []):
                        if earlier in self.locked:
                            if self.locked[earlier] >= slot:
                                self.model.add(var == 0)
                        else:
                            before = [v for s in range(slot) for v in self.at.get((earlier, s), [])]
                            self.model.add(sum(before) >= var)
        self.value = self._value()
        self.model.maximize(self.value)

    def _value(self) -> Any:
        p = self.problem
        total: Any = sum(p.needs[n].weight for n in self.locked)
        for need, found in self.by_need.items():
            total += p.needs[need].weight * sum(found)
        for resident in p.residents:
            mine = [n.id for n in p.needs.values() if n.resident == resident]
            if any(n in self.locked for n in mine):
                total += p.first_bonus
            else:
                found = [v for n in mine for v in self.by_need.get(n, [])]
                answered = self.model.new_bool_var("")
                self.model.add(sum(found) >= answered)
                total += p.first_bonus * answered
        return total

    def solve(self, seconds: float, workers: int = 1) -> tuple[int | None, int, float]:
        """Points (None when nothing was found), bound, seconds."""
        began = time.monotonic()
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(self.model)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        points = round(solver.objective_value) if found else None
        bound = int(solver.best_objective_bound + 1e-6) if found else 10**15
        return points, bound, time.monotonic() - began
