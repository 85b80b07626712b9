"""One offer of a day, two who agree while the first leaves: one exchange, or none."""

import json
from pathlib import Path

import pytest

from tests.races.databases import race_database, run

pytestmark = pytest.mark.race


def test_an_offered_day_is_exchanged_once(tmp_path: Path) -> None:
    with race_database(tmp_path) as environment:
        rounds = json.loads(run("-m", "tests.races.exchanging", "6", environment=environment))
    assert [one["faults"] for one in rounds] == [[]] * 6
    assert {one["agreed"] for one in rounds} <= {0, 1}
    assert [one["agreed"] for one in rounds[:3]] == [1] * 3  # nobody leaves in the first three
