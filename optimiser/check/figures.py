"""Recomputes the figures a solution states: points, bound, gap, status, needs left unmet."""

from __future__ import annotations

from collections.abc import Iterator

from optimiser.check.book import Book
from optimiser.check.fault import Fault
from optimiser.problem import Problem
from optimiser.reading import shown
from optimiser.solution import Solution


def plan_points(book: Book) -> int:
    """Weights of the needs met, and the bonus once for each resident with a need met."""
    total, answered = 0, set()
    for name in book.met_at:
        need = book.problem.needs[name]
        total += need.weight
        answered.add(need.resident)
    return total + book.problem.first_bonus * len(answered)


def wrong_figures(problem: Problem, book: Book, solution: Solution) -> Iterator[Fault]:
    """Figures that are stated and do not follow from the sessions; absent ones are not asked."""
    points = plan_points(book)
    if solution.points is not None and solution.points != points:
        text = f"The plan is worth {points} points, not {solution.points}."
        yield Fault("points", "$.points", text)
    bound = solution.bound
    if bound is not None and bound < points:
        text = f"The bound {bound} is below the {points} points of the plan."
        yield Fault("bound", "$.bound", text)
    if bound is not None and solution.gap is not None:
        gap = 0.0 if points == bound else (bound - points) / bound if bound else 0.0
        if abs(gap - solution.gap) > 1e-9:
            yield Fault("gap", "$.gap", f"The gap is {gap:.6f}, not {solution.gap:.6f}.")
    if solution.status == "optimal" and (bound is None or bound != points):
        text = f"The plan is called optimal, with {points} points and the bound {bound}."
        yield Fault("status", "$.status", text)
    if solution.unmet is not None:
        yield from _wrong_list(problem, book, set(solution.unmet))


def _wrong_list(problem: Problem, book: Book, listed: set[str]) -> Iterator[Fault]:
    for name in problem.needs:
        if name not in book.met_at and name not in listed:
            yield Fault("unmet", "$.unmet", f"The need {shown(name)} is unmet and not listed.")
    for name in sorted(listed):
        where = f"$.unmet[{shown(name)}]"
        if name not in problem.needs:
            yield Fault("unmet", where, f"There is no need {shown(name)}.")
        elif name in book.met_at:
            yield Fault("unmet", where, f"The need {shown(name)} is met.")
