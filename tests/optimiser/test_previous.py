"""Locked sessions stand as they were sent; a previous plan is changed as little as was asked."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

import pytest

from optimiser.parsing import parse_problem
from optimiser.solution import attendances, difference, parse_solution, solution_json
from tests.optimiser.family import family
from tests.optimiser.runs import checked

Json = dict[str, Any]


def hub(seed: int, **other: Any) -> Json:
    return family(20, 8, 2, seed, weeks=4, **other)


@pytest.mark.parametrize("seed", range(4))
def test_nothing_moves_when_nothing_changed(seed: int) -> None:
    problem = hub(seed)
    old = checked(problem, work=2)
    new = checked(problem, work=2, previous=old, moves=0.0)
    assert difference(old, new).gone == ()
    assert new.replan is not None
    assert (new.replan.changed, new.replan.without_need, new.replan.affected) == (0, 0, ())
    assert new.points is not None
    assert old.points is not None
    assert new.points >= old.points


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("moves", [0.0, 0.1, 1.0])
def test_an_expert_who_cancels_moves_no_more_than_allowed(seed: int, moves: float) -> None:
    problem = hub(seed, locked=3)
    old = checked(problem, work=2)
    changed = copy.deepcopy(problem)
    gone = old.sessions[-1].expert
    next(e for e in changed["experts"] if e["id"] == gone)["available"] = []
    new = checked(changed, work=3, previous=old, moves=moves)
    assert new.replan is not None
    assert new.replan.without_need <= int(moves * len(attendances(old.sessions)))
    assert new.replan.freer_points >= (new.points or 0)
    locked = {session["id"] for session in changed.get("locked", [])}
    assert {s.id for s in new.sessions if s.expert == gone} <= locked


def test_a_closed_room_and_needs_withdrawn_are_no_moves_without_need() -> None:
    problem = hub(5)
    old = checked(problem, work=2)
    first = old.sessions[0]
    changed = copy.deepcopy(problem)
    next(r for r in changed["rooms"] if r["id"] == first.room)["closed"].append(first.slot)
    withdrawn = old.sessions[1].attendees[0]
    changed["needs"] = [n for n in changed["needs"] if n["id"] != withdrawn]
    for need in changed["needs"]:
        need["after"] = [a for a in need.get("after", []) if a != withdrawn]
    new = checked(changed, work=2, previous=old, moves=0.0)
    assert new.replan is not None
    assert new.replan.without_need == 0
    assert new.replan.changed >= len(first.attendees)


def test_announced_sessions_become_locked_and_keep_their_ids() -> None:
    problem = hub(6)
    old = checked(problem, work=2)
    sent = solution_json(old)["sessions"]
    assert isinstance(sent, list)
    new = checked({**problem, "locked": sent[:5]}, work=2, previous=old, moves=0.0)
    assert [s.id for s in old.sessions] == [s.id for s in new.sessions][: len(old.sessions)] or (
        {s.id for s in old.sessions} <= {s.id for s in new.sessions}
    )
    assert difference(old, new).gone == ()


def test_locked_sessions_are_asked_nothing_and_count_for_everything(tiny: Json) -> None:
    tiny["experts"][0] |= {"available": [0], "max_sessions": 1, "formats": ["meeting"]}
    tiny["rooms"][0]["capacity"] = 1
    tiny["locked"] = [
        {
            "id": "by hand",
            "discipline": "law",
            "format": "meeting",
            "expert": "amel",
            "room": "olive",
            "slot": 7,
            "language": "arabic",
            "attendees": ["n1"],
        }
    ]
    solution = checked(tiny)
    assert [session.id for session in solution.sessions] == ["by hand"]
    assert (solution.points, solution.bound) == (5, 5)


def test_free_seats_of_a_locked_session_are_filled(tiny: Json) -> None:
    tiny["experts"][0]["available"] = []
    tiny["locked"] = [
        {
            "id": "l1",
            "discipline": "law",
            "format": "clinic",
            "expert": "amel",
            "room": "olive",
            "slot": 3,
            "language": "french",
            "attendees": ["n1"],
        }
    ]
    solution = checked(tiny, certificate=True)
    assert solution.sessions[0].attendees == ("n1", "n2")
    assert solution.status == "optimal"


def test_what_a_solution_says_is_read_back_as_written() -> None:
    problem = hub(7)
    old = checked(problem, work=1)
    new = checked(problem, work=1, previous=old, certificate=True)
    assert parse_solution(solution_json(new)) == new
    assert parse_problem(problem).locked == ()


@pytest.mark.parametrize("seed", [100, 104, 112, 113])
def test_a_term_turned_upside_down_is_still_planned_by_the_rules(seed: int) -> None:
    """An expert gone, a room closed, limits lowered, some sessions announced: all at once."""
    random = Random(seed)
    problem = family(16, 7, 2, seed, weeks=3, locked=seed % 5)
    old = checked(problem, work=1)
    changed = copy.deepcopy(problem)
    random.choice(changed["experts"])["available"] = []
    random.choice(changed["rooms"])["closed"] = list(range(20))
    for expert in changed["experts"]:
        if random.random() < 0.3:
            expert["max_sessions"] = 1
    were_locked = {lock["id"] for lock in changed.get("locked", [])}
    sessions: Any = solution_json(old)["sessions"]
    announced = [s for s in sessions if s["id"] in were_locked or random.random() < 0.2]
    checked({**changed, "locked": announced}, work=2, previous=old, moves=0.0)
