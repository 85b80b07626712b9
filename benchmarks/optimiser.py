"""Plans generated hubs of four sizes and prints first plan, points, bound and proven gap.

Run `python benchmarks/optimiser.py [seconds] [seeds]` from the root of the project. The family: 12
weeks of 5 days of 4 slots, 3 to 6 needs a resident; beside it a hub of demonstration size.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.optimiser.family import SIZES, family  # noqa: E402


def main(seconds: float, seeds: int) -> None:
    print(f"{'residents':>9} {'seed':>4} {'first plan':>15} {'points':>7} {'of first':>8} "
          f"{'bound':>7} {'gap':>6} {'status':>8} {'wall':>6} faults")  # fmt: skip
    for seed in range(1, seeds + 1):
        demo = family(32, 14, 4, seed, days=6, slots=5, needs=(1, 2))
        report(32, seed, demo, seconds)
    for residents, (experts, rooms) in SIZES.items():
        for seed in range(1, seeds + 1):
            report(residents, seed, family(residents, experts, rooms, seed), seconds)


def report(residents: int, seed: int, problem: dict[str, Any], seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, output = Path(folder, "problem.json"), Path(folder, "solution.json")
        path.write_text(json.dumps(problem), encoding="utf-8")
        began = time.monotonic()
        done = optimiser("programme", path, "--seconds", seconds, "--output", output)
        wall = time.monotonic() - began
        first = json.loads(done.stderr.splitlines()[0])
        solution = json.loads(output.read_text(encoding="utf-8"))
        faults = json.loads(optimiser("check", "programme", path, output).stdout)
    better = solution["points"] / max(1, first["points"])
    print(f"{residents:>9} {seed:>4} {first['points']:>7} {first['seconds']:>6.2f}s "
          f"{solution['points']:>7} {better:>7.3f}x {solution['bound']:>7} "
          f"{solution['gap']:>6.2%} {solution['status']:>8} {wall:>5.1f}s {len(faults)}",
          flush=True)  # fmt: skip


def optimiser(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "optimiser", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10.0,
         int(sys.argv[2]) if len(sys.argv) > 2 else 1)  # fmt: skip
