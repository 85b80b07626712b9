"""A real database for a race: a file (SQLite) or a fresh database of the server (PostgreSQL)."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def race_database(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of processes that share one migrated database, gone afterwards."""
    server = os.environ.get("DATABASE_URL", "")
    if server.startswith("postgres"):
        with _fresh_postgres(server) as url:
            yield _migrated(url)
    else:
        yield _migrated(f"sqlite:///{folder / 'race.sqlite3'}")


def _migrated(url: str) -> dict[str, str]:
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    run("manage.py", "migrate", "--verbosity=0", environment=environment)
    return environment


@contextmanager
def _fresh_postgres(server: str) -> Iterator[str]:
    import psycopg
    from psycopg.sql import SQL, Identifier

    name = f"race_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def run(*arguments: str, environment: dict[str, str]) -> str:
    """Run Python on these arguments at the root of the project; its standard output."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
