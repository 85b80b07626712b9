"""Eight processes do everything at once on one database: nothing overlaps, nothing is lost.

A few operations here; `make races OPERATIONS=10000` for the whole.
"""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from tests.races.databases import race_database, run
from tests.races.processes import let_go

pytestmark = pytest.mark.race
PROCESSES = 8
OPERATIONS = int(os.environ.get("OPERATIONS", "160"))  # in all
OLDEST_LOCK = 5  # seconds
STANDS = {"booked", "held", "released"}


def test_eight_processes_mixed_operations(tmp_path: Path) -> None:
    with race_database(tmp_path) as environment:
        plan = run("-m", "tests.races.mixer", "prepare", environment=environment).strip()
        share = str(OPERATIONS // PROCESSES)
        parts = [["tests.races.mixer", str(seed), share, plan] for seed in range(PROCESSES)]
        said, _lasted = let_go(parts, environment, seconds=3600)
        told = [outcome for one in said for outcome in json.loads(one)]
        found = json.loads(run("-m", "tests.races.audit", environment=environment))
    worst = {
        name: round(max(outcome[name] for outcome in told), 2)
        for name in ("held", "waited", "slowest")
    }
    counts = sum((Counter(outcome["counts"]) for outcome in told), Counter())
    print(f"{OPERATIONS} operations, {PROCESSES} processes: {dict(counts)}; seconds: {worst}")
    assert [error for outcome in told for error in outcome["errors"]] == []
    assert found["wrong"] == []
    made = {key for outcome in told for key in outcome["made"]}
    gone = {key for outcome in told for key in outcome["gone"]}
    assert made <= set(found["states"])
    assert {found["states"][key] for key in made - gone} <= STANDS
    assert worst["held"] < OLDEST_LOCK
