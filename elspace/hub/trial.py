"""The trial hub: erased at will, in place, while it is being served.

What is put back is a copy of its database as it was before its first page: `sqlite3`'s own backup
writes it page by page into the living file, so no process has to stop or lose its connection.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from .first import token_file
from .queries import current_hub


def _new_hub() -> Path:
    return Path(settings.VAR_DIR) / "new.sqlite3"


def keep_new_hub() -> None:
    """Keep the tables of a hub that is not open yet, to come back to them; up to date each time."""
    if settings.TRIAL and current_hub() is None:
        _copy(_database(), _new_hub())


def erase_trial() -> None:
    """Everything typed in the trial hub goes: it is new again, with a new one-time address."""
    if not settings.TRIAL:
        raise RuntimeError("Only the trial hub is erased: this one is real.")
    _copy(_new_hub(), _database())
    connection.close()
    call_command("migrate", verbosity=0)  # kept before an update
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    token_file().unlink(missing_ok=True)


def _database() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def _copy(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(source)) as old,
        closing(sqlite3.connect(target, timeout=20)) as new,
    ):
        old.backup(new)
