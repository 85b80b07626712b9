"""Evenings at tables of one size."""

from __future__ import annotations

from random import Random
from typing import Any


def evening(people: int, tables: int, size: int, rounds: int, **other: Any) -> dict[str, Any]:
    return {
        "kind": "tables",
        "people": [f"p{i}" for i in range(people)],
        "rounds": rounds,
        "tables": [{"id": f"t{i}", "max": size} for i in range(tables)],
        **other,
    }


def wished(seed: int) -> dict[str, Any]:
    """A small evening with any of the wishes; no seating need exist."""
    random = Random(f"wished {seed}")
    people = [f"p{i}" for i in range(random.randint(0 if seed % 9 == 0 else 2, 9))]
    rounds, tables = random.randint(1, 4), random.randint(1, 4)
    found: dict[str, Any] = {"kind": "tables", "people": people, "rounds": rounds}
    if random.random() < 0.3 and people:
        found["table_sizes"] = [_cut(len(people), random) for _ in range(rounds)]
    else:
        most = -(-len(people) // tables) + random.randint(0, 1)
        found["tables"] = [
            {"id": f"t{i}", "min": random.randint(0, min(2, most)), "max": most}
            for i in range(tables)
        ]
        if random.random() < 0.3 and people:
            found["hosts"] = {p: f"t{random.randrange(tables)}" for p in people[:2]}
    if len(people) > 3:
        random.shuffle(people)
        for key, place in (("apart", 0), ("together", 2)):
            if random.random() < 0.4:
                found[key] = [people[place : place + 2]]
        if random.random() < 0.3:
            found["history"] = [[people[0], people[3], random.randint(0, 3)]]
        if random.random() < 0.3:
            values = {p: random.choice("xy") for p in people[1:]}
            found["spread"] = {"attr": values, "max_same": random.randint(1, 3)}
        if random.random() < 0.3:
            found["absent"] = {people[-1]: [random.randint(1, rounds)]}
    if random.random() < 0.2:
        found["goal"] = "cover_all"
    return found


def _cut(people: int, random: Random) -> list[int]:
    sizes = []
    while people:
        sizes.append(random.randint(1, people))
        people -= sizes[-1]
    return sizes
