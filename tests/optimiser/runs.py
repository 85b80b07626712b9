"""Plans small problems inside the test, by count of steps."""

from __future__ import annotations

from typing import Any

from optimiser.check import check
from optimiser.parsing import parse_problem
from optimiser.reading import BadInputError
from optimiser.solution import Solution, parse_solution, solution_json
from optimiser.solve import Progress, Request, solve


def planned(problem: dict[str, Any], work: int = 6, **wishes: Any) -> Solution:
    """The solution after so many steps; every bound and plan on the way is compared."""
    told: list[Progress] = []
    request = Request(work=work, **wishes)
    solution = solve(parse_problem(problem), request, lambda: False, told.append)
    assert [p.points for p in told] == sorted(p.points for p in told)
    assert [p.bound for p in told] == sorted((p.bound for p in told), reverse=True)
    return solution


def checked(problem: dict[str, Any], work: int = 6, **wishes: Any) -> Solution:
    """The same, with nothing wrong in it."""
    solution = planned(problem, work, **wishes)
    assert faults(problem, solution, wishes.get("previous")) == []
    return solution


def faults(
    problem: dict[str, Any], solution: Solution | dict[str, Any], previous: Solution | None = None
) -> list[tuple[str, str]]:
    """Rule and place of everything wrong with a plan."""
    if isinstance(solution, dict):
        solution = parse_solution(solution)
    found = check(parse_problem(problem), parse_solution(solution_json(solution)), previous)
    return [(fault.rule, fault.where) for fault in found]


def sentences(problem: Any) -> list[str]:
    """What is said about a problem that cannot be used; nothing when it can."""
    try:
        parse_problem(problem)
    except BadInputError as bad:
        return bad.faults
    return []
