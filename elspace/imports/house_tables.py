"""Sheets of the house: which sheet lists rooms, desks or members, and where its columns stand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from elspace.core.folding import fold

from .columns import BY_NAME, Column, Kind
from .faults import Fault
from .header_rows import HEADER_WITHIN
from .headers import LEFT_OUT, NAME_COLUMNS, Cell, Headers, Table, is_header_again, letter
from .house_columns import HOUSE, OF_HOUSE, OF_PERSON, house_column_of, named
from .lexicon import Lexicon
from .questions import column_of
from .reading import Sheet

LONGEST = 80  # signs of a header
_NUMBERS = re.compile(r"^[\W\d]+$")  # an amount, a number of people: no header
Top = tuple[int, int, list[str]]  # a row of headers: where, of how many rows, their texts
_TITLES: dict[Kind, tuple[str, ...]] = {
    Kind.ROOMS: ("salle", "room", "قاعات", "قاعة", "espaces"),
    Kind.DESKS: ("bureaux", "postes", "desk", "مكاتب", "اماكن العمل"),
    Kind.MEMBERS: (
        "adherent", "membre", "member", "abonne", "abonnement", "منخرط", "اعضاء", "مشترك",
        "اشتراك", "coworker",
    ),
}  # fmt: skip
_SEVERAL = (Column.PRICE, Column.ABOUT)  # several columns say it together
# Headers that only sheets about people hold, or about their needs.
_ABOUT_PEOPLE = {Column.PHONE, Column.MAIL, Column.FIRST_NAME, Column.GENDER, Column.AGE}
_ABOUT_NEEDS = {
    Column.WORDS, Column.LEVEL, Column.DISCIPLINE, Column.TIMES, Column.HOURS_MONTH,
    Column.PRO_BONO,
}  # fmt: skip


@dataclass(frozen=True)
class _Found:
    """A row of headers read as one kind."""

    kind: Kind
    place: int
    depth: int  # rows of headers: one, or two
    texts: list[str]
    columns: Mapping[int, Column]  # of the house
    rest: Mapping[int, str]  # headers of the person, or unknown


def house_table(
    sheet: Sheet, lexicon: Lexicon, chosen: Mapping[str, str] | None = None, name: str = ""
) -> Table | None:
    """The table of a sheet of rooms, desks or members; None when it is none of them. `chosen`: by
    folded header, what somebody said it means; `name`: of the file."""
    chosen = chosen or {}
    found = [
        read
        for place in range(min(HEADER_WITHIN, len(sheet.rows)))
        for depth, texts in enumerate(_headers_at(sheet, place), 1)
        for kind in (Kind.MEMBERS, Kind.ROOMS, Kind.DESKS)
        if (read := _read((place, depth, texts), kind, chosen))
        and _is(read, f"{sheet.title} {name}")
    ]
    if not found:
        return None
    best = max(found, key=lambda read: (_points(read), -read.place, -read.depth))
    return _table(sheet, best, lexicon, chosen)


def _points(read: _Found) -> int:
    return len(set(read.columns.values())) + len(_person_columns(read))


def _headers_at(sheet: Sheet, place: int) -> list[list[str]]:
    """The headers of a row; with the row below it where that one only divides some of them:
    "Heure", "Journée" below "Tarifs"."""
    above = sheet.rows[place].texts
    under = sheet.rows[place + 1].texts if place + 1 < len(sheet.rows) else []
    width = max(len(above), len(under))
    above, under = (row + [""] * (width - len(row)) for row in (above, under))
    joined, group, divided = [], "", 0
    for at, (text, part) in enumerate(zip(above, under, strict=True)):
        group = text or group
        is_divided = not text or (at + 1 < width and not above[at + 1] and under[at + 1])
        if part and part != text and not (is_divided and group and not _NUMBERS.search(part)):
            return [above]
        divided += bool(part and part != text)
        joined.append(f"{group} {part}" if part and part != text else text)
    is_title = sum(map(bool, above)) < 2
    return [above, joined] if divided > 1 and not is_title else [above]


def _read(at_top: Top, kind: Kind, chosen: Mapping[str, str]) -> _Found | None:
    place, depth, texts = at_top
    columns: dict[int, Column] = {}
    rest: dict[int, str] = {}
    for at, text in enumerate(texts):
        if not text:
            continue
        if len(text) > LONGEST:
            return None
        said = chosen.get(fold(text), "")
        if said:
            column = Column(said) if said != LEFT_OUT else None
            if column in OF_HOUSE[kind]:
                columns[at] = column
            else:
                rest[at] = text
            continue
        column = _column(text, kind)
        is_again = column in columns.values() and column not in _SEVERAL
        if column is None or is_again:
            rest[at] = text
        else:
            columns[at] = column
    return _Found(kind, place, depth, texts, columns, rest) if columns else None


def _column(text: str, kind: Kind) -> Column | None:
    """The column of the house; on a sheet of members what names the person comes first, unless
    the header is one of the house to the letter ("رقم المكتب" is no phone)."""
    if kind is Kind.MEMBERS:
        is_named = fold(text) in named(kind)
        person = BY_NAME.get(fold(text)) or (None if is_named else column_of(text))
        is_ours = house_column_of(text, kind)
        if person in OF_PERSON - {Column.META, Column.VENTURE, Column.ACTIVITY} or not is_ours:
            return None
        return is_ours
    return house_column_of(text, kind)


def _person_columns(read: _Found) -> set[Column]:
    return {column for text in read.rest.values() if (column := column_of(text)) in OF_PERSON} - {
        Column.META
    }


def _is(read: _Found, title: str) -> bool:
    """Whether the columns of a row of headers make it a sheet of this kind."""
    columns = set(read.columns.values())
    texts = list(read.rest.values())
    exact = {BY_NAME[fold(text)] for text in texts if fold(text) in BY_NAME}
    folded = fold(title)
    is_titled = any(fold(word) in folded for word in _TITLES[read.kind])
    if read.kind is Kind.MEMBERS:
        if (
            exact | {column_of(text) for text in texts}
        ) & _ABOUT_NEEDS or not NAME_COLUMNS & _person_columns(read):
            return False
        return Column.PLAN in columns or (is_titled and len(columns) > 1)
    if exact & (_ABOUT_PEOPLE | _ABOUT_NEEDS):
        return False
    if read.kind is Kind.ROOMS:
        return Column.ROOM in columns and (
            Column.CAPACITY in columns or (is_titled and len(columns) > 1)
        )
    is_more = is_titled or bool({Column.DESK_KIND, Column.ZONE} & columns)
    is_person = bool(exact & NAME_COLUMNS) or Column.CAPACITY in {
        house_column_of(text, Kind.ROOMS) for text in texts
    }
    return Column.DESK in columns and is_more and not is_person


def _table(sheet: Sheet, read: _Found, lexicon: Lexicon, chosen: Mapping[str, str]) -> Table:
    headers = {at: text for at, text in enumerate(read.texts) if text}
    below = sheet.rows[read.place + read.depth :]
    rows = [row for row in below if not is_header_again(row, headers)]
    cells: dict[Column, list[Cell]] = {}
    for at, column in read.columns.items():
        cells.setdefault(column, []).append(Cell(at))
    left_out = [at for at, text in read.rest.items() if chosen.get(fold(text)) == LEFT_OUT]
    unknown = [at for at in read.rest if at not in left_out]
    if read.kind is Kind.MEMBERS:
        person = Headers(read.rest, rows, lexicon, chosen)
        for column, found in person.read().items():
            if column in OF_PERSON:
                cells[column] = found
            elif column is Column.YES and (days := [cell for cell in found if cell.days]):
                cells.setdefault(Column.HALVES, []).extend(days)  # "lun", "mar" …
        known = {cell.at for found in cells.values() for cell in found}
        unknown = [at for at in unknown if at not in known]
    table = Table(sheet, read.kind, cells, headers, rows, [], unknown, frozenset(left_out))
    ignored = [f"{headers[at][:60]} ({letter(at)})" for at in (*unknown, *left_out)]
    if ignored:
        values = {"value": ", ".join(ignored)}
        table.notes.append(Fault("ignored_columns", sheet.title, values=values))
    return table


def is_of_house(table: Table) -> bool:
    """Whether a table lists rooms, desks or members."""
    return table.kind in HOUSE
