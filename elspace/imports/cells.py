"""What cells of any spreadsheet have in common: values as texts, merged cells, formulas, names."""

import re
from datetime import date, datetime, time
from typing import Any

from openpyxl.utils import coordinate_to_tuple

from .faults import Fault, places

MOST_MERGED = 20_000  # cells filled from merged ones
# What a spreadsheet takes for a formula; a plain number with its sign is harmless.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d[\d\s.,]*")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
Rows = list[tuple[int, list[str]]]
Found = tuple[str, Rows, list[Fault], list[Fault]]


def letter(column: int) -> str:
    """A column's letter: 0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_name(column: int, row: int) -> str:
    """A cell's name: 0, 1 → A1."""
    return f"{letter(column)}{row}"


def as_text(value: Any) -> str:
    """A cell as somebody reads it: whole numbers without a point, dates as year-month-day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)


def fill_merged(title: str, rows: Rows, merged: list[tuple[str, str]]) -> list[Fault]:
    """A text merged over several rows counts for each of them; merged sideways it counts once."""
    told: list[str] = []
    by_number = dict(rows)
    left = MOST_MERGED
    for first, last in merged:
        (top, column), (bottom, _right) = coordinate_to_tuple(first), coordinate_to_tuple(last)
        text = (by_number.get(top) or [])[column - 1 : column]
        if bottom == top or not text or not text[0]:
            continue
        told.append(f"{first}:{last}")
        for number in range(top + 1, min(bottom, top + left) + 1):
            left -= 1
            if number in by_number:
                texts = by_number[number]
                texts.extend([""] * (column - len(texts)))
                texts[column - 1] = texts[column - 1] or text[0]
    return [Fault("merged", title, values={"value": places(told)})] if told else []


def tell_formulas(
    title: str, rows: Rows, formulas: dict[str, bool], notes: list[Fault]
) -> list[Fault]:
    """Formulas with a result are said; without one, nothing was read: a fault."""
    by_number = dict(rows)
    faults, told = [], []
    for cell, is_text in formulas.items():
        row, column = coordinate_to_tuple(cell)
        if (by_number.get(row) or [])[column - 1 : column] not in ([], [""]):
            told.append(cell)
        elif not is_text:
            faults.append(Fault("formula_empty", title, row, re.sub(r"\d", "", cell)))
    if told:
        notes.append(Fault("formulas", title, values={"value": places(told)}))
    return faults


def guarded(text: str) -> str:
    """A text no spreadsheet takes for a formula; `unguarded` gives it back as it was."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """A text without the mark that kept a spreadsheet from taking it for a formula."""
    return text[1:] if _GUARDED.match(text) else text
