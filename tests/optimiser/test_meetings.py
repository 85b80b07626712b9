"""Days of meetings: legal, bounded truly, proven where they are small, refused with a conflict."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from optimiser.meetings.board import Board, breaks_in, weight_of
from optimiser.meetings.check import RULES, check_day
from optimiser.meetings.first_plan import first_plan
from optimiser.meetings.parsing import parse_day, parse_day_plan
from optimiser.meetings.problem import DayPlan, Place
from optimiser.meetings.search import DaySearch, Effort
from optimiser.meetings.solve import DayRequest, solve_day
from optimiser.reading import BadInputError, parse_json
from tests.optimiser.days import best_of, day, tiny

Json = dict[str, Any]


def solved(problem: Json, work: int = 4, **wishes: Any) -> Json:
    """The answer after so many steps; a plan has no fault."""
    told: list[Json] = []
    request = DayRequest(work=work, **wishes)
    answer = json.loads(json.dumps(solve_day(parse_day(problem), request, _never, told.append)))
    values = [line["value"] for line in told]
    assert values == sorted(values, reverse=True)
    if "meetings" in answer:
        assert faults(problem, answer) == []
    return answer


def _never() -> bool:
    return False


def faults(problem: Json, answer: Json) -> list[str]:
    return [fault.rule for fault in check_day(parse_day(problem), parse_day_plan(answer))]


@pytest.mark.parametrize("seed", range(60))
def test_tiny_day_is_planned_as_well_as_by_trying_everything(seed: int) -> None:
    problem = tiny(seed)
    best, answer = best_of(problem), solved(problem)
    if best is None:
        assert answer["status"] == "infeasible"
        assert 1 <= len(answer["conflict"]) <= 8
        return
    assert answer["status"] == "optimal"
    assert answer["value"] == answer["bound"] == best[1]
    if problem["optional"]:
        assert answer["weight_met"] == answer["weight_bound"] == best[0]


@pytest.mark.parametrize("seed", range(40))
def test_the_first_plan_of_an_optional_day_is_legal(seed: int) -> None:
    planned = parse_day({**tiny(seed), "optional": True})
    slots = first_plan(planned)
    places = {n: None if slot is None else Place(slot, None) for n, slot in slots.items()}
    assert check_day(planned, DayPlan(places)) == []


def test_a_full_optional_day_begins_with_most_of_its_weight() -> None:
    problem = {**day(60, 12, 12, 150, 1, halves=0.2), "optional": True, "fairness": 1}
    planned = parse_day(problem)
    slots = first_plan(planned)
    places = {n: None if slot is None else Place(slot, None) for n, slot in slots.items()}
    assert check_day(planned, DayPlan(places)) == []
    assert sum(slot is not None for slot in slots.values()) >= 0.6 * len(planned.meetings)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("optional", [False, True])
def test_cooling_keeps_a_plan_legal_and_its_weight(seed: int, optional: bool) -> None:
    problem = {**day(24, 10, 8, 70, seed, halves=0.2, fairness=None), "optional": optional}
    meetings = problem["meetings"]
    for number, meeting in enumerate(meetings):
        meeting["weight"] = 1 + number % 2
    begun = Board(parse_day(problem), False)
    DaySearch(begun, seed).find(Effort(2.0))
    start = begun.best if not optional else first_plan(begun.day)
    assert start is not None
    for one, other in pairwise(meetings[:12]):
        if (start[one["id"]] or 99) < (start[other["id"]] or 0):
            other["after"] = [one["id"]]
    meetings[20]["fixed"] = start["m20"]
    breaks = breaks_in(begun.day, start).values()
    problem |= {"fairness": max(breaks) - min(breaks), "locations": 9 if optional else 8}
    board = Board(parse_day(problem), False)
    board.offer(start)
    DaySearch(board, seed).cool(20_000, None)
    assert board.best is not None
    assert weight_of(board.day, board.best) == weight_of(board.day, start)
    assert board.cost < board.cost_of(start)
    places = {n: None if slot is None else Place(slot, None) for n, slot in board.best.items()}
    assert check_day(board.day, DayPlan(places)) == []


def test_a_very_full_day_is_left_with_few_breaks() -> None:
    assert solved(day(60, 14, 22, 260, 1), work=1)["value"] <= 20


@pytest.mark.parametrize("seed", range(2))
def test_a_forum_is_planned_without_faults_and_its_bound_holds(seed: int) -> None:
    answer = solved(day(20, 8, 6, 40, seed, halves=0.3))
    assert answer["bound"] <= answer["value"]


def test_a_search_whose_board_is_over_states_no_model() -> None:
    board = Board(parse_day(day(16, 7, 4, 26, 3)), False)
    board.stop()
    search = DaySearch(board, 1)
    before = search.random.getstate()
    search.prove(Effort(1.0))
    assert search.random.getstate() == before


def test_the_same_work_gives_the_same_answer_and_more_is_never_worse() -> None:
    problem = day(16, 7, 4, 26, 3)
    answers = [solved(problem, work) for work in (0, 1, 3, 3)]
    assert answers[2] == answers[3]
    values = [answer.get("value", 10**6) for answer in answers]
    assert values == sorted(values, reverse=True)


BASE: Json = {
    "kind": "meetings",
    "slots": 3,
    "locations": 1,
    "participants": [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "d"}],
    "meetings": [{"id": "m", "a": "a", "b": "b"}, {"id": "n", "a": "a", "b": "c"}],
}


@pytest.mark.parametrize(
    ("change", "conflict"),
    [
        ({"slots": 1, "locations": 2}, {"once a"}),
        ({"slots": 1, "locations": 1, "meetings": [
            {"id": "m", "a": "a", "b": "b"}, {"id": "n", "a": "c", "b": "d"}]}, {"locations"}),
        ({"participants": [{"id": "a", "forbidden": [1, 2, 3]}, *BASE["participants"][1:]]},
         {"forbidden a"}),
        ({"meetings": [{"id": "m", "a": "a", "b": "b", "fixed": 2},
                       {"id": "n", "a": "c", "b": "d", "fixed": 1, "after": ["m"]}]},
         {"fixed n", "after n"}),
        ({"sessions": {"am": [1]}, "meetings": [
            {"id": "m", "a": "a", "b": "b", "session": "am", "fixed": 2}]},
         {"session m", "fixed m"}),
    ],
)  # fmt: skip
def test_an_impossible_day_is_answered_by_the_rules_that_contradict(
    change: Json, conflict: set[str]
) -> None:
    answer = solved({**BASE, **change})
    assert answer["status"] == "infeasible"
    assert set(answer["conflict"]) == conflict


@pytest.mark.parametrize(
    ("rule", "change", "places"),
    [
        ("known", {}, {"m": 1, "n": 2, "z": 3}),
        ("known", {}, {"m": 1, "n": 4}),
        ("scheduled", {}, {"m": 1, "n": None}),
        ("scheduled", {}, {"m": 1}),
        ("once", {"locations": 2}, {"m": 1, "n": 1}),
        ("forbidden", {"participants": [{"id": "a", "forbidden": [2]}, *BASE["participants"][1:]]},
         {"m": 1, "n": 2}),
        ("session", {"sessions": {"am": [1]}, "meetings": [
            {**BASE["meetings"][0], "session": "am"}, BASE["meetings"][1]]}, {"m": 2, "n": 3}),
        ("fixed", {"meetings": [{**BASE["meetings"][0], "fixed": 3}, BASE["meetings"][1]]},
         {"m": 2, "n": 3}),
        ("after", {"meetings": [{**BASE["meetings"][0], "after": ["n"]}, BASE["meetings"][1]]},
         {"m": 2, "n": 3}),
        ("locations", {}, {"m": {"slot": 1, "location": 2}, "n": 2}),
        ("fairness", {"fairness": 0}, {"m": 1, "n": 3}),
    ],
)  # fmt: skip
def test_checker_names_the_broken_rule(rule: str, change: Json, places: Json) -> None:
    found = set(faults({**BASE, **change}, {"meetings": places}))
    assert found == {rule}
    assert rule in RULES


@pytest.mark.parametrize(
    ("figure", "values"),
    [
        ("value", {"value": 0}),
        ("bound", {"bound": 2}),
        ("gap", {"bound": 0, "gap": 0.5}),
        ("status", {"bound": 0, "status": "optimal"}),
    ],
)
def test_checker_recomputes_every_figure(figure: str, values: Json) -> None:
    assert faults(BASE, {"meetings": {"m": 1, "n": 3}, "value": 1, **values})[0] == figure


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "tables"}, '$.kind: must be "meetings", not "tables".'),
        ({"extra": 1}, '$: the key "extra" is not known here.'),
        ({"slots": 0}, "$.slots: must be at least 1, not 0."),
        ({"locations": -1}, "$.locations: must be at least 0, not -1."),
        ({"locations": ["x", "x"]}, '$.locations[1]: "x" stands twice in this list.'),
        ({"sessions": {"eve": []}}, '$.sessions: the key "eve" is not known here.'),
        ({"fairness": -1}, "$.fairness: must be at least 0, not -1."),
        ({"optional": 1}, "$.optional: must be true or false, not 1."),
        ({"participants": [{"id": "a"}, {"id": "a"}]},
         '$.participants[1].id: "a" stands twice in this list.'),
        ({"participants": [{"id": "a", "forbidden": [4]}]},
         "$.participants[0].forbidden[0]: must be at most 3, not 4."),
        ({"meetings": [{"id": "m", "a": "a", "b": "a"}]}, '$.meetings[0]: "a" cannot meet itself.'),
        ({"meetings": [{"id": "m", "a": "a", "b": "x"}]},
         '$.meetings[0].b: "x" is not defined in this problem.'),
        ({"meetings": [{"id": "m", "a": "a", "b": "b", "session": "am"}]},
         '$.meetings[0].session: "am" is not defined in this problem.'),
        ({"meetings": [{"id": "m", "a": "a", "b": "b", "fixed": 9}]},
         "$.meetings[0].fixed: must be at most 3, not 9."),
        ({"meetings": [{"id": "m", "a": "a", "b": "b", "after": ["m"]}]},
         '$.meetings[0].after: "m" cannot come after itself.'),
        ({"meetings": [{"id": "m", "a": "a", "b": "b", "after": ["n"]},
                       {"id": "n", "a": "a", "b": "b", "after": ["m"]}]},
         '$.meetings[0].after: "m" and those it comes after wait for each other in a circle.'),
    ],
)  # fmt: skip
def test_fault_is_told_with_its_path(change: Json, sentence: str) -> None:
    with pytest.raises(BadInputError) as caught:
        parse_day({**BASE, **change})
    assert caught.value.faults[0] == sentence


def test_a_key_given_twice_is_a_fault() -> None:
    with pytest.raises(BadInputError):
        parse_day(parse_json(b'{"kind": "meetings", "slots": 1, "slots": 2}'))


def test_renaming_people_changes_nothing() -> None:
    problem = day(12, 6, 4, 16, 1)
    renamed: Callable[[str], str] = lambda name: f"ع{name}"  # noqa: E731
    other = json.loads(json.dumps(problem))
    for person in other["participants"]:
        person["id"] = renamed(person["id"])
    for meeting in other["meetings"]:
        meeting["a"], meeting["b"] = renamed(meeting["a"]), renamed(meeting["b"])
    assert solved(problem)["meetings"] == solved(other)["meetings"]


@pytest.mark.parametrize("seed", range(20))
def test_a_rule_less_never_makes_a_day_worse(seed: int) -> None:
    problem = {**tiny(seed), "optional": False}
    base = solved(problem)
    easier = json.loads(json.dumps(problem))
    easier["participants"] = [{"id": person["id"]} for person in easier["participants"]]
    for change in ({"fairness": None}, {"locations": 9}, {"participants": easier["participants"]}):
        answer = solved({**problem, **change})
        if base["status"] == "optimal":
            assert answer["status"] == "optimal"
            assert answer["value"] <= base["value"]
