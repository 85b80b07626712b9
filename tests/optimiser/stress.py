"""Seeded terms in which every expert gives one session and a plan for everybody exists."""

from __future__ import annotations

from random import Random
from typing import Any


def stress(
    experts: int,
    people: int,
    rooms: int,
    seed: int,
    wanted: tuple[int, int] = (10, 20),
    slots: int = 45,
    available: float = 1.0,
) -> dict[str, Any]:
    """One session per expert, one expert per need; people want what a hidden timetable allows.

    `available` is the share of the slots at which an expert could come, the hidden one among them.
    """
    random = Random(f"stress {experts} {people} {rooms} {seed}")
    features = ["projector", "screen", "kitchen"]
    owned = [sorted(f for f in features if random.random() < 0.6) for _ in range(rooms)]
    places = [(slot, room) for slot in range(slots) for room in range(rooms)]
    hidden = random.sample(places, experts)
    sizes = [0] * experts
    needs: list[dict[str, Any]] = []
    by_slot: dict[int, list[int]] = {}
    for event, (slot, _) in enumerate(hidden):
        by_slot.setdefault(slot, []).append(event)
    for person in range(people):
        count = min(random.randint(*wanted), len(by_slot))
        for slot in random.sample(sorted(by_slot), count):
            event = random.choice(by_slot[slot])
            sizes[event] += 1
            needs.append(_need(f"p{person}", event))
    formats: dict[str, Any] = {}
    teachers = []
    for event, (slot, room) in enumerate(hidden):
        equipment = sorted(f for f in owned[room] if random.random() < 0.5)
        name = "+".join(equipment) or "plain"
        formats[name] = {"min": 1, "max": people, "equipment": equipment}
        hours = {s for s in range(slots) if random.random() < available} | {slot}
        teachers.append(
            {
                "id": f"e{event}",
                "disciplines": [f"d{event}"],
                "formats": [name],
                "languages": ["french"],
                "available": sorted(hours),
                "max_sessions": 1,
            }
        )
    for need in needs:
        need["formats"] = teachers[int(need["discipline"][1:])]["formats"]
    return {
        "kind": "programme",
        "term": {"weeks": 1, "days": 5, "slots": slots // 5},
        "formats": formats,
        "rooms": [
            {
                "id": f"r{room}",
                "capacity": max(
                    [sizes[e] for e, place in enumerate(hidden) if place[1] == room], default=1
                ),
                "equipment": owned[room],
            }
            for room in range(rooms)
        ],
        "experts": teachers,
        "residents": [{"id": f"p{person}", "languages": ["french"]} for person in range(people)],
        "needs": needs,
    }


def _need(person: str, event: int) -> dict[str, Any]:
    return {
        "id": f"{person} {event}",
        "resident": person,
        "discipline": f"d{event}",
        "formats": [],
        "weight": 1,
    }
