"""LibreOffice spreadsheets (.ods), read as a stream: what they repeat is never unrolled beyond the
limits."""

import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, iterparse  # nosec B405

from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.needs.words import clean_words

from .cells import Found, Rows, as_text, fill_merged, tell_formulas
from .cells import cell_name as cell_at
from .faults import Fault

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
MOST_SHEETS = 80
MOST_EMPTY = 1 << 20  # rows a sheet has


def is_opendocument(archive: zipfile.ZipFile) -> bool:
    """Whether a ZIP file is a LibreOffice spreadsheet."""
    names = archive.namelist()
    return "content.xml" in names and (
        "mimetype" not in names or b"spreadsheet" in archive.read("mimetype")[:200]
    )


def read_opendocument(
    archive: zipfile.ZipFile, most_rows: int, most_columns: int
) -> Iterator[Found]:
    """Each sheet's title, rows, notes and faults."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in archive.read(manifest):
        raise Refused(
            _("This file is under a password: save it without one, then choose it again.")
        )
    hidden: set[str] = set()
    left, sheets = most_rows + MOST_SHEETS, 0
    with archive.open("content.xml") as stream:
        for event, element in iterparse(stream, ("start", "end")):  # noqa: S314  # nosec B314
            if event == "end" and element.tag == f"{STYLE}style":
                if any(one.get(f"{TABLE}display") == "false" for one in element):
                    hidden.add(element.get(f"{STYLE}name", ""))
            elif event == "start" and element.tag == f"{TABLE}table":
                sheet = _Sheet(element, most_rows, most_columns, left)
            elif event == "end" and element.tag == f"{TABLE}table-row":
                sheet.take(element)
                element.clear()
            elif event == "end" and element.tag == f"{TABLE}table":
                sheets += 1
                if sheets > MOST_SHEETS:
                    return
                left = sheet.left
                yield sheet.found(element.get(f"{TABLE}style-name", "") in hidden)
                element.clear()


class _Sheet:
    """Rows of one sheet as they come."""

    def __init__(self, table: Element, most_rows: int, most_columns: int, left: int) -> None:
        self.title = clean_words(table.get(f"{TABLE}name", ""))[:60]
        self.most_rows, self.most_columns, self.left = most_rows, most_columns, left
        self.rows: Rows = []
        self.merged: list[tuple[str, str]] = []
        self.formulas: dict[str, bool] = {}
        self.number = 0

    def take(self, row: Element) -> None:
        """One row, or the same row many times."""
        times = min(int(row.get(f"{TABLE}number-rows-repeated", "1") or 1), MOST_EMPTY)
        texts = self._texts(row)
        if not any(texts):
            self.number += times
            return
        self.left -= times
        if self.left < 0:
            raise Refused(_("More than %(most)s rows: split the file.") % {"most": self.most_rows})
        for _time in range(times):
            self.number += 1
            self.rows.append((self.number, list(texts)))

    def _texts(self, row: Element) -> list[str]:
        texts: list[str] = []
        for cell in row:
            if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                continue
            times = int(cell.get(f"{TABLE}number-columns-repeated", "1") or 1)
            text = "" if cell.tag.endswith("covered-table-cell") else _text(cell)
            at = len(texts)
            if text and at + times > self.most_columns:
                raise Refused(
                    _("More than %(most)s columns: keep those you need.")
                    % {"most": self.most_columns}
                )
            self._look(cell, at, text)
            texts.extend([text] * min(times, self.most_columns + 1 - at))
        while texts and not texts[-1]:
            texts.pop()
        return texts

    def _look(self, cell: Element, at: int, text: str) -> None:
        """Merged cells and formulas."""
        down = int(cell.get(f"{TABLE}number-rows-spanned", "1") or 1)
        across = int(cell.get(f"{TABLE}number-columns-spanned", "1") or 1)
        row = self.number + 1
        if down > 1 or across > 1:
            self.merged.append((cell_at(at, row), cell_at(at + across - 1, row + down - 1)))
        if cell.get(f"{TABLE}formula") and at < self.most_columns:
            is_text = cell.get(f"{OFFICE}value-type") == "string"
            self.formulas[cell_at(at, row)] = is_text

    def found(self, is_hidden: bool) -> Found:
        """What the sheet holds."""
        if is_hidden:
            return self.title, [], [Fault("hidden_sheet", self.title)], []
        notes = fill_merged(self.title, self.rows, self.merged)
        faults = tell_formulas(self.title, self.rows, self.formulas, notes)
        return self.title, self.rows, notes, faults


def _text(cell: Element) -> str:
    kind = cell.get(f"{OFFICE}value-type", "")
    value: Any = cell.get(f"{OFFICE}value")
    if kind == "float" and value:
        try:
            return as_text(float(value))
        except ValueError:
            return str(value)
    if kind == "date" and (day := cell.get(f"{OFFICE}date-value")):
        return day[:19].replace("T", " ").removesuffix(" 00:00:00")
    if kind == "time" and (hours := cell.get(f"{OFFICE}time-value")):
        found = re.match(r"PT(\d+)H(\d+)M", hours)
        return f"{int(found[1]):02}:{int(found[2]):02}" if found else hours
    if kind == "boolean":
        return "1" if cell.get(f"{OFFICE}boolean-value") == "true" else "0"
    lines = [_words(one) for one in cell if one.tag == f"{TEXT}p"]
    return "\n".join(lines).strip() or cell.get(f"{OFFICE}string-value", "")


def _words(paragraph: Element) -> str:
    parts = [paragraph.text or ""]
    for one in paragraph:
        if one.tag == f"{TEXT}s":
            parts.append(" " * min(int(one.get(f"{TEXT}c", "1") or 1), 20))
        elif one.tag == f"{TEXT}line-break":
            parts.append("\n")
        elif one.tag != f"{OFFICE}annotation":
            parts.append(_words(one))
        parts.append(one.tail or "")
    return "".join(parts)
