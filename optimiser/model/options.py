"""Which sessions may be held in the part of a plan that is open, and who could sit in them."""

from __future__ import annotations

from ortools.sat.python import cp_model

from optimiser.model.opening import Opening, Option, Var
from optimiser.model.plan import Key, Meeting, Plan

CANDIDATES, CANDIDATES_A_SEAT = 10, 2  # how many of those who could come are offered a session


class Offer:
    """One option for each session opened, each template, each session with seats to fill.

    `base` is the plan without what was opened.
    """

    def __init__(
        self, model: cp_model.CpModel, base: Plan, opened: list[Meeting], opening: Opening
    ) -> None:
        self.model, self.base = model, base
        self.hub, self.templates = base.hub, base.templates
        self.prices = opening.prices
        self.seated = {m.key: frozenset(m.needs) for m in opened}
        self.options: list[Option] = []
        offered: set[tuple[int, int, int]] = set()
        for meeting in opened:
            offered.add((meeting.expert, meeting.slot, meeting.group))
            self._option(meeting.expert, meeting.slot, meeting.group, meeting.own_room)
        for index in opening.templates:
            pair = int(self.templates.pair[index])
            expert, slot = int(self.templates.expert[index]), int(self.templates.pair_slot[pair])
            place = (expert, slot, int(self.templates.pair_group[pair]))
            if place not in offered and self.base.can_give(expert, slot):
                offered.add(place)
                self._option(*place)
        for key in opening.filled:
            self._stay(self.base.meetings[key])

    def _option(self, expert: int, slot: int, group: int, own_room: int = -1) -> None:
        """A session that may be held, between its minimum and what its room will seat."""
        form = self.templates.groups[group].format
        least, most = int(self.hub.least[form]), int(self.hub.most[form])
        if own_room >= 0:
            sizes = {min(most, int(self.hub.capacity[own_room])): 1 << own_room}
        else:
            sizes = self._sizes(form, slot)
        needs = self._dearest(self._could_come(group, slot), most, (expert, slot))
        if not sizes or len(needs) < least:
            return
        held = self.model.new_bool_var("")
        option = Option(expert, slot, group, held, own_room)
        option.seats = {need: self.model.new_bool_var("") for need in needs}
        seats = cp_model.LinearExpr.sum(list(option.seats.values()))
        for var in option.seats.values():
            self.model.add_implication(var, held)
        if least > 1:
            self.model.add(seats >= least * held)
        else:
            self.model.add(seats >= held)
        smallest, *others = sorted(sizes)
        option.larger.append((sizes[smallest], held))
        room_for: list[tuple[Var, int]] = [(held, smallest)]
        size = smallest
        for larger in others:
            if size >= len(needs):
                break
            has = self.model.new_bool_var("")
            self.model.add_implication(has, option.larger[-1][1])
            option.larger.append((sizes[larger], has))
            room_for.append((has, larger - size))
            size = larger
        if smallest < len(needs):
            given = cp_model.LinearExpr.weighted_sum(*map(list, zip(*room_for, strict=True)))
            self.model.add(seats <= given)
        self.options.append(option)

    def _sizes(self, form: int, slot: int) -> dict[int, int]:
        """For each number of seats a free room gives, the rooms that give at least as many."""
        used = set(self.base.in_slot[slot].values())
        rooms = [(n, room) for n, room in self.hub.rooms_for(form, slot) if room not in used]
        return {n: sum(1 << room for size, room in rooms if size >= n) for n, _ in rooms}

    def _stay(self, meeting: Meeting) -> None:
        """A session that stays; its room too."""
        hub = self.hub
        form = self.templates.groups[meeting.group].format
        count = len(meeting.needs)
        least = int(hub.least[form]) if meeting.locked < 0 else 0
        if meeting.locked >= 0:
            count += len(hub.problem.locked[meeting.locked].attendees)
        free = int(min(hub.most[form], hub.capacity[meeting.room])) - count
        needs = self._could_come(meeting.group, meeting.slot)
        if free <= 0 or not needs:
            return
        option = Option(meeting.expert, meeting.slot, meeting.group, None, meeting.room)
        option.seats = {need: self.model.new_bool_var("") for need in needs}
        seats = cp_model.LinearExpr.sum(list(option.seats.values()))
        if free < len(needs):
            self.model.add(seats <= free)
        if count < least:
            self.model.add(seats >= least - count)
        self.options.append(option)

    def _could_come(self, group: int, slot: int) -> list[int]:
        """Unmet needs that could come, those that wait for an unmet need included."""
        hub, base = self.hub, self.base
        needs = self.templates.groups[group].members
        owners, week = hub.owner[needs], hub.week[slot]
        can = hub.free[owners, slot] & (slot < hub.in_time[needs]) & (base.met_at[needs] < 0)
        can &= ~base.taken[owners, slot]
        can &= base.resident_week[owners, week] < hub.resident_left[owners, week]
        return [n for n in needs[can].tolist() if not self._too_early_or_late(n, slot)]

    def _dearest(self, needs: list[int], most: int, key: Key) -> list[int]:
        """At most some needs for each seat: the dearest, and who sits there now."""
        enough = CANDIDATES + CANDIDATES_A_SEAT * most
        if self.prices is None or len(needs) <= enough:
            return needs
        prices, now = self.prices, self.seated.get(key, frozenset())
        dearest = sorted(needs, key=lambda need: -prices[need])[:enough]
        return sorted({*dearest, *now.intersection(needs)})

    def _too_early_or_late(self, need: int, slot: int) -> bool:
        met_at, hub = self.base.met_at, self.hub
        return any(met_at[a] >= slot for a in hub.after[need]) or any(
            0 <= met_at[f] <= slot and f not in hub.locked_at for f in hub.followers[need]
        )
