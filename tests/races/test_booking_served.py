"""Fifty browsers at once after one room, through real server processes."""

import json
import re
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.races.databases import ROOT, race_database, run

pytestmark = pytest.mark.race
CLIENTS = 50
TOKEN = "a" * 32  # any form token, as long as cookie and form hold the same


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def served(environment: dict[str, str], workers: int) -> Iterator[int]:
    """The platform served by this many processes on a loopback port; ended afterwards."""
    port = free_port()
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "config.wsgi:application", "--preload"),
            *("--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--threads", "4"),
        ],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        give_up = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert server.poll() is None
                assert time.monotonic() < give_up
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def book(port: int, session: str, room: str, start: datetime) -> tuple[int, str]:
    """One browser presses the button; the answer's status and page."""
    form = {
        "csrfmiddlewaretoken": TOKEN,
        "day": start.date().isoformat(),
        "starts": f"{start:%H:%M}",
        "minutes": "60",
        "people": "",
        "room": room,
        "title": "",
        "key": str(uuid.uuid4()),
    }
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(
        "POST",
        "/rooms/book/",
        urlencode(form),
        {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}; django_language=en",
        },
    )
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return answer.status, page


@pytest.mark.parametrize("workers", [2, 8])
def test_fifty_browsers_one_booking(tmp_path: Path, workers: int) -> None:
    with race_database(tmp_path) as environment:
        asked = json.loads(run("-m", "tests.races.booker", "prepare", environment=environment))
        start = datetime.fromisoformat(asked["start"])
        with served(environment, workers) as port, ThreadPoolExecutor(CLIENTS) as browsers:
            began = time.monotonic()
            answers = list(
                browsers.map(
                    lambda _n: book(port, asked["session"], asked["key"], start), range(CLIENTS)
                )
            )
            lasted = time.monotonic() - began
    booked = [page for status, page in answers if status == 302]
    refused = [page for status, page in answers if status == 200]
    assert (len(booked), len(refused)) == (1, CLIENTS - 1)
    for page in refused:
        assert "is already taken at this time" in page
        assert len(re.findall(r'href="\?day=', page)) >= 3
    assert lasted < 30
