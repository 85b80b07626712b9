"""Opens a part of a plan and closes it again in the best way, by CP-SAT with one worker.

Sessions outside stay where they are; their free seats may be used.
"""

from __future__ import annotations

from collections.abc import Callable

from ortools.sat.python import cp_model

from optimiser.model.goal import Goal, state_goal
from optimiser.model.limits import Limits
from optimiser.model.opening import Effort, Opening, Outcome, Var
from optimiser.model.options import Offer
from optimiser.model.plan import Meeting, Plan


class Part:
    """The model of one opening."""

    def __init__(self, plan: Plan, opening: Opening, goal: Goal) -> None:
        self.old = plan
        self.base = plan.copy()
        opened = [self.base.remove(key) for key in opening.sessions]
        for need in opening.needs:
            self._unseat(need)
        self.goal = goal
        self.model = cp_model.CpModel()
        self.options = Offer(self.model, self.base, opened, opening).options
        state_goal(self.model, Limits(self.model, plan, self.base, self.options), goal)

    def _unseat(self, need: int) -> None:
        slot = int(self.base.met_at[need])
        for key, meeting in self.base.meetings.items():
            if meeting.slot == slot and need in meeting.needs:
                self.base.unseat(key, need)
                return

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
        limit = None
        if self.goal.shares is None:
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
