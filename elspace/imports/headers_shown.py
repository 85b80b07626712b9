"""The headers of a sheet as shown to whoever may explain them, with some of their values."""

from .columns import Column
from .drafts import HeaderRead
from .header_rows import first_headers
from .headers import LEFT_OUT, Table, signature
from .reading import Row, Sheet

SHOWN_VALUES = 3


def headers_read(table: Table) -> list[HeaderRead]:
    """Each header of a table with what it is read as."""
    found, mark = [], signature(table.headers)
    read_as = {cell.at: column for column, cells in table.cells.items() for cell in cells}
    for at, text in table.headers.items():
        column = read_as.get(at)
        shown = _shown(table.rows, at)
        if column is Column.META or not shown:
            continue
        left_out = at in table.left_out
        meaning = LEFT_OUT if left_out else column.value if column else ""
        title, kind = table.sheet.title, table.kind.value
        found.append(HeaderRead(title, mark, text[:200], meaning, shown, kind))
    return found


def strange_headers(sheet: Sheet) -> list[HeaderRead]:
    """The headers of a sheet of which nothing is known."""
    headers, rows = first_headers(sheet)
    mark = signature(headers)
    return [
        HeaderRead(sheet.title, mark, text[:200], "", _shown(rows, at))
        for at, text in headers.items()
        if _shown(rows, at)
    ]


def _shown(rows: list[Row], at: int) -> list[str]:
    """Some of what stands in a column."""
    values = (row.texts[at][:60] for row in rows[:200] if at < len(row.texts) and row.texts[at])
    return list(dict.fromkeys(values))[:SHOWN_VALUES]
