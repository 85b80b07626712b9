"""What is wrong in a file and how to mend it, what was left out or read otherwise: in sentences.

A fault or note is kept as a code with values, so that it is worded in the language of the page.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .house_faults import HOUSE_FAULTS, HOUSE_NOTES

FAULTS: dict[str, str | Promise] = {
    "no_name_column": _(
        "No column for the first name. Its header may be “First name”, “Prénom” or «الاسم»; the "
        "template has them all."
    ),
    "name_missing": _("No first name on this row: write one, or an alias."),
    "too_long": _("More than %(most)s characters: please shorten it."),
    "phone": _(
        "“%(value)s” is not a phone number: 8 digits, or + and the code of the country. Correct it "
        "or leave the cell empty."
    ),
    "phone_rounded": _(
        "The spreadsheet shows “%(value)s”: some digits of this number are lost. Write it again in "
        "a cell of text, or leave the cell empty."
    ),
    "mail": _("“%(value)s” is not a mail address: correct it or leave the cell empty."),
    "unknown": _("“%(value)s” is not known here. Write one of these: %(known)s."),
    "discipline": _(
        "“%(value)s” is not one of the disciplines: %(known)s. Write one of them, or leave the "
        "cell empty to sort the need later."
    ),
    "expert_discipline": _("Which disciplines? Write at least one of these: %(known)s."),
    "words_missing": _(
        "A need without words: write what the person said, or empty the cells about the need."
    ),
    "half_days": _(
        "“%(value)s” is not understood. Write for example “Tue morning; Thu afternoon”."
    ),
    "half_day_twice": _("A half-day stands here and in another column too: keep it in one."),
    "number": _("“%(value)s” is not a whole number from 1 to %(most)s."),
    "formula_empty": _(
        "A formula without a result: write its value, or open the file in the spreadsheet and save "
        "it again."
    ),
    "error_value": _("The spreadsheet shows the error %(value)s here: write the value."),
    "not_as_written": _(
        "“%(value)s” does not belong in this column of the workbook: take the file as it "
        "was written, or correct the cell."
    ),
    "many_questions": _(
        "More than %(most)s rows bear the name of somebody else and nothing that tells them apart. "
        "Add phones or mail addresses, or split the file."
    ),
    "many_at_once": _(
        "More than %(most)s people, needs and experts to write at once: split the file. The same "
        "people are found again in the next one."
    ),
}
NOTES: dict[str, str | Promise] = {
    "ignored_sheet": _("This sheet was left out: none of its headers is known."),
    "hidden_sheet": _("This sheet is hidden: it was left out."),
    "ignored_columns": _("These columns were left out: %(value)s."),
    "same_header": _("Several columns mean “%(value)s”: the first filled cell counts."),
    "example": _("The row of the example was left out."),
    "merged": _("Merged cells (%(value)s): their text counts for every row they cover."),
    "formulas": _("Formulas (%(value)s): what they last showed was read."),
    "marks": _("Web page tags (HTML) or invisible characters were taken out (%(value)s)."),
    "totals": _("Rows of totals were left out (rows: %(value)s)."),
    "read_as": _("Written differently, and read as: %(value)s."),
    "words_from_discipline": _(
        "No words, only a discipline (needs: %(value)s): it stands for the words, as it is written."
    ),
    "split": _("Several needs in one row were separated (rows: %(value)s)."),
    "available": _(
        "Said when they can come (rows: %(value)s): for residents the other half-days count as "
        "impossible."
    ),
    "level_reversed": _("Numbers below “%(value)s” were read as an order: 1 is the most urgent."),
    "chat_left": _(
        "Left out of the chat: pictures and voice messages (%(media)s), lines of WhatsApp itself "
        "(%(system)s)."
    ),
    "level": _(
        "Nothing said about what happens without it (needs: %(value)s): taken as “without it I "
        "move slowly”."
    ),
}
SENTENCES = FAULTS | NOTES | HOUSE_FAULTS | HOUSE_NOTES
MOST_PLACES = 8  # cells named in one note


@dataclass(frozen=True)
class Fault:
    """One fault or note: where (0 and "" when not one cell) and which sentence."""

    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""  # the letter; "" for a whole row
    header: str = ""  # as written in the file
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What is wrong and how to mend it; what was typed is kept apart from the sentence."""
        words = {name: f"\u2068{value}\u2069" for name, value in self.values.items()}
        return str(SENTENCES[self.code]) % words


def in_order(faults: list[Fault]) -> list[Fault]:
    """By sheet, row and column; those about the whole file first."""
    return sorted(
        faults, key=lambda one: (bool(one.row), one.sheet, one.row, len(one.column), one.column)
    )


def places(cells: list[str]) -> str:
    """Cells as one short text: "B2, B7 … (12)"."""
    shown = ", ".join(cells[:MOST_PLACES])
    return shown if len(cells) <= MOST_PLACES else f"{shown} … ({len(cells)})"
