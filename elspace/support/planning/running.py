"""Running the planner as a child process: its progress passed on, stopped when asked."""

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any

from django.conf import settings

SECONDS = 10  # at the size of one hub
BEAT = 2.0  # seconds between two signs of life while the planner is silent
MOST_REMEDIES = 40  # more than are shown: those that make no sense here are left out
PATIENCE = 60  # seconds over the limit after which a planner that does not end is ended


class PlannerFailed(Exception):  # noqa: N818
    """The planner gave no plan; the message holds ids and numbers only, never words."""


def run_planner(
    problem: dict[str, Any],
    *,
    seconds: float = SECONDS,
    work: int | None = None,
    previous: dict[str, Any] | None = None,
    moves: float | None = None,
    beat: Callable[[dict[str, Any]], bool],
) -> dict[str, Any]:
    """The planner's solution of a problem, both as JSON values. `work` instead of seconds: the same
    plan on every machine. `previous`: a solution to be changed as little as possible; `moves`: the
    share of its seats that may move without need.

    `beat(progress)` is called with each progress line, and at least every two seconds with an empty
    one; when it answers False the planner is asked to stop and gives the best it has found.
    """
    asked = {"problem": problem} | ({"previous": previous} if previous else {})
    limit = ("--moves", str(moves)) if moves is not None else ()
    return _run("programme", asked, *limit, seconds=seconds, work=work, beat=beat)


def run_remedies(
    problem: dict[str, Any],
    solution: dict[str, Any],
    *,
    seconds: float,
    work: int | None = None,
    beat: Callable[[dict[str, Any]], bool],
) -> list[dict[str, Any]]:
    """The small changes that win points over a solution, best first, as `run_planner` runs."""
    asked = {"problem": problem, "solution": solution}
    more = ("--most", str(MOST_REMEDIES))
    answer = _run("remedies", asked, *more, seconds=seconds, work=work, beat=beat)
    found: list[dict[str, Any]] = answer["remedies"]
    return found


def _run(
    what: str,
    asked: dict[str, dict[str, Any]],
    *options: str,
    seconds: float,
    work: int | None,
    beat: Callable[[dict[str, Any]], bool],
) -> dict[str, Any]:
    """One command of the planner in a process of its own; `asked`: its files by name."""
    with tempfile.TemporaryDirectory(prefix="elspace-plan-") as folder:
        answer = Path(folder, "answer.json")
        command = [sys.executable, "-m", "optimiser", what]
        for name, value in asked.items():
            file = Path(folder, f"{name}.json")
            file.write_text(json.dumps(value), encoding="utf-8")
            command += [str(file)] if name != "previous" else ["--previous", str(file)]
        command += [*options, *(["--work", str(work)] if work else ["--seconds", str(seconds)])]
        command += ["--output", str(answer)]
        child = subprocess.Popen(  # noqa: S603  (our own module, our own files)
            command,
            cwd=settings.BASE_DIR,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            said = _listen(child, beat, seconds)
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
        if child.returncode != 0 or not answer.exists():
            raise PlannerFailed(said[-1][:300] if said else f"exit {child.returncode}")
        found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
        return found


def _listen(
    child: "subprocess.Popen[str]", beat: Callable[[dict[str, Any]], bool], seconds: float
) -> list[str]:
    """Pass progress on until the child ends; returns the lines that were no progress."""
    lines: Queue[str | None] = Queue()
    Thread(target=_read, args=(child.stderr, lines), daemon=True).start()
    said: list[str] = []
    waited, asked = 0.0, False
    while True:
        try:
            line = lines.get(timeout=BEAT)
        except Empty:
            line, waited = "", waited + BEAT
        if line is None:
            child.wait()
            return said
        progress = _progress(line)
        if line.strip() and not progress:
            said.append(line.strip())
        goes_on = beat(progress)
        if not goes_on and not asked:
            asked = True
            child.send_signal(signal.SIGTERM)
        if waited > seconds + PATIENCE:
            raise PlannerFailed("no end in time")


def _read(stream: IO[str] | None, lines: "Queue[str | None]") -> None:
    for line in stream or ():
        lines.put(line)
    lines.put(None)


def _progress(line: str) -> dict[str, Any]:
    if not line.startswith("{"):
        return {}
    try:
        value = json.loads(line)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
