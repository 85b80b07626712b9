"""Reads a finished or hand-edited plan against its problem, in plain loops, knowing no solver."""

from __future__ import annotations

from optimiser.check.book import Book
from optimiser.check.fault import Fault
from optimiser.check.figures import wrong_figures
from optimiser.check.proof import proven_bound
from optimiser.check.reasons import avoidable_needs, untrue_reasons
from optimiser.check.replan import wrong_replan
from optimiser.check.rules import broken_rules
from optimiser.problem import Problem
from optimiser.reading import shown
from optimiser.solution import Solution

__all__ = ["Fault", "broken_rules", "check"]


def check(problem: Problem, solution: Solution, previous: Solution | None = None) -> list[Fault]:
    """Everything wrong with a plan; an empty list says that it keeps all it promises.

    Reasons and avoidable needs are looked at only when the solution lists its unmet needs.
    """
    faults = broken_rules(problem, solution.sessions)
    book = Book(problem, solution.sessions)
    faults += wrong_figures(problem, book, solution)
    if solution.unmet is not None:
        faults += untrue_reasons(problem, book, dict(solution.unmet))
        for need, way in avoidable_needs(problem, book).items():
            faults.append(Fault("avoidable", f"$.unmet[{shown(need)}]", f"Avoidable: {way}."))
    faults += _proof(problem, solution)
    if previous is not None:
        faults += wrong_replan(problem, previous, solution)
    return faults


def _proof(problem: Problem, solution: Solution) -> list[Fault]:
    if solution.prices is None:
        return []
    unknown = [name for name in solution.prices if name not in problem.needs]
    if unknown:
        text = f"A price is given for {shown(unknown[0])}, which is no need."
        return [Fault("proof", "$.proof.prices", text)]
    proven = proven_bound(problem, solution.prices)
    if solution.bound is None or solution.bound < proven:
        text = f"The prices prove the bound {proven}, not {solution.bound}."
        return [Fault("proof", "$.proof", text)]
    return []
