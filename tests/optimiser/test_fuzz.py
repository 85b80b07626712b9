"""Random problems from every corner of the format, judged by the checker and by a flat model."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

import pytest

from optimiser.solution import parse_solution, solution_json
from tests.optimiser.flat import FlatModel
from tests.optimiser.nasty import nasty
from tests.optimiser.runs import checked

SEEDS = range(60)


def judged(seed: int) -> None:
    """Legal, complete, truthful; never above the true best; called optimal only when it is."""
    problem = nasty(seed)
    # With a certificate the bound leaves the order of needs out, without one it does not.
    solution = checked(problem, work=4, certificate=seed % 2 == 0)
    best, _, _ = FlatModel(problem).solve(20.0)
    assert best is not None
    assert solution.points is not None
    assert solution.bound is not None
    assert solution.points <= best <= solution.bound
    if solution.status == "optimal":
        assert solution.points == best


def replanned(seed: int) -> None:
    """The same after things have changed."""
    random = Random(seed)
    problem = nasty(seed)
    old = checked(problem, work=2)
    changed: dict[str, Any] = copy.deepcopy(problem)
    for expert in changed["experts"]:
        if random.random() < 0.3:
            expert["available"] = expert["available"][::2]
    for room in changed["rooms"]:
        if random.random() < 0.2:
            room["capacity"] = max(0, room["capacity"] - 1)
    moves = random.choice([0.0, 0.02, 0.5])
    new = checked(changed, work=2, previous=parse_solution(solution_json(old)), moves=moves)
    assert new.replan is not None
    seats = sum(len(session.attendees) for session in old.sessions)
    assert new.replan.without_need <= int(moves * seats + 1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_any_small_problem_is_planned_by_the_rules_and_bounded_truly(seed: int) -> None:
    judged(seed)


@pytest.mark.parametrize("seed", range(20))
def test_any_small_plan_is_replanned_within_its_limit(seed: int) -> None:
    replanned(seed)


@pytest.mark.parametrize("seed", range(6))
def test_problems_of_demonstration_size_are_planned_by_the_rules(seed: int) -> None:
    checked(nasty(1000 + seed, size=4), work=4, certificate=True)
