"""One line of search over an evening: designs first, then one cooling after another."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection

import numpy as np

from optimiser.tables.annealing import CHECK_EVERY, FINE, Annealing, Ints
from optimiser.tables.problem import Evening, Round

HOT, COLD = 0.4, 0.24  # in repeats: where dense evenings freeze
GENTLE = (0.26, 0.14)  # around the best seating, which stays what it is in the main
SHARES = (0.08, 0.27, 0.53, 0.12)  # of the time, the last around the best
FIRST_LENGTH = 8  # steps of the first cooling where steps are counted; then twice as many
STEP = 3 * CHECK_EVERY  # exchanges of one round that count as one step

Stop = Callable[[], bool]
Found = Callable[[float, tuple[Round, ...]], None]


@dataclass(frozen=True, slots=True)
class Cooling:
    """`done(steps)` is the part that is over, 1 at the end; `gentle` begins with the best."""

    done: Callable[[int], float]
    gentle: bool


class Line:
    def __init__(
        self, evening: Evening, sizes: list[list[int]], seed: int, starts: list[list[Ints]]
    ) -> None:
        self.evening, self.sizes, self.seed = evening, sizes, seed
        self.starts = starts
        self.annealing = Annealing(evening, sizes, seed, widest(starts))

    def drawn(self) -> list[Ints]:
        return [self.annealing.draw(number) for number in range(self.evening.rounds)]

    def begin(self, target: float, stop: Stop) -> None:
        """A seating by chance or by design, whichever is best; rounds a design lacks by chance.

        Nothing more is laid out once one reaches the target.
        """
        drawn = self.drawn()
        self.annealing.offer(drawn)
        for start in self.starts:
            if self.annealing.best_cost <= target or stop():
                return
            self.annealing.offer([*start, *drawn[len(start) :]])

    def go_on(self, coolings: Iterator[Cooling], target: float, stop: Stop, found: Found) -> None:
        """Cools until the target is reached or there is no further cooling."""
        annealing = self.annealing
        told = annealing.best_cost
        for cooling in coolings:
            hot, cold = GENTLE if cooling.gentle else (HOT, COLD)

            def heat(
                steps: int, hot: float = hot, cold: float = cold, on: Cooling = cooling
            ) -> float | None:
                nonlocal told
                if annealing.best_cost < told:
                    told = annealing.best_cost
                    found(told, annealing.rounds())
                done = on.done(steps)
                return None if done >= 1 or stop() else hot * (cold / hot) ** done

            starts = [
                annealing.best if cooling.gentle else self.drawn() for _ in range(annealing.chains)
            ]
            annealing.cool(starts, heat, target)
            if annealing.best_cost < told:
                found(annealing.best_cost, annealing.rounds())
            if annealing.best_cost <= target or stop():
                return

    def evened(
        self, rounds: tuple[Round, ...], steps: int, stop: Stop, end: float | None
    ) -> tuple[Round, ...]:
        """A seating with as many repeats, less unevenly given out."""
        start = numbered(self.evening, rounds)
        annealing = Annealing(self.evening, self.sizes, self.seed, widest([start]), fine=True)
        annealing.offer(start)
        if annealing.best_cost < FINE / 2:
            return rounds
        late = 1e18 if end is None else end

        def heat(done: int) -> float | None:
            over = done >= steps * STEP or stop() or time.monotonic() > late
            return None if over else FINE * HOT

        annealing.cool([start] * annealing.chains, heat, 0.0)
        return annealing.rounds()


def numbered(evening: Evening, rounds: tuple[Round, ...]) -> list[Ints]:
    """For each round the table of each person, -1 for who is absent."""
    place = {name: i for i, name in enumerate(evening.people)}
    found = []
    for tables in rounds:
        at = np.full(len(place), -1, dtype=np.int64)
        for table, seated in enumerate(tables):
            at[[place[name] for name in seated]] = table
        found.append(at)
    return found


def widest(starts: list[list[Ints]]) -> int:
    """The most people at one table in any of these seatings."""
    sizes = [np.bincount(at[at >= 0]).max(initial=0) for start in starts for at in start]
    return int(max(sizes, default=0))


def by_the_clock(end: float, has_start: bool) -> Iterator[Cooling]:
    """Coolings that share the time up to `end`; with a design or plan, first around that."""
    begin = time.monotonic()
    reached = 0.0
    for place, share in enumerate(SHARES):
        opened = begin + reached * (end - begin)
        reached += share
        closed = begin + reached * (end - begin)

        def done(steps: int, opened: float = opened, closed: float = closed) -> float:
            return (time.monotonic() - opened) / max(1e-9, closed - opened)

        yield Cooling(done, place == len(SHARES) - 1 or (place == 0 and has_start))


def by_steps(work: int, has_start: bool) -> Iterator[Cooling]:
    """Coolings of doubling length, each followed by a short one around the best.

    However many steps are to come, the first are the same.
    """
    left, length, gentle = work * STEP, FIRST_LENGTH * STEP, has_start
    while left > 0:
        whole = length // 4 if gentle else length
        limit = min(left, whole)

        def done(steps: int, whole: int = whole, limit: int = limit) -> float:
            return 1.0 if steps >= limit else steps / whole

        yield Cooling(done, gentle)
        left -= limit
        length, gentle = (length * 2 if gentle else length), not gentle


def crew_member(link: Connection, line: Line, target: float, end: float) -> None:
    """The life of a child process: searches until the end, and sends what is better."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = os.getppid()

    def send(cost: float, rounds: tuple[Round, ...]) -> None:
        link.send((cost, rounds))

    try:
        coolings = by_the_clock(end, bool(line.starts))
        line.go_on(coolings, target, lambda: os.getppid() != parent, send)
    except (BrokenPipeError, ConnectionResetError):
        os._exit(0)
