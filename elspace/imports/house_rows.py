"""The rows of rooms, desks and members read cell by cell: names, numbers, days, dinars; faults."""

import re
from collections import Counter
from collections.abc import Iterator

from elspace.core.folding import fold, latin_digits
from elspace.hosting.enums import DeskKind, PriceKind
from elspace.people.enums import Free

from .columns import Column, Kind
from .drafts import Understood
from .faults import Fault, places
from .halves import read_half_days
from .headers import Table
from .house_columns import OF_HOUSE
from .house_drafts import DeskSaid, MemberSaid, Places, RoomSaid
from .left_out import EXAMPLE, is_total
from .lexicon import Lexicon, Words
from .reading import Row
from .rows import ARABIC, RowReader
from .said_days import read_day
from .said_prices import read_dinars, read_price
from .word_lists import words_in

MOST_PEOPLE = 2000
LONGEST_NAME, LONGEST_SIGN, LONGEST_NOTE, LONGEST_PAYER = 120, 20, 200, 160
_SEVERAL = re.compile(r"[;,،؛|+\n•&]|\s/\s|\s(?:et|and)\s|\sو(?=\S)")
_PEOPLE = re.compile(r"(?:\d+\s*(?:-|–|à|a|to|إلى)\s*)?(\d{1,4})(?:[.,]0+)?\s*(?:[^\W\d].*)?", re.I)
# An end that is none.
_STILL = {
    fold(text)
    for text in (
        "en cours", "présent", "à ce jour", "indéterminé", "indéterminée", "ouvert", "sans fin",
        "ongoing", "current", "open", "حاليا", "مستمر", "إلى الآن", "غير محدد",
    )
}  # fmt: skip
_KINDS = Words(
    {
        word: kind.value
        for kind, words in (
            (DeskKind.FIXED, "fixe fixed dédié ثابت ثابتة قار fixes"),
            (DeskKind.SHARED, "partagé partagée shared mixte مشترك مشتركة"),
            (DeskKind.FLEXIBLE, "flexible flex nomade libre hot مرن مرنة"),
        )
        for word in words_in(words)
    },
    "fixe, partagé, flexible, ثابت, مشترك, مرن, fixed, shared, flexible",
)


def read_house(number: int, table: Table, lexicon: Lexicon, found: Understood) -> None:
    """The rooms or desks of a sheet, with its faults and notes."""
    _HouseSheet(number, table, lexicon, found).read()


class _HouseSheet:
    """All rows of one table of rooms or desks."""

    def __init__(self, number: int, table: Table, lexicon: Lexicon, found: Understood) -> None:
        self.number, self.table, self.lexicon, self.found = number, table, lexicon, found
        self.is_rooms = table.kind is Kind.ROOMS
        self.name = Column.ROOM if self.is_rooms else Column.DESK
        self.identities: Counter[str] = Counter()

    def read(self) -> None:
        """What each row says."""
        title = self.table.sheet.title
        if self.is_rooms and Column.CAPACITY not in self.table.cells:
            self.found.faults.append(Fault("no_capacity_column", title))
            return
        totals: list[str] = []
        examples = 0
        above: Row | None = None
        for row in self.table.rows:
            reader = RowReader(self.table, row, self.lexicon, above)
            above = row
            if not reader.has_any():
                continue
            name = reader.text(self.name, LONGEST_NAME if self.is_rooms else LONGEST_SIGN)
            if EXAMPLE.match(name):
                examples += 1
            elif is_total(row, name):
                totals.append(str(row.number))
            else:
                self._row(reader, name)
        if examples:
            self.found.notes.append(Fault("example", title))
        if totals:
            self.found.notes.append(Fault("totals", title, values={"value": places(totals)}))

    def _row(self, reader: RowReader, name: str) -> None:
        if not name and not reader.first(Column.ROOM_AR):
            reader.fault("thing_name", self.name)
        elif self.is_rooms:
            self.found.rooms.append(self._room(reader, name))
        else:
            self.found.desks.append(self._desk(reader, name))
        self.found.faults += reader.faults

    def _room(self, reader: RowReader, name: str) -> RoomSaid:
        made = RoomSaid(self.table.sheet.title, reader.row.number, self._identity(name))
        made.name_ar = reader.text(Column.ROOM_AR, LONGEST_NAME)
        if ARABIC.fullmatch(name) and not made.name_ar:
            made.name_ar = name
        else:
            made.name = name
        made.place = " ".join(reader.first(Column.PLACE).split())[:LONGEST_NOTE]
        made.capacity = _capacity(reader)
        made.equipment = [part for part in _parts(reader, Column.EQUIPMENT) if fold(part) != "non"]
        yes_no = self.lexicon.yes_no
        made.is_quiet = bool(reader.code(Column.QUIET, yes_no))
        made.is_shared = bool(reader.code(Column.SHARED, yes_no))
        made.parts = list(_parts(reader, Column.PARTS))
        made.part_of = reader.text(Column.PART_OF, LONGEST_NAME)
        for column in (Column.PRICE_HOUR, Column.PRICE_HALF_DAY, Column.PRICE_DAY):
            setattr(made, column.value, _dinars(reader, column))
        notes = (" ".join(text.split()) for _cell, text in reader.filled(Column.ABOUT))
        made.note = " · ".join(notes)[:LONGEST_NOTE]
        made.cells = cells_of(self.table)
        return made

    def _desk(self, reader: RowReader, name: str) -> DeskSaid:
        made = DeskSaid(self.table.sheet.title, reader.row.number, self._identity(name), name)
        made.place = " ".join(reader.first(Column.PLACE).split())[:LONGEST_NOTE]
        made.zone = " ".join(reader.first(Column.ZONE).split())[:LONGEST_NOTE]
        made.kind = reader.code(Column.DESK_KIND, _KINDS) or ""
        made.cells = cells_of(self.table)
        return made

    def _identity(self, name: str) -> str:
        self.identities[fold(name)] += 1
        return f"{fold(name)}#{self.identities[fold(name)]}"


def cells_of(table: Table) -> Places:
    """Letter and header of each column of the house a table has."""
    columns = [column for column in OF_HOUSE[table.kind] if column in table.cells]
    return {column.value: list(table.place(column)) for column in columns}


def _parts(reader: RowReader, column: Column) -> Iterator[str]:
    for part in _SEVERAL.split(reader.first(column)):
        if text := " ".join(part.split()):
            yield text[:LONGEST_NAME]


def _capacity(reader: RowReader) -> int:
    found = _PEOPLE.fullmatch(latin_digits(reader.first(Column.CAPACITY)).strip())
    value = int(found[1]) if found else 0
    if not 1 <= value <= MOST_PEOPLE:
        reader.fault("capacity", Column.CAPACITY, most=MOST_PEOPLE)
        return 0
    return value


def _dinars(reader: RowReader, column: Column) -> str:
    text = reader.first(column)
    if not text:
        return ""
    amount = read_dinars(text)
    if amount is None and (said := read_price(text)) and said[0] is PriceKind.WAIVED:
        return ""
    if amount is None:
        reader.fault("money", column, value=text[:60])
        return ""
    return str(amount)


def read_member(reader: RowReader) -> MemberSaid | None:
    """Under which plan somebody is hosted; None where the row says nothing of it."""
    said = {column: reader.first(column) for column in OF_HOUSE[Kind.MEMBERS]}
    if not any(said.values()):
        return None
    faults = len(reader.faults)
    made = MemberSaid(plan=" ".join(said[Column.PLAN].split())[:LONGEST_NAME])
    made.cells = cells_of(reader.table)
    made.from_on = _day(reader, Column.FROM_ON)
    if not said[Column.FROM_ON]:
        reader.fault("from_missing", Column.FROM_ON)
    made.until_on = _day(reader, Column.UNTIL_ON, is_last=True)
    if made.from_on and made.until_on and made.until_on < made.from_on:
        reader.fault("day_order", Column.UNTIL_ON)
    _price(reader, made)
    made.payer = reader.text(Column.PAYER, LONGEST_PAYER)
    if made.price_kind == PriceKind.PROGRAMME and not made.payer:
        reader.fault("programme_payer", Column.PAYER)
    made.is_wrong = len(reader.faults) > faults
    made.desk = reader.text(Column.DESK, LONGEST_NAME)
    if text := said[Column.HALVES]:
        read = read_half_days(text)
        if not read.is_understood:
            reader.fault("half_days", Column.HALVES, value=text[:60])
        made.halves = sorted(
            pair for pair, free in read.answers(Free.YES).items() if free is Free.YES
        )
    return made


def _day(reader: RowReader, column: Column, *, is_last: bool = False) -> str:
    text = reader.first(column)
    if is_last and fold(text) in _STILL:
        return ""
    day = read_day(text, is_last=is_last) if text else None
    if text and day is None:
        reader.fault("day", column, value=text[:60])
    return day.isoformat() if day else ""


def _price(reader: RowReader, made: MemberSaid) -> None:
    """What all cells about the price say together ("solidaire" in one, "60" in the next)."""
    texts = [text for cell, text in reader.filled(Column.PRICE)]
    if not texts:
        return
    made.price_said = " ".join(texts)[:60]
    read = read_price(made.price_said)
    if read is None:
        reader.fault("money", Column.PRICE, value=made.price_said)
        return
    kind, amount = read
    made.price_kind = kind.value if kind else ""
    made.price = "" if amount is None else str(amount)
