"""The needs of each row of a table: several in a cell, in columns, as choices; their levels."""

import re
from collections import Counter

from elspace.core.folding import fold
from elspace.needs.enums import Level
from elspace.needs.words import MAX_WORDS

from .columns import Column
from .drafts import NeedSaid
from .headers import Cell, Table
from .lexicon import Lexicon
from .rows import NO, RowReader, split_codes
from .said_needs import choices_of, split_choices, split_needs

_RANKED = re.compile(r"priorit|rang\b|rank|ordre|اولوي")


def is_yes(text: str, lexicon: Lexicon) -> bool:
    """Whether a cell is a tick."""
    return lexicon.yes_no.find(text) is True or text.strip() in {"✓", "✔", "☑", "✅", "X", "x"}


class NeedsOfTable:
    """What is the same for all rows of a table, and the needs of one row."""

    def __init__(self, table: Table, lexicon: Lexicon) -> None:
        self.table, self.lexicon = table, lexicon
        self.words = [cell for cell in table.cells.get(Column.WORDS, ()) if cell.is_plain]
        self.choices = {cell.at: choices_of(self._values(cell)) for cell in self.words}
        levels = [cell for cell in table.cells.get(Column.LEVEL, ()) if cell.is_plain]
        numbers = {
            int(found[1])
            for cell in levels
            for value in self._values(cell)
            if (found := re.fullmatch(r"([1-5])(?:\.0)?", value))
        }
        self.is_of_five = bool(numbers & {4, 5})
        header = fold(table.headers[levels[0].at]) if levels else ""
        self.is_reversed = bool(numbers) and not self.is_of_five and bool(_RANKED.search(header))

    def _values(self, cell: Cell) -> list[str]:
        rows = self.table.rows
        return [
            row.texts[cell.at] for row in rows if cell.at < len(row.texts) and row.texts[cell.at]
        ]

    def of(self, reader: RowReader, counts: Counter[str]) -> list[NeedSaid]:
        """The needs of a row, each in its own words; `counts` is told how they were read."""
        said = self._said(reader)
        disciplines = reader.codes(Column.DISCIPLINE, self.lexicon.disciplines, "discipline")
        formats = reader.codes(Column.FORMATS, self.lexicon.formats)
        levels = self._levels(reader)
        if not said:
            if disciplines:
                said = [(self._word_of(reader, code), [code], 0) for code in disciplines]
                counts["words_from_discipline"] += len(said)
            elif any(reader.filled(Column.LEVEL)):
                reader.fault("words_missing", Column.WORDS)
        elif len(disciplines) == len(said):
            pairs = zip(said, disciplines, strict=True)
            said = [(words, own or [code], at) for (words, own, at), code in pairs]
        elif len(disciplines) == 1 or len(said) == 1:
            said = [(words, own or disciplines, at) for words, own, at in said]
        counts["split"] += len(said) > 1
        needs = []
        for part, (words, own, at) in enumerate(said):
            if len(words) > MAX_WORDS:
                reader.fault("too_long", Column.WORDS, most=MAX_WORDS)
                continue
            level = levels[at] if len(levels) == len(self.words) and len(levels) > 1 else levels[0]
            counts["level"] += level is None
            needs.append(
                NeedSaid(
                    words, level or Level.IMPORTANT.value, own, formats, level is not None, part
                )
            )
        return needs

    def _said(self, reader: RowReader) -> list[tuple[str, list[str], int]]:
        """Words, the disciplines they name themselves, and which column of words they stand in."""
        found: list[tuple[str, list[str], int]] = []
        known = self.lexicon.disciplines
        by_column = self._disciplines_by_column(reader)
        plain = [cell.at for cell in self.words]
        for cell, text in reader.filled(Column.WORDS):
            if cell.choice:
                if fold(text) not in NO:
                    words = cell.choice.replace("_", " ")
                    found.append((words, [code] if (code := known.find(words)) else [], 0))
                continue
            if any(self.table.headers[other.at].startswith(f"{self.table.headers[cell.at]}/")
                   for other in self.table.cells[Column.WORDS] if other.choice):  # fmt: skip
                continue
            at = plain.index(cell.at)
            codes = list(split_codes(text, known))
            if all(known.find(code) for code in codes):
                found += [(code, [known.find(code)], at) for code in codes]
                continue
            for choice in split_choices(text, self.choices[cell.at]):
                for words in split_needs(choice):
                    own = [code] if (code := known.find(words)) else by_column.get(at, [])
                    found.append((words, own, at))
        unique: dict[str, tuple[str, list[str], int]] = {}
        for one in found:
            unique.setdefault(fold(one[0]), one)
        return list(unique.values())

    def _disciplines_by_column(self, reader: RowReader) -> dict[int, list[str]]:
        """ "Besoin 1", "Domaine 1", "Besoin 2", "Domaine 2": each with its own."""
        cells = [c for c in self.table.cells.get(Column.DISCIPLINE, ()) if c.is_plain]
        if len(cells) < 2 or len(cells) != len(self.words):
            return {}
        found = {}
        for at, cell in enumerate(cells):
            known = self.lexicon.disciplines
            codes = [known.find(part) for part in split_codes(reader.text_at(cell.at), known)]
            found[at] = [code for code in codes if code]
        return found

    def _word_of(self, reader: RowReader, code: str) -> str:
        """How the row itself writes a discipline."""
        known = self.lexicon.disciplines
        for cell, text in reader.filled(Column.DISCIPLINE):
            if cell.choice:
                if known.find(cell.choice) == code:
                    return cell.choice
                continue
            for part in split_codes(text, known):
                if known.find(part) == code or self.lexicon.discipline_like(part) == code:
                    return part
        return code

    def _levels(self, reader: RowReader) -> list[int | None]:
        cells = [cell for cell in self.table.cells.get(Column.LEVEL, ()) if cell.is_plain]
        return [self._level(reader, cell) for cell in cells] or [None]

    def _level(self, reader: RowReader, cell: Cell) -> int | None:
        text = reader.text_at(cell.at)
        if not text:
            return None
        number = re.fullmatch(r"([0-5])(?:[.,]0)?(?:\s*/\s*[35])?", text.strip())
        if number and self.is_of_five:
            return {5: 3, 4: 3, 3: 2}.get(int(number[1]), 1)
        if number and self.is_reversed and number[1] in "123":
            return 4 - int(number[1])
        level = self.lexicon.levels.find(text)
        if level is None:
            known = self.lexicon.levels.offered
            reader.fault("unknown", at=cell.at, value=text[:60], known=known)
        return level
