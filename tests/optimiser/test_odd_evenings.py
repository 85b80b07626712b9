"""Evenings of odd shapes: large tables, thousands of repeats, tables that seem to stay shut."""

from __future__ import annotations

import tracemalloc
from typing import Any

from optimiser.tables.check import check_seating
from optimiser.tables.parsing import parse_evening, parse_seating
from optimiser.tables.solve import EveningRequest, solve_evening
from tests.optimiser.evenings import evening

Json = dict[str, Any]


def solved(problem: Json, request: EveningRequest) -> Json:
    asked = parse_evening(problem)
    answer: Json = solve_evening(asked, request, lambda: False, lambda _line: None)
    if "rounds" in answer:
        assert check_seating(asked, parse_seating(answer)) == []
    return answer


def table(name: str, least: int, most: int) -> Json:
    return {"id": name, "min": least, "max": most}


def test_thousands_of_repeats_are_no_broken_rule() -> None:
    answer = solved(evening(120, 4, 50, 12), EveningRequest(work=1))
    assert answer["value"] > 10_000


def test_a_broken_rule_among_thousands_of_repeats_is_still_one() -> None:
    problem = evening(120, 4, 50, 12, apart=[["p0", "p1"]], together=[["p2", "p3"]])
    assert solved(problem, EveningRequest(work=1))["value"] > 10_000


def test_one_large_table_beside_many_small_ones_fits_into_little_memory() -> None:
    """A square of all seats, with tables as wide as the largest, would take gigabytes."""
    problem = {**evening(300, 1, 300, 2), "tables": [
        table("hall", 0, 300), *(table(f"t{i}", 0, 2) for i in range(40)),
    ]}  # fmt: skip
    tracemalloc.start()
    try:
        answer = solved(problem, EveningRequest(seconds=0.5))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert answer["status"] == "feasible"
    assert peak < 500e6


def test_a_table_that_even_sizes_leave_empty_is_opened_where_the_rules_ask_for_it() -> None:
    """Fourteen wish to sit with p1 in one round: no two tables of twenty can be all there is."""
    names = [f"p{i}" for i in range(100)]
    problem = {
        "kind": "tables", "people": names, "rounds": 1,
        "tables": [
            table("a", 20, 20), table("b", 20, 20), *(table(f"c{i}", 10, 10) for i in range(10)),
        ],
        "hosts": {"p0": "c0"},
        "together": [["p1", f"p{i}"] for i in range(2, 16)],
    }  # fmt: skip
    answer = solved(problem, EveningRequest(work=2))
    assert answer["status"] in ("feasible", "optimal")
