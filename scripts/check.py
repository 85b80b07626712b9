"""The fast checks, side by side; each one's seconds, and the output of those that fail."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed

from parts import Outcome, run_part

CODE = ["elspace", "config", "optimiser"]
CHECKS = {
    "types": ["mypy", *CODE],
    "layers": ["lint-imports"],
    "strings": ["python", "-m", "pytest", "-q", "tests/architecture/test_catalogues.py"],
    "templates": ["djlint", "elspace", "--lint", "--quiet"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "settings": ["python", "manage.py", "check", "--fail-level", "WARNING"],
    "security": ["bandit", "-q", "-r", "-c", "pyproject.toml", *CODE, "scripts"],
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
}


def report(outcome: Outcome) -> None:
    """One line for a check; a failed one shows what it printed."""
    word = "ok" if outcome.code == 0 else "FAILED"
    print(f"  {outcome.name:<12} {word:<7} {outcome.seconds:5.1f} s", flush=True)
    if outcome.code:
        print(outcome.output, flush=True)


def main() -> int:
    failed = []
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        runs = [pool.submit(run_part, name, args, shown=False) for name, args in CHECKS.items()]
        for done in as_completed(runs):
            outcome = done.result()
            report(outcome)
            if outcome.code:
                failed.append(outcome.name)
    if failed:
        print(f"Failed: {', '.join(sorted(failed))}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
