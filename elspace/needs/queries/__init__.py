"""Reads about needs, by name; see the modules beside."""

from .board import BoardRow, Totals, board_rows, confidential_cell, totals
from .reading import (
    classify_queue,
    my_needs,
    needs_for_planning,
    needs_visible_to,
    open_blocking_of,
    words_visible_to,
)

__all__ = [
    "BoardRow",
    "Totals",
    "board_rows",
    "classify_queue",
    "confidential_cell",
    "my_needs",
    "needs_for_planning",
    "needs_visible_to",
    "open_blocking_of",
    "totals",
    "words_visible_to",
]
