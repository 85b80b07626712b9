"""Exports of forms: which tool wrote a file; repeated groups joined with their row."""

from collections.abc import Iterable

from elspace.core.folding import fold

from .header_rows import HEADER_WITHIN
from .reading import Row, Sheet

KOBO = {
    "_uuid", "_submission_time", "__version__", "formhub/uuid", "meta/instanceID",
    "_validation_status",
    "_submission__uuid", "_parent_table_name", "meta/instanceName", "_xform_id_string", "_version_",
}  # fmt: skip
GOOGLE = {
    fold(word)
    for word in (
        "Horodateur",
        "Horodatage",
        "Timestamp",
        "طابع زمني",
        "الطابع الزمني",
        "الطابع الزمنيّ",
    )
}


def kind_of(sheets: Iterable[Sheet]) -> str:
    """spreadsheet, google_forms or kobo."""
    for sheet in sheets:
        for row in sheet.rows[:HEADER_WITHIN]:
            if KOBO.intersection(row.texts):
                return "kobo"
            first = next((text for text in row.texts if text), "")
            if fold(first) in GOOGLE and len(row.texts) > 1:
                return "google_forms"
    return "spreadsheet"


def with_parents(sheets: list[Sheet]) -> list[Sheet]:
    """Sheets of a repeated group get the cells of the row above them to their right, and both the
    same reference: they are one person."""
    parents = {
        sheet.title: sheet
        for sheet in sheets
        if sheet.rows
        and "_index" in sheet.rows[0].texts
        and "_parent_index" not in sheet.rows[0].texts
    }
    if not parents or not any(_is_child(sheet) for sheet in sheets):
        return sheets
    joined = [_joined(sheet, parents) if _is_child(sheet) else sheet for sheet in sheets]
    return [_with_reference(sheet) if sheet.title in parents else sheet for sheet in joined]


def _is_child(sheet: Sheet) -> bool:
    return bool(sheet.rows) and "_parent_index" in sheet.rows[0].texts


def _joined(sheet: Sheet, parents: dict[str, Sheet]) -> Sheet:
    head = sheet.rows[0].texts
    tables = {_cell(row, head, "_parent_table_name") for row in sheet.rows[1:]}
    parent = next((parents[title] for title in tables if title in parents), None)
    parent = parent or next(iter(parents.values()))
    above = parent.rows[0].texts
    by_index = {_cell(row, above, "_index"): row.texts for row in parent.rows[1:]}
    kept = [at for at, text in enumerate(above) if not text.startswith("_") and text not in head]
    rows = [Row(sheet.rows[0].number, [*head, *(above[at] for at in kept), "Repère"])]
    for row in sheet.rows[1:]:
        index = _cell(row, head, "_parent_index")
        theirs = by_index.get(index, [])
        cells = [theirs[at] if at < len(theirs) else "" for at in kept]
        texts = [
            *row.texts,
            *[""] * (len(head) - len(row.texts)),
            *cells,
            f"{parent.title}:{index}",
        ]
        rows.append(Row(row.number, texts))
    return Sheet(sheet.title, rows, sheet.notes, sheet.faults)


def _with_reference(sheet: Sheet) -> Sheet:
    head = sheet.rows[0].texts
    rows = [Row(sheet.rows[0].number, [*head, "Repère"])]
    for row in sheet.rows[1:]:
        texts = [*row.texts, *[""] * (len(head) - len(row.texts))]
        rows.append(Row(row.number, [*texts, f"{sheet.title}:{_cell(row, head, '_index')}"]))
    return Sheet(sheet.title, rows, sheet.notes, sheet.faults)


def _cell(row: Row, head: list[str], name: str) -> str:
    at = head.index(name) if name in head else -1
    return row.texts[at] if 0 <= at < len(row.texts) else ""
