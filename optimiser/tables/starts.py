"""First seatings: a design without repeats where one fits, its people given out by chance."""

from __future__ import annotations

from random import Random

import numpy as np

from optimiser.tables.annealing import Ints
from optimiser.tables.designs import Seats, best_design
from optimiser.tables.problem import Evening

TRIES = 60
TRIES_BESIDE = 20
FEWER = 4  # tables that may stay unused for a better design
MOST_DESIGNED = 300  # people, beyond which writing a design down takes longer than searching


def designed(evening: Evening, random: Random) -> list[list[Ints]]:
    """Seatings by design that keep the sizes of all tables; the rounds it lacks stay empty.

    A design may have places to spare, or fewer places than there are people: the others sit down
    beside.
    """
    if evening.hosts:
        return []
    count = len(evening.people)
    tables = min(sum(table.max > 0 for table in tables) for tables in evening.tables)
    largest = max((table.max for tables in evening.tables for table in tables), default=0)
    roomy: list[tuple[int, int, Seats]] = []
    narrow: list[tuple[int, int, Seats]] = []
    for used in range(max(1, tables - FEWER), tables + 1):
        for size in {-(-count // used), count // used}:
            if 2 <= size <= largest and used * size <= MOST_DESIGNED:
                seats = best_design(used, size)
                spare = used * size - count
                found = roomy if spare >= 0 else narrow
                found.append((-min(len(seats), evening.rounds), abs(spare), seats))
    starts = []
    wished = evening.apart or evening.together or evening.history or evening.most_same
    for _, spare, seats in sorted(roomy, key=lambda one: one[:2])[:3]:
        for _ in range(TRIES):
            start = _given_out(evening, seats, spare, random)
            if start is not None:
                starts.append(start)
                if not wished:
                    break
        if starts and not wished:
            break
    for _, beside, seats in sorted(narrow, key=lambda one: one[:2])[:2]:
        tries = (_given_out(evening, seats, -beside, random) for _ in range(TRIES_BESIDE))
        starts += [start for start in tries if start is not None]
    return starts


def _given_out(evening: Evening, seats: Seats, spare: int, random: Random) -> list[Ints] | None:
    """People take the places of a design by chance; None when some table would not do."""
    count = len(evening.people)
    places = list(range(count + spare))
    seats = random.sample(seats, len(seats))
    seats, unused = seats[: evening.rounds], seats[evening.rounds :]
    if spare > 0 and (unused or random.random() < 0.5):
        # Who sits together in one round meets in no other: take the spare places from there.
        table = random.choice(random.choice(unused or seats))
        last = random.sample(table, min(spare, len(table)))
        places = [p for p in places if p not in last]
        random.shuffle(places)
        places += last
    else:
        random.shuffle(places)
    person = {place: index for index, place in enumerate(places) if index < count}
    place = {name: index for index, name in enumerate(evening.people)}
    met: dict[int, set[int]] = {index: set() for index in range(len(places), count)}
    start = []
    for number, tables in enumerate(seats, start=1):
        present = {place[name] for name in evening.present(number)}
        groups = [[person[p] for p in table if person.get(p) in present] for table in tables]
        most = sorted((table.max for table in evening.tables[number - 1]), reverse=True)
        beside = {index: known for index, known in met.items() if index in present}
        groups += [[] for _ in range(len(most) - len(groups))]
        _sit_beside(groups, most, beside)
        at = _seated(evening, number, groups)
        if at is None or sum(map(len, groups)) < len(present):
            return None
        start.append(at)
    return start


def _sit_beside(groups: list[list[int]], most: list[int], met: dict[int, set[int]]) -> None:
    """People without a place join where they know the fewest; `met` is who they have met."""
    for index, known in met.items():
        room = [group for group in groups if len(group) < most[0]]
        if room:
            group = min(room, key=lambda g: (len(known.intersection(g)), len(g)))
            known.update(group)
            group.append(index)


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
