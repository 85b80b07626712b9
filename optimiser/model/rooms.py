"""Gives every session of a slot a room of its own, and lists the sets in which rooms run out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def match_rooms(wanted: dict[K, tuple[int, int]]) -> dict[K, int] | None:
    """A room for each session, or None when there is none for all (Kuhn 1955).

    `wanted` holds for each session the suitable rooms as bits and the room it has now (-1: none),
    which it keeps unless somebody else needs it.
    """
    holder: dict[int, K] = {}
    for key, (rooms, current) in wanted.items():
        if current >= 0 and rooms >> current & 1 and current not in holder:
            holder[current] = key
    seated = set(holder.values())
    for key in wanted:
        if key not in seated and not _place(key, wanted, holder, set()):
            return None
    return {key: room for room, key in holder.items()}


def _place(key: K, wanted: dict[K, tuple[int, int]], holder: dict[int, K], tried: set[int]) -> bool:
    rooms = wanted[key][0]
    while rooms:
        low = rooms & -rooms
        room = low.bit_length() - 1
        rooms ^= low
        if room in tried:
            continue
        tried.add(room)
        if room not in holder or _place(holder[room], wanted, holder, tried):
            holder[room] = key
            return True
    return False


def unions(sets: Iterable[int], most: int = 64) -> list[int]:
    """All unions of the given sets of rooms, which is where Hall's condition (1935) can fail.

    With more than `most` of them only the first are returned: necessary, no longer sufficient.
    """
    found: list[int] = []
    for one in sorted(set(sets)):
        for union in [one, *(one | other for other in found)]:
            if union not in found:
                found.append(union)
            if len(found) >= most:
                return found
    return found
