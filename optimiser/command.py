"""Reads the command line, files and signals; everything heavy is imported only when needed."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from types import FrameType

from optimiser.check import broken_rules, check
from optimiser.check.fault import Fault
from optimiser.meetings.check import check_day
from optimiser.meetings.parsing import parse_day, parse_day_plan
from optimiser.meetings.problem import slots_in
from optimiser.options import parser
from optimiser.parsing import parse_problem
from optimiser.reading import LARGEST_INPUT, MOST_FAULTS, BadInputError, parse_json
from optimiser.solution import parse_solution, solution_json
from optimiser.tables.check import check_seating
from optimiser.tables.parsing import parse_evening, parse_seating

DONE, FAULTY, BAD_INPUT, IMPOSSIBLE, NOTHING_FOUND = range(5)
ENDS = {"infeasible": IMPOSSIBLE, "unknown": NOTHING_FOUND}

Json = dict[str, object]


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
    options = parser().parse_args(arguments)
    try:
        if options.command == "check":
            faults = [asdict(fault) for fault in _faults(options)]
            _write(None, faults)
            return FAULTY if faults else DONE
        if options.command == "remedies":
            return _remedies(options, stopped)
        return _plan(options, stopped)
    except BadInputError as bad:
        for sentence in bad.faults:
            print(sentence, file=sys.stderr)
        return BAD_INPUT
    except MemoryError:
        print("$: too large for the memory of this machine.", file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BAD_INPUT


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


def _json(name: str) -> object:
    return parse_json(_read(name))


def _faults(options: argparse.Namespace) -> Iterable[Fault]:
    problem, solution = _json(options.problem), _json(options.solution)
    previous = _json(options.previous) if options.previous else None
    if options.kind == "tables":
        return check_seating(parse_evening(problem), parse_seating(solution))
    if options.kind == "meetings":
        return check_day(parse_day(problem), parse_day_plan(solution))
    before = parse_solution(previous) if previous is not None else None
    return check(parse_problem(problem), parse_solution(solution), before)


def _plan(options: argparse.Namespace, stopped: _Stopped) -> int:
    if options.moves is not None and options.previous is None:
        raise BadInputError(["--moves: needs --previous, the plan whose moves it limits."])
    value = _json(options.problem)
    previous = _json(options.previous) if options.previous else None
    if options.output is not None:
        _refuse_unwritable(Path(options.output))
    plan = {"programme": _programme, "tables": _tables, "meetings": _meetings}[options.command]
    solution = plan(options, value, previous, stopped)
    _write(options.output, solution)
    return ENDS.get(str(solution.get("status")), DONE)


def _remedies(options: argparse.Namespace, stopped: _Stopped) -> int:
    problem = parse_problem(_json(options.problem))
    solution = parse_solution(_json(options.solution))
    broken = broken_rules(problem, solution.sessions)
    if broken:
        faults = [f"{fault.where}: {fault.text}" for fault in broken[:MOST_FAULTS]]
        raise BadInputError(faults)
    if options.output is not None:
        _refuse_unwritable(Path(options.output))
    from optimiser.remedies import remedies, remedies_json

    seconds = None if options.work is not None else options.seconds
    most = 10**6 if options.work is None else options.work
    found = remedies(problem, solution.sessions, seconds, most, stopped)
    _write(options.output, remedies_json(found))
    return DONE


def _tell(progress: Json) -> None:
    print(json.dumps(progress), file=sys.stderr, flush=True)


def _programme(
    options: argparse.Namespace, value: object, previous: object, stopped: _Stopped
) -> Json:
    problem = parse_problem(value)
    before = parse_solution(previous) if previous is not None else None
    # Two and a half seconds, which do not count as time to search.
    from optimiser.solve import Request, solve

    request = Request(
        seconds=options.seconds,
        work=options.work,
        workers=options.workers,
        seed=options.seed,
        previous=before,
        moves=0.02 if options.moves is None else options.moves,
        certificate=options.certificate,
    )
    found = solve(problem, request, stopped, lambda progress: _tell(asdict(progress)))
    return solution_json(found)


def _tables(
    options: argparse.Namespace, value: object, previous: object, stopped: _Stopped
) -> Json:
    evening = parse_evening(value)
    start = parse_seating(previous) if previous is not None else None
    from optimiser.tables.solve import EveningRequest, solve_evening

    request = EveningRequest(
        seconds=options.seconds,
        work=options.work,
        workers=options.workers,
        seed=options.seed,
        start=start.rounds if start is not None else None,
    )
    return _with_proof(options, solve_evening(evening, request, stopped, _tell))


def _meetings(
    options: argparse.Namespace, value: object, previous: object, stopped: _Stopped
) -> Json:
    day = parse_day(value)
    start = parse_day_plan(previous) if previous is not None else None
    from optimiser.meetings.solve import DayRequest, solve_day

    request = DayRequest(
        seconds=options.seconds,
        work=options.work,
        workers=options.workers,
        seed=options.seed,
        start=slots_in(start) if start is not None else None,
    )
    return _with_proof(options, solve_day(day, request, stopped, _tell))


def _with_proof(options: argparse.Namespace, solution: Json) -> Json:
    """Bounds of evenings and days are counted or searched; no prices stand behind them."""
    if options.certificate and "value" in solution:
        return {**solution, "proof": {"kind": "search"}}
    return solution


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
