"""Terms in which every expert gives one session: a slot for each, so that few people clash.

Where nobody has a choice of sessions, a plan is a timetable of events, and what is lost is known
from pairs of events in one slot. Tabu search over moves and exchanges (Hertz and de Werra 1987;
Lewis 2008 on timetables after enrolment) keeps for each event and slot what holding it there would
cost, so that all moves are compared at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optimiser.model.hub import Flags, Floats, Hub, Ints
from optimiser.model.insertion import best_seats
from optimiser.model.plan import Meeting, Plan
from optimiser.model.rooms import match_rooms
from optimiser.model.templates import Templates

NEVER = 1e9  # the cost of a slot in which an event cannot be held
SAMPLED = 6  # events whose exchanges are looked at in one step


@dataclass(frozen=True, slots=True)
class Events:
    """One event for each expert with somebody to meet; costs are weights of needs lost.

    `rooms[e][s]`: rooms that suit, as bits; `loss[e, s]`: members who cannot come, `NEVER` where
    it cannot be held, and in the last column everybody, which is the cost of not holding it.
    """

    expert: list[int]
    group: list[int]
    members: list[Ints]
    rooms: list[list[int]]
    loss: Floats
    clash: Floats  # [event, event]


def events_of(plan: Plan) -> Events | None:
    """The timetable behind a problem, or None when some expert may give more than one session."""
    hub, templates = plan.hub, plan.templates
    if not len(hub.expert_ids) or (hub.term_left > 1).any():
        return None
    choice = _groups(hub, templates)
    if len(choice) < 2:
        return None
    members = _shared_out(hub, templates, choice)
    experts = [expert for expert, found in zip(choice, members, strict=True) if len(found)]
    groups = [choice[expert] for expert in experts]
    members = [found for found in members if len(found)]
    rooms = [
        _rooms(hub, templates.groups[group].format, len(found))
        for group, found in zip(groups, members, strict=True)
    ]
    weight = np.zeros((len(experts), len(hub.resident_ids)))
    for event, found in enumerate(members):
        weight[event, hub.owner[found]] = hub.weight[found]
    loss = _loss(hub, experts, members, rooms)
    return Events(experts, groups, members, rooms, loss, _clashes(weight))


def _groups(hub: Hub, templates: Templates) -> dict[int, int]:
    """For each expert who may still give a session the group with most people."""
    choice: dict[int, int] = {}
    used = templates.pair_group[templates.pair]
    for expert in np.nonzero(hub.term_left == 1)[0].tolist():
        groups = np.unique(used[templates.expert == expert]).tolist()
        if groups:
            choice[expert] = max(groups, key=lambda g: len(templates.groups[g].members))
    return choice


def _shared_out(hub: Hub, templates: Templates, choice: dict[int, int]) -> list[Ints]:
    """Each need to one event: where experts share a discipline, to the one with fewest people."""
    found: list[list[int]] = [[] for _ in choice]
    by_need: dict[int, list[int]] = {}
    for event, group in enumerate(choice.values()):
        for need in templates.groups[group].members.tolist():
            by_need.setdefault(need, []).append(event)
    for need, events in by_need.items():
        found[min(events, key=lambda event: len(found[event]))].append(need)
    return [_one_each(hub, needs) for needs in found]


def _one_each(hub: Hub, needs: list[int]) -> Ints:
    owners: dict[int, int] = {}
    for need in needs:
        owners.setdefault(int(hub.owner[need]), need)
    return np.array(list(owners.values()), dtype=np.int64)


def _rooms(hub: Hub, form: int, people: int) -> list[int]:
    """For each slot the rooms that seat everybody, or else the largest."""
    found = []
    for slot in range(hub.slots):
        rooms = hub.rooms_for(form, slot)
        seats = min(people, int(hub.most[form]), rooms[-1][0] if rooms else 0)
        found.append(sum(1 << room for size, room in rooms if size >= seats))
    return found


def _loss(hub: Hub, experts: list[int], members: list[Ints], rooms: list[list[int]]) -> Floats:
    loss = np.zeros((len(experts), hub.slots + 1))
    slots = np.arange(hub.slots)
    for event, needs in enumerate(members):
        weight = hub.weight[needs].astype(np.float64)
        absent = ~hub.free[hub.owner[needs]] | (slots[None, :] >= hub.in_time[needs][:, None])
        loss[event, :-1] = weight @ absent
        closed = np.array([not found for found in rooms[event]]) | ~hub.available[experts[event]]
        loss[event, :-1][closed] = NEVER
        loss[event, -1] = weight.sum()
    return loss


def _clashes(weight: Floats) -> Floats:
    """What two events lose in one slot: for each person the lesser of the two needs."""
    count = len(weight)
    found = np.zeros((count, count))
    for event in range(count):
        people = np.nonzero(weight[event])[0]
        found[event] = np.minimum(weight[:, people], weight[event, people]).sum(axis=1)
    np.fill_diagonal(found, 0.0)
    return found


class Timetable:
    """A slot for every event, improved step by step; `best` holds the best seen."""

    def __init__(self, events: Events, seed: int) -> None:
        self.events = events
        self.random = np.random.default_rng(seed)
        count, self.none = events.loss.shape[0], events.loss.shape[1] - 1
        self.slot: Ints = np.full(count, self.none, dtype=np.int64)
        self.cost = events.loss.copy()  # [event, slot] what holding it there would lose now
        self.rooms: list[dict[int, int]] = [{} for _ in range(self.none)]
        self.tabu: Ints = np.zeros(events.loss.shape, dtype=np.int64)
        self.blocked: Flags = events.loss >= NEVER
        self.least: Floats = events.loss.min(axis=1)  # what is lost of each event in any case
        self.steps = 0
        self.total = float(events.loss[:, -1].sum())
        self.best_total = self.total
        self.best: list[dict[int, int]] = [{} for _ in range(self.none)]

    def start_from(self, plan: Plan) -> None:
        """Takes over where a plan holds the events, and places the others as well as it can."""
        at = {key[0]: key[1] for key, m in plan.meetings.items() if m.locked < 0}
        order = np.argsort(-self.events.loss[:, -1], kind="stable").tolist()
        for event in sorted(order, key=lambda e: self.events.expert[e] not in at):
            slot = at.get(self.events.expert[event], -1)
            choices = [slot] if slot >= 0 else []
            choices += np.argsort(self.cost[event, :-1], kind="stable").tolist()
            for choice in choices:
                if not self.blocked[event, choice] and self._fits(choice, event, -1):
                    self._move(event, choice)
                    break
        self._remember()

    @property
    def is_done(self) -> bool:
        return self.best_total <= float(self.least.sum())

    def search(self, steps: int, stop: Callable[[], bool]) -> bool:
        """So many steps, or until nothing is lost; says whether the best has become better."""
        before = self.best_total
        for step in range(steps):
            if self.is_done or (step % 64 == 0 and stop()):
                break
            self._step()
        return self.best_total < before

    def _step(self) -> None:
        self.steps += 1
        events = np.arange(len(self.slot))
        now = self.cost[events, self.slot]
        rows = np.nonzero(now > self.least)[0]
        if not len(rows):
            return
        gain, event, slot = self._best_move(rows, now)
        exchange = self._best_exchange(rows, now)
        if exchange is not None and exchange[0] < gain:
            self._exchange(exchange[1], exchange[2], len(rows))
        elif event >= 0:
            self._forbid(event, len(rows))
            self._move(event, slot)
        if self.total < self.best_total - 1e-9:
            self._remember()

    def _best_move(self, rows: Ints, now: Floats) -> tuple[float, int, int]:
        """The move that loses least, rooms permitting: what it changes, the event, the slot."""
        change = self.cost[rows] - now[rows][:, None]
        forbidden = (self.tabu[rows] > self.steps) & (self.total + change >= self.best_total - 1e-9)
        change = change + self.random.random(change.shape) * 0.5
        change[forbidden | self.blocked[rows]] = NEVER
        change[np.arange(len(rows)), self.slot[rows]] = NEVER
        change[:, self.none] = NEVER
        for _ in range(8):
            place = int(np.argmin(change))
            row, slot = divmod(place, change.shape[1])
            if change[row, slot] >= NEVER / 2:
                break
            event = int(rows[row])
            if self._fits(slot, event, -1):
                return float(change[row, slot]), event, slot
            self.blocked[event, slot] = True
            change[row, slot] = NEVER
        return NEVER, -1, -1

    def _best_exchange(self, rows: Ints, now: Floats) -> tuple[float, int, int] | None:
        """Two events that change places, or one that takes the place of another."""
        mine = self.random.choice(rows, min(SAMPLED, len(rows)), replace=False)
        homes = self.slot[mine]
        clash = self.events.clash[mine]
        twice = np.where(homes == self.none, 1.0, 2.0)[:, None]
        there = self.cost[mine][:, self.slot]
        back = self.cost[:, homes].T
        change = there - now[mine][:, None] + back - now[None, :] - twice * clash
        forbidden = (self.tabu[mine][:, self.slot] > self.steps) | (
            self.steps < self.tabu[:, homes].T
        )
        forbidden &= self.total + change >= self.best_total - 1e-9
        change = change + self.random.random(change.shape) * 0.5
        change[forbidden | (self.slot[None, :] == homes[:, None])] = NEVER
        change[:, self.slot == self.none] = NEVER
        for _ in range(4):
            row, other = divmod(int(np.argmin(change)), change.shape[1])
            if change[row, other] >= NEVER / 2:
                break
            event = int(mine[row])
            home = int(self.slot[event])
            if self._fits(int(self.slot[other]), event, other) and (
                home == self.none or self._fits(home, other, event)
            ):
                return float(change[row, other]), event, other
            change[row, other] = NEVER
        return None

    def _forbid(self, event: int, conflicts: int) -> None:
        length = 8 + int(self.random.integers(10)) + conflicts // 3
        self.tabu[event, self.slot[event]] = self.steps + length

    def _exchange(self, event: int, other: int, conflicts: int) -> None:
        home, there = int(self.slot[event]), int(self.slot[other])
        self._forbid(event, conflicts)
        self._forbid(other, conflicts)
        self._leave(other)
        self._move(event, there)
        if home != self.none:
            self._move(other, home)

    def _fits(self, slot: int, event: int, without: int) -> bool:
        """Is there a room for the event beside those of the slot, one of them left out?"""
        rooms = self.rooms[slot]
        wanted = self.events.rooms[event][slot]
        taken = 0
        for other, room in rooms.items():
            if other != without:
                taken |= 1 << room
        if wanted & ~taken:
            return True
        return self._matched(slot, event, without) is not None

    def _matched(self, slot: int, event: int, without: int) -> dict[int, int] | None:
        wanted = {
            other: (self.events.rooms[other][slot], room)
            for other, room in self.rooms[slot].items()
            if other != without
        }
        wanted[event] = (self.events.rooms[event][slot], -1)
        return match_rooms(wanted)

    def _leave(self, event: int) -> None:
        home = int(self.slot[event])
        if home == self.none:
            return
        self.total += self.events.loss[event, -1] - self.cost[event, home]
        del self.rooms[home][event]
        self.cost[:, home] -= self.events.clash[event]
        self.blocked[:, home] = self.events.loss[:, home] >= NEVER
        self.slot[event] = self.none

    def _move(self, event: int, slot: int) -> None:
        self._leave(event)
        rooms = self._matched(slot, event, -1)
        if rooms is None:
            return
        self.rooms[slot] = rooms
        self.total += self.cost[event, slot] - self.events.loss[event, -1]
        self.cost[:, slot] += self.events.clash[event]
        self.slot[event] = slot

    def _remember(self) -> None:
        self.best_total = self.total
        self.best = [dict(rooms) for rooms in self.rooms]


def seated(start: Plan, events: Events, rooms: list[dict[int, int]]) -> Plan:
    """The plan that holds the events where a timetable puts them, everybody seated who can be."""
    plan = start.copy()
    hub = plan.hub
    worth = hub.weight.astype(np.float64)
    for slot, found in enumerate(rooms):
        for event, room in found.items():
            expert, group = events.expert[event], events.group[event]
            form = plan.templates.groups[group].format
            members = events.members[event]
            can = hub.free[hub.owner[members], slot] & (slot < hub.in_time[members])
            needs = plan.candidates(members[can], slot)
            most = int(min(hub.most[form], hub.capacity[room]))
            chosen, _ = best_seats(plan, needs, most, worth)
            if (
                len(chosen) >= hub.least[form]
                and plan.can_give(expert, slot)
                and room not in plan.in_slot[slot].values()
            ):
                plan.insert(Meeting(expert, slot, group, room, tuple(chosen)))
    return plan
