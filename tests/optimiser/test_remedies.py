"""What would help most: changes priced by planning with them, best first."""

from __future__ import annotations

from typing import Any

import pytest

from optimiser.parsing import parse_problem
from optimiser.problem import Session
from optimiser.remedies import Remedy, remedies
from tests.optimiser.family import family
from tests.optimiser.runs import checked

Json = dict[str, Any]


def found(problem: Json, work: int = 12) -> list[Remedy]:
    sessions = checked(problem, work=4).sessions
    return remedies(parse_problem(problem), sessions, None, work, lambda: False)


def test_an_hour_of_somebody_is_worth_what_it_meets(tiny: Json) -> None:
    tiny["experts"][0]["available"] = []
    best = found(tiny)[0]
    assert best.change["kind"] == "expert_slot"
    assert (best.change["discipline"], best.change["language"]) == ("law", "french")
    assert (best.change["format"], best.points, best.needs) == ("clinic", 8, ("n1", "n2"))


def test_an_hour_of_a_room_is_offered_where_rooms_are_missing(tiny: Json) -> None:
    tiny["rooms"][0]["closed"] = list(range(8))
    kinds = {remedy.change["kind"] for remedy in found(tiny)}
    assert kinds == {"room_hour"}


def test_another_format_is_offered_to_a_need_that_nobody_joins(tiny: Json) -> None:
    tiny["needs"] = [tiny["needs"][1]]
    offered = [remedy.change for remedy in found(tiny) if remedy.change["kind"] == "format"]
    assert offered == [{"kind": "format", "need": "n2", "format": "meeting"}]


def test_nothing_helps_where_nothing_is_missing(tiny: Json) -> None:
    assert found(tiny) == []


def test_what_the_same_effort_meets_unaided_is_not_counted(tiny: Json) -> None:
    """One meeting could be a clinic for two: no change is needed for the second of them."""
    tiny["experts"][0]["available"] = [0]
    tiny["residents"].append({"id": "hedi", "languages": ["arabic"]})
    other = {"id": "n3", "resident": "hedi", "discipline": "law", "formats": ["meeting"]}
    tiny["needs"].append({**other, "weight": 4})
    poor = Session("s1", "law", "meeting", "amel", "olive", 0, "french", ("n1",))
    unpolished = iter([True])
    offered = remedies(parse_problem(tiny), (poor,), None, 12, lambda: next(unpolished, False))
    assert [(one.change["language"], one.points, one.needs) for one in offered] == [
        ("arabic", 4, ("n3",))
    ]


@pytest.mark.parametrize("seed", range(2))
def test_the_best_stand_first(seed: int) -> None:
    offered = found(family(24, 8, 2, seed, weeks=4), work=14)
    points = [remedy.points for remedy in offered]
    assert offered
    assert points == sorted(points, reverse=True)
    assert all(remedy.points > 0 and remedy.needs for remedy in offered)
