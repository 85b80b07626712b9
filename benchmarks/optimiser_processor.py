"""The command line of the optimiser by processor time: for machines that others use as well.

    python benchmarks/optimiser_processor.py programme problem.json --seconds 10 --output plan.json

A second passes when our processes have used a second of a processor each, so that ten seconds
give what ten seconds on a quiet machine would, save for caches shared with others. Limits
that the solver takes by the clock are stretched; its own deterministic measure binds instead.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

STRETCHED = 20.0
TICKS = os.sysconf("SC_CLK_TCK")
PARENT = os.getpid()
began: dict[int, float] = {}


def used_by(process: int) -> float:
    """Seconds of a processor a process has used, 0 when it has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


class Clock:
    """Own time in the parent plus the mean of its children; in a child its own from the fork."""

    def __init__(self) -> None:
        self.ended = 0.0
        self.children = 0.0

    def __call__(self) -> float:
        if os.getpid() != PARENT:
            return self.start_of_child() + time.process_time()
        running = [used_by(child.pid or 0) for child in multiprocessing.active_children()]
        if running:
            self.children = max(self.children, sum(running) / len(running))
        elif self.children:
            self.ended, self.children = self.ended + self.children, 0.0
        return time.process_time() + self.ended + self.children

    def start_of_child(self) -> float:
        return began["fork"]


def main() -> int:
    # Imports first: they do not count.
    import optimiser.solve
    from optimiser.command import main as command
    from optimiser.model import crew, neighbourhood, worker

    clock = Clock()

    class Watch:
        monotonic = staticmethod(clock)

    solve_part = neighbourhood.Part.solve

    def stretched(part: Any, effort: Any, on_found: Any = None) -> Any:
        if effort.seconds is not None:
            limit = min(effort.steps, effort.seconds * 1.2)
            effort = type(effort)(effort.seconds * STRETCHED, limit, effort.seed)
        return solve_part(part, effort, on_found)

    def before_fork() -> None:
        began["fork"] = clock()

    os.register_at_fork(before=before_fork)
    neighbourhood.Part.solve = stretched  # type: ignore[method-assign]
    for module in (optimiser.solve, crew, worker):
        module.time = Watch  # type: ignore[attr-defined]
    return command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
