"""Fifty browsers at once after one room, through real server processes."""

import json
import os
import re
import socket
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from elspace.core.management.commands.serve import web_command
from tests.races.databases import ROOT, race_database, run

pytestmark = pytest.mark.race
CLIENTS = 50
ROUNDS = int(os.environ.get("ROUNDS", "1"))  # `make races ROUNDS=10`
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
        web_command("127.0.0.1", port, workers),
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


def press(port: int, session: str, path: str, form: dict[str, str]) -> tuple[int, str]:
    """One browser presses the button of a form; the answer's status and page."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(
        "POST",
        path,
        urlencode({"csrfmiddlewaretoken": TOKEN, "key": str(uuid.uuid4())} | form),
        {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}; django_language=en",
        },
    )
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return answer.status, page


def all_at_once(
    folder: Path, workers: int, path: str, form: Callable[[dict, int], dict[str, str]]
) -> tuple[list[str], list[str], list[int]]:
    """Fifty browsers press at once; pages of those that got it, of those that did not, and how many
    bookings, series, blocked seats, days and weeks of desks the database holds afterwards."""
    with race_database(folder) as environment:
        asked = json.loads(run("-m", "tests.races.booker", "prepare", environment=environment))
        asked["start"] = datetime.fromisoformat(asked["start"])
        with served(environment, workers) as port, ThreadPoolExecutor(CLIENTS) as browsers:
            began = time.monotonic()
            answers = list(
                browsers.map(
                    lambda n: press(port, asked["session"], path.format(**asked), form(asked, n)),
                    range(CLIENTS),
                )
            )
            lasted = time.monotonic() - began
        counted = run("-c", COUNT, environment=environment).split()
    assert lasted < 60
    print(f"{CLIENTS} at once, {workers} processes: {lasted:.1f} s")
    booked = [page for status, page in answers if status == 302]
    refused = [page for status, page in answers if status in {200, 422}]
    assert len(booked) + len(refused) == CLIENTS
    return booked, refused, [int(number) for number in counted]


COUNT = (
    "import django; django.setup()\n"
    "from elspace.hosting.models import Booking, DeskDay, DeskHalf, Occupancy, Series\n"
    "held = Occupancy.objects.filter(is_active=True)\n"
    "rows = (Booking.objects, Series.objects, held, DeskDay.objects, DeskHalf.objects)\n"
    "print(*(row.count() for row in rows))"
)


def one_room(asked: dict, _client: int, key: str = "key") -> dict[str, str]:
    start = asked["start"]
    return {
        "day": start.date().isoformat(),
        "starts": f"{start:%H:%M}",
        "minutes": "60",
        "people": "",
        "room": asked[key],
        "title": "",
    }


def one_series(asked: dict, _client: int) -> dict[str, str]:
    start = asked["start"]
    return {
        "room": asked["key"],
        "weekdays": str(start.weekday()),
        "every_weeks": "1",
        "starts_on": start.date().isoformat(),
        "until_on": (start.date() + timedelta(weeks=1)).isoformat(),
        "starts": f"{start:%H:%M}",
        "minutes": "60",
        "people": "",
        "title": "",
    }


def half_a_day(asked: dict, client: int) -> dict[str, str]:
    """Each for another person."""
    day = asked["start"].date().isoformat()
    return {"chosen": asked["people"][client], "who": "", "day": day, "halves": "morning"}


def half_a_week(asked: dict, client: int) -> dict[str, str]:
    weekday = asked["start"].weekday()
    half = {f"halves-{weekday}-morning": "yes"}
    day = asked["start"].date().isoformat()
    return {"chosen": asked["people"][client], "who": "", "from_on": day, "until_on": ""} | half


@pytest.mark.parametrize("workers", [2, 8])
@pytest.mark.parametrize("turn", range(ROUNDS))
def test_fifty_browsers_one_booking(tmp_path: Path, workers: int, turn: int) -> None:
    booked, refused, counted = all_at_once(tmp_path, workers, "/rooms/book/", one_room)
    assert (len(booked), len(refused), counted) == (1, CLIENTS - 1, [1, 0, 1, 0, 0])
    for page in refused:
        assert "is already taken at this time" in page
        assert len(re.findall(r'href="\?day=', page)) >= 3


@pytest.mark.parametrize("form", [one_room, one_series])
def test_fifty_presses_of_one_page(
    tmp_path: Path, form: Callable[[dict, int], dict[str, str]]
) -> None:
    """A finger that trembles: one booking, and nobody is told that their own room is taken."""
    key = {"key": str(uuid.uuid4())}
    path = "/rooms/book/" if form is one_room else "/rooms/series/add/"
    booked, refused, counted = all_at_once(tmp_path, 8, path, lambda *given: form(*given) | key)
    assert (len(booked), refused) == (CLIENTS, [])
    assert counted[:2] == ([1, 0] if form is one_room else [counted[0], 1])


@pytest.mark.parametrize("workers", [2, 8])
@pytest.mark.parametrize("turn", range(ROUNDS))
def test_fifty_browsers_six_seats(tmp_path: Path, workers: int, turn: int) -> None:
    booked, refused, counted = all_at_once(
        tmp_path, workers, "/rooms/book/", lambda asked, n: one_room(asked, n, "shared_key")
    )
    assert (len(booked), len(refused), counted) == (6, CLIENTS - 6, [6, 0, 6, 0, 0])
    for page in refused:
        assert "has no seat left at this time" in page
        assert len(re.findall(r'href="\?day=', page)) >= 3


@pytest.mark.parametrize("workers", [2, 8])
@pytest.mark.parametrize("turn", range(ROUNDS))
def test_fifty_browsers_one_series(tmp_path: Path, workers: int, turn: int) -> None:
    """One has every date that is open; the others are refused date by date, each with offers."""
    booked, refused, counted = all_at_once(tmp_path, workers, "/rooms/series/add/", one_series)
    dates = counted[0]
    assert dates >= 1
    assert (len(booked), len(refused), counted) == (1, CLIENTS - 1, [dates, 1, dates, 0, 0])
    for page in refused:
        assert "No day of this series can be had" in page
        assert page.count("is already taken at this time") >= dates
        assert len(re.findall(r'name="date-[0-9-]+" value="[0-9a-f-]{36} ', page)) >= 3 * dates


@pytest.mark.parametrize("workers", [2, 8])
@pytest.mark.parametrize("turn", range(ROUNDS))
def test_fifty_browsers_one_morning_at_a_desk(tmp_path: Path, workers: int, turn: int) -> None:
    path = "/desks/{desk}/take/"
    booked, refused, counted = all_at_once(tmp_path, workers, path, half_a_day)
    assert (len(booked), len(refused), counted) == (1, CLIENTS - 1, [0, 0, 0, 1, 0])
    for page in refused:
        assert "A1 is taken then" in page
        assert len(re.findall(r'href="/desks/[0-9a-f-]{36}/\?day=', page)) >= 3


@pytest.mark.parametrize("workers", [2, 8])
@pytest.mark.parametrize("turn", range(ROUNDS))
def test_fifty_browsers_one_desk_by_the_week(tmp_path: Path, workers: int, turn: int) -> None:
    path = "/desks/{desk}/hold/"
    booked, refused, counted = all_at_once(tmp_path, workers, path, half_a_week)
    assert (len(booked), len(refused), counted) == (1, CLIENTS - 1, [0, 0, 0, 0, 1])
    for page in refused:
        assert "A1 is" in page
