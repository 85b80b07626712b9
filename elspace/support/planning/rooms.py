"""Rooms that fit: the planner only asks that a room suffices, people want one of their size."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from elspace.hub.enums import FormatCode


@dataclass(frozen=True)
class Beside:
    """Through which walls one hears: rooms beside each room, and those that ask for quiet."""

    near: dict[str, set[str]] = field(default_factory=dict)
    quiet: frozenset[str] = frozenset()

    def disturbs(self, room: str, form: str, others: Iterable[tuple[str, str]]) -> bool:
        """Whether a format in a room and one of the others (room, format) would hear each other."""
        near = self.near.get(room, set())
        return any(
            other in near
            and (
                (form == FormatCode.WORKSHOP and other in self.quiet)
                or (theirs == FormatCode.WORKSHOP and room in self.quiet)
            )
            for other, theirs in others
        )


def fitting_rooms(
    problem: dict[str, Any], sessions: list[dict[str, Any]], beside: Beside | None = None
) -> dict[str, str]:
    """By id of a new session, the smallest room of its slot that holds its people and its expert,
    has what its format needs, is open and nobody else's; if there is one, such a room through whose
    walls no session of the slot is heard where quiet is asked for. Where a session of the slot is
    left without a room, the whole slot keeps the planner's rooms.

    A plan is worth the same points in any rooms that suffice.
    """
    locked = {one["id"] for one in problem["locked"]}
    by_slot: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in sessions:
        by_slot[one["slot"]].append(one)
    found: dict[str, str] = {}
    for slot, together in by_slot.items():
        taken = {one["room"]: one["format"] for one in together if one["id"] in locked}
        new = [one for one in together if one["id"] not in locked]
        found |= _match(problem, slot, new, taken, beside or Beside()) or {
            one["id"]: one["room"] for one in new
        }
    return found


def _match(
    problem: dict[str, Any],
    slot: int,
    sessions: list[dict[str, Any]],
    taken: dict[str, str],
    beside: Beside,
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
        form = one["format"]
        kind = [room for room in suiting if not beside.disturbs(room, form, taken.items())]
        found[one["id"]] = room = (kind or suiting)[0]
        taken = taken | {room: form}
    return found
