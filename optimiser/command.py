"""Reads the command line, files and signals; everything heavy is imported only when needed."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType

from optimiser import face
from optimiser.options import parser
from optimiser.reading import LARGEST_INPUT, BadInputError, parse_json

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
            problem, solution = _json(options.problem), _json(options.solution)
            previous = _previous(options)
            faults = face.faults(options.kind, problem, solution, previous)
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


def _previous(options: argparse.Namespace) -> object:
    """None stands for no previous solution; a file that holds null is a fault like any other."""
    value = _json(options.previous) if options.previous else None
    if options.previous and value is None:
        raise BadInputError(["$: must be an object, not null."])
    return value


def _plan(options: argparse.Namespace, stopped: _Stopped) -> int:
    if options.moves is not None and options.previous is None:
        raise BadInputError(["--moves: needs --previous, the plan whose moves it limits."])
    value = _json(options.problem)
    previous = _previous(options)
    if options.output is not None:
        _refuse_unwritable(Path(options.output))
    solution = face.plan(
        options.command,
        value,
        seconds=options.seconds,
        work=options.work,
        workers=options.workers,
        seed=options.seed,
        previous=previous,
        moves=options.moves,
        certificate=options.certificate,
        stop=stopped,
        tell=_tell,
    )
    _write(options.output, solution)
    return ENDS.get(str(solution.get("status")), DONE)


def _remedies(options: argparse.Namespace, stopped: _Stopped) -> int:
    problem, solution = _json(options.problem), _json(options.solution)
    if options.output is not None:
        _refuse_unwritable(Path(options.output))
    found = face.what_would_help(
        problem,
        solution,
        seconds=options.seconds,
        work=options.work,
        stop=stopped,
        most=options.most,
    )
    _write(options.output, found)
    return DONE


def _tell(progress: Json) -> None:
    print(json.dumps(progress), file=sys.stderr, flush=True)


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
