"""Three planners: terms of support sessions, evenings at rotating tables, days of meetings.

    import optimiser
    solution = optimiser.plan("programme", problem, seconds=10)
    optimiser.faults("programme", problem, solution)  # [] when it keeps all it promises
    optimiser.what_would_help(problem, solution)

Importing it loads no solver: the first plan does. Bad input raises `BadInputError`.
"""

from optimiser.face import faults, plan, what_would_help
from optimiser.reading import BadInputError

__all__ = ["BadInputError", "faults", "plan", "what_would_help"]
