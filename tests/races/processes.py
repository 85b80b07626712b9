"""Several processes of a race: started, let go at the same moment, listened to."""

import subprocess
import sys
import time
from collections.abc import Sequence

from tests.races.databases import ROOT


def let_go(
    parts: Sequence[Sequence[str]], environment: dict[str, str], *, seconds: float
) -> tuple[list[str], float]:
    """Run `python -m` on each list of arguments: each says "ready", waits for a line, does its part
    and prints what came of it. What they printed, and how long it took from the line on."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for arguments in parts
    ]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        began = time.monotonic()
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        said = []
        for process in processes:
            printed, complained = process.communicate(timeout=seconds)
            assert process.returncode == 0, complained
            said.append(printed)
        return said, time.monotonic() - began
    finally:
        for process in processes:
            if process.poll() is None:
                process.kill()
                process.wait()
