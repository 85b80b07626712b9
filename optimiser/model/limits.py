"""States the rules for the solver, one family each: needs, residents, experts, rooms, order."""

from __future__ import annotations

from collections import defaultdict

from ortools.sat.python import cp_model

from optimiser.model.opening import Option, Var
from optimiser.model.plan import Anchor, Plan
from optimiser.model.rooms import unions


class Limits:
    """All rules but those of a single session, which stand with its option.

    `old` is the plan as it was, `base` the same without what was opened.
    """

    def __init__(
        self, model: cp_model.CpModel, old: Plan, base: Plan, options: list[Option]
    ) -> None:
        self.model, self.old, self.base, self.options = model, old, base, options
        self.hub = base.hub
        self.by_need: dict[int, list[tuple[int, Var]]] = defaultdict(list)
        for option in options:
            for need, var in option.seats.items():
                self.by_need[need].append((option.slot, var))
        self._needs_once()
        self._residents()
        self._experts()
        self._rooms()
        self._order()

    def _needs_once(self) -> None:
        for seats in self.by_need.values():
            if len(seats) > 1:
                self.model.add_at_most_one(var for _, var in seats)

    def _residents(self) -> None:
        """One seat a slot, at most the limit a week."""
        slots: dict[tuple[int, int], list[Var]] = defaultdict(list)
        weeks: dict[tuple[int, int], list[Var]] = defaultdict(list)
        for option in self.options:
            for need, var in option.seats.items():
                owner = int(self.hub.owner[need])
                slots[owner, option.slot].append(var)
                weeks[owner, int(self.hub.week[option.slot])].append(var)
        for found in slots.values():
            if len(found) > 1:
                self.model.add_at_most_one(found)
        for (owner, week), found in weeks.items():
            left = int(self.hub.resident_left[owner, week] - self.base.resident_week[owner, week])
            if left < len(found):
                self.model.add(cp_model.LinearExpr.sum(found) <= left)

    def _experts(self) -> None:
        """One place at a time, at most the limits a week and a term."""
        places: dict[tuple[int, int], list[Var]] = defaultdict(list)
        weeks: dict[tuple[int, int], list[Var]] = defaultdict(list)
        terms: dict[int, list[Var]] = defaultdict(list)
        for option in self.options:
            if option.held is not None:
                week = int(self.hub.week[option.slot])
                places[option.expert, option.slot].append(option.held)
                weeks[option.expert, week].append(option.held)
                terms[option.expert].append(option.held)
        for found in places.values():
            if len(found) > 1:
                self.model.add_at_most_one(found)
        for (expert, week), found in weeks.items():
            left = int(self.hub.week_left[expert, week] - self.base.expert_week[expert, week])
            self._at_most(found, left)
        for expert, found in terms.items():
            left = int(self.hub.term_left[expert] - self.base.expert_total[expert])
            self._at_most(found, left)

    def _at_most(self, found: list[Var], left: int) -> None:
        if left == 1:
            self.model.add_at_most_one(found)
        elif left < len(found):
            self.model.add(cp_model.LinearExpr.sum(found) <= left)

    def _rooms(self) -> None:
        """Hall's condition: sessions that need a room of a set are no more than the set holds."""
        slots: dict[int, list[Option]] = defaultdict(list)
        for option in self.options:
            if option.held is not None:
                slots[option.slot].append(option)
        for options in slots.values():
            for union in unions(rooms for option in options for rooms, _ in option.larger):
                inside = []
                for option in options:
                    # The least demanding wish that lies inside: demanding more implies it.
                    wish = next((v for rooms, v in option.larger if rooms & ~union == 0), None)
                    if wish is not None:
                        inside.append(wish)
                self._at_most(inside, union.bit_count())

    def _order(self) -> None:
        """What comes after a need is met strictly later than it."""
        for need, seats in self.by_need.items():
            for earlier in self.hub.after[need]:
                if self.base.met_at[earlier] < 0:
                    # Implied, and what gives the linear relaxation its strength.
                    both = [v for _, v in seats], [v for _, v in self.by_need.get(earlier, [])]
                    sums = [cp_model.LinearExpr.sum(found) for found in both]
                    self.model.add(sums[0] <= sums[1])
                    for slot, var in seats:
                        before = [v for s, v in self.by_need.get(earlier, []) if s < slot]
                        self.model.add_bool_or([*before, var.negated()])
        for need in {n for m in self.old.meetings.values() for n in m.needs}:
            # A need taken out stays met when one that follows it stays where it is.
            if self.base.met_at[need] < 0 and any(
                self.base.met_at[f] >= 0 and f not in self.hub.locked_at
                for f in self.hub.followers[need]
            ):
                self.model.add_bool_or([var for _, var in self.by_need.get(need, [])])

    def kept(self) -> list[Var]:
        """Seats that leave an attendance of the previous plan where it was."""
        found = []
        for option in self.options:
            for need, var in option.seats.items():
                anchor = self.base.anchors.get(need)
                if anchor == Anchor((option.expert, option.slot), option.group, option.own_room):
                    found.append(var)
        return found
