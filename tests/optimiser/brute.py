"""The best plan of a tiny problem by trying every one, with the checker as only judge."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from optimiser.check import broken_rules
from optimiser.parsing import parse_problem
from optimiser.problem import Problem, Session
from optimiser.solution import count_points


def best_points(json: dict[str, Any]) -> int:
    """Walks through experts and slots, leaving each empty or using it in every way."""
    problem = parse_problem(json)
    places = [(e.id, s) for e in problem.experts.values() for s in sorted(e.available)]
    return _best(problem, places, problem.locked)


def _best(problem: Problem, places: list[tuple[str, int]], plan: tuple[Session, ...]) -> int:
    faults = {fault.rule for fault in broken_rules(problem, plan)}
    if faults - {"after"}:
        return -1
    if not places:
        return -1 if faults else count_points(problem, plan)
    best = _best(problem, places[1:], plan)
    for session in _sessions(problem, *places[0], len(plan)):
        if not _meets_twice(plan, session):
            best = max(best, _best(problem, places[1:], (*plan, session)))
    return best


def _meets_twice(plan: tuple[Session, ...], session: Session) -> bool:
    met = {need for other in plan for need in other.attendees}
    return any(need in met for need in session.attendees)


def _sessions(problem: Problem, expert: str, slot: int, count: int) -> list[Session]:
    found = []
    for room in problem.rooms.values():
        for form in problem.formats.values():
            for discipline in sorted(problem.experts[expert].disciplines):
                for language in sorted(problem.experts[expert].languages):
                    needs = [n.id for n in problem.needs.values() if n.discipline == discipline]
                    for size in range(form.min, min(form.max, room.capacity) + 1):
                        for attendees in combinations(needs, size):
                            found.append(
                                Session(
                                    f"b{count}",
                                    discipline,
                                    form.id,
                                    expert,
                                    room.id,
                                    slot,
                                    language,
                                    attendees,
                                )
                            )
    return found
