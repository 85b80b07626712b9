"""A week in columns, a day each: what "x", "M", "après-midi" or "14h–17h" below one means."""

import re

from elspace.core.folding import fold
from elspace.people.enums import Free

from .halves import read_half_days
from .headers import Cell, Table
from .lexicon import Lexicon
from .needs_of_rows import is_yes
from .rows import NO, RowReader

_MAYBE = {fold(word) for word in ("peut-être", "maybe", "ربما", "éventuellement", "?")}
_LETTERS = {"M": "matin", "S": "soir", "AP": "après-midi", "APM": "après-midi", "J": "journée"}


class Grid:
    """Reads the cells about half-days of one table."""

    def __init__(self, table: Table, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        days = [
            cell.at
            for cells in table.cells.values()
            for cell in cells
            if cell.days and not cell.halves
        ]
        found = {
            row.texts[at].strip().upper()
            for row in table.rows
            for at in days
            if at < len(row.texts)
        }
        # "AM" beside "M" is the afternoon.
        self.letters = _LETTERS | ({"AM": "après-midi"} if "M" in found else {})

    def answers(
        self, reader: RowReader, cell: Cell, text: str, free: Free
    ) -> dict[tuple[int, str], Free]:
        """The half-days of a cell; `free` is what its column means."""
        if cell.days or cell.halves:
            text = self.letters.get(text.strip().upper(), text)
            if fold(text) == "0":
                return {}
            if fold(text) in NO or _is_away(text):
                free, text = Free.NO, ""
            elif is_yes(text, self.lexicon):
                text = ""
            elif fold(text) in _MAYBE:
                free, text = Free.MAYBE, ""
            read = read_half_days(text or "oui", cell.days, cell.halves)
        elif cell.choice:
            read = read_half_days(cell.choice if is_yes(text, self.lexicon) else "non")
        else:
            read = read_half_days(text.replace("_", " "))
        if not read.is_understood:
            reader.fault("half_days", at=cell.at, value=text[:60])
        return read.answers(free)


def _is_away(text: str) -> bool:
    return bool(
        re.match(
            r"(?:indispo|pas dispo|non dispo|unavail|impossible|غير متاح|غير متوفر)", fold(text)
        )
    )
