"""Runs the solver beside the main thread, so that a signal ends it at once."""

from __future__ import annotations

import threading
from collections.abc import Callable

from ortools.sat.python import cp_model

BEAT = 0.03


def solve_stoppably(
    solver: cp_model.CpSolver, model: cp_model.CpModel, stop: Callable[[], bool]
) -> object:
    """The solver's status; when `stop` answers true it ends with what it has."""
    status: list[object] = []
    thread = threading.Thread(target=lambda: status.append(solver.solve(model)), daemon=True)
    thread.start()
    while thread.is_alive():
        if stop():
            solver.stop_search()
        thread.join(BEAT)
    return status[0] if status else cp_model.UNKNOWN
