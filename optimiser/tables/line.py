"""One line of search over an evening, with a new beginning whenever it stands still."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

import numpy as np

from optimiser.tables.problem import Evening, Round
from optimiser.tables.rotation import Ints, Rotation

PATIENCE = 20  # chunks without success after which the seating is shaken

Stop = Callable[[], bool]


class Line:
    def __init__(
        self, evening: Evening, sizes: list[list[int]], seed: int, starts: list[list[Ints]]
    ) -> None:
        self.evening = evening
        self.rotation = Rotation(evening, sizes, seed)
        self.starts = starts
        self.idle = 0
        self.shakes = 0

    def begin_best(self) -> None:
        """Takes the best of the designed seatings, rounds they lack by chance."""
        rotation = self.rotation
        drawn = [at.copy() for at in rotation.at]
        best, least = drawn, rotation.cost
        for start in self.starts:
            rotation.start_from([*start, *drawn[len(start) :]])
            if rotation.cost < least:
                best, least = [at.copy() for at in rotation.at], rotation.cost
        rotation.start_from(best)

    def begin_with(self, rounds: tuple[Round, ...]) -> None:
        """Takes a given seating if it is better than what there is."""
        rotation = self.rotation
        best, least = rotation.best, rotation.best_cost
        rotation.start_from(self._numbered(rounds))
        if rotation.cost > least:
            rotation.start_from(best)

    def _numbered(self, rounds: tuple[Round, ...]) -> list[Ints]:
        place = {name: i for i, name in enumerate(self.evening.people)}
        at = []
        for tables in rounds:
            row = np.full(len(place), -1, dtype=np.int64)
            for table, seated in enumerate(tables):
                row[[place[name] for name in seated]] = table
            at.append(row)
        return at

    def go_on(self, steps: int, target: float, stop: Stop) -> bool:
        """So many steps; says whether the best is better."""
        if self.rotation.search(steps, target, stop):
            self.idle = 0
            return True
        self.idle += 1
        if self.idle >= PATIENCE:
            self.idle = 0
            self._shake()
        return False

    def _shake(self) -> None:
        """Back to the best with one, two or three rounds drawn afresh; now and then with all."""
        rotation = self.rotation
        self.shakes += 1
        best, cost = rotation.best, rotation.best_cost
        at = [a.copy() for a in best]
        count = min(len(at), self.shakes % 4 or len(at))
        for number in rotation.random.choice(len(at), count, replace=False).tolist():
            at[number] = rotation.draw(number)
        rotation.start_from(at)
        if rotation.best_cost > cost:
            rotation.best, rotation.best_cost = best, cost

    def evened(
        self, rounds: tuple[Round, ...], steps: int, stop: Stop, end: float | None
    ) -> tuple[Round, ...]:
        """A seating with as many repeats, less unevenly given out."""
        rotation = self.rotation
        rotation.start_from(self._numbered(rounds))
        if rotation.cost < 0.5:
            return rounds
        rotation.refine()
        late = 1e18 if end is None else end
        rotation.search(steps, 0.0, lambda: stop() or time.monotonic() > late)
        return rotation.rounds()


def crew_member(link: Connection, line: Line, target: float, steps: int) -> None:
    """The life of a child process: searches until it is ended, and sends what is better."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = os.getppid()
    try:
        while line.rotation.best_cost > target and os.getppid() == parent:
            if line.go_on(steps, target, _never):
                link.send((line.rotation.best_cost, line.rotation.rounds()))
    except (BrokenPipeError, ConnectionResetError):
        os._exit(0)


def _never() -> bool:
    return False
