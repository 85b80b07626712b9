"""Eight processes issue two hundred invoices at once: every number once, none left out."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.races.databases import ROOT, race_database, run

pytestmark = pytest.mark.race
INVOICES, PROCESSES = 200, 8


def test_numbers_are_unbroken_when_many_issue_at_once(tmp_path: Path) -> None:
    with race_database(tmp_path) as database:
        run("-m", "tests.races.biller", "prepare", str(INVOICES), environment=database)
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.races.biller", "issue", str(part), str(PROCESSES)],
                cwd=ROOT, env=database, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for part in range(PROCESSES)
        ]  # fmt: skip
        try:
            for process in processes:
                assert process.stdout is not None
                assert process.stdout.readline() == "ready\n"
            for process in processes:
                assert process.stdin is not None
                process.stdin.write("go\n")
                process.stdin.flush()
            numbers: list[int] = []
            for process in processes:
                said, complained = process.communicate(timeout=300)
                assert process.returncode == 0, complained
                numbers += json.loads(said)
        finally:
            for process in processes:
                if process.poll() is None:
                    process.kill()
                    process.wait()
        assert len(numbers) == INVOICES + PROCESSES
        assert sorted(set(numbers)) == list(range(1, INVOICES + 1))
        script = (
            "import django; django.setup()\n"
            "from elspace.billing.models import Invoice\n"
            "print(*Invoice.objects.order_by('number').values_list('number', flat=True))"
        )
        kept = [int(number) for number in run("-c", script, environment=database).split()]
        assert kept == list(range(1, INVOICES + 1))
