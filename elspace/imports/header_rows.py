"""Which row of a sheet holds its headers; two rows of headers become one."""

import re
from collections.abc import Mapping

from elspace.core.folding import fold

from .columns import BY_NAME, Column
from .halves import read_half_days
from .questions import column_of
from .reading import Row, Sheet

HEADER_WITHIN = 15  # rows from the top, among those that hold something
SAMPLE = 200  # rows looked at to know what a column holds
PART = re.compile(
    r"^(?P<question>.*?)\s*(?:\[(?P<bracket>[^\]]+)\]|(?<!\s)/(?P<path>[^/\s][^/]*))\s*$", re.DOTALL
)
_NO_HEADER = re.compile(r"^[\W\d_]+$|@|^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")


def first_headers(sheet: Sheet) -> tuple[dict[int, str], list[Row]]:
    """Of a sheet none of whose headers is known: its first row of several texts, to be explained,
    and the rows below."""
    for place, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        texts = {at: text for at, text in enumerate(row.texts) if text}
        if len(texts) > 1 and not any(_NO_HEADER.search(text) for text in texts.values()):
            return texts, sheet.rows[place + 1 :]
    return {}, []


def header_place(sheet: Sheet, chosen: Mapping[str, str]) -> int | None:
    """The row that names most columns; what looks like data does not."""
    best, points = None, 0.0
    is_one_column = all(len(row.texts) <= 1 for row in sheet.rows[:SAMPLE])
    for place, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        texts = [text for text in row.texts if text]
        named: dict[Column, float] = {}
        grid = 0
        for text in texts:
            column = column_of(question_of(text))
            if column is None and fold(text) in chosen:
                column = Column.NOTE
            grid += column in (None, Column.YES) and _halves_of(text)
            if column is None or len(text) > 300:
                continue
            is_ours = fold(text) in BY_NAME
            worth = (
                3.0
                if is_ours
                else 2.0
                if len(text) < 80 or text.rstrip().endswith(("?", "؟", ":"))
                else 0.5
            )
            named[column] = max(named.get(column, 0), 0.5 if column is Column.META else worth)
        data = sum(
            bool(_NO_HEADER.search(text)) and column_of(text) is not Column.META for text in texts
        )
        found = sum(named.values()) + grid - 2 * data - 0.1 * place
        real = set(named) - {Column.META}
        is_title = len(texts) == 1 and not is_one_column
        if not real or is_title:
            continue
        if found > points:
            best, points = place, found
    if best is None:
        return None
    texts = [text for text in sheet.rows[best].texts if text]
    known = {column for text in texts if (column := column_of(question_of(text)))} - {Column.META}
    return None if len(known) == 1 and len(texts) > 4 and not chosen else best


def headers_of(sheet: Sheet, place: int) -> tuple[dict[int, str], int]:
    """Headers by column, and the first row below; two rows of headers become one."""
    texts = {at: text for at, text in enumerate(sheet.rows[place].texts) if text}
    below = place + 1
    above = sheet.rows[place - 1].texts if place else []
    if below < len(sheet.rows) and _is_second_row(sheet.rows[below], texts):
        above, under = sheet.rows[place].texts, sheet.rows[below].texts
        texts |= {at: text for at, text in enumerate(under) if text and text != texts.get(at)}
        below += 1
    group = ""
    for at in range(max(len(above), len(sheet.rows[below - 1].texts))):
        group = (above[at] if at < len(above) else "") or group
        text = texts.get(at, "")
        if group and text and group != text and _halves_of(text) and not _halves_of(group):
            texts[at] = f"{group} [{text}]"
        elif not text and at < len(above) and column_of(above[at]):
            texts[at] = above[at]
    return texts, below


def _is_second_row(row: Row, first: Mapping[int, str]) -> bool:
    """Days under a header that spans them: "Lun", "Mar" below "Disponibilités"."""
    filled = {at: text for at, text in enumerate(row.texts) if text}
    grid = [at for at, text in filled.items() if _halves_of(text)]
    others = [at for at in filled if at not in grid and fold(filled[at]) != fold(first.get(at, ""))]
    return len(grid) >= 2 and not others


def _halves_of(text: str) -> bool:
    if len(text) > 40 or not re.search(r"[^\W\d_]", text):
        return False
    read = read_half_days(text)
    return read.is_understood and bool(read.meant) and column_of(text) in (None, Column.YES)


def question_of(text: str) -> str:
    """The question of "Question [part]", "group/question"; the text itself where there is none."""
    found = PART.match(text)
    if not found or fold(text) in BY_NAME:
        return text
    if found["bracket"]:
        return found["question"] or text
    leaf = found["path"]
    return leaf if column_of(leaf) else found["question"].rsplit("/", 1)[-1]
