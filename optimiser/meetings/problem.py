"""What a day of one-to-one meetings is asked to be, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Participant:
    id: str
    forbidden: frozenset[int]


@dataclass(frozen=True, slots=True)
class Meeting:
    """`after`: meetings held in strictly earlier slots; `fixed`: the one slot it may have."""

    id: str
    a: str
    b: str
    session: str | None
    fixed: int | None
    after: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Day:
    """Slots and locations count from 1; every id a record names exists, `after` has no circle."""

    slots: int
    locations: int
    sessions: Mapping[str, frozenset[int]]
    participants: Mapping[str, Participant]
    meetings: Mapping[str, Meeting]
    fairness: int | None
    optional: bool

    def allowed(self, meeting: Meeting) -> list[int]:
        """Slots in which both may come and which its session and its fixed slot leave."""
        closed = self.participants[meeting.a].forbidden | self.participants[meeting.b].forbidden
        inside = range(1, self.slots + 1)
        slots = [slot for slot in inside if slot not in closed]
        if meeting.session is not None:
            slots = [slot for slot in slots if slot in self.sessions[meeting.session]]
        return [slot for slot in slots if meeting.fixed in (None, slot)]


@dataclass(frozen=True, slots=True)
class Place:
    slot: int
    location: int | None


@dataclass(frozen=True, slots=True)
class DayPlan:
    """Where each meeting is held; None where it is not. Figures are None in a plan typed by hand.

    `value`: breaks. `bound`: no plan (of this weight) has fewer; proven, never estimated.
    """

    places: Mapping[str, Place | None]
    value: int | None = None
    bound: int | None = None
    gap: float | None = None
    status: str | None = None
    weight_met: int | None = None
    weight_bound: int | None = None
    unscheduled: Mapping[str, str] | None = None


def breaks_of(slots: list[int]) -> int:
    """Maximal runs of idle slots between two meetings."""
    ordered = sorted(slots)
    return sum(later - earlier > 1 for earlier, later in pairwise(ordered))


def slots_of(day: Day, places: Mapping[str, Place | None]) -> dict[str, list[int]]:
    """For each participant the slots of the meetings held."""
    found: dict[str, list[int]] = {name: [] for name in day.participants}
    for name, place in places.items():
        if place is not None and name in day.meetings:
            found[day.meetings[name].a].append(place.slot)
            found[day.meetings[name].b].append(place.slot)
    return found


def slots_in(plan: DayPlan) -> dict[str, int | None]:
    """The slot of each meeting of a plan, None where it is not held."""
    return {n: None if place is None else place.slot for n, place in plan.places.items()}
