"""Runs named parts of checks and tests, prints each one's output and seconds."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Settings need a secret; checks and tests never see the hub's own database or secret.
ENVIRONMENT = {
    **os.environ,
    "SECRET_KEY": "checks-and-tests-only",
    "DATABASE_URL": os.environ.get("DATABASE_URL") or "sqlite:///var/tests.sqlite3",
    "ELSPACE_DEMO": "0",
    "ELSPACE_DEMO_TODAY": "",
    "DEBUG": "0",
    "EMAIL_URL": "",
    "PATH": f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
}


@dataclass(frozen=True)
class Outcome:
    """How one part ended."""

    name: str
    code: int
    seconds: float
    output: str


def run_part(name: str, command: list[str], *, shown: bool) -> Outcome:
    """Run one command from the root of the project; `shown` prints its lines as they come."""
    started = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    lines = []
    for line in process.stdout or ():
        lines.append(line)
        if shown:
            sys.stdout.write(line)
            sys.stdout.flush()
    return Outcome(name, process.wait(), time.monotonic() - started, "".join(lines))


def headline(text: str) -> None:
    """A line that stands out in a long log."""
    print(f"\n==> {text}", flush=True)
