"""The line before SQLite's lock: nobody who waits is overtaken again and again."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.race

WRITER = """
import json, sys, time
import django
from django.conf import settings
settings.configure(DATABASES={"default": {
    "ENGINE": "elspace.core.sqlite", "NAME": sys.argv[1],
    "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL;"}}})
django.setup()
from django.db import connection, transaction
connection.ensure_connection()
print("ready", flush=True)
sys.stdin.readline()
slowest, turns, until = 0.0, 0, time.monotonic() + 3
while time.monotonic() < until:
    asked = time.monotonic()
    with transaction.atomic():
        slowest = max(slowest, time.monotonic() - asked)
        turns += 1
        end = time.monotonic() + 0.02
        while time.monotonic() < end:
            connection.cursor().execute("SELECT 1")
print(json.dumps([slowest, turns]))
"""


def test_processes_that_write_without_a_pause_take_turns(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path / "line.sqlite3")],
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _writer in range(4)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    turns = [json.loads(writer.communicate(timeout=60)[0])[1] for writer in writers]
    assert min(turns) * 2 >= max(turns)
