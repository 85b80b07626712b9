"""Annealing of whole evenings: in one round at a time, tables in pairs trade a person or a seat.

A free seat is a person nobody minds, a ghost, so that sizes change by the same exchange. Each pair
of tables weighs all its exchanges at once and takes one with the chances of the heat bath (Geman
and Geman 1984); pairs of tables share nobody, so that all changes of a round are exact. Several
evenings cool side by side, since a call of numpy costs hardly more for eight than for one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimiser.tables.meeting_prices import HARD, meeting_prices
from optimiser.tables.problem import Evening, Round

Ints = NDArray[np.int64]
NEVER = 1e9
FINE = 1e-3  # what unevenness costs once repeats are settled
SIDE_BY_SIDE = 8
LARGEST_STATE = 4_000_000  # pairs of people that all evenings side by side may hold
LOOSE = 2  # free seats beside a table of even size that an exchange may fill
NOISE = 1 << 20
ORDERS = 1024
CHECK_EVERY = 64


class Annealing:
    """`best` is the best seating seen, `best_cost` its repeats, broken rules counted as HARD each.

    `sizes` are those of seatings drawn by chance; no table that allows it is kept below `widest`.
    `fine`: a pair that meets often costs a little more for each time.
    """

    def __init__(
        self,
        evening: Evening,
        sizes: list[list[int]],
        seed: int,
        widest: int = 0,
        fine: bool = False,
    ) -> None:
        self.evening, self.sizes = evening, sizes
        self.grain = FINE if fine else 1.0
        self.random = np.random.default_rng(seed)
        self.names = list(evening.people)
        self.place = {name: i for i, name in enumerate(self.names)}
        self._seats(widest)
        self.prices = meeting_prices(evening, self.size, FINE if fine else 0.0)
        self.most, self.value_of = evening.most_same or 0, self._values()
        self.orders = np.array([self.random.permutation(self.tables) for _ in range(ORDERS)])
        self.orders = self.orders[:, : self.tables - self.tables % 2]
        self.pairs = self.orders.shape[1] // 2
        choices = self.pairs * self.width**2
        by_size = LARGEST_STATE // max(1, self.size**2)
        side = min(by_size, NOISE // 4 // max(1, choices), SIDE_BY_SIDE)
        self.chains = max(1, side)
        room = max(NOISE, 2 * (choices + self.pairs))
        self.noise = self.random.gumbel(size=room).astype(np.float32)
        self.best: list[Ints] = []
        self.best_cost = float("inf")

    # What there is: seats, ghosts, walls

    def _seats(self, widest: int) -> None:
        evening, count = self.evening, len(self.names)
        self.tables = max(len(tables) for tables in evening.tables)
        caps = [
            [min(t.max, max(size + LOOSE, widest)) for t, size in zip(tables, sizes, strict=True)]
            for tables, sizes in zip(evening.tables, self.sizes, strict=True)
        ]
        self.width = max([1, *(cap for found in caps for cap in found)])
        self.caps = np.zeros((evening.rounds, self.tables), dtype=np.int64)
        self.least = np.zeros((evening.rounds, self.tables), dtype=np.int64)
        for number, found in enumerate(caps):
            self.caps[number, : len(found)] = found
            self.least[number, : len(found)] = [t.min for t in evening.tables[number]]
        present = [len(evening.present(r + 1)) for r in range(evening.rounds)]
        has_ghosts = any(int(row.sum()) > p for row, p in zip(self.caps, present, strict=True))
        # Free seats are one ghost, missing ones one wall, and their meetings are not counted.
        self.ghost, self.wall = count, count + 1
        self.size = count + 2
        self.counts = np.ones(self.size, dtype=np.int64)
        self.counts[self.ghost :] = 0
        self.fixed = np.zeros(self.size, dtype=bool)
        self.fixed[self.wall] = True
        self.fixed[[self.place[name] for name in evening.hosts]] = True
        has_walls = bool((self.caps < self.width).any())
        self.any_fixed = has_walls or bool(evening.hosts)
        self.any_least = bool(has_ghosts and (self.least > 1).any())

    def _values(self) -> Ints:
        """The value of each one's attribute as a number, -1 without one."""
        found = np.full(self.size, -1, dtype=np.int64)
        known: dict[str, int] = {}
        for name, value in self.evening.attribute.items():
            found[self.place[name]] = known.setdefault(value, len(known))
        return found

    # States

    def draw(self, number: int) -> Ints:
        """A seating of one round by chance, hosts at their tables; -1 is absent."""
        at = np.full(len(self.names), -1, dtype=np.int64)
        left = list(self.sizes[number])
        others = []
        for name in self.evening.present(number + 1):
            table = self.evening.hosts.get(name)
            if table is None:
                others.append(self.place[name])
            else:
                at[self.place[name]] = table
                left[table] -= 1
        seats = [table for table, free in enumerate(left) for _ in range(max(0, free))]
        self.random.shuffle(seats)
        for person, table in zip(others, seats, strict=False):
            at[person] = table
        return at

    def _laid(self, rounds: list[Ints]) -> Ints:
        """[round, table, seat] who sits there; free seats hold the ghost, missing ones the wall."""
        found = np.full((len(rounds), self.tables, self.width), self.wall, dtype=np.int64)
        for number, at in enumerate(rounds):
            for table in range(self.tables):
                seated = np.nonzero(at == table)[0]
                found[number, table, : self.caps[number, table]] = self.ghost
                found[number, table, : len(seated)] = seated
        return found

    def offer(self, rounds: list[Ints]) -> None:
        """A seating to keep if it is the best so far."""
        self._begin([rounds])

    def _begin(self, starts: list[list[Ints]]) -> None:
        self.at = np.stack([self._laid(start) for start in starts])
        self.state = np.repeat(self.prices.state[None], len(starts), axis=0)
        chain = np.arange(len(starts))[:, None, None]
        for number in range(self.at.shape[1]):
            for table in range(self.tables):
                seated = self.at[:, number, table]
                self.state[chain, seated[:, :, None], seated[:, None, :]] += 1
        everybody = np.arange(self.size)
        self.state[:, everybody, everybody] = 0
        self.state[:, self.ghost :] = 0
        self.state[:, :, self.ghost :] = 0
        self.flat = self.state.reshape(-1)
        self.cost = self.prices.whole[self.state].sum((1, 2)) / 2 + self._spread_cost()
        self._keep_best()

    def _spread_cost(self) -> Any:
        if not self.most:
            return 0.0
        value = self.value_of[self.at]
        found = np.zeros(len(self.at))
        for one in range(int(value.max(initial=-1)) + 1):
            found += np.maximum((value == one).sum(-1) - self.most, 0).sum((1, 2))
        return HARD * found

    def _keep_best(self) -> None:
        chain = int(self.cost.argmin())
        if self.cost[chain] > self.best_cost - 0.5 * self.grain:
            return
        self.best_cost = float(self.cost[chain])
        self.best = []
        for tables in self.at[chain]:
            at = np.full(self.size, -1, dtype=np.int64)
            at[tables] = np.arange(self.tables)[:, None]
            self.best.append(at[: len(self.names)])

    # Cooling

    def cool(
        self, starts: list[list[Ints]], heat: Callable[[int], float | None], target: float
    ) -> None:
        """Exchanges until the target; `heat(step)`, asked now and then, is None at the end."""
        self._begin(starts)
        step, warm = 0, None
        while self.pairs and self.best_cost > target:
            if step % CHECK_EVERY == 0:
                warm = heat(step)
                self._draw_chances()
            if warm is None:
                return
            self._step(step % CHECK_EVERY, warm)
            step += 1

    def _draw_chances(self) -> None:
        chains, rounds = self.at.shape[:2]
        lines = chains * self.pairs
        self.round_of = self.random.integers(rounds, size=(CHECK_EVERY, chains))
        self.order_of = self.random.integers(len(self.orders), size=CHECK_EVERY)
        room = len(self.noise) - lines * (self.width**2 + 1)
        self.noise_of = self.random.integers(room, size=CHECK_EVERY).tolist()
        self.chain = np.arange(chains)[:, None]
        self.offset = (np.arange(chains) * self.size**2)[:, None, None, None]
        self.lines = np.arange(lines)

    def _step(self, turn: int, warm: float) -> None:
        number = self.round_of[turn][:, None]
        order = self.orders[self.order_of[turn]]
        both = self.at[self.chain, number, order]  # [chain, table, seat]
        pairs, width = self.pairs, self.width
        base = both[..., None] * self.size + self.offset
        one, other = both[:, :pairs], both[:, pairs:]
        across = self.prices.more[self.flat[base[:, :pairs] + other[:, :, None, :]]]
        own = self.prices.less[self.flat[base + both[:, :, None, :]]].sum(-1)
        left = across.sum(-1) - own[:, :pairs]
        right = across.sum(-2) - own[:, pairs:]
        change = left[..., :, None] + right[..., None, :] - 2 * across
        if self.most:
            change += self._spread_changes(one, other)
        if self.any_fixed or self.any_least:
            self._forbid(change, one, other, number, order)
        count, choices = len(self.lines), width * width
        change = change.reshape(count, choices)
        start = self.noise_of[turn]
        noise = self.noise[start : start + count * choices].reshape(count, choices)
        drawn = change * (1.0 / warm) - noise
        choice = drawn.argmin(1)
        stay = self.noise[start + count * choices : start + count * (choices + 1)]
        moved = np.nonzero(drawn[self.lines, choice] < -stay)[0]
        if len(moved):
            self._exchange(
                moved, choice[moved], change, both=both, number=number[:, 0], order=order
            )

    def _exchange(
        self, moved: Ints, choice: Ints, change: Any, *, both: Ints, number: Ints, order: Ints
    ) -> None:
        pairs, size = self.pairs, self.size
        chain, pair = np.divmod(moved, pairs)
        seat, seat_there = np.divmod(choice, self.width)
        here, there = both[chain, pair], both[chain, pair + pairs]
        every = np.arange(len(moved))
        person, person_there = here[every, seat], there[every, seat_there]
        self.at[chain, number[chain], order[pair], seat] = person_there
        self.at[chain, number[chain], order[pair + pairs], seat_there] = person
        base = (chain * size * size)[:, None]
        one, two = person[:, None], person_there[:, None]
        stay_here, stay_there = self.counts[here], self.counts[there]
        stay_here[every, seat] = 0
        stay_there[every, seat_there] = 0
        by_here, by_there = base + here * size, base + there * size
        from_one, from_two = base + one * size, base + two * size
        places = np.concatenate(
            [from_one + here, by_here + one, from_two + there, by_there + two,
             from_two + here, by_here + two, from_one + there, by_there + one], axis=1
        )  # fmt: skip
        one_counts, two_counts = self.counts[one], self.counts[two]
        one_here, two_here = stay_here * one_counts, stay_here * two_counts
        one_there, two_there = stay_there * one_counts, stay_there * two_counts
        signs = np.concatenate(
            [-one_here, -one_here, -two_there, -two_there,
             two_here, two_here, one_there, one_there], axis=1
        )  # fmt: skip
        np.add.at(self.flat, places.ravel(), signs.ravel())
        np.add.at(self.cost, chain, change[moved, choice])
        self._keep_best()

    def _spread_changes(self, one: Ints, other: Ints) -> Any:
        mine, theirs = self.value_of[one], self.value_of[other]
        here = (mine[..., :, None] == mine[..., None, :]).sum(-1)
        there = (theirs[..., :, None] == theirs[..., None, :]).sum(-1)
        across = mine[..., :, None] == theirs[..., None, :]
        # The tables of a pair seen from each person: how many of their value sit on either side.
        mine_there, theirs_here = across.sum(-1), across.sum(-2)
        enters = (mine >= 0) * ((mine_there >= self.most) * 1.0 - (here > self.most))
        comes = (theirs >= 0) * ((theirs_here >= self.most) * 1.0 - (there > self.most))
        found = enters[..., :, None] + comes[..., None, :]
        return (HARD * np.where(across, 0.0, found)).astype(np.float32)

    def _forbid(self, change: Any, one: Ints, other: Ints, number: Ints, order: Ints) -> None:
        if self.any_fixed:
            change += NEVER * self.fixed[one][..., :, None]
            change += NEVER * self.fixed[other][..., None, :]
        if self.any_least:
            people = len(self.names)
            is_one, is_other = one < people, other < people
            size, size_there = is_one.sum(-1), is_other.sum(-1)
            least, least_there = (
                self.least[number, half] for half in (order[: self.pairs], order[self.pairs :])
            )
            may_leave = ((size - 1 >= least) | (size == 1)) & (size_there + 1 >= least_there)
            may_come = ((size_there - 1 >= least_there) | (size_there == 1)) & (size + 1 >= least)
            leaves = is_one[..., :, None] & ~is_other[..., None, :]
            comes = ~is_one[..., :, None] & is_other[..., None, :]
            change += NEVER * (leaves & ~may_leave[..., None, None])
            change += NEVER * (comes & ~may_come[..., None, None])

    def rounds(self) -> tuple[Round, ...]:
        """The best seating in names, tables in their order."""
        return tuple(
            tuple(
                tuple(self.names[p] for p in np.nonzero(at == table)[0].tolist())
                for table in range(len(tables))
            )
            for at, tables in zip(self.best, self.sizes, strict=True)
        )
