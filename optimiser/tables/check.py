"""Checks a seating in plain loops: every rule and every figure, the bound by counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from optimiser.check.fault import Fault
from optimiser.reading import shown
from optimiser.tables.problem import Evening, Round, Seating, meetings, pair, repeats

RULES = {
    "known": "A seating names only the people, rounds and tables of the problem.",
    "seated": "Whoever attends a round sits at exactly one table of it, and nobody else does.",
    "size": "A used table has between its minimum and its maximum of people.",
    "apart": "Two who are to be kept apart are never at one table.",
    "together": "Two who are to meet are at one table at least once.",
    "host": "A host sits at the host's table in every round attended.",
    "spread": "At most max_same people of one value are at one table.",
    "cover_all": "Where it is the goal, every pair is at one table at least once.",
}


def check_seating(evening: Evening, seating: Seating) -> list[Fault]:
    """Everything wrong with a seating; an empty list says that it keeps all it promises."""
    faults = list(_shape(evening, seating))
    for number, tables in enumerate(seating.rounds[: evening.rounds], start=1):
        faults += _round(evening, number, tables)
    counts = meetings(seating.rounds)
    for one, other in sorted(evening.together):
        if not counts[one, other]:
            text = f"{shown(one)} and {shown(other)} never sit at one table."
            faults.append(Fault("together", "$.rounds", text))
    if evening.cover_all:
        for one, other in combinations(evening.people, 2):
            if not counts[pair(one, other)]:
                text = f"{shown(one)} and {shown(other)} never meet."
                faults.append(Fault("cover_all", "$.rounds", text))
                break
    return faults + list(_figures(evening, seating))


def _shape(evening: Evening, seating: Seating) -> Iterator[Fault]:
    if len(seating.rounds) != evening.rounds:
        text = f"There are {evening.rounds} rounds, not {len(seating.rounds)}."
        yield Fault("known", "$.rounds", text)
    known = set(evening.people)
    for r, tables in enumerate(seating.rounds[: evening.rounds]):
        if len(tables) != len(evening.tables[r]):
            text = f"The round has {len(evening.tables[r])} tables, not {len(tables)}."
            yield Fault("known", f"$.rounds[{r}]", text)
        for t, seated in enumerate(tables):
            for name in seated:
                if name not in known:
                    text = f"There is nobody called {shown(name)}."
                    yield Fault("known", f"$.rounds[{r}][{t}]", text)


def _round(evening: Evening, number: int, tables: Round) -> Iterator[Fault]:
    path = f"$.rounds[{number - 1}]"
    present = set(evening.present(number))
    seats = Counter(name for seated in tables for name in seated)
    for name in evening.people:
        wanted = int(name in present)
        if seats[name] != wanted:
            text = f"{shown(name)} has {seats[name]} seats in round {number}, not {wanted}."
            yield Fault("seated", path, text)
    for t, seated in enumerate(tables[: len(evening.tables[number - 1])]):
        yield from _table(evening, number, t, seated)
    for name, table in evening.hosts.items():
        if name in present and (table >= len(tables) or name not in tables[table]):
            text = f"{shown(name)} hosts another table in round {number}."
            yield Fault("host", path, text)


def _table(evening: Evening, number: int, place: int, seated: tuple[str, ...]) -> Iterator[Fault]:
    table, path = evening.tables[number - 1][place], f"$.rounds[{number - 1}][{place}]"
    if seated and not table.min <= len(seated) <= table.max:
        text = f"{len(seated)} people sit here, not {table.min} to {table.max}."
        yield Fault("size", path, text)
    for one, other in combinations(seated, 2):
        if pair(one, other) in evening.apart:
            text = f"{shown(one)} and {shown(other)} are to be kept apart."
            yield Fault("apart", path, text)
    if evening.most_same is not None:
        values = Counter(evening.attribute[n] for n in seated if n in evening.attribute)
        for value, count in values.items():
            if count > evening.most_same:
                text = f"{count} people of {shown(value)} sit here, at most {evening.most_same}."
                yield Fault("spread", path, text)


def _figures(evening: Evening, seating: Seating) -> Iterator[Fault]:
    value, bound = repeats(evening, seating.rounds), seating.bound
    if seating.value is not None and seating.value != value:
        yield Fault("value", "$.value", f"The seating has {value} repeats, not {seating.value}.")
    if bound is not None and bound > value:
        yield Fault("bound", "$.bound", f"The bound {bound} is above the {value} repeats.")
    if bound is not None and seating.gap is not None:
        gap = 0.0 if value == bound else (value - bound) / max(1, value)
        if abs(gap - seating.gap) > 1e-9:
            yield Fault("gap", "$.gap", f"The gap is {gap:.6f}, not {seating.gap:.6f}.")
    if seating.status == "optimal" and bound != value:
        text = f"The seating is called optimal, with {value} repeats and the bound {bound}."
        yield Fault("status", "$.status", text)
