"""What an evening at rotating tables is asked to be, as frozen records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

Pair = tuple[str, str]
Round = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`min` holds for a table that is used."""

    id: str
    min: int
    max: int


@dataclass(frozen=True, slots=True)
class Evening:
    """Rounds count from 1 in `absent`; `tables` holds the tables of each round in their order.

    Pairs are sorted. `history`: pairs that have met before. `most_same`: people of one value of
    `attribute` at one table, None where it does not matter.
    """

    people: tuple[str, ...]
    tables: tuple[tuple[Table, ...], ...]
    apart: frozenset[Pair]
    together: frozenset[Pair]
    hosts: Mapping[str, int]
    absent: Mapping[str, frozenset[int]]
    attribute: Mapping[str, str]
    most_same: int | None
    history: frozenset[Pair]
    cover_all: bool

    @property
    def rounds(self) -> int:
        return len(self.tables)

    def present(self, number: int) -> list[str]:
        """Who attends a round, which counts from 1."""
        return [name for name in self.people if number not in self.absent.get(name, ())]


@dataclass(frozen=True, slots=True)
class Seating:
    """For each round its tables in their order; `value`: meetings of pairs that had met before."""

    rounds: tuple[Round, ...]
    value: int | None = None
    bound: int | None = None
    gap: float | None = None
    status: str | None = None


def pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def meetings(rounds: tuple[Round, ...]) -> Counter[Pair]:
    """How often each pair sits at one table."""
    found: Counter[Pair] = Counter()
    for tables in rounds:
        for seated in tables:
            found.update(pair(a, b) for a, b in combinations(seated, 2))
    return found


def repeats(evening: Evening, rounds: tuple[Round, ...]) -> int:
    """Meetings of today whose pair had met before, today or earlier."""
    counts = meetings(rounds)
    return sum(count - (met not in evening.history) for met, count in counts.items())
