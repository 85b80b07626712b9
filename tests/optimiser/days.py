"""Seeded days of meetings, and the best of a tiny one by trying everything."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Any

from optimiser.meetings.check import check_day
from optimiser.meetings.parsing import parse_day
from optimiser.meetings.problem import DayPlan, Place, breaks_of, slots_of


def day(
    people: int,
    slots: int,
    locations: int,
    meetings: int,
    seed: int,
    forbidden: float = 0.03,
    halves: float = 0.0,
    fairness: int | None = 2,
) -> dict[str, Any]:
    """A forum: investors meet founders; a plan exists, since a hidden one was drawn first."""
    random = Random(f"day {people} {slots} {locations} {meetings} {seed}")
    names = [f"p{i}" for i in range(people)]
    investors, founders = names[: people // 3], names[people // 3 :]
    pairs = [(a, b) for a in investors for b in founders]
    random.shuffle(pairs)
    busy: set[tuple[str, int]] = set()
    held: dict[int, int] = dict.fromkeys(range(1, slots + 1), 0)
    found: list[dict[str, Any]] = []
    half = slots // 2
    for a, b in pairs:
        free = [
            s for s in held if held[s] < locations and (a, s) not in busy and (b, s) not in busy
        ]
        if len(found) < meetings and free:
            slot = min(free, key=lambda s: held[s] + random.random() * 3)
            busy |= {(a, slot), (b, slot)}
            held[slot] += 1
            found.append({"id": f"m{len(found)}", "a": a, "b": b})
            if random.random() < halves:
                found[-1]["session"] = "am" if slot <= half else "pm"
    return {
        "kind": "meetings",
        "slots": slots,
        "locations": locations,
        "sessions": {"am": list(range(1, half + 1)), "pm": list(range(half + 1, slots + 1))},
        "participants": [
            {
                "id": name,
                "forbidden": [
                    s for s in held if (name, s) not in busy and random.random() < forbidden
                ],
            }
            for name in names
        ],
        "meetings": found,
        "fairness": fairness,
    }


def tiny(seed: int) -> dict[str, Any]:
    """Any rule may occur, and no plan need exist."""
    random = Random(f"tiny day {seed}")
    slots = random.randint(1, 4)
    names = [f"p{i}" for i in range(random.randint(2, 5))]
    found: list[dict[str, Any]] = []
    for i in range(random.randint(0, 5)):
        a, b = random.sample(names, 2)
        meeting: dict[str, Any] = {"id": f"m{i}", "a": a, "b": b}
        if random.random() < 0.2:
            meeting["session"] = random.choice(["am", "pm"])
        if random.random() < 0.15:
            meeting["fixed"] = random.randint(1, slots)
        if found and random.random() < 0.2:
            meeting["after"] = [random.choice(found)["id"]]
        if random.random() < 0.6:
            meeting["weight"] = random.choice([0, 1, 2, 7])
        found.append(meeting)
    return {
        "kind": "meetings",
        "slots": slots,
        "locations": random.choice([0, 1, 2, ["a", "b"]]) if seed % 5 == 0 else 2,
        "sessions": {"am": [1, 2][:slots], "pm": list(range(2, slots + 1))},
        "participants": [
            {"id": n, "forbidden": [s for s in range(1, slots + 1) if random.random() < 0.12]}
            for n in names
        ],
        "meetings": found,
        "fairness": random.choice([None, 0, 1]),
        "optional": random.random() < 0.4,
    }


def best_of(json: dict[str, Any]) -> tuple[int, int] | None:
    """Weight met and breaks of the best plan; None when there is none."""
    parsed = parse_day(json)
    choices: list[list[Place | None]] = []
    for meeting in parsed.meetings.values():
        places: list[Place | None] = [Place(s, None) for s in parsed.allowed(meeting)]
        choices.append([*places, None] if parsed.optional else places)
    best: tuple[int, int] | None = None
    for drawn in product(*choices):
        plan = dict(zip(parsed.meetings, drawn, strict=True))
        if not check_day(parsed, DayPlan(plan)):
            weight = sum(parsed.meetings[n].weight for n, p in plan.items() if p)
            breaks = sum(breaks_of(s) for s in slots_of(parsed, plan).values())
            if best is None or (weight, -breaks) > (best[0], -best[1]):
                best = (weight, breaks)
    return best
