"""How many people sit at each table, and the bounds that follow from it by counting."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from itertools import combinations

import numpy as np

from optimiser.tables.problem import Evening, Table, pair

Cost = Callable[[int], int]


def pairs_at(size: int) -> int:
    return size * (size - 1) // 2


def best_sizes(
    tables: tuple[Table, ...], hosts: list[int], people: int, cost: Cost = pairs_at
) -> list[int] | None:
    """Sizes whose costs add up to the least; None when these people cannot be seated.

    `hosts` counts for each table those who sit there in any case.
    """
    most = max((min(table.max, people) for table in tables), default=0)
    prices = tuple(cost(size) for size in range(most + 1))
    found = _cheapest(tables, tuple(hosts), people, prices)
    return None if found is None else list(found)


@lru_cache(maxsize=256)  # rounds are mostly alike
def _cheapest(
    tables: tuple[Table, ...], hosts: tuple[int, ...], people: int, prices: tuple[int, ...]
) -> tuple[int, ...] | None:
    cost = np.array(prices, dtype=np.float64)
    least = np.full(people + 1, np.inf)  # by people seated so far
    least[0] = 0.0
    chosen = []  # for each table, by people seated up to it: its size
    for table, own in zip(tables, hosts, strict=True):
        top = min(table.max, people)
        following, sizes = np.full(people + 1, np.inf), np.zeros(people + 1, dtype=np.int64)
        for size in [*([] if own else [0]), *range(max(table.min, own, 1), top + 1)]:
            value = least[: people + 1 - size] + cost[size]
            better = value < following[size:]
            following[size:][better] = value[better]
            sizes[size:][better] = size
        least = following
        chosen.append(sizes)
    if least[people] == np.inf:
        return None
    found = []
    for sizes in reversed(chosen):
        found.append(int(sizes[people]))
        people -= found[-1]
    return tuple(found[::-1])


def hosts_at(evening: Evening, number: int) -> list[int]:
    """For each table of a round how many hosts sit there."""
    found = [0] * len(evening.tables[number - 1])
    present = set(evening.present(number))
    for name, table in evening.hosts.items():
        if name in present:
            found[table] += 1
    return found


def least_cost(evening: Evening, number: int, cost: Cost) -> int | None:
    tables = evening.tables[number - 1]
    count = len(evening.present(number))
    sizes = best_sizes(tables, hosts_at(evening, number), count, cost)
    return None if sizes is None else sum(cost(size) for size in sizes)


def lower_bound(evening: Evening) -> int:
    """Repeats that no seating avoids, by two counts of pairs."""
    new = _new_pairs(evening)
    return max(_by_pairs(evening, new), _by_people(evening, new), _by_pigeons(evening))


def _new_pairs(evening: Evening) -> dict[str, int]:
    """For each person how many others could be met for the first time."""
    everybody = frozenset(range(1, evening.rounds + 1))
    there = {n: everybody - evening.absent.get(n, frozenset()) for n in evening.people}
    found = dict.fromkeys(evening.people, 0)
    for one, other in combinations(evening.people, 2):
        both = pair(one, other)
        if both not in evening.apart and both not in evening.history and there[one] & there[other]:
            found[one] += 1
            found[other] += 1
    return found


def _by_pairs(evening: Evening, new: dict[str, int]) -> int:
    """Pairs seated in all rounds together, less those that could be new."""
    seated = sum(least_cost(evening, r, pairs_at) or 0 for r in range(1, evening.rounds + 1))
    return max(0, seated - sum(new.values()) // 2)


def _by_people(evening: Evening, new: dict[str, int]) -> int:
    """Whoever sits beside more people than there are new faces meets some again."""
    least = [_smallest(evening, number) for number in range(1, evening.rounds + 1)]
    excess = 0
    for name in evening.people:
        absent = evening.absent.get(name, frozenset())
        beside = sum(size - 1 for r, size in enumerate(least, start=1) if r not in absent)
        excess += max(0, beside - new[name])
    return -(-excess // 2)


def _smallest(evening: Evening, number: int) -> int:
    """No used table of the round has fewer people."""
    tables, count = evening.tables[number - 1], len(evening.present(number))
    seats = sum(table.max for table in tables)
    found = [max(t.min, 1, count - (seats - t.max)) for t in tables if t.max > 0]
    return max(1, min(found, default=1))


def _by_pigeons(evening: Evening) -> int:
    """More people at a table than there were tables before: some come from the same one."""
    total = 0
    for number in range(2, evening.rounds + 1):
        before, now = set(evening.present(number - 1)), set(evening.present(number))
        places = sum(table.max > 0 for table in evening.tables[number - 2]) + len(now - before)
        total += least_cost(evening, number, partial(forced, places=places)) or 0
    return total


def forced(size: int, places: int) -> int:
    """Pairs from one table when `size` people come from so many tables."""
    if places <= 0:
        return 0
    share, more = divmod(size, places)
    return more * pairs_at(share + 1) + (places - more) * pairs_at(share)
