"""A file becomes sheets of clean texts with their places; what the texts mean is not known here."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.needs.words import clean_words

from .cells import Found, Rows, letter, unguarded
from .decoding import decode, split_rows
from .faults import Fault, places
from .workbooks import read_workbook

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Excel, or a workbook under a password
MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|<!--.{0,500}?-->", re.DOTALL)
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})


@dataclass
class Row:
    """One row that holds something: its number as the spreadsheet shows it, its texts."""

    number: int
    texts: list[str]


@dataclass
class Sheet:
    """One sheet, its rows that hold something, and what is to be said about how it was read."""

    title: str
    rows: list[Row] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def refuse_size(content: bytes) -> None:
    """Refuse what is too large, or empty."""
    if len(content) > MOST_BYTES:
        raise Refused(
            _("This file is larger than %(most)s MB: split it, or take the pictures out.")
            % {"most": MOST_BYTES // 1024**2}
        )
    if not content.strip():
        raise Refused(_("This file is empty."))


def read_file(name: str, content: bytes) -> list[Sheet]:
    """The sheets of an .xlsx, .ods or .csv file; Refused with a sentence when it cannot be read."""
    refuse_size(content)
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused(
                _("This file is under a password: save it without one, then choose it again.")
            )
        raise Refused(
            _(
                "This is an old kind of file (.xls). Open it, choose File, then Save as, then the "
                "kind Excel workbook (.xlsx), and choose the new file here. Nothing was lost."
            )
        )
    if content.startswith(b"PK"):
        return sheets_of(open_workbook(content))
    sheets = [_clean(stem(name), split_rows(decode(content), MOST_ROWS))]
    _check_size(sheets)
    return sheets


def open_workbook(content: bytes) -> list[Found]:
    """The sheets of a workbook as they are."""
    return read_workbook(content, MOST_ROWS, MOST_COLUMNS)


def sheets_of(found: list[Found]) -> list[Sheet]:
    """The same as clean texts."""
    sheets = [_clean(*one) for one in found]
    _check_size(sheets)
    return sheets


def stem(name: str) -> str:
    """What a file is called, without its kind and folders."""
    return clean_words(re.sub(r"\.\w{1,5}$", "", name.replace("\\", "/").rsplit("/", 1)[-1]))[:60]


def _check_size(sheets: list[Sheet]) -> None:
    if sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS + len(sheets):
        raise Refused(_("More than %(most)s rows: split the file.") % {"most": MOST_ROWS})
    if any(len(row.texts) > MOST_COLUMNS for sheet in sheets for row in sheet.rows):
        raise Refused(
            _("More than %(most)s columns: keep those you need.") % {"most": MOST_COLUMNS}
        )
    rows = sum(len(sheet.rows) for sheet in sheets)
    if rows == 0:
        raise Refused(_("This file is empty."))
    if all(len(sheet.rows) <= 1 for sheet in sheets):
        raise Refused(_("This file holds headers only: fill at least one row."))


def _clean(
    title: str,
    rows: Rows,
    notes: list[Fault] | None = None,
    faults: list[Fault] | None = None,
) -> Sheet:
    """Take out what would break a page, and say where; rows that hold nothing are left."""
    sheet = Sheet(title, [], list(notes or []), list(faults or []))
    marked: list[str] = []
    for number, cells in rows:
        texts = []
        for column, cell in enumerate(cells):
            text = clean_text(unguarded(cell)) if cell else ""
            if cell and (MARKUP.search(cell) or INVISIBLE.search(cell)):
                marked.append(f"{letter(column)}{number}")
            if text in ERRORS:
                shown = {"value": text}
                sheet.faults.append(
                    Fault("error_value", title, number, letter(column), values=shown)
                )
            texts.append(text)
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            sheet.rows.append(Row(number, texts))
    if marked:
        sheet.notes.append(Fault("marks", sheet.title, values={"value": places(marked)}))
    return sheet


def clean_text(cell: str) -> str:
    """The text of a cell without HTML marks, null bytes, control signs and forced directions."""
    if cell.isalnum():
        return cell
    return clean_words(MARKUP.sub("", cell) if "<" in cell else cell)
