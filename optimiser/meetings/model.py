"""States a day of meetings for CP-SAT in clauses: who is used in which slot, where a break ends.

After Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy and Villaret (JAIR 2022): a yes or no for each
meeting and slot and for each participant and slot, as many used slots as the participant has
meetings, and one literal for each break. In this form a search by cores without a linear programme
proves in seconds what a textbook model does not find.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from ortools.sat.python import cp_model

from optimiser.meetings.problem import Day

Var = cp_model.IntVar
Keep = Callable[[str, str], bool]


def keep_all(rule: str, name: str) -> bool:
    return True


class DayModel:
    """The model of a day; `frozen` meetings stay in their slot, None: are not held.

    `keep(rule, name)` leaves rules out, so that it can be asked which of them contradict.
    """

    def __init__(
        self, day: Day, frozen: Mapping[str, int | None] | None = None, keep: Keep = keep_all
    ) -> None:
        self.day, self.keep = day, keep
        self.model = cp_model.CpModel()
        self.at: dict[str, dict[int, Var]] = {}
        self.meets: dict[tuple[str, int], list[Var]] = defaultdict(list)
        self.in_slot: dict[int, list[Var]] = defaultdict(list)
        self.count: dict[str, int] = dict.fromkeys(day.participants, 0)
        for name in day.meetings:
            self._meeting(name, frozen or {})
        for found in self.in_slot.values():
            if keep("locations", "") and len(found) > day.locations:
                self.model.add(cp_model.LinearExpr.sum(found) <= day.locations)
        self._order()
        self.used: dict[tuple[str, int], Var] = {}
        self.breaks: dict[str, list[Var]] = {name: [] for name in day.participants}
        for name in day.participants:
            self._participant(name)
        if keep("locations", ""):
            self._pairs_of_people()
        if keep("fairness", "") and day.fairness is not None:
            self._fairness(day.fairness)
        self.all_breaks = cp_model.LinearExpr.sum([v for f in self.breaks.values() for v in f])

    def _meeting(self, name: str, frozen: Mapping[str, int | None]) -> None:
        day, meeting = self.day, self.day.meetings[name]
        slots = list(range(1, day.slots + 1))
        for person in (meeting.a, meeting.b):
            if self.keep("forbidden", person):
                slots = [s for s in slots if s not in day.participants[person].forbidden]
        if meeting.session is not None and self.keep("session", name):
            slots = [s for s in slots if s in day.sessions[meeting.session]]
        if meeting.fixed is not None and self.keep("fixed", name):
            slots = [s for s in slots if s == meeting.fixed]
        if name in frozen:
            slots = [s for s in slots if s == frozen[name]]
        found = {slot: self.model.new_bool_var("") for slot in slots}
        self.at[name] = found
        if day.optional:
            self.model.add_at_most_one(found.values())
        elif not found:
            self.model.add_bool_or([])
        else:
            self.model.add_exactly_one(found.values())
        for slot, var in found.items():
            self.in_slot[slot].append(var)
            self.meets[meeting.a, slot].append(var)
            self.meets[meeting.b, slot].append(var)
        self.count[meeting.a] += 1
        self.count[meeting.b] += 1

    def _order(self) -> None:
        for name, meeting in self.day.meetings.items():
            if not self.keep("after", name):
                continue
            for earlier in meeting.after:
                for slot, var in self.at[name].items():
                    before = [v for s, v in self.at[earlier].items() if s < slot]
                    self.model.add_bool_or([*before, var.negated()])

    def _participant(self, name: str) -> None:
        """Used slots, and a literal for each slot in which a break ends."""
        if not self.keep("once", name):
            return
        used: dict[int, Var] = {}
        for slot in range(1, self.day.slots + 1):
            found = self.meets.get((name, slot))
            if found:
                used[slot] = self.model.new_bool_var("")
                self.model.add_exactly_one([*found, used[slot].negated()])
                self.used[name, slot] = used[slot]
        if not used:
            return
        if not self.day.optional:
            # Implied, and what gives the search its strength: as many used slots as meetings.
            self.model.add(cp_model.LinearExpr.sum(list(used.values())) == self.count[name])
        before: Var | None = None
        previous: Var | None = None
        for slot in range(1, self.day.slots + 1):
            now = used.get(slot)
            if previous is not None:
                before = self._either(before, previous)
            if now is not None and before is not None and before is not previous:
                self.breaks[name].append(self._break(now, before, previous))
            previous = now

    def _either(self, one: Var | None, other: Var) -> Var:
        if one is None:
            return other
        found = self.model.new_bool_var("")
        self.model.add_bool_or([one, other, found.negated()])
        self.model.add_implication(one, found)
        self.model.add_implication(other, found)
        return found

    def _break(self, now: Var, before: Var, previous: Var | None) -> Var:
        ends = self.model.new_bool_var("")
        idle = [previous] if previous is not None else []
        self.model.add_bool_or([ends, now.negated(), before.negated(), *idle])
        self.model.add_implication(ends, now)
        self.model.add_implication(ends, before)
        for var in idle:
            self.model.add_implication(ends, var.negated())
        return ends

    def _pairs_of_people(self) -> None:
        """Implied: at most two people for each location."""
        slots: dict[int, list[Var]] = defaultdict(list)
        for (_, slot), var in self.used.items():
            slots[slot].append(var)
        for found in slots.values():
            if len(found) > 2 * self.day.locations:
                self.model.add(cp_model.LinearExpr.sum(found) <= 2 * self.day.locations)

    def _fairness(self, most: int) -> None:
        least = self.model.new_int_var(0, self.day.slots, "")
        for found in self.breaks.values():
            total = cp_model.LinearExpr.sum(found)
            self.model.add(total >= least)
            self.model.add(total <= least + most)

    # What to ask for

    @property
    def weight(self) -> Any:
        pairs = [
            (var, self.day.meetings[name].weight)
            for name, found in self.at.items()
            for var in found.values()
        ]
        return cp_model.LinearExpr.weighted_sum([v for v, _ in pairs], [w for _, w in pairs])

    @property
    def idle(self) -> Any:
        """Idle slots between the first and the last meeting, counted where a break is open.

        A slot is idle when it lies in a break; the literal of each is stated only now, since the
        first search does without.
        """
        found: list[Var] = []
        for name in self.day.participants:
            used = {s: v for (n, s), v in self.used.items() if n == name}
            before = self._running(used, range(1, self.day.slots + 1))
            after = self._running(used, range(self.day.slots, 0, -1))
            for slot in range(2, self.day.slots):
                one, two = before.get(slot), after.get(slot)
                if one is not None and two is not None:
                    idle = self.model.new_bool_var("")
                    here = [used[slot]] if slot in used else []
                    self.model.add_bool_or([idle, one.negated(), two.negated(), *here])
                    found.append(idle)
        return cp_model.LinearExpr.sum(found)

    def _running(self, used: dict[int, Var], slots: range) -> dict[int, Var]:
        """For each slot whether one that comes earlier in `slots` is used."""
        found: dict[int, Var] = {}
        seen: Var | None = None
        for slot in slots:
            if seen is not None:
                found[slot] = seen
            if slot in used:
                seen = self._either(seen, used[slot])
        return found

    def hint(self, slots: Mapping[str, int | None]) -> None:
        for name, found in self.at.items():
            for slot, var in found.items():
                self.model.add_hint(var, slots.get(name) == slot)

    def read(self, is_true: Callable[[Var], bool]) -> dict[str, int | None]:
        return {
            name: next((slot for slot, var in found.items() if is_true(var)), None)
            for name, found in self.at.items()
        }
