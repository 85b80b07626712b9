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
SHARE_UNPROVEN = 0.95  # of the time, where it may not
SHARE_OF_EVENING = 0.6  # of the time then left, for the aims after repeats
WHOLE_MODEL = 10.0  # seconds of which a model of the largest size may take its part
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
        self.is_whole = False  # no rule is broken by `best`
        self.opening: tuple[Round, ...] | None = None  # before any step of search
        self.legal: tuple[Round, ...] | None = None  # a seating that proves the rules can be kept

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
        if self.best is None or not self.is_whole:
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
        if not is_small(evening, self._part()):
            return False
        kept = {(f, "*") for f in ("together", "spread", "apart", "host", "size", "seated")}
        model = EveningModel(evening, kept)
        limit = None if self.until is None else max(0.5, 0.3 * self.left)
        solver = solver_for(limit, 20.0)
        status = solve_stoppably(solver, model.model, self.stop)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) and not evening.cover_all:
            self.legal = model.read(solver.boolean_value)
        return bool(status == cp_model.INFEASIBLE)

    def _part(self) -> float:
        """Of the largest model, what can be built in the time there is."""
        return 1.0 if self.until is None else min(1.0, self.left / WHOLE_MODEL)

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
        if self.legal is not None and self._keeps_shut(sizes):
            starts.append(numbered(self.evening, self.legal))
        seed = self.request.seed
        lines = [Line(self.evening, sizes, seed, starts)]
        lines += [Line(self.evening, sizes, seed + more, []) for more in range(1, count)]
        return lines

    def _keeps_shut(self, sizes: list[list[int]]) -> bool:
        """Is there an empty table that no exchange of one person would open?"""
        return any(
            size == 0 and table.max > 0 and table.min > 1
            for tables, found in zip(self.evening.tables, sizes, strict=True)
            for table, size in zip(tables, found, strict=True)
        )

    def _search(self, sizes: list[list[int]]) -> None:
        lines = self._lines(sizes)
        lines[0].begin(self.bound, lambda: self.stop() or self.left <= 0)
        self._take(lines[0].annealing.best_cost, lines[0].annealing.rounds())
        self.opening = self.best if self.is_whole else None
        share = SHARE_OF_SEARCH if self._may_be_proven() else SHARE_UNPROVEN
        end = None if self.until is None else time.monotonic() + self.left * share
        if self.cost > self.bound:
            if len(lines) > 1 and end is not None:
                self._beside(lines, end)
            else:
                self._alone(lines[0], end)
        if not self.is_whole and self.legal is not None:
            self._take(float(repeats(self.evening, self.legal)), self.legal)
        if self.is_whole:
            self._even_out(lines[0])

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
                links = [link for link in links if link not in ready or self._receive(link)]
        finally:
            for process in processes:
                process.kill()
            for process in processes:
                process.join()
            for link in links:
                self._receive(link)

    def _receive(self, link: Connection) -> bool:
        """Takes what a child has sent; False once it has gone."""
        try:
            while link.poll():
                self._take(*link.recv())
        except (EOFError, OSError):
            return False
        return True

    def _even_out(self, line: Line) -> None:
        """The aims after repeats: no pair too often, and new faces for everybody alike."""
        end = None if self.until is None else time.monotonic() + SHARE_OF_EVENING * self.left
        best = line.evened(self.best or (), EVENING_OUT, self.stop, end)
        if repeats(self.evening, best) == repeats(self.evening, self.best or ()):
            self.best = best

    def _take(self, cost: float, rounds: tuple[Round, ...]) -> None:
        whole = cost < HARD / 2 or cost - repeats(self.evening, rounds) < HARD / 2
        if (not whole, cost) >= (not self.is_whole, self.cost - 1e-9):
            return
        self.cost, self.best, self.is_whole = cost, rounds, whole
        if whole:
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
        # Where steps are counted, the proof begins alike however many there are.
        hint = self.best if self.request.work is None else self.opening
        if hint is not None and self.is_whole:
            model.hint(hint)
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
