"""Reads the command line, files and signals; everything heavy is imported only when needed."""

from __future__ import annotations

import argparse
import json
import math
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from types import FrameType

from optimiser.check import check
from optimiser.parsing import parse_problem
from optimiser.problem import Problem
from optimiser.reading import LARGEST_INPUT, BadInputError, parse_json
from optimiser.solution import Solution, parse_solution, solution_json

DONE, FAULTY, BAD_INPUT = 0, 1, 2


class _Stopped:
    """Remembers that somebody asked to stop; asked from the first moment on."""

    def __init__(self) -> None:
        self.asked = False
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True

    def __call__(self) -> bool:
        return self.asked


def main(arguments: list[str]) -> int:
    """Runs one command; the number returned is the exit code."""
    stopped = _Stopped()
    options = _parser().parse_args(arguments)
    try:
        if options.command == "check":
            return _check(options)
        return _programme(options, stopped)
    except BadInputError as bad:
        for sentence in bad.faults:
            print(sentence, file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m optimiser", description="Plans a term of support sessions from real needs."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="programme|check")
    plan = commands.add_parser("programme", help="plan a term", allow_abbrev=False)
    plan.add_argument("problem", help="the problem as JSON; - reads standard input")
    limit = plan.add_mutually_exclusive_group()
    limit.add_argument("--seconds", type=_seconds, default=10.0, help="time to search (10)")
    limit.add_argument("--work", type=_whole(0), help="steps to search: the same bytes every time")
    plan.add_argument("--workers", type=_whole(1, 64), default=2, help="processes (2)")
    plan.add_argument("--seed", type=_whole(0, 2**31 - 1000), default=1, help="of all chance (1)")
    plan.add_argument("--previous", help="a solution to change as little as possible")
    plan.add_argument("--moves", type=_share, help="share of it moved without need (0.02)")
    plan.add_argument("--certificate", action="store_true", help="write what proves the bound")
    plan.add_argument("--output", help="a file, replaced when the plan is complete")
    checks = commands.add_parser("check", help="check a plan", allow_abbrev=False)
    checks.add_argument("kind", choices=["programme"])
    checks.add_argument("problem")
    checks.add_argument("solution")
    checks.add_argument("--previous", help="the solution it was re-planned from")
    return parser


def _seconds(text: str) -> float:
    value = float(text)
    if not math.isfinite(value) or not 0 < value <= 1e6:
        raise argparse.ArgumentTypeError("must be a number of seconds above 0")
    return value


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError("must be a share from 0 to 1")
    return value


def _whole(least: int, most: int = 10**9) -> Callable[[str], int]:
    def whole(text: str) -> int:
        value = int(text) if len(text) < 20 else most + 1
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"must be a whole number from {least} to {most}")
        return value

    return whole


def _read(name: str) -> bytes:
    """The bytes of a file or of standard input, a little more than allowed at the most."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(LARGEST_INPUT + 1)
        with open(name, "rb") as file:
            return file.read(LARGEST_INPUT + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a file name"
        raise BadInputError([f"{name!a}: cannot be read, {str(reason).lower()}."]) from None


def _problem(name: str) -> Problem:
    return parse_problem(parse_json(_read(name)))


def _solution(name: str) -> Solution:
    return parse_solution(parse_json(_read(name)))


def _check(options: argparse.Namespace) -> int:
    problem = _problem(options.problem)
    solution = _solution(options.solution)
    previous = _solution(options.previous) if options.previous else None
    faults = check(problem, solution, previous)
    _write(None, [asdict(fault) for fault in faults])
    return FAULTY if faults else DONE


def _programme(options: argparse.Namespace, stopped: _Stopped) -> int:
    if options.moves is not None and options.previous is None:
        raise BadInputError(["--moves: needs --previous, the plan whose moves it limits."])
    problem = _problem(options.problem)
    previous = _solution(options.previous) if options.previous else None
    if options.output is not None:
        _refuse_unwritable(Path(options.output))
    # Two and a half seconds, which do not count as time to search.
    from optimiser.solve import Progress, Request, solve

    def tell(progress: Progress) -> None:
        print(json.dumps(asdict(progress)), file=sys.stderr, flush=True)

    request = Request(
        seconds=options.seconds,
        work=options.work,
        workers=options.workers,
        seed=options.seed,
        previous=previous,
        moves=0.02 if options.moves is None else options.moves,
        certificate=options.certificate,
    )
    _write(options.output, solution_json(solve(problem, request, stopped, tell)))
    return DONE


def _refuse_unwritable(path: Path) -> None:
    """Says so before the search, not after it."""
    folder = path.parent
    if path.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise BadInputError([f"{str(path)!a}: cannot be written."])


def _write(output: str | None, value: object) -> None:
    """Writes JSON to standard output, or beside `output` and then in its place."""
    content = (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except OSError as error:
        Path(beside).unlink(missing_ok=True)
        raise BadInputError([f"{output!a}: cannot be written, {error.strerror}."]) from None
