"""Cells become drafts: what each row says about a person, a need, an expert; and its faults.

Nothing here reads or writes people: whom a draft is about is decided by `matching`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from elspace.core.folding import fold, latin_digits
from elspace.needs.enums import Level
from elspace.needs.words import MAX_WORDS
from elspace.people.enums import Free
from elspace.people.phones import parse_phone

from .faults import Fault
from .halves import parse_half_days
from .headers import Column, Kind, Table, understand
from .lexicon import PARTS, Lexicon, Words, load_lexicon, parts_of
from .reading import Row, Sheet, letter

MOST = {Column.TIMES: 31, Column.HOURS_MONTH: 200, Column.HOURS_TERM: 600}
LENGTHS = {
    Column.FIRST_NAME: 80, Column.LAST_NAME: 80, Column.FIRST_NAME_AR: 80, Column.LAST_NAME_AR: 80,
    Column.VENTURE: 120, Column.WORDS: MAX_WORDS,
}  # fmt: skip
MOST_FAULTS = 500  # more are not shown and need not be kept
EXAMPLE = re.compile(r"\s*(exemple|example|مثال)\s*[:：]", re.I)
STRONG_PARTS = re.compile(r"[;,،؛|+\n]")


@dataclass
class NeedSaid:
    words: str
    level: int
    discipline: str = ""
    formats: list[str] = field(default_factory=list)


@dataclass
class ExpertSaid:
    disciplines: list[str]
    formats: list[str] = field(default_factory=list)
    times: int | None = None
    hours_month: int | None = None
    hours_term: int | None = None
    pro_bono: bool = True


@dataclass
class Draft:
    """What one row says; codes for what stands in a list of the hub."""

    place: str  # sheet and row, the same for the same file
    sheet: str
    row: int
    kind: str
    first_name: str = ""
    last_name: str = ""
    first_name_ar: str = ""
    last_name_ar: str = ""
    phone: str = ""
    email: str = ""
    speaks: list[str] = field(default_factory=list)
    language: str = ""
    channel: str = ""
    venture: str = ""
    half_days: list[tuple[int, str, str]] = field(default_factory=list)
    need: NeedSaid | None = None
    expert: ExpertSaid | None = None

    @property
    def name(self) -> str:
        """The name as written."""
        latin = f"{self.first_name} {self.last_name}".strip()
        return latin or f"{self.first_name_ar} {self.last_name_ar}".strip()


@dataclass
class Understood:
    """Everything a file says, its faults and what was left out or read otherwise."""

    drafts: list[Draft] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    fault_count: int = 0

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be kept until the confirmation."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "Understood":
        """What was kept."""
        drafts = []
        for kept in content["drafts"]:
            need, expert = kept["need"], kept["expert"]
            made = Draft(**kept)
            made.half_days = [(day, half, free) for day, half, free in kept["half_days"]]
            made.need = NeedSaid(**need) if need else None
            made.expert = ExpertSaid(**expert) if expert else None
            drafts.append(made)
        faults, notes = ([Fault(**one) for one in content[name]] for name in ("faults", "notes"))
        return cls(drafts, faults, notes, content["fault_count"])


def read_meaning(sheets: Iterable[Sheet]) -> Understood:
    """The drafts and faults of all sheets."""
    found = Understood()
    lexicon = load_lexicon()
    for number, sheet in enumerate(sheets):
        found.notes += sheet.notes
        if not sheet.rows:
            continue
        table = understand(sheet)
        if table is None:
            found.notes.append(Fault("ignored_sheet", sheet.title))
            continue
        found.notes += table.notes
        _read_table(number, table, lexicon, found)
    found.faults.sort(key=lambda fault: (fault.sheet, fault.row, len(fault.column), fault.column))
    found.fault_count = len(found.faults)
    found.faults = found.faults[:MOST_FAULTS]
    return found


def _read_table(number: int, table: Table, lexicon: Lexicon, found: Understood) -> None:
    title = table.sheet.title
    if not {Column.FIRST_NAME, Column.FIRST_NAME_AR} & set(table.cells):
        found.faults.append(Fault("no_name_column", title))
        return
    known = {letter(cell) for cells in table.cells.values() for cell in cells}
    below = table.rows[0].number if table.rows else 0
    found.faults += [
        fault for fault in table.sheet.faults if fault.column in known and fault.row >= below
    ]
    counts: Counter[str] = Counter()
    for row in table.rows:
        reader = RowReader(table, row, lexicon)
        if not reader.has_any():
            continue
        if EXAMPLE.match(reader.first(Column.FIRST_NAME) or reader.first(Column.FIRST_NAME_AR)):
            counts["example"] += 1
            continue
        found.drafts.append(reader.draft(number))
        found.faults += reader.faults
        counts["level"] += reader.level_assumed
    if counts["example"]:
        found.notes.append(Fault("example", title))
    if counts["level"]:
        found.notes.append(Fault("level", title, values={"value": counts["level"]}))


class RowReader:
    """One row read column by column; faults gather in `faults`."""

    def __init__(self, table: Table, row: Row, lexicon: Lexicon) -> None:
        self.table, self.row, self.lexicon = table, row, lexicon
        self.faults: list[Fault] = []
        self.level_assumed = False

    def has_any(self) -> bool:
        """Whether a column of ours holds something on this row."""
        return any(self.first(column) for column in self.table.cells)

    def first(self, column: Column) -> str:
        """The first filled cell of a column."""
        texts = self.row.texts
        return next(
            (texts[at] for at in self.table.cells.get(column, ()) if at < len(texts) and texts[at]),
            "",
        )

    def fault(self, code: str, column: Column | None = None, **values: Any) -> None:
        """Keep a fault of this row."""
        name, header = self.table.place(column) if column else ("", "")
        title = self.table.sheet.title
        self.faults.append(Fault(code, title, self.row.number, name, header, values))

    def text(self, column: Column) -> str:
        """A text, not longer than it may be."""
        text = self.first(column)
        if column is not Column.WORDS:
            text = " ".join(text.split())
        if len(text) > LENGTHS[column]:
            self.fault("too_long", column, most=LENGTHS[column])
        return text

    def draft(self, sheet_number: int) -> Draft:
        """What the row says."""
        table = self.table
        place = f"{sheet_number}:{self.row.number}"
        made = Draft(place, table.sheet.title, self.row.number, table.kind.value)
        made.first_name, made.last_name = self.text(Column.FIRST_NAME), self.text(Column.LAST_NAME)
        made.first_name_ar = self.text(Column.FIRST_NAME_AR)
        made.last_name_ar = self.text(Column.LAST_NAME_AR)
        if not (made.first_name or made.first_name_ar):
            self.fault("name_missing", Column.FIRST_NAME)
        made.phone, made.email = self.phone(), self.mail()
        made.speaks = self.codes(Column.SPEAKS, self.lexicon.spoken)
        made.language = self.code(Column.READS, self.lexicon.reads) or ""
        made.channel = self.code(Column.CHANNEL, self.lexicon.channels) or ""
        if table.kind is Kind.RESIDENTS:
            made.venture = self.text(Column.VENTURE)
            made.half_days = list(self.half_days({Column.IMPOSSIBLE: Free.NO}))
            made.need = self.need()
        else:
            columns = {Column.YES: Free.YES, Column.MAYBE: Free.MAYBE, Column.NO: Free.NO}
            made.half_days = list(self.half_days(columns))
            made.expert = self.expert()
        return made

    def phone(self) -> str:
        text = self.first(Column.PHONE)
        try:
            return parse_phone(text)
        except ValidationError:
            self.fault("phone", Column.PHONE, value=text[:60])
            return ""

    def mail(self) -> str:
        text = self.first(Column.MAIL).strip().lower()
        try:
            if text:
                validate_email(text)
            return text
        except ValidationError:
            self.fault("mail", Column.MAIL, value=text[:60])
            return ""

    def code(self, column: Column, words: Words) -> Any:
        """The one code of a cell; None when empty or unknown (a fault)."""
        text = self.first(column)
        if not text:
            return None
        code = words.find(text)
        if code is None:
            self.fault("unknown", column, value=text[:60], known=words.offered)
        return code

    def codes(self, column: Column, words: Words, code: str = "unknown") -> list[str]:
        """The codes of a cell that may hold several."""
        text = self.first(column)
        found: list[str] = []
        for part in _parts(text, words):
            known = words.find(part)
            if known is None:
                self.fault(code, column, value=part[:60], known=words.offered)
            elif known not in found:
                found.append(known)
        return found

    def half_days(self, columns: dict[Column, Free]) -> Iterator[tuple[int, str, str]]:
        """(weekday, half, answer) of the columns about half-days, each half-day once."""
        seen: dict[tuple[int, str], Free] = {}
        for column, free in columns.items():
            text = self.first(column)
            pairs = parse_half_days(text) if text else []
            if pairs is None:
                self.fault("half_days", column, value=text[:60])
                continue
            if any(pair in seen for pair in pairs):
                self.fault("half_day_twice", column)
            seen |= {pair: free for pair in pairs if pair not in seen}
        return ((day, half, free.value) for (day, half), free in seen.items())

    def need(self) -> NeedSaid | None:
        words = self.text(Column.WORDS)
        disciplines = self.codes(Column.DISCIPLINE, self.lexicon.disciplines, "discipline")
        level = self.code(Column.LEVEL, self.lexicon.levels)
        formats = self.codes(Column.FORMATS, self.lexicon.formats)
        if not words:
            if disciplines or level:
                self.fault("words_missing", Column.WORDS)
            return None
        if len(disciplines) > 1:
            self.fault("one_discipline", Column.DISCIPLINE)
        self.level_assumed = not self.first(Column.LEVEL)
        discipline = disciplines[0] if disciplines else ""
        return NeedSaid(words, level or Level.IMPORTANT.value, discipline, formats)

    def expert(self) -> ExpertSaid:
        words = self.lexicon.disciplines
        disciplines = self.codes(Column.DISCIPLINE, words)
        if not self.first(Column.DISCIPLINE):
            self.fault("expert_discipline", Column.DISCIPLINE, known=words.offered)
        pro_bono = self.code(Column.PRO_BONO, self.lexicon.yes_no)
        return ExpertSaid(
            disciplines=disciplines,
            formats=self.codes(Column.FORMATS, self.lexicon.formats),
            times=self.number(Column.TIMES),
            hours_month=self.number(Column.HOURS_MONTH),
            hours_term=self.number(Column.HOURS_TERM),
            pro_bono=True if pro_bono is None else pro_bono,
        )

    def number(self, column: Column) -> int | None:
        """A whole number, a word of unit after it allowed ("2 fois", "4 h")."""
        text = self.first(column)
        if not text:
            return None
        found = re.fullmatch(r"(\d{1,4})(?:[.,]0+)?(?:\s*[^\W\d][^\d]*)?", latin_digits(text))
        value = int(found[1]) if found else 0
        if not 1 <= value <= MOST[column]:
            self.fault("number", column, value=text[:60], most=MOST[column])
            return None
        return value


def _parts(text: str, words: Words) -> Iterator[str]:
    """The parts of a cell that holds several names, cut no finer than they are known."""
    if not text:
        return
    if not PARTS.search(text) or words.find(text) is not None:
        yield text
        return
    for part in STRONG_PARTS.split(text):
        if words.find(part) is not None:
            yield part
        elif fold(part):
            yield from parts_of(part)
