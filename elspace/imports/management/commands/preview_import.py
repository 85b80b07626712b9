"""`manage.py preview_import FILE`: what a file would bring, as JSON; nothing is written."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections
from django.utils.translation import override

from elspace.core.answers import Refused
from elspace.imports.drafts import Understood
from elspace.imports.models import HeaderMeaning
from elspace.imports.planning import plan_of
from elspace.imports.queries import meanings_of_headers
from elspace.imports.reading import MOST_BYTES
from elspace.imports.report import report
from elspace.imports.sources import read_source

LISTS = ("people", "needs", "experts", "rooms", "desks", "members", "same_person")


class Command(BaseCommand):
    help = "Print what a file would bring in, as JSON (docs/import.md); nothing is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a spreadsheet, an export of a form, a chat; - for stdin")
        parser.add_argument("--language", default="fr", help="of the sentences: fr, ar or en")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        if not _has_tables():
            self.stderr.write("No database yet: read with the lists of a new hub.")
            _use_new_hub()
        with override(options["language"]):
            found = self._read(path)
        print(json.dumps(found, ensure_ascii=False, indent=1))

    def _read(self, path: str) -> dict[str, Any]:
        try:
            if path == "-":
                content, name = sys.stdin.buffer.read(MOST_BYTES + 1), "-.txt"
            else:
                with Path(path).open("rb") as file:
                    content, name = file.read(MOST_BYTES + 1), Path(path).name
            understood = read_source(name, content, meanings_of_headers())
        except OSError as error:
            return _refused(str(error))
        except Refused as refused:
            return _refused(str(refused.reason))
        return report(understood, plan_of(understood, None, {}))


def _has_tables() -> bool:
    """Whether the database is set up; it may be read before the first `migrate`."""
    database = connection.settings_dict
    is_file = "sqlite" in database["ENGINE"] and "memory" not in str(database["NAME"])
    if is_file and not Path(database["NAME"]).exists():
        return False
    try:
        return HeaderMeaning._meta.db_table in connection.introspection.table_names()
    except OperationalError:
        return False


def _use_new_hub() -> None:
    """Work on a database in memory, as a new hub has it: nothing is written anywhere."""
    connection.close()
    connections.databases[DEFAULT_DB_ALIAS] |= {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ":memory:",
        "OPTIONS": {},
    }
    del connections[DEFAULT_DB_ALIAS]
    call_command("migrate", verbosity=0)


def _refused(sentence: str) -> dict[str, Any]:
    """A file that cannot be read: everything is there, and empty but one fault."""
    understood = Understood(kind="unreadable")
    fault = {"sheet": "", "row": None, "column": None, "header": None, "code": "unreadable"}
    return {
        "kind": understood.kind,
        **{name: [] for name in LISTS},
        "faults": [fault | {"sentence": sentence}],
        "notes": [],
        "unknown_headers": [],
        "counts": {},
    }
