"""Seeded problems of the programme's family, from a handful of people to a thousand."""

from __future__ import annotations

from random import Random
from typing import Any

DISCIPLINES = [
    "accounts", "law", "sales", "pricing", "impact", "grants", "teams", "digital",
    "speaking", "brand", "supply", "export",
]  # fmt: skip
LANGUAGES = ["tounsi", "arabic", "french", "english"]
FORMATS: dict[str, Any] = {
    "meeting": {"min": 1, "max": 1},
    "clinic": {"min": 2, "max": 4},
    "workshop": {"min": 4, "max": 10, "equipment": ["projector"]},
}
SIZES = {30: (15, 3), 100: (30, 6), 300: (60, 12), 1000: (120, 20)}


def family(
    residents: int,
    experts: int,
    rooms: int,
    seed: int,
    weeks: int = 12,
    days: int = 5,
    slots: int = 4,
    needs: tuple[int, int] = (3, 6),
    bonus: int = 3,
    locked: int = 0,
) -> dict[str, Any]:
    """A problem as JSON; the same arguments give the same problem."""
    random = Random(f"{residents} {experts} {rooms} {seed}")
    total = weeks * days * slots
    disciplines = DISCIPLINES[: max(3, min(12, experts // 2))]
    problem: dict[str, Any] = {
        "kind": "programme",
        "term": {"weeks": weeks, "days": days, "slots": slots},
        "formats": FORMATS,
        "rooms": [_room(random, i, total) for i in range(rooms)],
        "experts": [_expert(random, i, disciplines, weeks, days, slots) for i in range(experts)],
        "residents": [_resident(random, i, weeks, days, slots) for i in range(residents)],
        "needs": [],
        "first_bonus": bonus,
    }
    for resident in problem["residents"]:
        problem["needs"] += _needs(random, resident["id"], disciplines, weeks, needs)
    if locked:
        problem["locked"] = _locked(random, problem, locked)
    return problem


def _room(random: Random, index: int, total: int) -> dict[str, Any]:
    return {
        "id": f"room {index}",
        "capacity": [12, 6, 4, 10, 2][index % 5],
        "equipment": ["projector"] if index % 2 == 0 else [],
        "closed": sorted(random.sample(range(total), total // 20)),
    }


def _half_days(random: Random, share: float, weeks: int, days: int, slots: int) -> list[int]:
    """The slots of weekly half-days, some weeks away."""
    half = max(1, slots // 2)
    kept = [
        (day, k) for day in range(days) for k in range(0, slots, half) if random.random() < share
    ]
    return sorted(
        (week * days + day) * slots + k
        for week in range(weeks)
        if random.random() > 0.1
        for day, first in kept
        for k in range(first, min(first + half, slots))
    )


def _expert(
    random: Random, index: int, disciplines: list[str], weeks: int, days: int, slots: int
) -> dict[str, Any]:
    return {
        "id": f"expert {index}",
        "disciplines": random.sample(disciplines, random.randint(1, 2)),
        "formats": random.sample(list(FORMATS), random.randint(1, 2)),
        "languages": random.sample(LANGUAGES, random.randint(1, 3)),
        "available": _half_days(random, 0.2, weeks, days, slots),
        "max_sessions": random.randint(3, 10),
        "max_per_week": random.choice([1, 1, 2, None]),
    }


def _resident(random: Random, index: int, weeks: int, days: int, slots: int) -> dict[str, Any]:
    return {
        "id": f"resident {index}",
        "languages": random.sample(LANGUAGES, random.randint(2, 3)),
        "busy": _half_days(random, 0.5, weeks, days, slots),
        "max_per_week": random.choice([2, 3, None]),
    }


def _needs(
    random: Random, resident: str, disciplines: list[str], weeks: int, count: tuple[int, int]
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for index in range(random.randint(*count)):
        need: dict[str, Any] = {
            "id": f"{resident} need {index}",
            "resident": resident,
            "discipline": random.choice(disciplines),
            "formats": random.sample(list(FORMATS), random.randint(1, 3)),
            "weight": random.choice([1, 3, 3, 5]),
        }
        if random.random() < 0.15:
            need["before_week"] = random.randint(2, weeks)
        if found and random.random() < 0.04:
            need["after"] = [random.choice(found)["id"]]
        found.append(need)
    return found


def _locked(random: Random, problem: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """Some sessions placed by hand, without clashes and not asked to keep other rules."""
    found: list[dict[str, Any]] = []
    taken: set[tuple[str, int]] = set()
    total = problem["term"]["weeks"] * problem["term"]["days"] * problem["term"]["slots"]
    needs = random.sample(problem["needs"], min(len(problem["needs"]), count))
    for need in needs:
        slot = random.randrange(total)
        expert = random.choice(problem["experts"])["id"]
        room = random.choice(problem["rooms"])["id"]
        claims = {(expert, slot), (room, slot), (need["resident"], slot)}
        if not claims & taken:
            taken |= claims
            speaks = next(r for r in problem["residents"] if r["id"] == need["resident"])
            found.append(
                {
                    "id": f"locked {len(found)}",
                    "discipline": need["discipline"],
                    "format": random.choice(list(FORMATS)),
                    "expert": expert,
                    "room": room,
                    "slot": slot,
                    "language": speaks["languages"][0],
                    "attendees": [need["id"]],
                }
            )
    return found
