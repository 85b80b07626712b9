"""The three planners beside honest baselines, in one run, and every plan checked.

    python benchmarks/optimiser.py [programme|stress|replan|tables|meetings ...]
                                   [--seconds 10] [--seeds 1] [--sizes 30,100,300,1000]

Baselines: the flat time-indexed model and greedy insertion (programme), rounds one after another by
exchanges (tables), a textbook model (meetings). `ratio` is ours against the baseline of the same
line: points for programmes, repeats or breaks otherwise. Research instances are read from
../shared/instances when they are there.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.optimiser.baselines import round_by_round, textbook  # noqa: E402
from tests.optimiser.days import day  # noqa: E402
from tests.optimiser.evenings import evening  # noqa: E402
from tests.optimiser.family import SIZES, family  # noqa: E402
from tests.optimiser.flat import FlatModel  # noqa: E402
from tests.optimiser.stress import stress  # noqa: E402

SHARED = ROOT.parent / "shared" / "instances" / "meetings"
PARTS = ("programme", "stress", "replan", "tables", "meetings")
FLAT_TO = 100  # residents up to which the flat model is tried: beyond, it finds nothing in the time
# A small process between: a child counts the memory its parent had when it was made as its own.
WATCH = """import resource, subprocess, sys
subprocess.run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"""
HEAD = f"{'':<34}{'value':>8}{'bound':>8}{'gap':>8}{'first':>8}{'final':>8}{'MB':>6}  "


class Row(dict[str, Any]):
    """One answer of the command line with the seconds and memory it took."""


def planned(kind: str, problem: dict[str, Any], *wishes: object) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        path, output = Path(folder, "problem.json"), Path(folder, "solution.json")
        path.write_text(json.dumps(problem), encoding="utf-8")
        command = [sys.executable, "-m", "optimiser", kind, str(path), "--output", str(output)]
        watched = [sys.executable, "-c", WATCH, *command, *map(str, wishes)]
        child = subprocess.run(watched, capture_output=True, cwd=ROOT, text=True, check=True)
        lines = [json.loads(line) for line in child.stderr.splitlines() if line.startswith("{")]
        row = Row(json.loads(output.read_text(encoding="utf-8")))
        row["lines"], row["megabytes"] = lines, int(child.stdout) // 1024
        row["faults"] = "-"
        if row["status"] in ("optimal", "feasible"):
            checks = [sys.executable, "-m", "optimiser", "check", kind, str(path), str(output)]
            told = subprocess.run(checks, capture_output=True, text=True, check=False, cwd=ROOT)
            row["faults"] = len(json.loads(told.stdout))
        return row


def show(name: str, row: Row, note: str = "") -> None:
    value = row.get("points", row.get("value"))
    lines = row["lines"]
    first, final = (lines[0]["seconds"], lines[-1]["seconds"]) if lines else (0.0, 0.0)
    figures = f"{value!s:>8}{row.get('bound', '')!s:>8}{row.get('gap', 0.0):>8.2%}"
    print(f"{name:<34}{figures}{first:>7.1f}s{final:>7.1f}s{row['megabytes']:>6}  "
          f"{row['status']}, {row['faults']} faults{note}", flush=True)  # fmt: skip


def baseline(name: str, value: object, bound: object, seconds: float, ratio: str) -> None:
    value, bound = ("-" if value is None else value), ("" if bound == 10**15 else bound)
    print(f"{'  ' + name:<34}{value!s:>8}{bound!s:>8}{'':>16}{seconds:>7.1f}s{'':>6}  {ratio}",
          flush=True)  # fmt: skip


def ratio(ours: float, theirs: float | None) -> str:
    if theirs is None:
        return "found nothing"
    return f"ratio {ours / theirs:.3f}" if theirs else f"ratio {ours:g} : 0"


def programme(options: argparse.Namespace) -> None:
    for residents in options.sizes:
        experts, rooms = SIZES[residents]
        for seed in range(1, options.seeds + 1):
            problem = family(residents, experts, rooms, seed)
            row = planned("programme", problem, "--seconds", options.seconds)
            show(f"programme {residents} residents, seed {seed}", row)
            greedy = row["lines"][0]
            said = ratio(row["points"], greedy["points"])
            baseline("greedy", greedy["points"], "", greedy["seconds"], said)
            if residents <= FLAT_TO:
                began = time.monotonic()
                points, bound, _ = FlatModel(problem).solve(options.seconds, workers=2)
                took = time.monotonic() - began
                baseline("flat model", points, bound, took, ratio(row["points"], points))


def stressed(options: argparse.Namespace) -> None:
    for experts, people, rooms in ((200, 300, 10), (300, 600, 15), (400, 500, 10), (400, 1000, 20)):
        problem = stress(experts, people, rooms, 1)
        row = planned("programme", problem, "--seconds", options.seconds)
        seats = len(problem["needs"])
        share = row["points"] / seats
        show(f"stress {experts} experts, {people} people", row, f", {share:.2%} of {seats} seats")
        greedy = row["lines"][0]
        said = f"{greedy['points'] / seats:.2%} of the seats"
        baseline("greedy", greedy["points"], "", greedy["seconds"], said)


def replanned(options: argparse.Namespace) -> None:
    """The busiest expert cancels: three seconds for a new plan, beside one made afresh."""
    for residents in options.sizes:
        experts, rooms = SIZES[residents]
        problem = family(residents, experts, rooms, 1)
        old = planned("programme", problem, "--seconds", options.seconds)
        held = [session["expert"] for session in old["sessions"]]
        gone = max(sorted(set(held)), key=held.count)
        next(e for e in problem["experts"] if e["id"] == gone)["available"] = []
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            kept = {k: v for k, v in old.items() if k not in ("lines", "megabytes", "faults")}
            json.dump(kept, file)
            file.flush()
            row = planned("programme", problem, "--seconds", 3, "--previous", file.name)
        counts = row["replan"]
        note = f", {counts['changed']} changed, {counts['without_need']} without need"
        show(f"re-plan {residents} residents", row, note)
        fresh = planned("programme", problem, "--seconds", options.seconds)
        said = ratio(row["points"], fresh["points"])
        baseline("afresh", fresh["points"], fresh["bound"], fresh["lines"][-1]["seconds"], said)


def tables(options: argparse.Namespace) -> None:
    cases = [(32, 8, 4, 10), (28, 7, 4, 9), (15, 5, 3, 7), (30, 10, 3, 14), (20, 5, 4, 6),
             (24, 4, 6, 5), (40, 8, 6, 6), (60, 10, 6, 8), (50, 7, 8, 5)]  # fmt: skip
    for people, count, size, rounds in cases:
        problem = evening(people, count, size, rounds)
        row = planned("tables", problem, "--seconds", min(5.0, options.seconds))
        show(f"tables {people} at {count} of {size}, {rounds} rounds", row)
        value, took = round_by_round(problem, min(5.0, options.seconds))
        baseline("round by round", value, "", took, ratio(row["value"], value))


def meetings(options: argparse.Namespace) -> None:
    cases = {
        f"generated {people} people, seed {seed}": day(people, 10, people // 3, 3 * people, seed)
        for people in (30, 50)
        for seed in range(1, options.seeds + 1)
    }
    for path in sorted(SHARED.glob("*.json")) if SHARED.is_dir() else []:
        cases[path.stem] = json.loads(path.read_text(encoding="utf-8"))
    for name, problem in cases.items():
        row = planned("meetings", problem, "--seconds", 3 * options.seconds)
        show(f"meetings {name}", row, f", conflict {row.get('conflict')}" * ("conflict" in row))
        value, bound, took = textbook(problem, 3 * options.seconds)
        baseline("textbook model", value, bound, took, ratio(row.get("value", 0), value))


def main() -> None:
    parser = argparse.ArgumentParser(description="The planners beside honest baselines.")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=list(PARTS))
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--sizes", type=lambda t: [int(n) for n in t.split(",")], default=[*SIZES])
    options = parser.parse_args()
    runs = {"programme": programme, "stress": stressed, "replan": replanned, "tables": tables,
            "meetings": meetings}  # fmt: skip
    print(HEAD)
    for part in options.parts or PARTS:
        runs[part](options)


if __name__ == "__main__":
    main()
