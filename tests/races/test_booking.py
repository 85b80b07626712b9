"""Fifty at once after one room: exactly one gets it, the others a sentence and offers."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.races.databases import race_database, run
from tests.races.processes import let_go

pytestmark = pytest.mark.race
CLIENTS = 50


@pytest.fixture
def database(tmp_path: Path) -> Iterator[dict[str, str]]:
    with race_database(tmp_path) as environment:
        yield environment


def prepare(database: dict[str, str], room: str = "room") -> tuple[str, str]:
    """The room's number and the hour asked for."""
    asked = json.loads(run("-m", "tests.races.booker", "prepare", environment=database))
    return str(asked[room]), asked["start"]


def race(database: dict[str, str], parts: list[list[str]]) -> tuple[list[dict[str, object]], float]:
    """Start one process for each list of arguments, let all go at once; what they say, and how many
    seconds it took from there."""
    booker = [["tests.races.booker", *arguments] for arguments in parts]
    said, lasted = let_go(booker, database, seconds=90)
    return [outcome for one in said for outcome in json.loads(one)], lasted


def held(database: dict[str, str]) -> list[int]:
    """Bookings, and active occupancy rows, in the database."""
    script = (
        "import django; django.setup()\n"
        "from elspace.hosting.models import Booking, Occupancy\n"
        "print(Booking.objects.count(), Occupancy.objects.filter(is_active=True).count())"
    )
    return [int(number) for number in run("-c", script, environment=database).split()]


def drop_exclusion(database: dict[str, str]) -> None:
    """On PostgreSQL, take the database's own guard away."""
    script = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "if connection.vendor == 'postgresql':\n"
        "    connection.cursor().execute('ALTER TABLE hosting_occupancy"
        " DROP CONSTRAINT never_two_in_one_seat')"
    )
    run("-c", script, environment=database)


def test_without_guard_one_room_is_booked_several_times(database: dict[str, str]) -> None:
    room, start = prepare(database)
    drop_exclusion(database)
    outcomes, _lasted = race(database, [["unguarded", room, start]] * 4)
    assert outcomes == [{"booked": True}] * 4
    assert held(database) == [4, 4]


def test_without_guard_a_shared_room_has_more_people_than_seats(
    database: dict[str, str],
) -> None:
    shared, start = prepare(database, "shared")
    drop_exclusion(database)
    outcomes, _lasted = race(database, [["seats", shared, start]] * 4)
    assert outcomes == [{"booked": True}] * 4
    assert held(database) == [4, 12]  # of six seats


@pytest.mark.parametrize("processes", [2, 8])
def test_fifty_clients_one_booking(database: dict[str, str], processes: int) -> None:
    room, start = prepare(database)
    shares = [CLIENTS // processes + (n < CLIENTS % processes) for n in range(processes)]
    outcomes, lasted = race(database, [["guarded", room, start, str(share)] for share in shares])
    assert [outcome for outcome in outcomes if "error" in outcome] == []
    assert len([outcome for outcome in outcomes if "booked" in outcome]) == 1
    refusals = [outcome for outcome in outcomes if "refused" in outcome]
    assert len(refusals) == CLIENTS - 1
    assert {outcome["refused"] for outcome in refusals} == {refusals[0]["refused"]}
    assert min(int(str(outcome["offers"])) for outcome in refusals) >= 3
    assert held(database) == [1, 1]
    assert lasted < 30
