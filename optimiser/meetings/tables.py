"""Gives the meetings of each slot their locations, so that people change tables seldom."""

from __future__ import annotations

from optimiser.meetings.problem import Day, Place


def with_locations(day: Day, slots: dict[str, int | None]) -> dict[str, Place | None]:
    """Slot by slot each meeting takes the table where its two sat last, if it is free."""
    found: dict[str, Place | None] = dict.fromkeys(day.meetings)
    last: dict[str, int] = {}
    in_slot: dict[int, list[str]] = {}
    for name in day.meetings:
        slot = slots.get(name)
        if slot is not None:
            in_slot.setdefault(slot, []).append(name)
    for slot in sorted(in_slot):
        chosen = _assigned(day, in_slot[slot], last)
        for name, location in chosen.items():
            found[name] = Place(slot, location)
            last[day.meetings[name].a] = last[day.meetings[name].b] = location
    return found


def _assigned(day: Day, names: list[str], last: dict[str, int]) -> dict[str, int]:
    wishes: list[tuple[int, str, int]] = []
    for name in names:
        ends = [last.get(day.meetings[name].a), last.get(day.meetings[name].b)]
        for location in dict.fromkeys(end for end in ends if end is not None):
            wishes.append((-ends.count(location), name, location))
    chosen: dict[str, int] = {}
    taken: set[int] = set()
    for _, name, location in sorted(wishes):
        if name not in chosen and location not in taken:
            chosen[name] = location
            taken.add(location)
    free = iter(range(1, day.locations + 1))
    for name in names:
        if name not in chosen:
            location = next(place for place in free if place not in taken)
            chosen[name] = location
            taken.add(location)
    return chosen
