"""Real files for the tests of imports, made as a person's spreadsheet makes them."""

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]


def workbook(**sheets: Rows) -> bytes:
    """An .xlsx: `workbook(Résidents=[headers, row, …])`."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text_file(rows: Rows, *, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """A .csv."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def document(rows: Rows, *, title: str = "Feuille1") -> bytes:
    """An .ods as LibreOffice writes it, with the empty rows and columns it repeats to the end."""
    lines = []
    for row in rows:
        cells = "".join(_ods_cell(value) for value in row)
        lines.append(f"<table:table-row>{cells}{_EMPTY_CELLS}</table:table-row>")
    lines.append(
        f'<table:table-row table:number-rows-repeated="1048000">{_EMPTY_CELLS}</table:table-row>'
    )
    return _ods(f'<table:table table:name="{title}">{"".join(lines)}</table:table>')


_EMPTY_CELLS = '<table:table-cell table:number-columns-repeated="16000"/>'
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)


def _ods_cell(value: Any) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            f"<text:p>{value:E}</text:p></table:table-cell>"
        )
    paragraphs = "".join(f"<text:p>{escape(part)}</text:p>" for part in str(value).split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def _ods(tables: str) -> bytes:
    content = (
        f'<?xml version="1.0"?><office:document-content {_SPACES}><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", content)
    return out.getvalue()
