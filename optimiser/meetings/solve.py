"""Plans a day of meetings: weights first where they are optional, then breaks, then idle slots."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from optimiser.meetings.board import Board, weight_of
from optimiser.meetings.check import reason_for
from optimiser.meetings.conflict import conflict_of
from optimiser.meetings.first_plan import first_plan
from optimiser.meetings.problem import Day
from optimiser.meetings.search import DaySearch, Effort, settle_idle
from optimiser.meetings.tables import with_locations

BEAT = 0.03
FIRST_STEPS = 2.0  # of the solver's own measure, for a first plan
STEP = 0.6
PATIENCE = 10.0  # seconds to try to reach the bound
SHARE_TO_REACH = 0.4  # of the time, where it is short
ENDLESS = 1e9
FIRST_COOLING = 0.5  # seconds; then each is longer
LONGER = 1.5
SHARE_OF_PARTS = 0.5  # seconds for neighbourhoods after each second of cooling
TRIES = 40_000  # of the cooling of one step

Stop = Callable[[], bool]
Tell = Callable[[dict[str, object]], None]
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class DayRequest:
    """Either `seconds` of the clock or `work` steps; `start` is a plan to begin with."""

    seconds: float = 10.0
    work: int | None = None
    workers: int = 2
    seed: int = 1
    start: dict[str, int | None] | None = None


def solve_day(day: Day, request: DayRequest, stop: Stop, tell: Tell) -> Json:
    """The JSON of the best plan found, of a conflict, or of nothing found."""
    return _Run(day, request, stop, tell).solve()


class _Run:
    def __init__(self, day: Day, request: DayRequest, stop: Stop, tell: Tell) -> None:
        self.day, self.request, self.stop, self.tell = day, request, stop, tell
        self.began = time.monotonic()
        self.until = self.began + request.seconds if request.work is None else None
        self.weight: int | None = None
        self.weight_bound = 0

    @property
    def left(self) -> float:
        return ENDLESS if self.until is None else max(0.0, self.until - time.monotonic())

    def solve(self) -> Json:
        start = self.request.start
        if self.day.optional:
            by_weight = Board(self.day, True)
            by_weight.offer(dict.fromkeys(self.day.meetings))
            by_weight.offer(first_plan(self.day))
            self._search(by_weight, 0.45)
            start = by_weight.best
            self.weight = by_weight.total - by_weight.cost
            self.weight_bound = by_weight.total - min(by_weight.bound, by_weight.cost)
        board = Board(self.day, False, self.weight)
        if start is not None and self._is_legal(start):
            board.offer(start)
        self._search(board, 0.92)
        if board.is_infeasible and board.best is None:
            return {"status": "infeasible", "conflict": self._conflict()}
        if board.best is None:
            return {"status": "unknown", "bound": board.bound}
        self._calm(board)
        return self._written(board)

    def _is_legal(self, slots: dict[str, int | None]) -> bool:
        from optimiser.meetings.check import check_day
        from optimiser.meetings.problem import DayPlan, Place

        places = {n: None if s is None else Place(s, None) for n, s in slots.items()}
        return not check_day(self.day, DayPlan(places))

    def _search(self, board: Board, share: float) -> None:
        """Threads search while this one listens; share of the time that is left."""
        end = None if self.until is None else time.monotonic() + self.left * share
        request = self.request
        if request.work is not None or request.workers == 1:
            lines = [threading.Thread(target=self._alone, args=(board, end), daemon=True)]
        else:
            lines = [
                threading.Thread(target=self._proving, args=(board, end), daemon=True),
                threading.Thread(target=self._improving, args=(board, end), daemon=True),
            ]
        for line in lines:
            line.start()
        told: tuple[int, int] | None = None
        while any(line.is_alive() for line in lines):
            over = board.is_over or self.stop() or (end is not None and time.monotonic() > end)
            if over:
                board.stop()
            lines[0].join(BEAT)
            told = self._report(board, told)
        self._report(board, told)

    def _report(self, board: Board, told: tuple[int, int] | None) -> tuple[int, int] | None:
        now = (board.cost, board.bound)
        if board.best is None or board.by_weight or now == told:
            return told
        seconds = round(time.monotonic() - self.began, 3)
        self.tell({"value": now[0], "bound": min(now[1], now[0]), "seconds": seconds})
        return now

    def _seconds(self, end: float | None, most: float) -> float | None:
        return None if end is None else max(0.01, min(most, end - time.monotonic()))

    def _proving(self, board: Board, end: float | None) -> None:
        """First whether the bound can be reached, step by step, then the breaks as an aim."""
        search = DaySearch(board, self.request.seed)
        patience = PATIENCE if end is None else min(PATIENCE, SHARE_TO_REACH * self.left)
        until = time.monotonic() + patience
        if not board.by_weight and search.reach(Effort(ENDLESS, self._seconds(end, patience))):
            while board.best is not None and not board.is_over and time.monotonic() < until:
                search.reach(Effort(ENDLESS, self._seconds(until, patience)))
        search.prove(Effort(ENDLESS, self._seconds(end, ENDLESS)))

    def _improving(self, board: Board, end: float | None) -> None:
        search = DaySearch(board, self.request.seed + 1)
        if board.best is None:
            search.find(Effort(ENDLESS, self._seconds(end, ENDLESS)))
        length = FIRST_COOLING
        while board.best is not None and not board.is_over:
            search.cool(ENDLESS, self._seconds(end, length))
            until = time.monotonic() + SHARE_OF_PARTS * length
            while not board.is_over and time.monotonic() < until:
                if end is not None and time.monotonic() > end - 0.02:
                    return
                search.improve(Effort(ENDLESS, self._seconds(end, 1.0)))
            length *= LONGER

    def _alone(self, board: Board, end: float | None) -> None:
        """The same steps in the same order however many: more of them never end worse."""
        search = DaySearch(board, self.request.seed)
        if board.best is None:
            search.find(Effort(FIRST_STEPS, self._seconds(end, ENDLESS)))
        step = 0
        while not board.is_over and (self.request.work is None or step < self.request.work):
            if end is not None and time.monotonic() > end - 0.02:
                return
            step += 1
            search.cool(TRIES * min(step, 10), self._seconds(end, ENDLESS))
            effort = Effort(STEP * step, self._seconds(end, ENDLESS))
            if step & (step - 1) == 0:
                # The whole after 1, 2, 4, 8 … steps, each time with twice the patience.
                if not board.by_weight and board.best is not None:
                    search.reach(effort)
                search.prove(effort)
            elif board.best is None:
                search.find(effort)
            else:
                search.improve(Effort(STEP, self._seconds(end, 1.0)))

    def _calm(self, board: Board) -> None:
        """Idle slots after breaks; whatever comes of it, breaks and weights stay."""
        if board.best is None or board.cost == 0 or self.stop() or self.left < 0.05:
            return
        limit = None if self.until is None else min(2.0, self.left * 0.8)
        board.best = settle_idle(board, board.best, Effort(1.0, limit), self.stop)

    def _conflict(self) -> list[str]:
        each = max(2.0, self.request.seconds / 4)
        end = time.monotonic() + max(20.0, 2 * self.request.seconds)
        return conflict_of(self.day, lambda: min(each, end - time.monotonic()))

    def _written(self, board: Board) -> Json:
        best = board.best or {}
        places = with_locations(self.day, best)
        value, bound = board.cost, min(board.bound, board.cost)
        proven = value == bound
        found: Json = {
            "meetings": {
                name: place and {"slot": place.slot, "location": place.location}
                for name, place in places.items()
            },
            "value": value,
            "bound": bound,
            "gap": 0.0 if proven else (value - bound) / value,
        }
        if self.day.optional:
            weight = weight_of(self.day, best)
            proven = proven and weight == self.weight_bound
            found |= {"weight_met": weight, "weight_bound": self.weight_bound}
        found["status"] = "optimal" if proven else "feasible"
        held = {name: place for name, place in places.items() if place is not None}
        found["unscheduled"] = {
            name: reason_for(self.day, held, self.day.meetings[name])
            for name, place in places.items()
            if place is None
        }
        return found
