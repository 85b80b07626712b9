"""The supervisor with real processes: what dies comes back, nothing outlives it."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.race
SUPERVISE = """
    import sys
    from elspace.core.supervisor import Child, Supervisor
    note = "import os, time; open('{folder}/{start}', 'w').write(str(os.getpid())); time.sleep(60)"
    child = [sys.executable, "-c", note.replace("{folder}", sys.argv[1])]
    Supervisor([Child("sleeper", child)]).run()
"""


def wait_for(ask: Callable[[], int], seconds: float = 20) -> int:
    """The first true answer; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
    return answer


def process_of(note: Path) -> int:
    """The process that left this note, 0 before it did."""
    return int(note.read_text() or 0) if note.exists() else 0


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.fixture
def supervisor(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SUPERVISE), str(tmp_path)], cwd=ROOT
    )
    yield process
    process.kill()
    process.wait()


def test_a_dead_child_is_started_again(supervisor, tmp_path):
    first = wait_for(lambda: process_of(tmp_path / "1"))
    os.kill(first, signal.SIGKILL)
    second = wait_for(lambda: process_of(tmp_path / "2"))
    assert is_alive(second)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_no_child(supervisor, tmp_path, number):
    child = wait_for(lambda: process_of(tmp_path / "1"))
    supervisor.send_signal(number)
    assert supervisor.wait(20) == 0
    assert not is_alive(child)


def test_a_killed_supervisor_takes_its_child_along(supervisor, tmp_path):
    child = wait_for(lambda: process_of(tmp_path / "1"))
    supervisor.kill()
    wait_for(lambda: not is_alive(child))
