"""The whole hub as processes: it answers, works, mends itself and leaves nothing behind."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.race


@dataclass
class Served:
    """A served demonstration: its process, its port, its database file."""

    process: subprocess.Popen
    port: int
    database: Path

    def answer(self) -> str:
        """What the health page says, "" while nothing listens."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=5) as page:
                return page.read().decode().strip()
        except (URLError, ConnectionError, TimeoutError):
            return ""

    def rows(self, query: str) -> list[tuple]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()


def wait_for(ask: Callable[[], object], seconds: float = 40) -> object:
    """The first true answer; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
    return answer


def descendants(process: int) -> set[int]:
    """Every living process below one, by what Linux says of each."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state != "Z":
            children.setdefault(int(parent), []).append(int(stat.parent.name))
    found, open_ones = set(), [process]
    while open_ones:
        below = children.get(open_ones.pop(), [])
        found.update(below)
        open_ones.extend(below)
    return found


def with_words(processes: set[int], *words: str) -> list[int]:
    """Those of the processes whose command line holds all these words."""
    found = []
    for process in sorted(processes):
        try:
            line = Path(f"/proc/{process}/cmdline").read_bytes().decode().split("\0")
        except FileNotFoundError:
            continue
        if set(words) <= set(line):
            found.append(process)
    return found


@pytest.fixture(scope="module")
def laid(tmp_path_factory) -> Path:
    """A migrated database with the demonstration's table of caches."""
    database = tmp_path_factory.mktemp("served") / "hub.sqlite3"
    for command in ("migrate", "createcachetable"):
        manage(database, command).wait(120)
    return database


def manage(database: Path, *words: str) -> subprocess.Popen:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{database}",
        "SECRET_KEY": "races-only",
        "ELSPACE_DEMO": "0",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture
def served(laid) -> Iterator[Served]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = manage(laid, "serve", "--port", str(port))
    hub = Served(process, port, laid)
    wait_for(hub.answer)
    yield hub
    process.terminate()
    process.wait(30)


def test_hub_answers_and_does_its_periodic_work(served):
    assert served.answer() == "ok"
    assert wait_for(
        lambda: served.rows("SELECT name FROM hub_periodicrun WHERE last_ok_at IS NOT NULL")
    )
    errors = served.rows("SELECT name, last_error FROM hub_periodicrun WHERE last_error <> ''")
    assert errors == []


def test_killed_processes_come_back(served):
    before = descendants(served.process.pid)
    web = with_words(before, "gunicorn")[0]
    [quick] = wait_for(lambda: with_words(descendants(served.process.pid), "db_worker", "quick"))
    os.kill(web, signal.SIGKILL)
    os.kill(quick, signal.SIGKILL)
    wait_for(lambda: served.answer() == "ok")
    [again] = wait_for(
        lambda: with_words(descendants(served.process.pid) - {quick}, "db_worker", "quick")
    )
    assert again != quick


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_ends_every_process(served, number):
    wait_for(lambda: len(with_words(descendants(served.process.pid), "db_worker")) == 2)
    processes = descendants(served.process.pid)
    served.process.send_signal(number)
    assert served.process.wait(30) == 0
    assert with_words(processes, "gunicorn") + with_words(processes, "manage.py") == []
