"""A sheet becomes a table: where its headers stand, and which cells mean which of our columns."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from elspace.core.folding import fold
from elspace.hub.enums import Half

from .cells import letter
from .columns import ALSO, BY_NAME, COLUMNS, LANGUAGES, NAMES, ONLY, Column, Kind, header
from .faults import Fault
from .halves import read_half_days
from .header_rows import PART, SAMPLE, header_place, headers_of
from .lexicon import Lexicon
from .questions import column_of
from .reading import Row, Sheet
from .word_lists import words_in

__all__ = [
    "COLUMNS", "LANGUAGES", "NAMES", "Cell", "Column", "Kind", "Table", "column_of", "header",
    "signature", "understand",
]  # fmt: skip

LEFT_OUT = "-"  # chosen for a header that is not to be read
# What a sheet or file is called, where its headers do not tell.
EXPERT_TITLES = ("expert", "خبراء", "خبير", "mentor", "intervenant", "formateur", "coach", "مدرب")
NAME_COLUMNS = {
    Column.FIRST_NAME, Column.FIRST_NAME_AR, Column.LAST_NAME, Column.LAST_NAME_AR,
    Column.FULL_NAME, Column.FULL_NAME_AR,
}  # fmt: skip
# Columns that hold words: yes and no say nothing there.
_SAID = (Column.WORDS, Column.ACTIVITY, Column.VENTURE, Column.FULL_NAME)
_TICKED = words_in("0 1 true false oui non yes no vrai faux x ✓ ✔ نعم لا")


@dataclass(frozen=True)
class Cell:
    """Where a column stands, and what its header says already: days and halves of a grid, the
    choice a 0/1 column is about."""

    at: int
    days: tuple[int, ...] = ()
    halves: tuple[Half, ...] = ()
    choice: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether the cell alone says it."""
        return not (self.days or self.halves or self.choice)


@dataclass
class Table:
    """A sheet whose headers are understood: which cells are which column, and the rows below."""

    sheet: Sheet
    kind: Kind
    cells: dict[Column, list[Cell]]
    headers: dict[int, str]
    rows: list[Row]
    notes: list[Fault] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)  # columns nobody has explained yet
    left_out: frozenset[int] = frozenset()  # columns that somebody said to leave out

    def place(self, column: Column) -> tuple[str, str]:
        """Letter and header of a column; empty when the sheet has none."""
        cells = self.cells.get(column)
        return (letter(cells[0].at), self.headers[cells[0].at]) if cells else ("", "")

    def has_names(self) -> bool:
        """Whether anybody is named."""
        return bool(NAME_COLUMNS & set(self.cells))


def signature(headers: Mapping[int, str]) -> str:
    """What the same export always has: its headers in their order."""
    told = "\n".join(f"{at}:{fold(text)}" for at, text in sorted(headers.items()))
    return hashlib.sha256(told.encode()).hexdigest()


def understand(
    sheet: Sheet, lexicon: Lexicon, chosen: Mapping[str, str] | None = None, name: str = ""
) -> Table | None:
    """The table of a sheet; None when none of its headers is known. `chosen`: by folded header,
    what somebody said it means; `name`: of the file."""
    place = header_place(sheet, chosen or {})
    if place is None:
        return None
    headers, below = headers_of(sheet, place)
    rows = [row for row in sheet.rows[below:] if not is_header_again(row, headers)]
    reader = Headers(headers, rows, lexicon, chosen or {})
    cells = reader.read()
    kind = _kind(f"{sheet.title} {name}", set(cells), headers)
    allowed = {*COLUMNS[kind], *ONLY[kind], *ALSO}
    dropped = [cell.at for column in cells if column not in allowed for cell in cells[column]]
    cells = {column: found for column, found in cells.items() if column in allowed}
    unknown = [*reader.unknown, *dropped]
    table = Table(sheet, kind, cells, headers, rows, [], unknown, frozenset(reader.left_out))
    _tell(table, reader)
    return table


def is_header_again(row: Row, headers: Mapping[int, str]) -> bool:
    """Headers printed again on a later page."""
    filled = [(at, text) for at, text in enumerate(row.texts) if text]
    same = sum(headers.get(at, "").casefold() == text.casefold() for at, text in filled)
    return same >= 2 and same * 3 >= len(filled) * 2


class Headers:
    """Reads headers one by one, with what stands below them."""

    def __init__(
        self,
        headers: Mapping[int, str],
        rows: list[Row],
        lexicon: Lexicon,
        chosen: Mapping[str, str],
    ) -> None:
        self.headers, self.rows, self.lexicon, self.chosen = headers, rows, lexicon, chosen
        self.unknown: list[int] = []
        self.cells: dict[Column, list[Cell]] = {}
        self.left_out: list[int] = []

    def read(self) -> dict[Column, list[Cell]]:
        """All columns; those of a name alone settle what kind of name it is."""
        for at, text in self.headers.items():
            column, cell = self._one(at, text)
            if column is not None:
                self.cells.setdefault(column, []).append(cell)
            elif text:
                self.unknown.append(at)
        self._guess()
        self._settle_names()
        return self.cells

    def _one(self, at: int, text: str) -> tuple[Column | None, Cell]:
        said = self.chosen.get(fold(text), "")
        if said:
            if said == LEFT_OUT:
                self.left_out.append(at)
                return None, Cell(at)
            return Column(said), Cell(at)
        if fold(text) in BY_NAME:
            return BY_NAME[fold(text)], Cell(at)
        found = PART.match(text)
        part = (found["bracket"] or found["path"]) if found else ""
        if part and found:
            question = found["question"].rsplit("/", 1)[-1]
            if (grid := self._grid(at, part, column_of(question))) is not None:
                return grid
            asked = column_of(question)
            if asked and self._is_ticked(at) and (asked is not Column.META):
                return asked, Cell(at, choice=part)
            if found["path"]:
                return column_of(part) or (asked if self._is_parent(text) else None), Cell(at)
            return asked, Cell(at)
        column = column_of(text)
        if column in (None, Column.YES) and (grid := self._grid(at, text, column)) is not None:
            return grid
        if column in (None, *_SAID) and self._is_ticked(at):
            for words, listed in (
                (self.lexicon.disciplines, Column.DISCIPLINE),
                (self.lexicon.spoken, Column.SPEAKS),
            ):
                if words.find(text):
                    return listed, Cell(at, choice=text)
            if any(self._values(at)):
                return None, Cell(at)  # "Do you have a project?": yes
        return column, Cell(at)

    def _is_parent(self, text: str) -> bool:
        return any(other.startswith(f"{text}/") for other in self.headers.values())

    def _grid(self, at: int, part: str, question: Column | None) -> tuple[Column, Cell] | None:
        """A column about one day or half: "[Mardi]", "Mardi matin", "dispo/mar_am"."""
        if question not in (None, Column.YES, Column.MAYBE, Column.NO, Column.IMPOSSIBLE):
            return None
        part = part.replace("_", " ")
        if len(part) > 60 or not re.search(r"[^\W\d_]", part):
            return None
        read = read_half_days(part)
        if not read.is_understood or not read.meant or fold(part) in BY_NAME:
            return None
        days = sorted({day for day, _half in read.meant})
        halves = [half for half in Half if any(one == half.value for _day, one in read.meant)]
        says_half = len(halves) < len(Half)
        says_day = len(days) < 6 or not says_half
        cell = Cell(at, tuple(days) if says_day else (), tuple(halves) if says_half else ())
        return question or Column.YES, cell

    def _values(self, at: int) -> Iterator[str]:
        for row in self.rows[:SAMPLE]:
            if at < len(row.texts) and row.texts[at]:
                yield row.texts[at]

    def _is_ticked(self, at: int) -> bool:
        """Whether a column holds nothing but ticks."""
        return all(fold(value) in _TICKED or value in "✓✔" for value in self._values(at))

    def _guess(self) -> None:
        """A header that says nothing over phones or mail addresses."""
        for column, pattern in (
            (Column.MAIL, r"[^@\s]+@[^@\s]+\.\w+"),
            (Column.PHONE, r"(?:(?:\+|00)?216)?[\s.\-]*[2-57-9](?:[\s.\-]*\d){7}"),
        ):
            for at in [one for one in self.unknown if one not in self.left_out]:
                values = list(self._values(at))
                alike = sum(bool(re.fullmatch(pattern, value)) for value in values)
                if column not in self.cells and values and alike * 10 >= 7 * len(values):
                    self.cells[column] = [Cell(at)]
                    self.unknown.remove(at)

    def _settle_names(self) -> None:
        """ "Nom" alone is the whole name; so is «الاسم» whose cells hold several words."""
        cells = self.cells
        for first, last, full in (
            (Column.FIRST_NAME, Column.LAST_NAME, Column.FULL_NAME),
            (Column.FIRST_NAME_AR, Column.LAST_NAME_AR, Column.FULL_NAME_AR),
        ):
            if first in cells:
                if last not in cells and full not in cells and self._is_several(cells[first]):
                    cells[full] = cells.pop(first)
                else:
                    cells.pop(full, None) if full in cells and last in cells else None
            elif last in cells and full not in cells:
                cells[full] = cells.pop(last)
        if Column.FULL_NAME in cells and {Column.FIRST_NAME, Column.LAST_NAME} <= set(cells):
            del cells[Column.FULL_NAME]

    def _is_several(self, cells: list[Cell]) -> bool:
        values = [value for cell in cells for value in self._values(cell.at)]
        return sum(len(value.split()) > 1 for value in values) * 2 > len(values)


def _kind(title: str, columns: set[Column], headers: Mapping[int, str]) -> Kind:
    """Columns that only one kind has decide; else the title; else residents."""
    folded = fold(title)
    says_expert = any(fold(one) in folded for one in EXPERT_TITLES)
    residents, experts = (len(columns & ONLY[kind]) for kind in (Kind.RESIDENTS, Kind.EXPERTS))
    if residents != experts:
        if says_expert and Column.WORDS not in columns:
            return Kind.EXPERTS
        return Kind.RESIDENTS if residents > experts else Kind.EXPERTS
    if says_expert:
        return Kind.EXPERTS
    told = " ".join(fold(text) for text in headers.values())
    words = ("expert", "خبير", "خبر", "mentor", "intervenant", "formateur", "expertise")
    if Column.DISCIPLINE in columns and any(fold(word) in told for word in words):
        return Kind.EXPERTS
    return Kind.RESIDENTS


def _tell(table: Table, reader: Headers) -> None:
    title = table.sheet.title
    ignored = [f"{table.headers[at][:60]} ({letter(at)})" for at in table.unknown]
    if ignored:
        table.notes.append(Fault("ignored_columns", title, values={"value": ", ".join(ignored)}))
    for column, found in table.cells.items():
        plain = [cell for cell in found if cell.is_plain]
        if len(plain) > 1 and column not in (Column.WORDS, Column.META, Column.NOTE, Column.YES,
                                             Column.IMPOSSIBLE, Column.NO, Column.MAYBE,
                                             Column.DISCIPLINE, Column.SPEAKS):  # fmt: skip
            values = {"value": table.headers[plain[0].at]}
            table.notes.append(Fault("same_header", title, values=values))
