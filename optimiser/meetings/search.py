"""Searches a day: by cores for the proof, by neighbourhoods for plans, beside each other."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from ortools.sat.python import cp_model

from optimiser.meetings.board import Board, breaks_in
from optimiser.meetings.chains import Chains
from optimiser.meetings.model import DayModel
from optimiser.stoppable import solve_stoppably

HOT, COLD = 0.3, 0.1  # in breaks


@dataclass(frozen=True, slots=True)
class Effort:
    """The solver's deterministic measure, and seconds of the clock where it counts."""

    steps: float
    seconds: float | None = None


class _Teller(cp_model.CpSolverSolutionCallback):
    def __init__(self, model: DayModel, board: Board) -> None:
        super().__init__()
        self.model, self.board = model, board

    def on_solution_callback(self) -> None:
        self.board.offer(self.model.read(self.boolean_value))


class DaySearch:
    """One line of search on a board; several may run in threads of their own."""

    def __init__(self, board: Board, seed: int) -> None:
        self.board, self.day = board, board.day
        self.random = Random(seed)  # noqa: S311 - chance for a search, not for secrets
        self.size = 6.0

    def _stated(self, model: DayModel) -> None:
        board = self.board
        if board.by_weight:
            model.model.minimize(board.total - model.weight)
            return
        if board.weight is not None:
            model.model.add(model.weight == board.weight)
        model.model.minimize(model.all_breaks)

    def solver(self, effort: Effort) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.num_workers = 1
        parameters.random_seed = self.random.randrange(1 << 30)
        parameters.catch_sigint_signal = False
        parameters.linearization_level = 0
        parameters.max_deterministic_time = effort.steps
        if effort.seconds is not None:
            parameters.max_time_in_seconds = max(0.01, effort.seconds)
        return solver

    def _run(self, model: DayModel, solver: cp_model.CpSolver, whole: bool) -> str:
        board = self.board
        if not board.begin(solver):
            return "UNKNOWN"
        if whole:
            solver.best_bound_callback = lambda bound: board.limit(int(bound + 1 - 1e-6))
        try:
            status = solver.solve(model.model, _Teller(model, board))
        finally:
            board.end(solver)
        if whole and status == cp_model.INFEASIBLE:
            board.is_infeasible = True
        if whole and status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            board.limit(int(solver.best_objective_bound + 1 - 1e-6))
        return solver.status_name(status)

    def prove(self, effort: Effort) -> None:
        """The whole day by cores; by the linear programme where weights are to be met."""
        if self.board.is_over:
            return
        model = DayModel(self.day)
        self._stated(model)
        if self.board.best is not None:
            model.hint(self.board.best)
        solver = self.solver(effort)
        if self.board.by_weight:
            solver.parameters.linearization_level = 1
        else:
            solver.parameters.optimize_with_core = True
        self._run(model, solver, whole=True)

    def find(self, effort: Effort) -> None:
        """Any plan of the whole day, as soon as there is one."""
        if self._any(effort, None) == "INFEASIBLE":
            self.board.is_infeasible = True

    def reach(self, effort: Effort) -> bool:
        """A plan with no more breaks than the bound, or the proof that there is none.

        As a rule, not as an aim: told in advance that nobody waits, the solver is done in tenths
        of a second where lowering the breaks takes it tens of seconds. Says whether it was settled.
        """
        most = self.board.bound
        status = self._any(effort, most)
        if status == "INFEASIBLE":
            self.board.limit(most + 1)
        return status in {"INFEASIBLE", "OPTIMAL", "FEASIBLE"}

    def _any(self, effort: Effort, most: int | None) -> str:
        model = DayModel(self.day)
        if self.board.weight is not None:
            model.model.add(model.weight == self.board.weight)
        if most is not None:
            model.model.add(model.all_breaks <= most)
        solver = self.solver(effort)
        solver.parameters.stop_after_first_solution = True
        return self._run(model, solver, whole=False)

    def cool(self, tries: float, seconds: float | None) -> None:
        """Cools the best plan, until so many tries or seconds are over."""
        board = self.board
        if board.best is None or board.by_weight:
            return
        began = time.monotonic()

        def heat(count: int) -> float | None:
            done = count / tries
            if seconds is not None:
                done = max(done, (time.monotonic() - began) / seconds)
            return None if done >= 1 or board.is_over else HOT * (COLD / HOT) ** done

        Chains(self.day, board.best, self.random).cool(board, heat)

    def improve(self, effort: Effort) -> None:
        """Frees some meetings and places them again in the best way."""
        best = self.board.best
        if best is None:
            return
        before = self.board.cost
        freed = self._freed(best)
        frozen = {name: slot for name, slot in best.items() if name not in freed}
        model = DayModel(self.day, frozen)
        self._stated(model)
        model.hint(best)
        began = time.monotonic()
        status = self._run(model, self.solver(effort), whole=False)
        limit = effort.seconds or 1e9
        if status == "OPTIMAL":
            quick = time.monotonic() - began < 0.3 * limit
            self.size = min(200.0, self.size * (1.15 if quick or effort.seconds is None else 1.0))
        elif self.board.cost == before:
            self.size = max(3.0, self.size * 0.85)

    def _freed(self, best: dict[str, int | None]) -> set[str]:
        """All meetings of some people with breaks and of whom they meet, or of some slots."""
        day = self.day
        if self.random.random() < 0.35 and day.slots > 3:
            count = min(day.slots, max(3, int(self.size / 2)))
            start = self.random.randint(1, max(1, day.slots - count + 1))
            slots = set(range(start, start + count))
            return {n for n, slot in best.items() if slot is None or slot in slots}
        people = self._people(best)
        return {
            n for n, m in day.meetings.items() if best[n] is None or m.a in people or m.b in people
        }

    def _people(self, best: dict[str, int | None]) -> set[str]:
        day = self.day
        names = list(day.participants)
        broken = [name for name, count in breaks_in(day, best).items() if count]
        missed = [
            end for name, m in day.meetings.items() if best[name] is None for end in (m.a, m.b)
        ]
        people: set[str] = set()
        source = missed if self.board.by_weight and missed else broken or names
        while len(people) < min(self.size, len(names)):
            if not people or self.random.random() < 0.3:
                people.add(self.random.choice(source))
                source = names if len(people) > len(source) // 2 else source
            else:
                known = self.random.choice(sorted(people))
                partners = sorted(
                    {m.b if m.a == known else m.a for m in day.meetings.values()
                     if known in (m.a, m.b)}
                )  # fmt: skip
                people.add(self.random.choice(partners or names))
        return people


def settle_idle(
    board: Board, best: dict[str, int | None], effort: Effort, stop: Callable[[], bool]
) -> dict[str, int | None]:
    """As many breaks, with fewer idle slots."""
    day = board.day
    model = DayModel(day)
    if board.weight is not None:
        model.model.add(model.weight == board.weight)
    model.model.add(model.all_breaks == board.cost)
    model.model.minimize(model.idle)
    model.hint(best)
    solver = DaySearch(board, 1).solver(effort)
    status = solve_stoppably(solver, model.model, stop)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return model.read(solver.boolean_value)
    return best
