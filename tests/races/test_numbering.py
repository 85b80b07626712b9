"""Eight processes issue two hundred invoices at once: every number once, none left out."""

import json
from pathlib import Path

import pytest

from tests.races.databases import race_database, run
from tests.races.processes import let_go

pytestmark = pytest.mark.race
INVOICES, PROCESSES = 200, 8


def test_numbers_are_unbroken_when_many_issue_at_once(tmp_path: Path) -> None:
    with race_database(tmp_path) as database:
        run("-m", "tests.races.biller", "prepare", str(INVOICES), environment=database)
        parts = [
            ["tests.races.biller", "issue", str(part), str(PROCESSES)] for part in range(PROCESSES)
        ]
        said, _lasted = let_go(parts, database, seconds=300)
        numbers = [number for one in said for number in json.loads(one)]
        assert len(numbers) == INVOICES + PROCESSES
        assert sorted(set(numbers)) == list(range(1, INVOICES + 1))
        script = (
            "import django; django.setup()\n"
            "from elspace.billing.models import Invoice\n"
            "print(*Invoice.objects.order_by('number').values_list('number', flat=True))"
        )
        kept = [int(number) for number in run("-c", script, environment=database).split()]
        assert kept == list(range(1, INVOICES + 1))
