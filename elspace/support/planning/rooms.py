"""Rooms that fit: the planner only asks that a room suffices, people want one of their size."""

from collections import defaultdict
from typing import Any


def fitting_rooms(problem: dict[str, Any], sessions: list[dict[str, Any]]) -> dict[str, str]:
    """By id of a new session, the smallest room of its slot that holds its people and its expert,
    has what its format needs, is open and nobody else's; where that leaves a session of the slot
    without a room, the whole slot keeps the planner's rooms.

    A plan is worth the same points in any rooms that suffice.
    """
    locked = {one["id"] for one in problem["locked"]}
    by_slot: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in sessions:
        by_slot[one["slot"]].append(one)
    found: dict[str, str] = {}
    for slot, together in by_slot.items():
        taken = {one["room"] for one in together if one["id"] in locked}
        new = [one for one in together if one["id"] not in locked]
        found |= _match(problem, slot, new, taken) or {one["id"]: one["room"] for one in new}
    return found


def _match(
    problem: dict[str, Any], slot: int, sessions: list[dict[str, Any]], taken: set[str]
) -> dict[str, str]:
    rooms = sorted(
        (room for room in problem["rooms"] if slot not in room["closed"]),
        key=lambda room: (room["capacity"], len(room["equipment"])),
    )
    found: dict[str, str] = {}
    for one in sorted(sessions, key=lambda one: -len(one["attendees"])):
        wanted = set(problem["formats"][one["format"]]["equipment"])
        least = problem["formats"][one["format"]]["min"]
        seats = max(len(one["attendees"]) + 1, least)
        suiting = [
            room["id"]
            for room in rooms
            if room["id"] not in taken
            and room["capacity"] >= seats
            and wanted <= set(room["equipment"])
        ]
        if not suiting:
            return {}
        found[one["id"]] = suiting[0]
        taken = taken | {suiting[0]}
    return found
