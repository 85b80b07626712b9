"""One database into one file and back, on both engines, while the hub goes on working."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import IO

from django.db import connection

from .answers import Refused

CLIENT = "sudo apt-get install -y --no-install-recommends postgresql-client"


def dump(target: Path) -> None:
    """Write the whole database, as of one moment, into `target`."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(target)) as copy:
            _sqlite().backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a journal beside it
    else:
        flags = ("--format=custom", "--no-owner", "--no-privileges", "--no-comments")
        with target.open("wb") as file:
            _run_client("pg_dump", *flags, stdout=file)


def check(source: Path) -> None:
    """Refuse a dump that is not whole."""
    if connection.vendor == "sqlite":
        try:
            with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
                whole = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        except sqlite3.DatabaseError:
            whole = False
        if not whole:
            raise Refused("The database in this file is damaged. Nothing was changed.")
    else:
        _as_script(source)


def load(source: Path) -> None:
    """Put a dump in the place of the whole database, in one transaction."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
            copy.backup(_sqlite())
        connection.close()
        return
    script = source.with_suffix(".sql")
    script.write_text(_drop_tables() + _as_script(source), encoding="utf-8")
    connection.close()
    _run_client(
        "psql",
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--output",
        os.devnull,
        "--set",
        "ON_ERROR_STOP=1",
        "--file",
        str(script),
    )


def _sqlite() -> sqlite3.Connection:
    connection.ensure_connection()
    return connection.connection


def _as_script(source: Path) -> str:
    """A PostgreSQL dump as SQL; the extension and the schema are there already."""
    return _run_client(
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--no-comments",
        "--file=-",
        str(source),
        connects=False,
    )


def _drop_tables() -> str:
    """SQL that removes what the dump brings; extensions stay."""
    tables = [connection.ops.quote_name(name) for name in connection.introspection.table_names()]
    return f"DROP TABLE IF EXISTS {', '.join(tables)} CASCADE;\n" if tables else ""


def _run_client(
    program: str, *words: str, stdout: IO[bytes] | int = subprocess.PIPE, connects: bool = True
) -> str:
    """Run one of PostgreSQL's own programs on this database; the password stays off the command
    line."""
    path = shutil.which(program)
    if path is None:
        raise Refused(f"{program} is missing on this machine. To bring it:\n  {CLIENT}")
    given = connection.settings_dict
    where = {
        "PGHOST": given["HOST"],
        "PGPORT": str(given["PORT"] or ""),
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGDATABASE": given["NAME"],
    }
    environment = os.environ | {name: value for name, value in where.items() if value}
    done = subprocess.run(  # noqa: S603
        [path, *words],
        env=environment if connects else None,
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        raise Refused(f"{program} could not do its work: {told[0] if told else 'no reason given'}")
    return (done.stdout or b"").decode()
