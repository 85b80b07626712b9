"""Plans an evening: sizes, a design where one fits, then search; small evenings by proof."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from random import Random

from ortools.sat.python import cp_model

from optimiser.stoppable import solve_stoppably
from optimiser.tables.check import check_seating
from optimiser.tables.exact import EveningModel, conflict_of, is_small, solver_for
from optimiser.tables.line import Line, by_steps, by_the_clock, crew_member, numbered
from optimiser.tables.meeting_prices import HARD
from optimiser.tables.problem import Evening, Round, Seating, repeats
from optimiser.tables.sizes import best_sizes, hosts_at, lower_bound, pairs_at
from optimiser.tables.starts import designed

SHARE_OF_SEARCH = 0.7  # of the time, where the rest may prove what was found
LARGEST_PROOF = 500  # people times tables times rounds that a proof is tried for
EVENING_OUT = 4  # steps for the aims after repeats

Stop = Callable[[], bool]
Json = dict[str, object]
Tell = Callable[[Json], None]


@dataclass(frozen=True, slots=True)
class EveningRequest:
    """Either `seconds` of the clock or `work` steps; `start` is a seating to begin with."""

    seconds: float = 10.0
    work: int | None = None
    workers: int = 2
    seed: int = 1
    start: tuple[Round, ...] | None = None


def solve_evening(evening: Evening, request: EveningRequest, stop: Stop, tell: Tell) -> Json:
    """The JSON of the best seating found, of a conflict, or of nothing found."""
    return _Run(evening, request, stop, tell).solve()


class _Run:
    def __init__(self, evening: Evening, request: EveningRequest, stop: Stop, tell: Tell) -> None:
        self.evening, self.request, self.stop, self.tell = evening, request, stop, tell
        self.began = time.monotonic()
        self.until = None if request.work is not None else self.began + request.seconds
        self.bound = 0
        self.best: tuple[Round, ...] | None = None
        self.cost = float("inf")

    @property
    def left(self) -> float:
        return 1e9 if self.until is None else self.until - time.monotonic()

    def solve(self) -> Json:
        sizes = self._sizes()
        if sizes is None or self._is_impossible():
            return {"status": "infeasible", "conflict": self._conflict()}
        self.bound = lower_bound(self.evening)
        self._search(sizes)
        proven = self._prove()
        if proven is not None:
            return proven
        if self.best is None or self.cost >= HARD / 2:
            return {"status": "unknown", "bound": self.bound}
        value = repeats(self.evening, self.best)
        bound = min(self.bound, value)
        return {
            "rounds": [[list(seated) for seated in tables] for tables in self.best],
            "value": value,
            "bound": bound,
            "gap": 0.0 if value == bound else (value - bound) / value,
            "status": "optimal" if value == bound else "feasible",
        }

    def _sizes(self) -> list[list[int]] | None:
        """Tables as evenly filled as can be; where all are to meet, as unevenly."""
        evening = self.evening
        sign = -1 if evening.cover_all else 1
        found = []
        for number in range(1, evening.rounds + 1):
            sizes = best_sizes(
                evening.tables[number - 1],
                hosts_at(evening, number),
                len(evening.present(number)),
                lambda size: sign * pairs_at(size),
            )
            if sizes is None:
                return None
            found.append(sizes)
        if evening.cover_all:
            total = sum(pairs_at(size) for sizes in found for size in sizes)
            if total < pairs_at(len(evening.people)):
                return None
        return found

    def _is_impossible(self) -> bool:
        """Do the rules contradict, repeats and the goal of meeting all left aside?"""
        evening = self.evening
        if not (evening.apart or evening.together or evening.hosts or evening.most_same):
            return False
        if not is_small(evening):
            return False
        kept = {(f, "*") for f in ("together", "spread", "apart", "host", "size", "seated")}
        model = EveningModel(evening, kept)
        limit = None if self.until is None else max(0.5, 0.3 * self.left)
        status = solve_stoppably(solver_for(limit, 20.0), model.model, self.stop)
        return bool(status == cp_model.INFEASIBLE)

    def _conflict(self) -> list[str]:
        each = max(2.0, self.request.seconds / 4)
        end = time.monotonic() + max(20.0, 2 * self.request.seconds)
        if not is_small(self.evening):
            return ["size", "seated", *(["cover_all"] if self.evening.cover_all else [])]
        return conflict_of(self.evening, lambda: min(each, end - time.monotonic()))

    # Search

    def _lines(self, sizes: list[list[int]]) -> list[Line]:
        """The first begins with designs and a given plan, the others by chance."""
        count = 1 if self.request.work is not None else self.request.workers
        starts = designed(self.evening, Random(self.request.seed))  # noqa: S311 - no secret
        start = self.request.start
        if start is not None and not check_seating(self.evening, Seating(start)):
            starts.append(numbered(self.evening, start))
        seed = self.request.seed
        lines = [Line(self.evening, sizes, seed, starts)]
        lines += [Line(self.evening, sizes, seed + more, []) for more in range(1, count)]
        return lines

    def _search(self, sizes: list[list[int]]) -> None:
        lines = self._lines(sizes)
        lines[0].begin()
        self._take(lines[0].annealing.best_cost, lines[0].annealing.rounds())
        share = SHARE_OF_SEARCH if self._may_be_proven() else 0.97
        end = None if self.until is None else time.monotonic() + self.left * share
        if self.cost > self.bound:
            if len(lines) > 1 and end is not None:
                self._beside(lines, end)
            else:
                self._alone(lines[0], end)
        if self.best is not None and self.cost < HARD / 2:
            self._even_out(lines[0], end)

    def _alone(self, line: Line, end: float | None) -> None:
        has_start = bool(line.starts)
        if end is None:
            coolings = by_steps(self.request.work or 0, has_start)
        else:
            coolings = by_the_clock(end, has_start)
        line.go_on(coolings, self.bound, self.stop, self._take)

    def _beside(self, lines: list[Line], end: float) -> None:
        context = multiprocessing.get_context("fork")
        links: list[Connection] = []
        processes = []
        for line in lines:
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(
                target=crew_member, args=(theirs, line, self.bound, end), daemon=True
            )
            process.start()
            theirs.close()
            links.append(ours)
            processes.append(process)
        try:
            while links and self.cost > self.bound and not self.stop():
                left = min(0.05, end - time.monotonic())
                if left <= 0:
                    return
                ready = wait(links, left)
                for link in [link for link in links if link in ready]:
                    try:
                        self._take(*link.recv())
                    except (EOFError, OSError):
                        links.remove(link)
        finally:
            for process in processes:
                process.kill()
            for process in processes:
                process.join()

    def _even_out(self, line: Line, end: float | None) -> None:
        """The aims after repeats: no pair too often, and new faces for everybody alike."""
        best = line.evened(self.best or (), EVENING_OUT, self.stop, end)
        if repeats(self.evening, best) == repeats(self.evening, self.best or ()):
            self.best = best

    def _take(self, cost: float, rounds: tuple[Round, ...]) -> None:
        if cost >= self.cost - 1e-9:
            return
        self.cost, self.best = cost, rounds
        if cost < HARD / 2:
            seconds = round(time.monotonic() - self.began, 3)
            value = round(cost)
            self.tell({"value": value, "bound": min(self.bound, value), "seconds": seconds})

    # Proof

    def _may_be_proven(self) -> bool:
        size = len(self.evening.people) * sum(len(tables) for tables in self.evening.tables)
        return size <= LARGEST_PROOF

    def _prove(self) -> Json | None:
        """Small evenings by the model: a better seating, a better bound, or that there is none."""
        if self.cost <= self.bound or self.stop() or not self._may_be_proven() or self.left < 0.1:
            return None
        model = EveningModel(self.evening)
        model.count_repeats()
        if self.best is not None and self.cost < HARD / 2:
            model.hint(self.best)
        steps = 1e9 if self.request.work is None else 0.5 * self.request.work
        solver = solver_for(None if self.until is None else self.left, steps)
        status = solve_stoppably(solver, model.model, self.stop)
        if status == cp_model.INFEASIBLE:
            return {"status": "infeasible", "conflict": self._conflict()}
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            rounds = model.read(solver.boolean_value)
            self._take(float(repeats(self.evening, rounds)), rounds)
            self.bound = max(self.bound, int(solver.best_objective_bound + 1 - 1e-6))
        return None
