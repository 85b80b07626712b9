"""The only door to the planner: rows of a term become a problem, a solution becomes sessions.

Ids say what a row is and its number ("p12" a person, "n7" a need): no name and no word of anybody
leaves towards the planner.
"""

from .building import Brief, build_problem
from .reading import Unseated, place_solution, unmet_of

__all__ = ["Brief", "Unseated", "build_problem", "place_solution", "unmet_of"]
