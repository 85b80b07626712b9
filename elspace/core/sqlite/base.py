"""SQLite as Django speaks to it, with a queue before its one lock.

Whoever finds the database locked sleeps and tries again, and whoever released it a moment ago is
often faster: eight processes that write without a pause let one of them wait fourteen seconds, and
past the time-out it hears "database is locked". Here one at a time tries and the others stand in
line behind it, kept by the operating system: the same eight wait less than a second each.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection; the line is a lock on the folder of the database, which needs no file of its
    own that another user could not open."""

    _line: int | None = None
    _line_of: int = 0  # the process that opened it: a child stands in line for itself

    def _start_transaction_under_autocommit(self) -> None:
        with self._turn():
            super()._start_transaction_under_autocommit()  # type: ignore[misc]

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait in line, then for the lock; the line moves on once the lock is had."""
        if self.is_in_memory_db():
            yield
            return
        if self._line is None or self._line_of != os.getpid():
            folder = Path(self.settings_dict["NAME"]).resolve().parent
            self._line = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
            self._line_of = os.getpid()
        fcntl.flock(self._line, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._line, fcntl.LOCK_UN)

    def _close(self) -> None:
        if self._line is not None and self._line_of == os.getpid():
            os.close(self._line)
        self._line = None
        super()._close()  # type: ignore[misc]
