"""First seatings: a design without repeats where one fits, its people given out by chance."""

from __future__ import annotations

from random import Random

import numpy as np

from optimiser.tables.designs import Seats, best_design
from optimiser.tables.problem import Evening
from optimiser.tables.rotation import Ints

TRIES = 60
FEWER = 4  # tables that may stay unused for a better design
MOST_DESIGNED = 300  # people, beyond which writing a design down takes longer than searching


def designed(evening: Evening, random: Random) -> list[list[Ints]]:
    """Seatings by design that keep the sizes of all tables; the rounds it lacks stay empty."""
    if evening.hosts:
        return []
    count = len(evening.people)
    tables = min(sum(table.max > 0 for table in tables) for tables in evening.tables)
    largest = max((table.max for tables in evening.tables for table in tables), default=0)
    found: list[tuple[int, int, Seats]] = []
    for used in range(max(1, tables - FEWER), tables + 1):
        size = -(-count // used)
        if 2 <= size <= largest and used * size <= MOST_DESIGNED:
            seats = best_design(used, size)
            found.append((-min(len(seats), evening.rounds), used * size - count, seats))
    starts = []
    for _, spare, seats in sorted(found, key=lambda one: one[:2])[:3]:
        for _ in range(TRIES):
            start = _given_out(evening, seats, spare, random)
            if start is not None:
                starts.append(start)
                if not (evening.apart or evening.together or evening.history or evening.most_same):
                    return starts
    return starts


def _given_out(evening: Evening, seats: Seats, spare: int, random: Random) -> list[Ints] | None:
    """People take the places of a design by chance; None when some table would not do."""
    count = len(evening.people)
    places = list(range(count + spare))
    seats = random.sample(seats, len(seats))
    seats, unused = seats[: evening.rounds], seats[evening.rounds :]
    if spare and (unused or random.random() < 0.5):
        # Who sits together in one round meets in no other: take the spare places from there.
        table = random.choice(random.choice(unused or seats))
        last = random.sample(table, min(spare, len(table)))
        places = [p for p in places if p not in last]
        random.shuffle(places)
        places += last
    else:
        random.shuffle(places)
    person = {place: index for index, place in enumerate(places) if index < count}
    start = []
    for number, tables in enumerate(seats, start=1):
        present = {evening.people.index(name) for name in evening.present(number)}
        groups = [[person[p] for p in table if person.get(p) in present] for table in tables]
        at = _seated(evening, number, groups)
        if at is None:
            return None
        start.append(at)
    return start


def _seated(evening: Evening, number: int, groups: list[list[int]]) -> Ints | None:
    """The largest group takes the largest table, if all sizes are allowed."""
    tables = evening.tables[number - 1]
    at = np.full(len(evening.people), -1, dtype=np.int64)
    order = sorted(range(len(tables)), key=lambda t: (-tables[t].max, -tables[t].min))
    groups = sorted((g for g in groups if g), key=len, reverse=True)
    if len(groups) > len(tables):
        return None
    for table, group in zip(order, groups, strict=False):
        if not tables[table].min <= len(group) <= tables[table].max:
            return None
        at[group] = table
    return at
