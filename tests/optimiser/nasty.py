"""Seeded problems from every corner of the format: nothing, too little, too much at once."""

from __future__ import annotations

from random import Random
from typing import Any


def nasty(seed: int, size: int = 1) -> dict[str, Any]:
    """A legal problem; small at size 1, of demonstration size at 4."""
    random = Random(f"nasty {seed}")
    term = {
        "weeks": random.choice([1, 1, 2, 3]),
        "days": random.choice([1, 2]),
        "slots": random.choice([1, 2, 3]),
    }
    total = term["weeks"] * term["days"] * term["slots"]
    disciplines = ["law", "sales", "impact"][: random.randint(1, 3)]
    languages = ["fr", "ar", "en"][: random.randint(1, 3)]
    features = ["screen", "kitchen"]
    formats: dict[str, Any] = {}
    for name in ["talk", "table", "class"][: random.randint(0 if random.random() < 0.1 else 1, 3)]:
        least = random.choice([1, 1, 2, 3])
        formats[name] = {"min": least, "max": least + random.choice([0, 1, 5])}
        if random.random() < 0.3:
            formats[name]["equipment"] = random.sample(features, random.randint(0, 2))
    problem: dict[str, Any] = {"kind": "programme", "term": term, "formats": formats}
    problem["rooms"] = [
        {
            "id": f"r{i}",
            "capacity": random.choice([0, 1, 2, 3, 8]),
            "equipment": random.sample(features, random.randint(0, 2)),
            "closed": some(random, range(total), 0.15),
        }
        for i in range(few(random, 3 + size))
    ]
    problem["experts"] = [
        {
            "id": f"e{i}",
            "disciplines": some(random, disciplines, 0.7),
            "formats": some(random, formats, 0.8),
            "languages": some(random, languages, 0.7),
            "available": some(random, range(total), random.choice([0.2, 0.6, 1.0])),
            "max_sessions": random.choice([None, None, 0, 1, 2, 5]),
            "max_per_week": random.choice([None, None, 1, 2, 0]),
        }
        for i in range(few(random, 4 * size))
    ]
    problem["residents"] = [
        {
            "id": f"p{i}",
            "languages": some(random, languages, 0.8),
            "busy": some(random, range(total), random.choice([0.0, 0.3, 0.8])),
            "max_per_week": random.choice([None, None, 1, 2, 0]),
        }
        for i in range(few(random, 6 * size))
    ]
    problem["needs"] = needs(random, problem, disciplines, size)
    problem["first_bonus"] = random.choice([0, 0, 1, 7])
    if random.random() < 0.5:
        problem["locked"] = locked(random, problem, total, disciplines, languages)
    return problem


def few(random: Random, most: int) -> int:
    return 0 if random.random() < 0.04 else random.randint(1, most)


def some(random: Random, items: Any, share: float) -> list[Any]:
    return [item for item in items if random.random() < share]


def needs(
    random: Random, problem: dict[str, Any], disciplines: list[str], size: int
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for i in range(few(random, 9 * size) if problem["residents"] else 0):
        need: dict[str, Any] = {
            "id": f"n{i}",
            "resident": random.choice(problem["residents"])["id"],
            "discipline": random.choice([*disciplines, *disciplines, "nobody's"]),
            "formats": some(random, problem["formats"], 0.8),
            "weight": random.choice([1, 2, 5, 100]),
        }
        if random.random() < 0.2:
            need["before_week"] = random.randint(0, problem["term"]["weeks"] + 1)
        if found and random.random() < 0.25:
            need["after"] = random.sample([n["id"] for n in found], min(len(found), 2))
        found.append(need)
    random.shuffle(found)
    return found


def locked(
    random: Random,
    problem: dict[str, Any],
    total: int,
    disciplines: list[str],
    languages: list[str],
) -> list[dict[str, Any]]:
    """Sessions by hand that clash with nothing and keep no other rule."""
    found: list[dict[str, Any]] = []
    if not (problem["rooms"] and problem["experts"] and problem["formats"]):
        return found
    taken: set[Any] = set()
    for i in range(random.randint(1, 3)):
        slot = random.randrange(total)
        expert = random.choice(problem["experts"])["id"]
        room = random.choice(problem["rooms"])["id"]
        if {(expert, slot), (room, slot)} & taken:
            continue
        taken |= {(expert, slot), (room, slot)}
        attendees = []
        for need in random.sample(problem["needs"], min(len(problem["needs"]), 2)):
            claims = {need["id"], (need["resident"], slot)}
            if not claims & taken:
                taken |= claims
                attendees.append(need["id"])
        found.append(
            {
                "id": f"l{i}",
                "discipline": random.choice(disciplines),
                "format": random.choice(list(problem["formats"])),
                "expert": expert,
                "room": room,
                "slot": slot,
                "language": random.choice(languages),
                "attendees": attendees,
            }
        )
    return found
