"""Reads about needs, by name; see the modules beside."""

from .board import SMALLEST_CELL, BoardRow, Totals, board_rows, confidential_cell, totals
from .reading import (
    classify_queue,
    my_needs,
    needs_visible_to,
    oldest_to_classify,
    open_blocking_of,
    with_people,
    words_of_discipline,
    words_visible_to,
)

__all__ = [
    "SMALLEST_CELL",
    "BoardRow",
    "Totals",
    "board_rows",
    "classify_queue",
    "confidential_cell",
    "my_needs",
    "needs_visible_to",
    "oldest_to_classify",
    "open_blocking_of",
    "totals",
    "with_people",
    "words_of_discipline",
    "words_visible_to",
]
