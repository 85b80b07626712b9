"""A plan in the making: sessions by expert and slot, who is taken when, and a room for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from optimiser.model.hub import Hub, Ints
from optimiser.model.rooms import match_rooms
from optimiser.model.templates import Templates

Key = tuple[int, int]  # expert, slot: an expert is in one place at a time


class Meeting(NamedTuple):
    """One session; `needs` are positions, `locked` an index in problem.locked or -1.

    `own_room` is the room a session of a previous plan keeps, so that nobody is moved; else -1.
    """

    expert: int
    slot: int
    group: int
    room: int
    needs: tuple[int, ...]
    locked: int = -1
    own_room: int = -1

    @property
    def key(self) -> Key:
        return self.expert, self.slot


class Anchor(NamedTuple):
    """Where a previous plan met a need: whoever sits there still was not moved."""

    key: Key
    group: int
    room: int


@dataclass(slots=True)
class Plan:
    """Always legal. `anchors` are attendances of a previous plan that still stand."""

    hub: Hub
    templates: Templates
    meetings: dict[Key, Meeting]
    met_at: Ints  # [need] slot, -1 when unmet
    taken: np.ndarray  # [resident, slot]
    resident_week: Ints  # [resident, week]
    expert_total: Ints
    expert_week: Ints
    met_count: Ints  # [resident]
    in_slot: list[dict[Key, int]]  # [slot] rooms of its meetings, locked ones left out
    points: int
    anchors: dict[int, Anchor]
    moved: int

    def copy(self) -> Plan:
        return replace(
            self,
            meetings=dict(self.meetings),
            met_at=self.met_at.copy(),
            taken=self.taken.copy(),
            resident_week=self.resident_week.copy(),
            expert_total=self.expert_total.copy(),
            expert_week=self.expert_week.copy(),
            met_count=self.met_count.copy(),
            in_slot=[dict(rooms) for rooms in self.in_slot],
        )

    def format_of(self, meeting: Meeting) -> int:
        return self.templates.groups[meeting.group].format

    # Seats

    def can_seat(self, need: int, slot: int) -> bool:
        """Is the need unmet and could its resident come, the order of her needs kept?"""
        hub = self.hub
        owner, week = hub.owner[need], hub.week[slot]
        return bool(
            self.met_at[need] < 0
            and slot < hub.in_time[need]
            and hub.free[owner, slot]
            and not self.taken[owner, slot]
            and self.resident_week[owner, week] < hub.resident_left[owner, week]
            and self.in_order(need, slot)
        )

    def in_order(self, need: int, slot: int) -> bool:
        """Everything it comes after is met earlier, everything that comes after it later."""
        for earlier in self.hub.after[need]:
            if not 0 <= self.met_at[earlier] < slot:
                return False
        for later in self.hub.followers[need]:
            if later not in self.hub.locked_at and 0 <= self.met_at[later] <= slot:
                return False
        return True

    def candidates(self, needs: Ints, slot: int) -> Ints:
        """Those of the needs that could take a seat in the slot now."""
        hub = self.hub
        owners, week = hub.owner[needs], hub.week[slot]
        can = (self.met_at[needs] < 0) & ~self.taken[owners, slot]
        can &= self.resident_week[owners, week] < hub.resident_left[owners, week]
        found: Ints = needs[can]
        ordered = np.nonzero(hub.is_ordered[found])[0].tolist()
        if ordered:
            keep = np.ones(len(found), dtype=bool)
            for place in ordered:
                keep[place] = self.in_order(int(found[place]), slot)
            found = found[keep]
        return found

    def seat(self, key: Key, need: int) -> None:
        meeting = self.meetings[key]
        self.meetings[key] = meeting._replace(needs=(*meeting.needs, need))
        self._mark(need, meeting, 1)

    def unseat(self, key: Key, need: int) -> None:
        meeting = self.meetings[key]
        self._mark(need, meeting, -1)
        self.meetings[key] = meeting._replace(needs=tuple(n for n in meeting.needs if n != need))

    def _mark(self, need: int, meeting: Meeting, sign: int) -> None:
        hub, slot = self.hub, meeting.slot
        owner = int(hub.owner[need])
        self.met_at[need] = slot if sign > 0 else -1
        self.taken[owner, slot] = sign > 0
        self.resident_week[owner, hub.week[slot]] += sign
        before = self.met_count[owner] > 0
        self.met_count[owner] += sign
        bonus = hub.bonus * (int(self.met_count[owner] > 0) - int(before))
        self.points += sign * int(hub.weight[need]) + bonus
        anchor = self.anchors.get(need)
        if anchor and anchor == Anchor(meeting.key, meeting.group, meeting.room):
            self.moved -= sign

    # Sessions

    def can_give(self, expert: int, slot: int) -> bool:
        hub, week = self.hub, self.hub.week[slot]
        return bool(
            hub.available[expert, slot]
            and (expert, slot) not in self.meetings
            and self.expert_total[expert] < hub.term_left[expert]
            and self.expert_week[expert, week] < hub.week_left[expert, week]
        )

    def rooms_with(
        self, form: int, slot: int, seats: int, extra: Key | None
    ) -> dict[Key, int] | None:
        """Rooms for all meetings of a slot and one more (or a larger one) for `seats` people.

        Meetings may change rooms for it, save those that keep their own. None when it cannot be.
        """
        hub = self.hub
        wanted = {}
        for key, room in self.in_slot[slot].items():
            if key == extra:
                continue
            meeting = self.meetings[key]
            if meeting.own_room >= 0:
                wanted[key] = (1 << room, room)
            else:
                size = max(len(meeting.needs), int(hub.least[self.format_of(meeting)]))
                wanted[key] = (self._suitable(self.format_of(meeting), slot, size), room)
        new = extra if extra is not None else (-1, slot)
        current = self.in_slot[slot].get(new, -1)
        wanted[new] = (self._suitable(form, slot, seats), current)
        return match_rooms(wanted)

    def _suitable(self, form: int, slot: int, seats: int) -> int:
        return sum(1 << room for size, room in self.hub.rooms_for(form, slot) if size >= seats)

    def seats_possible(self, form: int, slot: int, wished: int) -> int:
        """The most seats, up to `wished`, that some room could give one more session."""
        rooms = self.hub.rooms_for(form, slot)
        used = self.in_slot[slot].values()
        free = max((size for size, room in rooms if room not in used), default=0)
        if free >= wished or (rooms and free == rooms[-1][0]):
            return min(free, wished)
        # Others may change rooms for a larger session: try the sizes above the largest free one.
        for size in sorted({min(size, wished) for size, _ in rooms if size > free}, reverse=True):
            if size >= self.hub.least[form] and self.rooms_with(form, slot, size, None):
                return size
        return min(free, wished)

    def add(self, expert: int, slot: int, group: int, needs: tuple[int, ...]) -> bool:
        """Holds one more session, rooms of the slot rearranged; False when no room is left."""
        form = self.templates.groups[group].format
        rooms = self.rooms_with(form, slot, len(needs), None)
        if rooms is None:
            return False
        key = (expert, slot)
        rooms[key] = rooms.pop((-1, slot))
        self._settle(slot, rooms)
        self.insert(Meeting(expert, slot, group, rooms[key], needs))
        return True

    def insert(self, meeting: Meeting) -> None:
        """Writes a meeting down as it is; its room must be free."""
        self.meetings[meeting.key] = meeting
        if meeting.locked < 0:
            self.in_slot[meeting.slot][meeting.key] = meeting.room
            self.expert_total[meeting.expert] += 1
            self.expert_week[meeting.expert, self.hub.week[meeting.slot]] += 1
        for need in meeting.needs:
            self._mark(need, meeting, 1)

    def remove(self, key: Key) -> Meeting:
        meeting = self.meetings[key]
        for need in meeting.needs:
            self._mark(need, meeting, -1)
        del self.meetings[key]
        del self.in_slot[meeting.slot][key]
        self.expert_total[meeting.expert] -= 1
        self.expert_week[meeting.expert, self.hub.week[meeting.slot]] -= 1
        return meeting

    def _settle(self, slot: int, rooms: dict[Key, int]) -> None:
        """Moves the meetings of a slot to the rooms given."""
        for key, room in rooms.items():
            if key in self.meetings and self.meetings[key].room != room:
                self.meetings[key] = self.meetings[key]._replace(room=room)
                self.in_slot[slot][key] = room

    def seats_left(self, key: Key) -> int:
        """Free seats of a session, counting those a larger room of the slot would give."""
        meeting, hub = self.meetings[key], self.hub
        form = self.format_of(meeting)
        count = len(meeting.needs)
        if meeting.locked >= 0 or meeting.own_room >= 0:
            fixed = self._fixed_attendees(meeting)
            return int(min(hub.most[form], hub.capacity[meeting.room])) - count - fixed
        if count < hub.capacity[meeting.room]:
            return int(min(hub.most[form], hub.capacity[meeting.room])) - count
        if count >= hub.most[form]:
            return 0
        rooms = self.rooms_with(form, meeting.slot, count + 1, key)
        if rooms is None:
            return 0
        self._settle(meeting.slot, rooms)
        return int(min(hub.most[form], hub.capacity[rooms[key]])) - count

    def _fixed_attendees(self, meeting: Meeting) -> int:
        """Attendees a locked session was sent with; they are no needs this plan may move."""
        return len(self.hub.problem.locked[meeting.locked].attendees) if meeting.locked >= 0 else 0


def empty_plan(hub: Hub, templates: Templates) -> Plan:
    """The locked sessions alone, which are always a legal plan."""
    needs, residents = len(hub.need_ids), len(hub.resident_ids)
    plan = Plan(
        hub,
        templates,
        {},
        np.full(needs, -1, dtype=np.int64),
        np.zeros((residents, hub.slots), dtype=bool),
        np.zeros((residents, hub.weeks), dtype=np.int64),
        np.zeros(len(hub.expert_ids), dtype=np.int64),
        np.zeros((len(hub.expert_ids), hub.weeks), dtype=np.int64),
        np.zeros(residents, dtype=np.int64),
        [{} for _ in range(hub.slots)],
        0,
        {},
        0,
    )
    for index, session in enumerate(hub.problem.locked):
        expert = hub.expert_ids.index(session.expert)
        room = hub.room_ids.index(session.room)
        group = templates.locked_group[index]
        plan.insert(Meeting(expert, session.slot, group, room, (), locked=index))
    for need, slot in hub.locked_at.items():
        owner = hub.owner[need]
        plan.met_at[need] = slot
        plan.points += int(hub.weight[need]) + (hub.bonus if plan.met_count[owner] == 0 else 0)
        plan.met_count[owner] += 1
    return plan


def rebuilt(start: Plan, meetings: tuple[Meeting, ...]) -> Plan:
    """The plan that holds these meetings; `start` gives what stands in any case."""
    plan = start.copy()
    for meeting in list(plan.meetings.values()):
        if meeting.locked < 0:
            plan.remove(meeting.key)
        for need in meeting.needs if meeting.locked >= 0 else ():
            # Who was put back beside the locked attendees may sit elsewhere by now.
            plan.unseat(meeting.key, need)
    for meeting in meetings:
        if meeting.locked >= 0:
            for need in meeting.needs:
                plan.seat(meeting.key, need)
        else:
            plan.insert(meeting)
    return plan
