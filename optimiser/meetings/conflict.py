"""Why no day exists: which of its named rules contradict each other."""

from __future__ import annotations

from collections.abc import Callable

from ortools.sat.python import cp_model

from optimiser.conflicts import Rule, keeps, smallest_conflict
from optimiser.meetings.model import DayModel
from optimiser.meetings.problem import Day


def conflict_of(day: Day, seconds: Callable[[], float]) -> list[str]:
    """The smallest conflict found while `seconds` gives time for one more question."""
    families = {
        "after": [m.id for m in day.meetings.values() if m.after],
        "fixed": [m.id for m in day.meetings.values() if m.fixed is not None],
        "session": [m.id for m in day.meetings.values() if m.session is not None],
        "forbidden": [p.id for p in day.participants.values() if p.forbidden],
        "once": list(day.participants),
        "locations": [""],
        "fairness": [""] if day.fairness is not None else [],
    }

    def contradict(kept: set[Rule]) -> bool:
        left = seconds()
        if left <= 0:
            return False
        model = DayModel(day, keep=lambda family, name: keeps(kept, family, name))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 0
        solver.parameters.max_time_in_seconds = left
        solver.parameters.catch_sigint_signal = False
        return bool(solver.solve(model.model) == cp_model.INFEASIBLE)

    return smallest_conflict(families, contradict)
