"""A workbook of everything is told by its first sheet, and becomes rows of texts by kind."""

import json

from elspace.core.folding import fold
from elspace.imports.cells import Found, unguarded

from .tables import Table, all_tables

MARK = "elspace"
VERSION = "2"
# Before version 2 every hub used these parts, and none named them.
ALWAYS_ON = frozenset({"needs", "programme"})
Tables = dict[str, list[dict[str, str]]]  # by model label, rows as field → text


def tables_of(found: list[Found]) -> Tables | None:
    """The rows of a workbook of everything; None when it is another file. Each row keeps its
    number under "#"."""
    if not found or found[0][0] != MARK:
        return None
    first = found[0][1]
    if not first or first[0][1][:1] != [MARK]:
        return None
    by_title = {fold(title): table for table in all_tables() for title in table.titles}
    tables: Tables = {}
    for title, rows, _notes, _faults in found[1:]:
        table = by_title.get(fold(title))
        if table is not None and rows:
            tables[table.label] = _rows(table, rows)
    if first[0][1][1:2] == ["1"]:
        _name_parts(tables)
    return tables


def _name_parts(tables: Tables) -> None:
    for cells in tables.get("hub.hub", []):
        try:
            named = json.loads(cells.get("modules") or "[]")
        except ValueError:
            continue  # said as a fault where the row is read
        if isinstance(named, list):
            cells["modules"] = json.dumps(sorted(ALWAYS_ON.union(map(str, named))))


def _rows(table: Table, rows: list[tuple[int, list[str]]]) -> list[dict[str, str]]:
    by_header = {header: field.name for field in table.fields for header in field.headers}
    names = [by_header.get(text, "") for text in rows[0][1]]
    made = []
    for number, texts in rows[1:]:
        cells = dict(zip(names, texts, strict=False))
        cells.pop("", None)
        made.append({"#": str(number)} | {name: unguarded(text) for name, text in cells.items()})
    return made
