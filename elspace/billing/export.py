"""Tables as CSV and as a workbook. What begins with = + - @ is words, never a formula."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

Rows = Iterable[list[Any]]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Rows) -> bytes:
    """With the mark that makes a spreadsheet read it as UTF-8; words that look like a formula get
    an apostrophe before them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([_plain(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:.{decimals(value)}f}".replace(".", ",")
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def decimals(value: Decimal) -> int:
    """How many decimals are shown: two of a quantity or a rate, three of an amount."""
    exponent = value.as_tuple().exponent
    return 2 if exponent == -2 else 3


def as_workbook(sheets: Mapping[str, Rows]) -> bytes:
    """One sheet a table; amounts stay numbers, words stay words."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(number, column)
                cell.value = (
                    ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
                )
                if isinstance(value, str):
                    cell.data_type = "s"
                    cell.quotePrefix = value.startswith(_FORMULA)
                if isinstance(value, Decimal):
                    cell.number_format = f"0.{'0' * decimals(value)}"
                if number == 1:
                    cell.font = Font(bold=True)
        for column in range(1, sheet.max_column + 1):
            sheet.column_dimensions[get_column_letter(column)].width = 18
        sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
