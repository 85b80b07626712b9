"""Cells become drafts: what each row says about a person, needs, an expert; and its faults.

Nothing here reads or writes people: whom a draft is about is decided by `matching`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from elspace.core.folding import fold
from elspace.people.enums import Free

from .columns import Column, Kind
from .drafts import Draft, ExpertSaid, NeedSaid, Understood
from .faults import Fault, places
from .grids import Grid
from .halves import in_order, names_days
from .header_rows import first_headers
from .headers import Cell, Table, signature, understand
from .headers_shown import headers_read, strange_headers
from .house_drafts import MemberSaid
from .house_rows import read_house, read_member
from .house_tables import house_table
from .left_out import EXAMPLE, is_total
from .lexicon import Lexicon, load_lexicon
from .needs_of_rows import NeedsOfTable
from .reading import Row, Sheet
from .rows import RowReader
from .surveys import kind_of, with_parents

__all__ = ["Draft", "ExpertSaid", "NeedSaid", "Understood", "read_meaning"]

MOST_FAULTS = 500  # more are not shown and need not be kept
ARABIC_NAMES = {Column.FIRST_NAME_AR, Column.FULL_NAME_AR}


def read_meaning(
    sheets: Iterable[Sheet], chosen: Mapping[str, Mapping[str, str]] | None = None, name: str = ""
) -> Understood:
    """The drafts and faults of all sheets. `chosen`: by signature of the headers, what somebody
    said about each of them."""
    sheets = list(sheets)
    found = Understood(kind=kind_of(sheets))
    lexicon, strange = load_lexicon(), list[Sheet]()
    for number, sheet in enumerate(with_parents(sheets)):
        found.notes += sheet.notes
        if not sheet.rows:
            continue
        table = _table(sheet, lexicon, chosen or {}, name)
        if table is None:
            found.notes.append(Fault("ignored_sheet", sheet.title))
            strange.append(sheet)
            continue
        found.notes += table.notes
        found.headers += headers_read(table)
        if table.kind in (Kind.ROOMS, Kind.DESKS):
            read_house(number, table, lexicon, found)
        elif table.kind is Kind.MEMBERS and Column.PLAN not in table.cells:
            found.faults.append(Fault("no_plan_column", sheet.title))
        else:
            _Sheet(number, table, lexicon, found).read()
    if not found.headers:  # nothing at all is known: whoever brings the file may explain it
        found.headers = [one for sheet in strange for one in strange_headers(sheet)]
    found.faults.sort(key=lambda fault: (fault.sheet, fault.row, len(fault.column), fault.column))
    found.fault_count = len(found.faults)
    found.faults = found.faults[:MOST_FAULTS]
    return found


def _table(
    sheet: Sheet, lexicon: Lexicon, chosen: Mapping[str, Mapping[str, str]], name: str
) -> Table | None:
    """The table as it reads by itself, then with what was once said about these very headers."""
    table = _read_as(sheet, lexicon, None, name)
    headers = table.headers if table else first_headers(sheet)[0]
    if said := chosen.get(signature(headers)):
        return _read_as(sheet, lexicon, said, name) or table
    return table


def _read_as(
    sheet: Sheet, lexicon: Lexicon, said: Mapping[str, str] | None, name: str
) -> Table | None:
    """Rooms, desks or members where the headers say so, else people."""
    return house_table(sheet, lexicon, said, name) or understand(sheet, lexicon, said, name)


class _Sheet:
    """All rows of one table."""

    def __init__(self, number: int, table: Table, lexicon: Lexicon, found: Understood) -> None:
        self.number, self.table, self.lexicon, self.found = number, table, lexicon, found
        self.needs = NeedsOfTable(table, lexicon)
        self.counts: Counter[str] = Counter()
        self.totals: list[str] = []
        self.read_as: Counter[str] = Counter()
        self.identities: Counter[str] = Counter()
        self.grid = Grid(table, lexicon)

    def read(self) -> None:
        """Drafts, faults and notes of the sheet."""
        table, title = self.table, self.table.sheet.title
        if not table.has_names():
            self.found.faults.append(Fault("no_name_column", title))
            return
        used = {cell.at for cells in table.cells.values() for cell in cells}
        below = table.rows[0].number if table.rows else 0
        self.found.faults += [
            fault for fault in table.sheet.faults if _at(fault) in used and fault.row >= below
        ]
        above: Row | None = None
        for row in table.rows:
            self._row(row, above)
            above = row
        self._tell(title)

    def _tell(self, title: str) -> None:
        notes = self.found.notes
        for code in ("example", "words_from_discipline", "level", "split", "available"):
            if count := self.counts[code]:
                values: dict[str, Any] = {} if code == "example" else {"value": count}
                notes.append(Fault(code, title, values=values))
        if self.needs.is_reversed:
            header = self.table.place(Column.LEVEL)[1]
            notes.append(Fault("level_reversed", title, values={"value": header[:60]}))
        if self.totals:
            notes.append(Fault("totals", title, values={"value": places(self.totals)}))
        if self.read_as:
            values = {"value": "; ".join(list(self.read_as)[:12])}
            notes.append(Fault("read_as", title, values=values))

    def _row(self, row: Row, above: Row | None) -> None:
        reader = RowReader(self.table, row, self.lexicon, above)
        if not reader.has_any():
            return
        names = reader.names()
        if EXAMPLE.match(names["first_name"] or names["first_name_ar"]):
            self.counts["example"] += 1
            return
        if is_total(row, names["first_name"]):
            self.totals.append(str(row.number))
            return
        self.found.drafts.append(self._draft(reader, names))
        self.found.faults += reader.faults
        self.read_as.update(reader.read_as)

    def _draft(self, reader: RowReader, names: dict[str, str]) -> Draft:
        table, row = self.table, reader.row
        kind = reader.code(Column.ROLE, self.lexicon.roles, is_asked=False) or table.kind.value
        made = Draft(f"{self.number}:{row.number}", table.sheet.title, row.number, kind)
        for field_name, value in names.items():
            setattr(made, field_name, value)
        if not (made.first_name or made.first_name_ar):
            at = self._name_cell()
            reader.fault("name_missing", at=at)
        lexicon = self.lexicon
        made.phone, made.email = reader.phone(), reader.mail()
        made.speaks = reader.codes(Column.SPEAKS, lexicon.spoken)
        made.language = reader.code(Column.READS, lexicon.reads) or ""
        made.channel = reader.code(Column.CHANNEL, lexicon.channels) or ""
        made.gender = reader.code(Column.GENDER, lexicon.genders, is_asked=False) or ""
        made.age_band = reader.age_band()
        made.governorate = reader.first(Column.GOVERNORATE)[:40]
        made.venture = reader.text(Column.VENTURE)
        made.activity = " ".join(reader.first(Column.ACTIVITY).split())[:200]
        made.ref = reader.first(Column.REF)
        if kind == Kind.MEMBERS:
            made.member = self._seat(reader)
        elif kind == Kind.EXPERTS:
            made.half_days = self._half_days(reader)
            made.expert = reader.expert()
            made.expert.note = " ".join(reader.first(Column.NOTE).split())[:300]
        else:
            made.half_days = self._half_days(reader)
            self.counts["available"] += any(free == Free.YES for *_pair, free in made.half_days)
            made.needs = self.needs.of(reader, self.counts)
            made.column = table.place(Column.WORDS)[0]
        made.identity = self._identity(reader, made)
        return made

    def _name_cell(self) -> int:
        for column in (Column.FIRST_NAME, Column.FULL_NAME, *ARABIC_NAMES):
            if cells := self.table.cells.get(column):
                return cells[0].at
        return -1

    def _identity(self, reader: RowReader, made: Draft) -> str:
        """What the same row has in every export: the number or time a form gave it, else all that
        it says; rows that say the same are counted."""
        identity = ""
        for cell, text in reader.filled(Column.META):
            header = fold(self.table.headers[cell.at])
            if header in {"uuid", "meta instanceid", "submision uuid"}:
                identity = f"uuid:{text}"
                break
            if "horodat" in header or "timestamp" in header or "طابع" in header:
                identity = f"at:{text}:{fold(made.name)}"
        if not identity:
            used = sorted(
                cell.at
                for column, cells in self.table.cells.items()
                if column is not Column.META
                for cell in cells
            )
            identity = "|".join(" ".join(reader.text_at(at).casefold().split()) for at in used)
        self.identities[identity] += 1
        return f"{identity}#{self.identities[identity]}"

    def _half_days(self, reader: RowReader) -> list[tuple[int, str, str]]:
        """(weekday, half, answer) of the columns about half-days, each half-day once."""
        seen: dict[tuple[int, str], Free] = {}
        for column, free in (
            (Column.IMPOSSIBLE, Free.NO),
            (Column.NO, Free.NO),
            (Column.YES, Free.YES),
            (Column.MAYBE, Free.MAYBE),
        ):
            mine: dict[tuple[int, str], Free] = {}
            joined = _days_with_hours(reader, column)
            for cell, text in joined or reader.filled(column):
                if cell.is_plain and reader.is_parent(column, cell):
                    continue
                mine |= self.grid.answers(reader, cell, text, free)
            if any(seen.get(pair, answer) is not answer for pair, answer in mine.items()):
                reader.fault("half_day_twice", column)
            seen |= {pair: answer for pair, answer in mine.items() if pair not in seen}
        return [(day, half, seen[day, half].value) for day, half in in_order(seen)]

    def _seat(self, reader: RowReader) -> MemberSaid | None:
        """Under which plan somebody is hosted; days of the desk may stand in columns of their own
        ("lun", "mar" …)."""
        made = read_member(reader)
        days = [pair for pair in reader.filled(Column.HALVES) if not pair[0].is_plain]
        if made is not None and days:
            said = set(made.halves)
            for cell, text in days:
                found = self.grid.answers(reader, cell, text, Free.YES)
                said |= {pair for pair, free in found.items() if free is Free.YES}
            made.halves = in_order(said)
        return made


def _days_with_hours(reader: RowReader, column: Column) -> list[tuple[Cell, str]]:
    """Days in one column and hours in another ("Jours", "Horaires") are one answer."""
    plain = [(cell, text) for cell, text in reader.filled(column) if cell.is_plain]
    if len(plain) != 2 or len(plain) != sum(1 for _one in reader.filled(column)):
        return []
    (first, one), (_second, other) = sorted(plain, key=lambda pair: not names_days(pair[1]))
    if names_days(one) and not names_days(other):
        return [(first, f"{one} {other}")]
    return []


def _at(fault: Fault) -> int:
    """The number of a fault's column, A being 0; -1 for none."""
    at = 0
    for char in fault.column:
        at = at * 26 + ord(char) - 64
    return at - 1
