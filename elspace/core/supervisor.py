"""Keeps child processes running: starts them, restarts what dies, stops all of them cleanly."""

import contextlib
import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

logger = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0  # seconds before a dead process is started again
STEADY = 60.0  # seconds after which a process counts as healthy and its wait begins anew
GRACE = 10.0  # seconds to finish after being asked to stop
LOOK = 0.1  # seconds between two looks at the processes
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


@dataclass
class Child:
    """One process to keep alive; "{start}" in its command becomes the number of the start."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0
    started_at: float = 0.0
    wait: float = FIRST_WAIT
    start_again_at: float = field(default=0.0)


class Supervisor:
    """Runs children until told to stop by SIGINT or SIGTERM.

    `every_look` is called between looks (periodic work of the supervisor itself); `when_dead` with
    each child that ended by itself, before it is started again.
    """

    def __init__(
        self,
        children: Sequence[Child],
        *,
        every_look: Callable[[], None] = lambda: None,
        when_dead: Callable[[Child], None] | None = None,
        grace: float = GRACE,
    ) -> None:
        self.children = children
        self.every_look = every_look
        self.when_dead = when_dead
        self.grace = grace
        self.stopping = False

    def run(self) -> None:
        """Block until stopped; children are gone when this returns."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            while not self.stopping:
                for child in self.children:
                    self._look_at(child)
                self.every_look()
                time.sleep(LOOK)
        finally:
            self._stop_all()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _look_at(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.start_again_at:
                self._start(child)
        elif child.process.poll() is not None:
            if now - child.started_at > STEADY:
                child.wait = FIRST_WAIT
            code = child.process.returncode
            logger.warning("%s ended (%s); again in %.0f s", child.name, code, child.wait)
            child.process = None
            child.start_again_at = now + child.wait
            child.wait = min(child.wait * 2, LONGEST_WAIT)
            if self.when_dead:
                self.when_dead(child)

    def _start(self, child: Child) -> None:
        child.starts += 1
        child.started_at = time.monotonic()
        # A session of its own: Ctrl-C reaches the supervisor alone, which stops the others once.
        child.process = subprocess.Popen(  # noqa: S603
            [word.replace("{start}", str(child.starts)) for word in child.command],
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
        )

    def _stop_all(self) -> None:
        alive = [child.process for child in self.children if child.process]
        for process in alive:
            process.terminate()
        deadline = time.monotonic() + self.grace
        for process in alive:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _kill_group(process.pid)
                process.wait()


def _die_with_parent() -> None:
    """In the child: be asked to stop when the supervisor is killed, rather than hold its port."""
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)


def _kill_group(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
