"""Tabu search over whole evenings: exchanges of two people in one round, all compared at once.

A matrix counts how often each pair sits together; leaving one round out of it says what each
meeting in that round would cost, and one product of matrices what every exchange would change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimiser.tables.problem import Evening, Round

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
HARD = 10_000.0  # what a broken rule costs, in repeats
NEVER = 1e9
FINE = 1e-3  # what unevenness costs once repeats are settled


class Rotation:
    """Who sits where in each round; `best` is the best seen, `best_cost` what it costs."""

    def __init__(self, evening: Evening, sizes: list[list[int]], seed: int) -> None:
        self.evening = evening
        self.random = np.random.default_rng(seed)
        self.names = list(evening.people)
        place = {name: i for i, name in enumerate(self.names)}
        count = len(self.names)
        self.free = np.ones((count, count), dtype=np.float32)
        self.wanted = np.full((count, count), evening.cover_all)
        self.hard = np.zeros((count, count), dtype=np.float32)
        for one, other in evening.history:
            self._both(self.free, place[one], place[other], 0.0)
        for one, other in evening.apart:
            self._both(self.hard, place[one], place[other], HARD)
        for one, other in evening.together:
            self._both(self.wanted, place[one], place[other], True)
        np.fill_diagonal(self.wanted, False)
        self.any_wanted = bool(self.wanted.any())
        self.value_of = self._values()
        self.hosts = {place[name]: table for name, table in evening.hosts.items()}
        self.present = [
            np.array([place[n] for n in evening.present(r + 1)], dtype=np.int64)
            for r in range(evening.rounds)
        ]
        self.fixed = np.zeros(count, dtype=bool)
        self.fixed[list(self.hosts)] = True
        self.sizes = sizes
        self.fine = 0.0
        self.steps = 0
        self.at = [self.draw(r) for r in range(evening.rounds)]
        self.tabu = [
            np.zeros((count, len(tables) + 1), dtype=np.int64) for tables in evening.tables
        ]
        self._begin()

    @staticmethod
    def _both(matrix: Any, one: int, other: int, value: Any) -> None:
        matrix[one, other] = matrix[other, one] = value

    def _values(self) -> Ints:
        """The value of each person's attribute as a number, -1 without one."""
        known: dict[str, int] = {}
        if self.evening.most_same is None:
            return np.full(len(self.names), -1, dtype=np.int64)
        return np.array(
            [
                known.setdefault(self.evening.attribute[n], len(known))
                if n in self.evening.attribute
                else -1
                for n in self.names
            ],
            dtype=np.int64,
        )

    def draw(self, number: int) -> Ints:
        """A seating of one round by chance, hosts at their tables; -1 is absent."""
        at = np.full(len(self.names), -1, dtype=np.int64)
        left = list(self.sizes[number])
        others = []
        for person in self.present[number].tolist():
            table = self.hosts.get(person)
            if table is None:
                others.append(person)
            else:
                at[person] = table
                left[table] -= 1
        seats = [table for table, free in enumerate(left) for _ in range(max(0, free))]
        self.random.shuffle(seats)
        for person, table in zip(others, seats, strict=False):
            at[person] = table
        return at

    def start_from(self, rounds: list[Ints]) -> None:
        self.at = [at.copy() for at in rounds]
        self._begin()

    def _begin(self) -> None:
        count = len(self.names)
        self.count = np.zeros((count, count), dtype=np.float32)
        for number in range(len(self.at)):
            self.count += self._beside(number)
        self.cost = self._whole_cost()
        self.best_cost = self.cost
        self.best = [at.copy() for at in self.at]

    def _seats(self, number: int) -> Floats:
        """[person, table] 1 where the person sits."""
        at = self.at[number]
        found = np.zeros((len(at), len(self.sizes[number])), dtype=np.float32)
        sitting = np.nonzero(at >= 0)[0]
        found[sitting, at[sitting]] = 1.0
        return found

    def _beside(self, number: int) -> Floats:
        seats = self._seats(number)
        found: Floats = seats @ seats.T
        np.fill_diagonal(found, 0.0)
        return found

    def _whole_cost(self) -> float:
        count = np.triu(self.count, 1)
        cost = np.maximum(count - self.free, 0.0) + self.hard * count
        cost += HARD * (self.wanted & (self.count < 1))
        cost += self.fine * count * (count - 1) / 2
        total = float(np.triu(cost, 1).sum())
        return total + sum(self._spread_cost(number) for number in range(len(self.at)))

    def _spread_cost(self, number: int) -> float:
        most = self.evening.most_same
        if most is None:
            return 0.0
        return HARD * float(np.maximum(self._alike(number) - most, 0).sum())

    def _alike(self, number: int) -> Ints:
        """[table, value] how many people of a value sit there."""
        values = max(1, int(self.value_of.max(initial=-1)) + 1)
        found = np.zeros((len(self.sizes[number]), values), dtype=np.int64)
        known = np.nonzero((self.at[number] >= 0) & (self.value_of >= 0))[0]
        np.add.at(found, (self.at[number][known], self.value_of[known]), 1)
        return found

    @property
    def repeats(self) -> int:
        """Repeats of the best seating, broken rules counted many times over."""
        return round(self.best_cost)

    def search(self, steps: int, target: float, stop: Callable[[], bool]) -> bool:
        """So many exchanges, or until the target is reached; says whether the best is better."""
        before = self.best_cost
        for step in range(steps):
            if self.best_cost <= target or (step % 32 == 0 and stop()):
                break
            self.steps += 1
            self._step(int(self.random.integers(len(self.at))))
        return self.best_cost < before - 1e-9

    def refine(self) -> None:
        """From now on uneven meetings cost a little as well."""
        self.fine = FINE
        self.at = [at.copy() for at in self.best]
        self._begin()

    def _step(self, number: int) -> None:
        people = self.present[number]
        people = people[~self.fixed[people]]
        if len(people) < 2:
            return
        rest = self.count - self._beside(number)
        meeting = self._meeting_costs(rest)
        seats = self._seats(number)
        at = self.at[number]
        table = at[people]
        cost = (meeting @ seats)[people]  # what each person would pay at each table
        own = cost[np.arange(len(people)), table]
        there = cost[:, table]
        change = there + there.T - own[:, None] - own[None, :]
        change -= 2.0 * meeting[np.ix_(people, people)]
        change += self._spread_changes(number, people, table)
        tabu = self.tabu[number][people][:, table] > self.steps
        tabu |= tabu.T
        exact = change.copy()
        change += self.random.random(change.shape, dtype=np.float32) * 0.4 * (self.fine or 1.0)
        change[tabu & (self.cost + change > self.best_cost - 0.5 * (self.fine or 1.0))] = NEVER
        change[table[:, None] == table[None, :]] = NEVER
        one, other = divmod(int(np.argmin(change)), len(people))
        if change[one, other] < NEVER / 2:
            self._exchange(number, int(people[one]), int(people[other]))
            self.count = rest + self._beside(number)
            self.cost += float(exact[one, other])
            if self.cost < self.best_cost - 0.5 * (self.fine or 1.0):
                self.best_cost = self.cost
                self.best = [a.copy() for a in self.at]

    def _meeting_costs(self, count: Floats) -> Floats:
        """[person, person] what one more meeting of the pair costs, one round left out."""
        found: Floats = (count >= self.free).astype(np.float32)
        found += self.hard
        if self.any_wanted:
            found -= HARD * (self.wanted & (count < 1))
        if self.fine:
            found += self.fine * count
        np.fill_diagonal(found, 0.0)
        return found

    def _spread_changes(self, number: int, people: Ints, table: Ints) -> Any:
        most = self.evening.most_same
        if most is None:
            return 0.0
        alike = self._alike(number)
        value = self.value_of[people]
        known = value >= 0
        enters = (most <= alike[table][:, value].T) & known[:, None]
        leaves = (alike[table, value] > most) & known
        change = HARD * (enters.astype(np.float32) - leaves[:, None])
        change = change + change.T
        change[value[:, None] == value[None, :]] = 0.0
        return change

    def _exchange(self, number: int, one: int, other: int) -> None:
        at = self.at[number]
        home, there = int(at[one]), int(at[other])
        length = 4 + int(self.random.integers(8))
        self.tabu[number][one, home] = self.tabu[number][other, there] = self.steps + length
        at[one], at[other] = there, home

    def rounds(self) -> tuple[Round, ...]:
        """The best seating in names, tables in their order."""
        return tuple(
            tuple(
                tuple(self.names[p] for p in np.nonzero(at == table)[0].tolist())
                for table in range(len(self.sizes[number]))
            )
            for number, at in enumerate(self.best)
        )
