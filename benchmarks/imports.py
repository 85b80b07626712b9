"""Measures an import of many rows: reading the file, the preview, the confirmation.

Run `python benchmarks/imports.py [rows]` from the root of the project; it uses a database of its
own in memory. Prints seconds of wall and processor time.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("SECRET_KEY", "benchmark")
os.environ["DATABASE_URL"] = "sqlite://:memory:"
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

HEADERS = ["Prénom", "Nom", "Téléphone", "Langues parlées", "Projet", "Besoin", "Discipline",
           "Sans cela", "Formats", "Demi-journées impossibles"]  # fmt: skip


SYLLABLES = ["ba", "di", "fou", "gha", "ka", "lu", "mo", "ni", "ra", "sou", "ti", "za"]


def name(number: int) -> tuple[str, str]:
    """A name nobody else has, of syllables."""
    letters = [SYLLABLES[number // 12**place % 12] for place in range(4)]
    return "".join(letters[:2]).capitalize(), "Ben " + "".join(letters[2:]).capitalize() + "mar"


def row(number: int) -> list[Any]:
    return [
        *name(number // 2), f"2{number // 2:07}", "tounsi; français",
        f"Projet {number // 2}", f"Je ne sais pas comment faire {number}", "finance",
        number % 3 + 1, "atelier", "lun. matin; jeu. après-midi",
    ]  # fmt: skip


def timed(name: str, work: Callable[[], Any]) -> Any:
    wall, processor = time.perf_counter(), time.process_time()
    made = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:24} {time.perf_counter() - wall:7.2f} s wall "
          f"{time.process_time() - processor:7.2f} s processor   peak {peak} MB")  # fmt: skip
    return made


def main(rows: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from elspace.imports.actions import ask_import, keep_preview, write_import
    from elspace.imports.planning import make_plan
    from elspace.imports.reading import read_file
    from tests import factories
    from tests.imports.files import workbook

    factories.hub()
    by = factories.person("Hela", roles=["programme"])
    content = workbook(Base=[HEADERS, *(row(number) for number in range(rows))])
    print(f"{rows} rows, {len(content) / 1024:.0f} kB")
    timed("reading alone", lambda: read_file("f.xlsx", content))
    batch = timed(
        "upload", lambda: keep_preview(key=uuid4(), name="f.xlsx", content=content, by=by)
    )
    timed("preview", lambda: make_plan(batch, by, {}))
    if make_plan(batch, by, {}).stops:
        print("more than is written at once: a third of the rows is confirmed")
        content = workbook(Base=[HEADERS, *(row(number) for number in range(rows // 3))])
        batch = keep_preview(key=uuid4(), name="f.xlsx", content=content, by=by)
    timed("asking", lambda: ask_import(batch=batch, answers={}, by=by))
    timed("confirmation (worker)", lambda: write_import(batch=batch))
    batch.refresh_from_db()
    print(batch.state, batch.error, batch.counts)
    again = keep_preview(key=uuid4(), name="g.xlsx", content=content, by=by)
    print(timed("preview, all known", lambda: make_plan(again, by, {})).counts)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
