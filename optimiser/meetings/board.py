"""What several searches of one day share: the best plan, the best bound, and the word to stop."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from ortools.sat.python import cp_model

from optimiser.meetings.problem import Day, breaks_of

Slots = Mapping[str, int | None]


def weight_of(day: Day, slots: Slots) -> int:
    return sum(m.weight for name, m in day.meetings.items() if slots.get(name) is not None)


def breaks_in(day: Day, slots: Slots) -> dict[str, int]:
    held: dict[str, list[int]] = {name: [] for name in day.participants}
    for name, meeting in day.meetings.items():
        slot = slots.get(name)
        if slot is not None:
            held[meeting.a].append(slot)
            held[meeting.b].append(slot)
    return {name: breaks_of(found) for name, found in held.items()}


class Board:
    """Smaller is better: breaks, or in the first phase of an optional day the weight not met."""

    def __init__(self, day: Day, by_weight: bool, weight: int | None = None) -> None:
        self.day, self.by_weight, self.weight = day, by_weight, weight
        self.total = sum(meeting.weight for meeting in day.meetings.values())
        self.best: dict[str, int | None] | None = None
        self.cost = 1 << 60
        self.bound = 0
        self.is_infeasible = False
        self.stopped = False
        self.lock = threading.Lock()
        self.running: set[cp_model.CpSolver] = set()

    def cost_of(self, slots: Slots) -> int:
        if self.by_weight:
            return self.total - weight_of(self.day, slots)
        return sum(breaks_in(self.day, slots).values())

    def offer(self, slots: dict[str, int | None]) -> None:
        cost = self.cost_of(slots)
        with self.lock:
            if cost < self.cost:
                self.cost, self.best = cost, slots

    def limit(self, bound: int) -> None:
        with self.lock:
            self.bound = max(self.bound, bound)

    @property
    def is_over(self) -> bool:
        return self.stopped or self.is_infeasible or self.cost <= self.bound

    def begin(self, solver: cp_model.CpSolver) -> bool:
        """Registers a search; False when everything is to end."""
        with self.lock:
            if self.is_over:
                return False
            self.running.add(solver)
            return True

    def end(self, solver: cp_model.CpSolver) -> None:
        with self.lock:
            self.running.discard(solver)

    def stop(self) -> None:
        with self.lock:
            self.stopped = True
            for solver in self.running:
                solver.stop_search()
