"""Where every expert gives one session, the plan is a timetable in which few people clash."""

from __future__ import annotations

import pytest

from optimiser.model.hub import build_hub
from optimiser.model.plan import empty_plan
from optimiser.model.templates import build_templates
from optimiser.model.timetable import Timetable, events_of, seated
from optimiser.parsing import parse_problem
from tests.optimiser.family import family
from tests.optimiser.runs import checked
from tests.optimiser.stress import stress


@pytest.mark.parametrize("seed", range(3))
def test_everybody_is_seated_where_a_timetable_for_all_exists(seed: int) -> None:
    problem = stress(40, 60, 4, seed, wanted=(4, 8), slots=15)
    solution = checked(problem, work=6)
    assert solution.points == len(problem["needs"])
    assert solution.status == "optimal"


def test_costs_kept_step_by_step_are_those_counted_afresh() -> None:
    problem = stress(30, 40, 3, 5, wanted=(5, 9), slots=15, available=0.5)
    hub = build_hub(parse_problem(problem))
    start = empty_plan(hub, build_templates(hub))
    events = events_of(start)
    assert events is not None
    table = Timetable(events, 1)
    table.start_from(start)
    table.search(200, lambda: False)
    total = sum(events.loss[e, s] for e, s in enumerate(table.slot))
    for one, home in enumerate(table.slot):
        for other in range(one):
            if home == table.slot[other] != table.none:
                total += events.clash[one, other]
    assert table.total == pytest.approx(total)
    assert seated(start, events, table.best).points >= len(problem["needs"]) - table.best_total


def test_experts_with_several_sessions_are_no_timetable() -> None:
    hub = build_hub(parse_problem(family(10, 5, 2, 1)))
    assert events_of(empty_plan(hub, build_templates(hub))) is None
