"""Two directors who end each other at once: one of them stays."""

import json
from pathlib import Path

import pytest

from tests.races.databases import race_database, run

pytestmark = pytest.mark.race


def test_two_directors_ending_each_other_leave_one(tmp_path: Path) -> None:
    with race_database(tmp_path) as environment:
        left = json.loads(run("-m", "tests.races.directors", "8", environment=environment))
    assert left == [1] * 8
