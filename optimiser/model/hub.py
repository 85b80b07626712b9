"""The problem as numbers: ids become positions, calendars become tables of true and false."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimiser.problem import Problem

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
NO_LIMIT = 1 << 30


@dataclass(frozen=True, slots=True)
class Hub:
    """Residents, experts, rooms and needs by position; what locked sessions take is already gone.

    `limit_*` are what is left beside the locked sessions. A locked session is known by its index
    in `problem.locked`.
    """

    problem: Problem
    weeks: int
    slots: int
    week: Ints  # [slot]
    expert_ids: list[str]
    room_ids: list[str]
    resident_ids: list[str]
    need_ids: list[str]
    format_ids: list[str]
    free: Flags  # [resident, slot]
    available: Flags  # [expert, slot]
    open: Flags  # [room, slot]
    term_left: Ints  # [expert]
    week_left: Ints  # [expert, week]
    resident_left: Ints  # [resident, week]
    capacity: Ints  # [room]
    suits: Flags  # [format, room]
    least: Ints  # [format]
    most: Ints  # [format]
    owner: Ints  # [need] resident
    weight: Ints  # [need]
    in_time: Ints  # [need] slots below this one are in time
    locked_at: dict[int, int]  # need -> slot of its locked session
    after: list[list[int]]  # [need]
    followers: list[list[int]]  # [need]
    is_ordered: Flags  # [need] does it come after, or before, another one?
    bonus: int
    suitable: dict[tuple[int, int], list[tuple[int, int]]]  # filled by `rooms_for`

    def rooms_for(self, form: int, slot: int) -> list[tuple[int, int]]:
        """Suitable rooms open in the slot as (seats given, room), the smallest first."""
        found = self.suitable.get((form, slot))
        if found is None:
            rooms = np.nonzero(self.suits[form] & self.open[:, slot])[0].tolist()
            most = int(self.most[form])
            found = sorted((min(most, int(self.capacity[room])), room) for room in rooms)
            self.suitable[form, slot] = found
        return found


def _table(rows: list[Any], slots: int, start: bool) -> Flags:
    """A table of flags, `start` everywhere and the opposite at the slots listed for each row."""
    table = np.full((len(rows), slots), start)
    for row, listed in enumerate(rows):
        table[row, sorted(listed)] = not start
    return table


def build_hub(problem: Problem) -> Hub:
    term = problem.term
    slots = term.total
    experts, rooms = list(problem.experts.values()), list(problem.rooms.values())
    residents, needs = list(problem.residents.values()), list(problem.needs.values())
    formats = list(problem.formats.values())
    resident_at = {r.id: i for i, r in enumerate(residents)}
    need_at = {n.id: i for i, n in enumerate(needs)}
    followers: list[list[int]] = [[] for _ in needs]
    for i, n in enumerate(needs):
        for earlier in n.after:
            followers[need_at[earlier]].append(i)
    hub = Hub(
        problem,
        term.weeks,
        slots,
        np.arange(slots) // term.slots_per_week,
        [e.id for e in experts],
        [r.id for r in rooms],
        [r.id for r in residents],
        [n.id for n in needs],
        [f.id for f in formats],
        _table([r.busy for r in residents], slots, True),
        _table([e.available for e in experts], slots, False),
        _table([r.closed for r in rooms], slots, True),
        np.array([_limit(e.max_sessions) for e in experts], dtype=np.int64),
        np.array([[_limit(e.max_per_week)] * term.weeks for e in experts], dtype=np.int64).reshape(
            len(experts), term.weeks
        ),
        np.array(
            [[_limit(r.max_per_week)] * term.weeks for r in residents], dtype=np.int64
        ).reshape(len(residents), term.weeks),
        np.array([r.capacity for r in rooms], dtype=np.int64),
        np.array([[r.suits(f) for r in rooms] for f in formats], dtype=bool).reshape(
            len(formats), len(rooms)
        ),
        np.array([f.min for f in formats], dtype=np.int64),
        np.array([f.max for f in formats], dtype=np.int64),
        np.array([resident_at[n.resident] for n in needs], dtype=np.int64),
        np.array([n.weight for n in needs], dtype=np.int64),
        np.array(
            [
                slots if n.before_week is None else min(slots, n.before_week * term.slots_per_week)
                for n in needs
            ],
            dtype=np.int64,
        ),
        {},
        [[need_at[a] for a in n.after] for n in needs],
        followers,
        np.array([bool(n.after or followers[i]) for i, n in enumerate(needs)], dtype=bool),
        problem.first_bonus,
        {},
    )
    _take_locked(hub, need_at)
    return hub


def _limit(value: int | None) -> int:
    return NO_LIMIT if value is None else value


def _take_locked(hub: Hub, need_at: dict[str, int]) -> None:
    expert_at = {e: i for i, e in enumerate(hub.expert_ids)}
    room_at = {r: i for i, r in enumerate(hub.room_ids)}
    for session in hub.problem.locked:
        expert, slot = expert_at[session.expert], session.slot
        week = int(hub.week[slot])
        hub.available[expert, slot] = False
        hub.open[room_at[session.room], slot] = False
        hub.term_left[expert] -= 1
        hub.week_left[expert, week] -= 1
        for name in session.attendees:
            need = need_at[name]
            owner = hub.owner[need]
            hub.locked_at[need] = slot
            hub.free[owner, slot] = False
            hub.resident_left[owner, week] -= 1
    np.maximum(hub.term_left, 0, out=hub.term_left)
    np.maximum(hub.week_left, 0, out=hub.week_left)
    np.maximum(hub.resident_left, 0, out=hub.resident_left)
