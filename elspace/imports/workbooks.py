"""Excel workbooks: checked before they are unpacked, then read as rows of plain texts.

openpyxl reads values as a stream; merged cells and formulas, which it does not tell in that mode,
are looked up in the sheet's own XML.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import coordinate_to_tuple

from elspace.core.answers import Refused
from elspace.needs.words import clean_words

from .faults import Fault, places

MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2000
MOST_SHEETS = 50
MOST_MERGED = 20_000  # cells filled from merged ones
CHUNK = 1 << 20
OVERLAP = 512  # the longest opening of a cell we look for
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d+):([A-Z]{1,3}\d+)"')
FORMULA = re.compile(rb'<(?:\w+:)?c\s([^>]*?r="([A-Z]{1,3}\d+)"[^>]*)>\s*<(?:\w+:)?f[\s/>]')
TEXT_RESULT = b't="str"'  # a formula that shows a text, which may be empty
Rows = list[tuple[int, list[str]]]
Found = tuple[str, Rows, list[Fault], list[Fault]]


def read_workbook(content: bytes, most_rows: int, most_columns: int) -> list[Found]:
    """Each sheet's title, rows, notes and faults; Refused with a sentence when unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive)
            return list(_sheets(content, archive, most_rows, most_columns))
    except Refused:
        raise
    except Exception:  # a damaged or hostile file breaks the reader anywhere
        raise Refused(
            _("This file is damaged: open it in the spreadsheet, save it again, then choose it.")
        ) from None


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(
            _("This file is under a password: save it without one, then choose it again.")
        )
    # What a part declares is the most that is ever unpacked of it.
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(
            _("Unpacked, this file is larger than %(most)s MB: it was not opened.")
            % {"most": MOST_UNPACKED // 1024**2}
        )
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        if "mimetype" in names and b"spreadsheet" in archive.read("mimetype"):
            raise Refused(_("This is a LibreOffice spreadsheet: save it as .xlsx or .csv."))
        raise Refused(_("This is not a spreadsheet: choose a file in .xlsx or .csv."))


def _sheets(
    content: bytes, archive: zipfile.ZipFile, most_rows: int, most_columns: int
) -> Iterator[Found]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    left = most_rows + MOST_SHEETS
    for sheet in book.worksheets[:MOST_SHEETS]:
        title = clean_words(sheet.title)[:60]
        if sheet.sheet_state != "visible":
            yield title, [], [Fault("hidden_sheet", title)], []
            continue
        sheet.reset_dimensions()  # what the file says of its own size may be wrong
        rows: Rows = []
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            if not any(value is not None for value in values):
                continue
            texts = [_text(value) for value in values]
            if any(texts[most_columns:]):
                raise Refused(
                    _("More than %(most)s columns: keep those you need.") % {"most": most_columns}
                )
            rows.append((number, texts[:most_columns]))
            left -= 1
            if left < 0:
                raise Refused(_("More than %(most)s rows: split the file.") % {"most": most_rows})
        merged, formulas = _look_up(archive, sheet._worksheet_path)
        notes = _fill_merged(title, rows, merged)
        faults = _tell_formulas(title, rows, formulas, notes)
        yield title, rows, notes, faults


def _text(value: Any) -> str:
    """A cell as somebody reads it: whole numbers without a point, dates as year-month-day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)


def _look_up(archive: zipfile.ZipFile, part: str) -> tuple[list[tuple[str, str]], dict[str, bool]]:
    """Merged ranges; cells with a formula, and whether it shows a text."""
    merged: list[tuple[str, str]] = []
    formulas: dict[str, bool] = {}
    kept = b""
    with archive.open(part.lstrip("/")) as stream:
        while chunk := stream.read(CHUNK):
            window = kept + chunk
            end = 0
            for found in MERGED.finditer(window):
                merged.append((found[1].decode(), found[2].decode()))
                end = max(end, found.end())
            for found in FORMULA.finditer(window):
                formulas[found[2].decode()] = TEXT_RESULT in found[1]
                end = max(end, found.end())
            kept = window[max(end, len(window) - OVERLAP) :]
    return merged, formulas


def _fill_merged(title: str, rows: Rows, merged: list[tuple[str, str]]) -> list[Fault]:
    """A text merged over several rows counts for each of them; merged sideways it counts once."""
    told: list[str] = []
    by_number = dict(rows)
    left = MOST_MERGED
    for first, last in merged:
        (top, column), (bottom, _right) = coordinate_to_tuple(first), coordinate_to_tuple(last)
        text = (by_number.get(top) or [])[column - 1 : column]
        if bottom == top or not text or not text[0]:
            continue
        told.append(f"{first}:{last}")
        for number in range(top + 1, min(bottom, top + left) + 1):
            left -= 1
            if number in by_number:
                texts = by_number[number]
                texts.extend([""] * (column - len(texts)))
                texts[column - 1] = texts[column - 1] or text[0]
    return [Fault("merged", title, values={"value": places(told)})] if told else []


def _tell_formulas(
    title: str, rows: Rows, formulas: dict[str, bool], notes: list[Fault]
) -> list[Fault]:
    """Formulas with a result are said; without one, nothing was read: a fault."""
    by_number = dict(rows)
    faults, told = [], []
    for cell, is_text in formulas.items():
        row, column = coordinate_to_tuple(cell)
        if (by_number.get(row) or [])[column - 1 : column] not in ([], [""]):
            told.append(cell)
        elif not is_text:
            faults.append(Fault("formula_empty", title, row, re.sub(r"\d", "", cell)))
    if told:
        notes.append(Fault("formulas", title, values={"value": places(told)}))
    return faults
