"""One row read column by column: names, contacts, languages, what an expert offers; its faults."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from elspace.core.folding import fold, latin_digits
from elspace.needs.words import MAX_WORDS
from elspace.people.enums import AgeBand
from elspace.people.phones import parse_phone

from .cells import letter
from .drafts import ExpertSaid
from .faults import Fault
from .full_names import split_name
from .headers import Cell, Column, Table
from .lexicon import PARTS, Lexicon, Words, is_nothing, parts_of
from .reading import Row
from .word_lists import words_in

MOST = {
    Column.TIMES: 31, Column.HOURS_MONTH: 200, Column.HOURS_TERM: 600, Column.HOURS_WEEK: 50,
}  # fmt: skip
LENGTHS = {
    Column.FIRST_NAME: 80, Column.LAST_NAME: 80, Column.FIRST_NAME_AR: 80, Column.LAST_NAME_AR: 80,
    Column.FULL_NAME: 160, Column.FULL_NAME_AR: 160, Column.VENTURE: 120, Column.WORDS: MAX_WORDS,
    Column.ACTIVITY: 2000, Column.GOVERNORATE: 40, Column.NOTE: 2000,
}  # fmt: skip
STRONG_PARTS = re.compile(r"[;,،؛|+\n•]")
ROUNDED = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,2}")
SEVERAL_PHONES = re.compile(r"[;,\n|]|\s(?:ou|et|or|أو)\s|\s/\s|/(?=\s*[+\d\s]{8})")
INITIALS = re.compile(r"[A-Z]{2,4}")
ARABIC = re.compile(r"[\u0600-\u06ff][\u0600-\u06ff\s]*")
NUMBER = re.compile(
    r"(?:environ|max(?:imum)?|~|about)?\s*(\d{1,4})(?:[.,]0+)?\s*(?:(?:h|x|fois|[^\W\d])[^\d]*)?",
    re.I,
)
NO = words_in("0 non no false faux لا")
# How a cell says "as above".
DITTO = frozenset({'"', "''", "〃", "”", "«", "//", "idem", "id.", "ditto"})


class RowReader:
    """Reads the cells of one row; faults gather in `faults`."""

    def __init__(self, table: Table, row: Row, lexicon: Lexicon, above: Row | None = None) -> None:
        self.table, self.row, self.lexicon = table, row, lexicon
        self.above = above
        self.faults: list[Fault] = []
        self.read_as: list[str] = []

    def text_at(self, at: int) -> str:
        """What stands in a cell; nothing where it says "none", the cell above where it says so."""
        texts = self.row.texts
        text = texts[at] if at < len(texts) else ""
        if text in DITTO and self.above is not None and at < len(self.above.texts):
            text = self.above.texts[at]
        return "" if text and is_nothing(text) else text

    def filled(self, column: Column) -> Iterator[tuple[Cell, str]]:
        """The filled cells of a column."""
        for cell in self.table.cells.get(column, ()):
            if text := self.text_at(cell.at):
                yield cell, text

    def first(self, column: Column) -> str:
        """The first filled plain cell of a column."""
        return next((text for cell, text in self.filled(column) if cell.is_plain), "")

    def has_any(self) -> bool:
        """Whether a column of ours holds something on this row."""
        return any(
            self.text_at(cell.at)
            for column, cells in self.table.cells.items()
            if column is not Column.META
            for cell in cells
            if not cell.choice
        )

    def fault(self, code: str, column: Column | None = None, at: int = -1, **values: Any) -> None:
        """Keep a fault of this row, at a cell or in the column."""
        name, header = self.table.place(column) if column else ("", "")
        if at >= 0:
            name, header = letter(at), self.table.headers.get(at, "")
        title = self.table.sheet.title
        self.faults.append(Fault(code, title, self.row.number, name, header[:80], values))

    def text(self, column: Column, most: int = 0) -> str:
        """A text, not longer than it may be (`most`, else as for any file)."""
        text = " ".join(self.first(column).split())
        most = most or LENGTHS[column]
        if len(text) > most:
            self.fault("too_long", column, most=most)
            return ""
        return text

    def names(self) -> dict[str, str]:
        """First and family name, in both scripts where both are written."""
        found = {
            "first_name": self.text(Column.FIRST_NAME),
            "last_name": self.text(Column.LAST_NAME),
            "first_name_ar": self.text(Column.FIRST_NAME_AR),
            "last_name_ar": self.text(Column.LAST_NAME_AR),
        }
        full = self.text(Column.FULL_NAME)
        if full and not found["first_name"]:
            arabic = " ".join(ARABIC.findall(full)).strip()
            latin = ARABIC.sub(" ", full).strip(" -/|()–،,")
            if arabic and re.search(r"[^\W\d_]", latin):
                found["first_name_ar"], found["last_name_ar"] = split_name(arabic)
                full = latin
            header = fold(self.table.place(Column.FULL_NAME)[1])
            family_first = bool(re.search(r"\bnoms?\b.*\bprenom", header))
            found["first_name"], found["last_name"] = split_name(full, family_first=family_first)
        full = self.text(Column.FULL_NAME_AR)
        if full and not found["first_name_ar"]:
            found["first_name_ar"], found["last_name_ar"] = split_name(full)
        return {name: value[:80] for name, value in found.items()}

    def phone(self) -> str:
        """The first number that is one; a fault where there is none."""
        wrong: tuple[int, str] | None = None
        for cell, text in self.filled(Column.PHONE):
            whole = [text] if ROUNDED.fullmatch(text.strip()) else None
            for part in whole or SEVERAL_PHONES.split(text):
                try:
                    if phone := parse_phone(_digits(part)):
                        return phone
                except ValidationError:
                    wrong = wrong or (cell.at, text)
        if wrong:
            at, text = wrong
            code = "phone_rounded" if ROUNDED.fullmatch(text.strip()) else "phone"
            self.fault(code, at=at, value=text[:60])
        return ""

    def mail(self) -> str:
        """The first address that is one; a fault where there is none."""
        wrong: tuple[int, str] | None = None
        for cell, text in self.filled(Column.MAIL):
            for part in re.split(r"[;,\s]+|/", text.strip().lower().replace("mailto:", "")):
                try:
                    if part:
                        validate_email(part)
                        return part
                except ValidationError:
                    wrong = wrong or (cell.at, text)
        if wrong:
            self.fault("mail", at=wrong[0], value=wrong[1][:60])
        return ""

    def code(self, column: Column, words: Words, *, is_asked: bool = True) -> Any:
        """The one code of a cell; None when empty or unknown (a fault, where it is asked for)."""
        text = self.first(column)
        if not text:
            return None
        code = words.find(text)
        code = words.find_within(text) if code is None else code
        if code is None and is_asked:
            self.fault("unknown", column, value=text[:60], known=words.offered)
        return code

    def codes(self, column: Column, words: Words, fault: str = "unknown") -> list[str]:
        """The codes of the cells that may hold several, and of ticked choices."""
        found: list[str] = []
        for cell, text in self.filled(column):
            if cell.choice:
                parts = [] if fold(text) in NO else [cell.choice]
            elif self.is_parent(column, cell):
                parts = []
            else:
                parts = list(split_codes(text, words))
            for part in parts:
                known = words.find(part)
                if known is None:
                    known = self._near(column, part, words)
                if known is None:
                    self.fault(fault, at=cell.at, value=part[:60], known=words.offered)
                elif known not in found:
                    found.append(known)
        return found

    def _near(self, column: Column, part: str, words: Words) -> Any:
        bare = re.sub(r"\(.*?\)|:.*$", "", part)
        known = words.find(bare) if fold(bare) else None
        if known is None and column is Column.DISCIPLINE:
            known = self.lexicon.discipline_like(part)
            if known is not None:
                self.read_as.append(f"{part[:40]} → {known}")
        elif known is None:
            known = words.find_within(part)
        return known

    def is_parent(self, column: Column, cell: Cell) -> bool:
        """Whether 0/1 columns beside say the same as this cell ("besoins", "besoins/finance")."""
        mine = f"{self.table.headers[cell.at]}/"
        return any(
            not other.is_plain and self.table.headers[other.at].startswith(mine)
            for other in self.table.cells[column]
        )

    def expert(self) -> ExpertSaid:
        """What somebody offers."""
        words = self.lexicon.disciplines
        disciplines = self.codes(Column.DISCIPLINE, words)
        if not any(self.filled(Column.DISCIPLINE)):
            self.fault("expert_discipline", Column.DISCIPLINE, known=words.offered)
        week = self.number(Column.HOURS_WEEK)
        month = self.number(Column.HOURS_MONTH)
        pro_bono = self.code(Column.PRO_BONO, self.lexicon.yes_no, is_asked=False)
        rate = self.rate()
        return ExpertSaid(
            disciplines=disciplines,
            formats=self.codes(Column.FORMATS, self.lexicon.formats),
            times=self.number(Column.TIMES),
            hours_month=month or (4 * week if week else None),
            hours_term=self.number(Column.HOURS_TERM),
            pro_bono=not rate if pro_bono is None else pro_bono,
            rate="" if pro_bono else rate,
        )

    def rate(self) -> str:
        """Dinars an hour, as a plain number."""
        text = latin_digits(self.first(Column.RATE)).replace(",", ".").replace(" ", "")
        found = re.match(r"\d{1,6}(?:\.\d{1,3})?", text)
        return found[0] if found and float(found[0]) else ""

    def number(self, column: Column) -> int | None:
        """A whole number, a word of unit after it allowed ("2 fois", "4 h")."""
        text = self.first(column)
        if not text:
            return None
        found = NUMBER.fullmatch(latin_digits(text).strip())
        value = int(found[1]) if found else 0
        if not 1 <= value <= MOST[column]:
            self.fault("number", column, value=text[:60], most=MOST[column])
            return None
        return value

    def age_band(self) -> str:
        """The band of an age or of a band as people write it; nothing when it is neither."""
        found = re.search(r"\d{2}", latin_digits(self.first(Column.AGE)))
        age = int(found[0]) if found else 0
        if not 18 <= age < 100:
            return ""
        steps = ((25, AgeBand.UNDER_25), (35, AgeBand.FROM_25), (45, AgeBand.FROM_35))
        return next((band.value for below, band in steps if age < below), AgeBand.FROM_45.value)


def split_codes(text: str, words: Words) -> Iterator[str]:
    """The parts of a cell that holds several names, cut no finer than they are known."""
    if not text:
        return
    if words.find(text) is not None:
        yield text
        return
    if INITIALS.fullmatch(text) and all(words.find(letter) is not None for letter in text):
        yield from text  # "FAD": French, written Arabic, darija
        return
    if not PARTS.search(text):
        codes = text.split()  # as a form's multiple choice writes them
        if len(codes) > 1 and all(words.find(code) is not None for code in codes):
            yield from codes
        else:
            yield text
        return
    for part in STRONG_PARTS.split(text):
        if words.find(part) is not None:
            yield part
        elif fold(part):
            yield from parts_of(part)


def _digits(text: str) -> str:
    """A number as people write it, without words beside it; one that the spreadsheet shows as
    2.2E+07 in full, as long as no digit was lost."""
    text = text.strip().lstrip("'")
    if ROUNDED.fullmatch(text):
        try:
            whole = Decimal(text.replace(",", "."))
        except InvalidOperation:
            return text
        mantissa = len(re.sub(r"\D", "", re.split("[eE]", text)[0]))
        is_exact = mantissa > whole.adjusted() or mantissa >= 7
        return str(int(whole)) if is_exact else text
    text = re.sub(r"(?<=\d)\.0+$", "", text)
    return re.sub(r"[^\W\d_]+\.?\s*:?", "", text).strip(" :.")
