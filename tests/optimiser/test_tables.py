"""Evenings at rotating tables: legal, bounded by counting, without repeats where theory says so."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import pytest
from ortools.sat.python import cp_model

from optimiser.reading import BadInputError
from optimiser.tables.annealing import Annealing
from optimiser.tables.base_rounds import BASE_ROUNDS
from optimiser.tables.check import RULES, check_seating
from optimiser.tables.designs import best_design
from optimiser.tables.exact import EveningModel, solver_for
from optimiser.tables.line import Line, by_steps
from optimiser.tables.meeting_prices import HARD
from optimiser.tables.parsing import parse_evening, parse_seating
from optimiser.tables.problem import Seating, pair, repeats
from optimiser.tables.sizes import best_sizes, hosts_at
from optimiser.tables.solve import EveningRequest, solve_evening
from tests.optimiser.evenings import evening, wished

Json = dict[str, Any]


def solved(problem: Json, work: int = 6) -> Json:
    """The answer after so many steps; a seating has no fault."""
    told: list[Json] = []
    request = EveningRequest(work=work)
    answer = solve_evening(parse_evening(problem), request, lambda: False, told.append)
    read: Json = json.loads(json.dumps(answer))
    values = [line["value"] for line in told]
    assert values == sorted(values, reverse=True)
    if "rounds" in read:
        assert faults(problem, read) == []
    return read


def faults(problem: Json, answer: Json) -> list[str]:
    found = check_seating(parse_evening(problem), parse_seating(answer))
    return [fault.rule for fault in found]


@pytest.mark.parametrize(
    ("tables", "size", "rounds"),
    [
        (3, 3, 4), (4, 4, 5), (5, 5, 6), (7, 7, 8),  # affine planes
        (8, 4, 9), (9, 3, 13), (7, 5, 7), (8, 6, 8),  # transversal designs
        (5, 3, 7), (11, 3, 16), (13, 3, 19),  # Kirkman systems, the first with fifteen girls
        (8, 3, 11), (10, 3, 14),  # nearly Kirkman systems
        (6, 4, 7), (10, 2, 19), (11, 4, 14), (12, 4, 15), (10, 5, 8), (14, 4, 8), (10, 6, 8),
        (8, 4, 10),  # the social golfers
    ],
)  # fmt: skip
def test_nobody_meets_twice_where_theory_allows_it(tables: int, size: int, rounds: int) -> None:
    problem = evening(tables * size, tables, size, rounds)
    for table in problem["tables"]:
        table["min"] = size
    answer = solved(problem, work=0)
    assert (answer["value"], answer["bound"], answer["status"]) == (0, 0, "optimal")


@pytest.mark.parametrize("key", [*sorted(BASE_ROUNDS), (8, 4)])
def test_designs_written_down_seat_everybody_and_repeat_nothing(key: tuple[int, int]) -> None:
    tables, size = key
    seen: set[tuple[int, int]] = set()
    for seats in best_design(tables, size):
        assert sorted(p for seated in seats for p in seated) == list(range(tables * size))
        for seated in seats:
            for both in combinations(sorted(seated), 2):
                assert both not in seen
                seen.add(both)


@pytest.mark.parametrize(
    ("people", "tables", "size", "rounds", "repeats"),
    [
        (24, 4, 6, 2, 8),  # six from four tables: two pairs at each sat together before
        (9, 3, 3, 5, 9),  # the affine plane once through, and one round again
        (6, 2, 3, 3, 5),
        (8, 2, 4, 3, 8),
    ],
)
def test_repeats_that_counting_forces_are_said_to_be_forced(
    people: int, tables: int, size: int, rounds: int, repeats: int
) -> None:
    answer = solved(evening(people, tables, size, rounds), work=40)
    assert (answer["value"], answer["bound"], answer["status"]) == (repeats, repeats, "optimal")


def test_people_less_than_seats_still_meet_nobody_twice() -> None:
    assert solved(evening(30, 8, 4, 7), work=0)["value"] == 0
    assert solved(evening(60, 8, 8, 8), work=0)["value"] == 0


@pytest.mark.parametrize(
    ("people", "tables", "size", "rounds", "repeats"),
    [(50, 7, 8, 5, 4), (17, 4, 5, 3, 2), (52, 7, 8, 7, 18)],  # one to three beside a plane
)
def test_people_beyond_a_design_sit_down_beside_it(
    people: int, tables: int, size: int, rounds: int, repeats: int
) -> None:
    answer = solved(evening(people, tables, size, rounds), work=0)
    assert (answer["value"], answer["bound"]) == (repeats, repeats)


@pytest.mark.parametrize(
    ("people", "tables", "size", "rounds", "repeats"),
    [(31, 5, 7, 7, 108), (28, 6, 5, 7, 24), (38, 6, 7, 8, 145), (29, 5, 6, 8, 156)],
)
def test_dense_evenings_repeat_little(
    people: int, tables: int, size: int, rounds: int, repeats: int
) -> None:
    assert solved(evening(people, tables, size, rounds), work=60)["value"] <= repeats


@pytest.mark.parametrize("seed", range(40))
def test_the_cost_kept_while_annealing_is_the_cost_of_the_seating(seed: int) -> None:
    try:
        planned = parse_evening(wished(seed))
    except BadInputError:
        return
    sizes = [
        best_sizes(tables, hosts_at(planned, r), len(planned.present(r)))
        for r, tables in enumerate(planned.tables, start=1)
    ]
    if None in sizes or not planned.people:
        return
    line = Line(planned, [found for found in sizes if found is not None], seed, [])
    line.begin(0, lambda: False)
    line.go_on(by_steps(3, False), 0.0, lambda: False, lambda cost, rounds: None)
    annealing = line.annealing
    again = Annealing(planned, annealing.sizes, seed)
    again.offer(annealing.best)
    assert again.best_cost == pytest.approx(annealing.best_cost)
    if annealing.best_cost < HARD / 2:
        assert round(annealing.best_cost) == repeats(planned, annealing.rounds())
        assert check_seating(planned, Seating(annealing.rounds())) == []


def test_every_wish_is_kept_together() -> None:
    problem = evening(
        16,
        4,
        5,
        3,
        apart=[["p0", "p1"], ["p2", "p3"]],
        together=[["p0", "p2"]],
        hosts={"p4": "t1", "p5": "t0"},
        absent={"p6": [1, 2], "p4": [3]},
        spread={"attr": {f"p{i}": "red" for i in range(8)}, "max_same": 3},
        history=[["p7", "p8", 2], ["p9", "p10", 0]],
    )
    answer = solved(problem, work=30)
    assert answer["status"] in {"optimal", "feasible"}


def test_everybody_meets_everybody_where_that_is_the_goal() -> None:
    answer = solved(evening(9, 3, 3, 4, goal="cover_all"), work=30)
    assert answer["value"] == 0
    answer = solved(evening(7, 2, 4, 4, goal="cover_all"), work=60)
    assert answer["status"] in {"optimal", "feasible"}


@pytest.mark.parametrize(
    ("problem", "conflict"),
    [
        (evening(9, 2, 4, 1), {"size 1", "seated 1"}),
        (evening(4, 1, 4, 2, apart=[["p0", "p1"]]), {"apart p0 p1", "seated 2"}),
        (evening(4, 2, 2, 1, together=[["p0", "p1"], ["p1", "p2"]]),
         {"together p0 p1", "together p1 p2", "size 1", "seated 1"}),
        (evening(4, 2, 3, 1, hosts={"p0": "t0", "p1": "t0"}, apart=[["p0", "p1"]]),
         {"host p0", "host p1", "apart p0 p1"}),
        (evening(4, 2, 2, 1, spread={"attr": {"p0": "x", "p1": "x", "p2": "x"}, "max_same": 1}),
         {"spread", "seated 1"}),
        (evening(6, 2, 3, 2, goal="cover_all"), {"cover_all", "size", "seated"}),
    ],
)  # fmt: skip
def test_an_impossible_evening_is_answered_by_the_rules_that_contradict(
    problem: Json, conflict: set[str]
) -> None:
    answer = solved(problem)
    assert answer["status"] == "infeasible"
    named = set(answer["conflict"])
    assert named == conflict or ("cover_all" in conflict and "cover_all" in named)
    assert len(named) <= 8


FOUR = evening(4, 2, 2, 2)
FIRST = [["p0", "p1"], ["p2", "p3"]]
SECOND = [["p0", "p2"], ["p1", "p3"]]


@pytest.mark.parametrize(
    ("rule", "change", "rounds"),
    [
        ("known", {}, [FIRST]),
        ("known", {}, [FIRST, [*SECOND, []]]),
        ("seated", {}, [FIRST, [["p0", "p2"], ["p1"]]]),
        ("seated", {"absent": {"p3": [2]}}, [FIRST, SECOND]),
        ("size", {}, [FIRST, [["p0", "p1", "p2"], ["p3"]]]),
        ("apart", {"apart": [["p1", "p0"]]}, [FIRST, SECOND]),
        ("together", {"together": [["p0", "p3"]]}, [FIRST, SECOND]),
        ("host", {"hosts": {"p3": "t0"}}, [[["p2", "p3"], ["p0", "p1"]], SECOND]),
        ("spread", {"spread": {"attr": {"p0": "x", "p1": "x"}, "max_same": 1}}, [FIRST, SECOND]),
        ("cover_all", {"goal": "cover_all"}, [FIRST, SECOND]),
    ],
)
def test_checker_names_the_broken_rule(rule: str, change: Json, rounds: Any) -> None:
    found = set(faults({**FOUR, **change}, {"rounds": rounds}))
    assert rule in found
    assert found <= set(RULES)


@pytest.mark.parametrize(
    ("figure", "values"),
    [
        ("value", {"value": 1}),
        ("bound", {"bound": 3}),
        ("gap", {"bound": 1, "gap": 0.1}),
        ("status", {"bound": 1, "status": "optimal"}),
    ],
)
def test_checker_recomputes_every_figure(figure: str, values: Json) -> None:
    assert faults(FOUR, {"rounds": [FIRST, FIRST], "value": 2, **values})[0] == figure


def test_history_makes_a_meeting_a_repeat_and_costs_nothing_itself() -> None:
    problem = {**FOUR, "history": [["p1", "p0", 3]]}
    assert faults(problem, {"rounds": [FIRST, SECOND], "value": 1}) == []
    assert solved({**problem, "rounds": 1}, work=10)["value"] == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "meetings"}, '$.kind: must be "tables", not "meetings".'),
        ({"extra": 1}, '$: the key "extra" is not known here.'),
        ({"rounds": 0}, "$.rounds: must be at least 1, not 0."),
        ({"people": ["a", "a"]}, '$.people[1]: "a" stands twice in this list.'),
        ({"tables": None}, '$: exactly one of "tables" and "table_sizes" is asked for.'),
        ({"table_sizes": [[2, 2]]}, '$: exactly one of "tables" and "table_sizes" is asked for.'),
        ({"tables": None, "table_sizes": [[4]]},
         "$.table_sizes: must hold one list for each of the 2 rounds, not 1."),
        ({"tables": [{"id": "x", "min": 3, "max": 2}]},
         "$.tables[0]: max is 2, which is less than min, 3."),
        ({"apart": [["p0", "p9"]]}, '$.apart[0][1]: "p9" is not defined in this problem.'),
        ({"apart": [["p0", "p0"]]}, '$.apart[0][1]: "p0" stands twice in this list.'),
        ({"apart": [["p0"]]}, "$.apart[0]: must hold 2 values, not 1."),
        ({"apart": [["p0", "p1"]], "together": [["p1", "p0"]]},
         '$.together[0]: "p0" and "p1" are to be kept apart as well.'),
        ({"hosts": {"p0": "t7"}}, '$.hosts.p0: "t7" is not defined in this problem.'),
        ({"absent": {"p0": [3]}}, "$.absent.p0[0]: must be at most 2, not 3."),
        ({"spread": {"attr": {}}}, '$.spread: the key "max_same" is missing.'),
        ({"history": [["p0", "p1", -1]]}, "$.history[0][2]: must be at least 0, not -1."),
        ({"goal": "fun"}, '$.goal: must be "min_repeats" or "cover_all", not "fun".'),
    ],
)  # fmt: skip
def test_fault_is_told_with_its_path(change: Json, sentence: str) -> None:
    with pytest.raises(BadInputError) as caught:
        parse_evening({**FOUR, **change})
    assert caught.value.faults[0] == sentence


def test_work_decides_the_answer_and_more_of_it_is_never_worse() -> None:
    problem = evening(17, 4, 5, 4)
    answers = [solved(problem, work) for work in (0, 2, 8, 8)]
    assert answers[2] == answers[3]
    values = [answer["value"] for answer in answers]
    assert values == sorted(values, reverse=True)


def test_sizes_are_kept_round_by_round() -> None:
    problem = {**evening(7, 1, 1, 2), "tables": None, "table_sizes": [[4, 3], [2, 2, 3]]}
    answer = solved(problem)
    assert [[len(t) for t in tables] for tables in answer["rounds"]] == [[4, 3], [2, 2, 3]]
    assert pair("b", "a") == ("a", "b")


@pytest.mark.parametrize("seed", range(40))
def test_any_small_evening_is_seated_by_the_rules_or_proven_impossible(seed: int) -> None:
    """The model of the whole evening is the judge, with all the time it wants."""
    problem = wished(seed)
    answer = solved(problem, work=12)
    model = EveningModel(parse_evening(problem))
    model.count_repeats()
    solver = solver_for(60.0)
    status = solver.solve(model.model)
    if status == cp_model.INFEASIBLE:
        assert answer["status"] == "infeasible"
        assert 1 <= len(answer["conflict"]) <= 8
    elif answer["status"] != "unknown":
        assert answer["bound"] <= round(solver.objective_value) <= answer["value"]


@pytest.mark.parametrize("seed", range(12))
def test_a_wish_less_never_makes_a_proven_evening_worse(seed: int) -> None:
    problem = wished(seed)
    base = solved(problem, work=12)
    if base["status"] != "optimal":
        return
    for key in ("apart", "together", "hosts", "spread", "history", "goal"):
        if key in problem:
            answer = solved({k: v for k, v in problem.items() if k != key}, work=12)
            assert answer["bound"] <= base["value"]


def test_other_names_give_the_same_evening() -> None:
    problem = evening(14, 4, 4, 4)
    other = {**problem, "people": [f"ضيف {i}" for i in range(14)]}
    first, second = solved(problem), solved(other)
    names = dict(zip(other["people"], problem["people"], strict=True))
    assert [[[names[n] for n in t] for t in tables] for tables in second["rounds"]] == first[
        "rounds"
    ]
