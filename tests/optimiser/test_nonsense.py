"""Whatever stands in a problem or a solution, it is planned, checked or answered in sentences."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

import pytest

from optimiser.check import check
from optimiser.meetings.parsing import parse_day
from optimiser.meetings.problem import Day
from optimiser.meetings.solve import DayRequest, solve_day
from optimiser.parsing import parse_problem
from optimiser.reading import BadInputError, parse_json
from optimiser.solution import parse_solution, solution_json
from optimiser.tables.parsing import parse_evening
from optimiser.tables.solve import EveningRequest, solve_evening
from tests.optimiser.days import tiny
from tests.optimiser.evenings import wished
from tests.optimiser.nasty import nasty
from tests.optimiser.runs import planned

STRANGE: list[Any] = [
    None, True, False, -1, 0, 1, 7, 10**6, 10**18, 10**400, 1.5, 0.0, "", "x", "\ud800", "n0",
    "مرحبا", [], {}, [[]], [None], {"id": "x"}, [0, 0], ["fr", "fr"], float("nan"), float("inf"),
    "\x00", "a" * 5000,
]  # fmt: skip


def places(value: Any, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Every (container, key) in a JSON value."""
    if isinstance(value, dict):
        keys: list[Any] = list(value)
    elif isinstance(value, list):
        keys = list(range(len(value)))
    else:
        return found
    for key in keys:
        found.append((value, key))
        places(value[key], found)
    return found


def spoilt(value: Any, random: Random) -> bytes:
    """The value with one to three things replaced, removed, doubled or renamed."""
    value = copy.deepcopy(value)
    for _ in range(random.randint(1, 3)):
        container, key = random.choice(places(value, []))
        what = random.choice(["replace", "replace", "remove", "double", "rename"])
        if what == "replace":
            container[key] = copy.deepcopy(random.choice(STRANGE))
        elif what == "remove":
            del container[key]
        elif isinstance(container, list):
            container.append(copy.deepcopy(container[key]))
        else:
            container[f"{key}s" if what == "rename" else "extra"] = container[key]
    return json.dumps(value).encode("utf-8", "surrogatepass")


def told(bad: BadInputError) -> None:
    assert 1 <= len(bad.faults) <= 20
    assert all(fault.startswith("$") and fault.endswith(".") for fault in bad.faults)
    assert not any("\n" in fault for fault in bad.faults)


@pytest.mark.parametrize("seed", range(80))
def test_a_spoilt_problem_is_planned_or_answered_in_sentences(seed: int) -> None:
    random = Random(seed)
    try:
        value = parse_json(spoilt(nasty(seed), random))
        parse_problem(value)
    except BadInputError as bad:
        told(bad)
        return
    assert isinstance(value, dict)
    planned(value, work=1)


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("kind", ["tables", "meetings"])
def test_a_spoilt_evening_or_day_is_planned_or_answered_in_sentences(kind: str, seed: int) -> None:
    random = Random(seed)
    try:
        value = parse_json(spoilt(wished(seed) if kind == "tables" else tiny(seed), random))
        asked = parse_evening(value) if kind == "tables" else parse_day(value)
    except BadInputError as bad:
        told(bad)
        return
    if isinstance(asked, Day):
        answer = solve_day(asked, DayRequest(work=1), lambda: False, lambda _: None)
    else:
        answer = solve_evening(asked, EveningRequest(work=1), lambda: False, lambda _: None)
    assert answer["status"] in {"optimal", "feasible", "infeasible", "unknown"}


@pytest.mark.parametrize("seed", range(80))
def test_a_spoilt_solution_is_checked_or_answered_in_sentences(seed: int) -> None:
    random = Random(seed)
    problem = nasty(seed)
    content = solution_json(planned(problem, work=0, certificate=True))
    try:
        solution = parse_solution(parse_json(spoilt(content, random)))
    except BadInputError as bad:
        told(bad)
        return
    for fault in check(parse_problem(problem), solution, solution):
        assert fault.text.endswith(".")
