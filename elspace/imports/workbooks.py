"""Workbooks: checked before they are unpacked, then read as rows of plain texts.

openpyxl reads values as a stream; merged cells and formulas, which it does not tell in that mode,
are looked up in the sheet's own XML.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from elspace.core.answers import Refused
from elspace.needs.words import clean_words

from .cells import Found, Rows, as_text, fill_merged, tell_formulas
from .decoding import not_a_spreadsheet
from .faults import Fault
from .opendocument import is_opendocument, read_opendocument

MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2000
MOST_SHEETS = 80
CHUNK = 1 << 20
CHUNK_HEAD = 2048  # where a document type would stand
OVERLAP = 512  # the longest opening of a cell we look for
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d+):([A-Z]{1,3}\d+)"')
FORMULA = re.compile(rb'<(?:\w+:)?c\s([^>]*?r="([A-Z]{1,3}\d+)"[^>]*)>\s*<(?:\w+:)?f[\s/>]')
TEXT_RESULT = b't="str"'  # a formula that shows a text, which may be empty


def read_workbook(content: bytes, most_rows: int, most_columns: int) -> list[Found]:
    """Each sheet's title, rows, notes and faults; Refused with a sentence when unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive)
            if "xl/workbook.xml" in archive.namelist():
                return list(_sheets(content, archive, most_rows, most_columns))
            return list(read_opendocument(archive, most_rows, most_columns))
    except Refused:
        raise
    except Exception:  # a damaged or hostile file breaks the reader anywhere
        raise Refused(_damaged()) from None


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
    if "xl/workbook.xml" not in archive.namelist() and not is_opendocument(archive):
        raise Refused(not_a_spreadsheet())
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                if b"<!DOCTYPE" in stream.read(CHUNK_HEAD):  # entities; no spreadsheet writes one
                    raise Refused(_damaged())


def _damaged() -> str:
    return _("This file is damaged: open it in the spreadsheet, save it again, then choose it.")


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
            texts = [as_text(value) for value in values]
            if any(texts[most_columns:]):
                raise Refused(
                    _("More than %(most)s columns: keep those you need.") % {"most": most_columns}
                )
            rows.append((number, texts[:most_columns]))
            left -= 1
            if left < 0:
                raise Refused(_("More than %(most)s rows: split the file.") % {"most": most_rows})
        merged, formulas = _look_up(archive, sheet._worksheet_path)
        notes = fill_merged(title, rows, merged)
        faults = tell_formulas(title, rows, formulas, notes)
        yield title, rows, notes, faults


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
