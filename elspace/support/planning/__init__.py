"""The only door to the planner: rows of a term become a problem, a solution becomes sessions.

Ids say what a row is and its number ("p12" a person, "n7" a need): no name and no word of anybody
leaves towards the planner.
"""

from .brief import Brief
from .building import build_problem
from .changing import (
    board_before,
    seats_in,
    seats_standing,
    unmoved,
    with_rooms_for_moved,
)
from .helping import board_as_it_stands, changes_found
from .keeping import kept_sessions, refused_sessions
from .reading import Placed, Unseated, place_solution, unmet_of
from .tidying import tidy

__all__ = [
    "Brief",
    "Placed",
    "Unseated",
    "board_as_it_stands",
    "board_before",
    "build_problem",
    "changes_found",
    "kept_sessions",
    "place_solution",
    "refused_sessions",
    "seats_in",
    "seats_standing",
    "tidy",
    "unmet_of",
    "unmoved",
    "with_rooms_for_moved",
]
