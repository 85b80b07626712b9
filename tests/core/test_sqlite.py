"""Which databases stand in line before their lock (that they do: tests/races/test_line.py)."""

from django.conf import settings
from django.db import connections


def test_a_database_in_memory_needs_no_line(db) -> None:
    connection = connections["default"]
    if connection.vendor == "sqlite":
        assert settings.DATABASES["default"]["ENGINE"] == "elspace.core.sqlite"
        assert connection._line is None
