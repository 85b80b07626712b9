"""Opens a part of a plan and closes it again in the best way, by CP-SAT with one worker.

Each function below states one family of rules for the solver. Sessions outside stay where they
are; their free seats may be used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from optimiser.model.plan import Anchor, Key, Meeting, Plan
from optimiser.model.rooms import unions

Var = cp_model.IntVar


@dataclass(slots=True)
class Opening:
    """What to open: sessions taken out, needs unseated elsewhere, templates offered instead."""

    sessions: list[Key]
    needs: list[int]
    templates: list[int]
    filled: list[Key]  # sessions that stay, whose free seats may be used


@dataclass(slots=True)
class Effort:
    """How long to search: seconds of the clock, or the solver's own deterministic measure."""

    seconds: float | None
    steps: float
    seed: int


@dataclass(slots=True)
class Option:
    """A session that may be held; `held` is None when it stays in any case."""

    expert: int
    slot: int
    group: int
    held: Var | None
    own_room: int = -1
    seats: dict[int, Var] = field(default_factory=dict)
    larger: list[tuple[int, Var]] = field(
        default_factory=list
    )  # (rooms as bits, is it one of them)


@dataclass(slots=True)
class Outcome:
    """The best `plan` found and the `limit` the search proved; None where there is none."""

    plan: Plan | None
    limit: int | None
    finished: bool
    steps: float = 0.0


class Part:
    """The model of one opening."""

    def __init__(self, plan: Plan, opening: Opening, most_moved: int | None) -> None:
        self.old = plan
        self.most_moved = most_moved
        self.base = plan.copy()
        self.hub, self.templates = plan.hub, plan.templates
        self.opened = [self.base.remove(key) for key in opening.sessions]
        for need in opening.needs:
            self._unseat(need)
        self.model = cp_model.CpModel()
        self.options: list[Option] = []
        self._offer(opening)
        self.by_need: dict[int, list[tuple[int, Var]]] = defaultdict(list)
        for option in self.options:
            for need, var in option.seats.items():
                self.by_need[need].append((option.slot, var))
        self._needs_once()
        self._residents()
        self._experts()
        self._rooms()
        self._order()
        self._moves()
        self._objective()

    def _unseat(self, need: int) -> None:
        slot = int(self.base.met_at[need])
        for key, meeting in self.base.meetings.items():
            if meeting.slot == slot and need in meeting.needs:
                self.base.unseat(key, need)
                return

    def _offer(self, opening: Opening) -> None:
        """One option for each session opened, each template, each session with seats to fill."""
        offered: set[tuple[int, int, int]] = set()
        for meeting in self.opened:
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
        needs = self._could_come(group, slot)
        if not sizes or len(needs) < least:
            return
        held = self.model.new_bool_var("")
        option = Option(expert, slot, group, held, own_room)
        self._seats(option, needs)
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
        self._seats(option, needs)
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

    def _too_early_or_late(self, need: int, slot: int) -> bool:
        met_at, hub = self.base.met_at, self.hub
        return any(met_at[a] >= slot for a in hub.after[need]) or any(
            0 <= met_at[f] <= slot and f not in hub.locked_at for f in hub.followers[need]
        )

    def _seats(self, option: Option, needs: list[int]) -> None:
        people: dict[int, list[Var]] = defaultdict(list)
        for need in needs:
            var = self.model.new_bool_var("")
            option.seats[need] = var
            people[int(self.hub.owner[need])].append(var)

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

    def _moves(self) -> None:
        """At most so many attendances of the previous plan are moved without need."""
        if self.most_moved is None:
            return
        kept = []
        for option in self.options:
            for need, var in option.seats.items():
                anchor = self.base.anchors.get(need)
                if anchor == Anchor((option.expert, option.slot), option.group, option.own_room):
                    kept.append(var)
        # What is taken out counts as moved in `base`; each one seated again lowers the count.
        if self.base.moved > self.most_moved:
            self.model.add(cp_model.LinearExpr.sum(kept) >= self.base.moved - self.most_moved)

    def _objective(self) -> None:
        variables: list[Var] = []
        weights: list[int] = []
        first: dict[int, list[Var]] = defaultdict(list)
        for need, seats in self.by_need.items():
            owner = int(self.hub.owner[need])
            for _, var in seats:
                variables.append(var)
                weights.append(int(self.hub.weight[need]))
                if self.hub.bonus and self.base.met_count[owner] == 0:
                    first[owner].append(var)
        for found in first.values():
            answered = self.model.new_bool_var("")
            self.model.add_bool_or([*found, answered.negated()])
            variables.append(answered)
            weights.append(self.hub.bonus)
        self.value = cp_model.LinearExpr.weighted_sum(variables, weights)
        self.model.maximize(self.value)

    def _hint(self) -> None:
        """Starts the search from the plan as it was."""
        for option in self.options:
            meeting = self.old.meetings.get((option.expert, option.slot))
            same = meeting is not None and meeting.group == option.group
            seated = set(meeting.needs) if meeting is not None and same else set()
            if option.held is not None:
                self.model.add_hint(option.held, same)
            for need, var in option.seats.items():
                self.model.add_hint(var, need in seated)

    def solve(self, effort: Effort, on_found: Callable[[Plan], None] | None = None) -> Outcome:
        """The best way to close the part again that the effort finds; each better one is told."""
        if not self.options:
            return Outcome(self.base, self.base.points, True)
        self._hint()
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.num_workers = 1
        parameters.random_seed = effort.seed
        parameters.catch_sigint_signal = False
        # The linear relaxation is what closes a part: without all of it (level 2) the same parts
        # take ten times longer; probing and symmetries find nothing it does not know.
        parameters.linearization_level = 2
        parameters.cp_model_probing_level = 0
        parameters.symmetry_level = 0
        parameters.max_deterministic_time = effort.steps
        if effort.seconds is not None:
            parameters.max_time_in_seconds = max(0.01, effort.seconds)
        status = solver.solve(self.model, _Teller(self, on_found) if on_found else None)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Outcome(None, None, status == cp_model.INFEASIBLE)
        limit = self.base.points + int(solver.best_objective_bound + 1e-6)
        steps = solver.response_proto.deterministic_time
        return Outcome(self.read(solver.boolean_value), limit, status == cp_model.OPTIMAL, steps)

    def read(self, is_true: Callable[[Var], bool]) -> Plan | None:
        """The plan the solver found; None should its rooms not be found after all."""
        found = self.base.copy()
        # Sessions that keep their own room come first, so that no other is given it.
        for option in sorted(self.options, key=lambda option: option.own_room < 0):
            needs = tuple(need for need, var in option.seats.items() if is_true(var))
            key = (option.expert, option.slot)
            if option.held is None:
                for need in needs:
                    found.seat(key, need)
            elif is_true(option.held):
                if option.own_room >= 0:
                    meeting = Meeting(*key, option.group, option.own_room, needs)
                    found.insert(meeting._replace(own_room=option.own_room))
                elif not found.add(*key, option.group, needs):
                    return None
        return found


class _Teller(cp_model.CpSolverSolutionCallback):
    """Hands on every better plan while the solver goes on."""

    def __init__(self, part: Part, on_found: Callable[[Plan], None]) -> None:
        super().__init__()
        self.part, self.on_found = part, on_found

    def on_solution_callback(self) -> None:
        plan = self.part.read(self.boolean_value)
        if plan is not None:
            self.on_found(plan)
