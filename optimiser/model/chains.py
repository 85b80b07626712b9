"""Needs of one resident that come after each other: what comes after is taken only with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from optimiser.model.hub import Flags, Floats, Hub, Ints

MOST_SETS = 512  # of one chain; the order of a chain with more of them is left out of the bound


@dataclass(frozen=True, slots=True)
class Chains:
    """For each chain all sets that hold with a need also those it comes after, none empty.

    `needs` lists the sets one after the other, `first` is the first set of
    each chain, `owner` its resident, `inside` says which needs belong to a chain.
    """

    inside: Flags
    owner: Ints
    first: Ints
    needs: Ints
    start: Ints  # of each set in `needs`, and the end

    @property
    def size(self) -> int:
        return len(self.owner)

    def best(self, reward: Floats) -> tuple[Floats, Ints]:
        """For each chain the worth of its best set, and which it is."""
        if not self.size:
            return np.zeros(0), np.zeros(0, dtype=np.int64)
        worth = np.add.reduceat(reward[self.needs], self.start[:-1])
        best = np.maximum.reduceat(worth, self.first)
        length = np.diff(np.append(self.first, len(worth)))
        places = np.where(worth == np.repeat(best, length), np.arange(len(worth)), len(worth))
        return best, np.minimum.reduceat(places, self.first)

    def take(self, taken: Floats, sets: Ints) -> None:
        for chosen in sets.tolist():
            taken[self.needs[self.start[chosen] : self.start[chosen + 1]]] = 1.0


def no_chains() -> Chains:
    none = np.zeros(0, dtype=np.int64)
    return Chains(np.zeros(0, dtype=bool), none, none, none, np.zeros(1, dtype=np.int64))


def chains_of(hub: Hub) -> Chains:
    """Chains among needs of one resident; locked needs are met and bind nobody."""
    before: dict[int, list[int]] = {}
    near: dict[int, set[int]] = defaultdict(set)
    for need, earlier in enumerate(hub.after):
        if need in hub.locked_at:
            continue
        mine = [e for e in earlier if e not in hub.locked_at and hub.owner[e] == hub.owner[need]]
        if mine:
            before[need] = mine
            for other in mine:
                near[need].add(other)
                near[other].add(need)
    inside = np.zeros(len(hub.need_ids), dtype=bool)
    owners: list[int] = []
    first: list[int] = []
    sets: list[tuple[int, ...]] = []
    for need in sorted(near):
        if inside[need]:
            continue
        members = _connected(need, near)
        found = _closed_sets(members, before)
        if found:
            inside[members] = True
            owners.append(int(hub.owner[need]))
            first.append(len(sets))
            sets += found
    if not owners:
        return no_chains()
    sizes = [len(one) for one in sets]
    return Chains(
        inside,
        np.array(owners, dtype=np.int64),
        np.array(first, dtype=np.int64),
        np.array([need for one in sets for need in one], dtype=np.int64),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
    )


def _connected(need: int, near: dict[int, set[int]]) -> list[int]:
    found, waiting = {need}, [need]
    while waiting:
        for other in near[waiting.pop()] - found:
            found.add(other)
            waiting.append(other)
    return sorted(found)


def _closed_sets(members: list[int], before: dict[int, list[int]]) -> list[tuple[int, ...]]:
    """Every set but the empty one that holds what its needs come after; none where too many."""
    order: list[int] = []
    left = list(members)
    while left:  # `after` has no cycle, so that each round places somebody
        ready = [n for n in left if not any(e in left for e in before.get(n, []))]
        order += ready
        left = [n for n in left if n not in ready]
    found: list[frozenset[int]] = [frozenset()]
    for need in order:
        found += [one | {need} for one in found if one.issuperset(before.get(need, []))]
        if len(found) > MOST_SETS:
            return []
    return [tuple(sorted(one)) for one in found if one]
