"""What holds for every problem and plan: names do not matter, faults are seen, bounds hold."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from optimiser.check import broken_rules, check
from optimiser.check.proof import price_value
from optimiser.explain import servable_needs
from optimiser.model.hub import build_hub
from optimiser.model.insertion import complete
from optimiser.model.plan import empty_plan
from optimiser.model.prices import PriceGame, rounded
from optimiser.model.templates import build_templates
from optimiser.parsing import parse_problem
from optimiser.problem import Problem, Session
from optimiser.solution import Solution, count_points, solution_json
from optimiser.solve import written
from tests.optimiser.family import family
from tests.optimiser.runs import checked, planned

Json = dict[str, Any]


def hub(seed: int, **other: Any) -> Json:
    return family(20, 8, 3, seed, weeks=4, **other)


def test_other_names_give_the_same_plan() -> None:
    problem = hub(1)
    text = json.dumps(problem)
    for word, other in (("resident", "ساكن"), ("expert ", "zz "), ("room", "قاعة"), ("law", "aa")):
        text = text.replace(f'"{word}', f'"{other}')
    renamed = json.loads(
        text.replace('"ساكن"', '"resident"')
        .replace('"ساكنs"', '"residents"')
        .replace('"قاعةs"', '"rooms"')
    )
    first, second = checked(problem, work=3), checked(renamed, work=3)
    places = [(s.slot, s.format, s.language, len(s.attendees)) for s in first.sessions]
    assert [(s.slot, s.format, s.language, len(s.attendees)) for s in second.sessions] == places
    assert (first.points, first.bound) == (second.points, second.bound)


def changes(problem: Problem, session: Session, random: Random) -> list[Session]:
    """The session with one thing changed in each way."""
    return [
        replace(session, slot=random.randrange(problem.term.total)),
        replace(session, room=random.choice(list(problem.rooms))),
        replace(session, expert=random.choice(list(problem.experts))),
        replace(session, format=random.choice(list(problem.formats))),
        replace(session, attendees=session.attendees[1:]),
        replace(session, attendees=(*session.attendees, random.choice(list(problem.needs)))),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_checker_and_model_agree_on_changed_plans(seed: int) -> None:
    """A plan with one session changed is legal to the checker exactly when the model takes it."""
    problem = parse_problem(hub(seed))
    numbers = build_hub(problem)
    templates = build_templates(numbers)
    full = empty_plan(numbers, templates)
    complete(full)
    sessions = written(full, None)
    random, legal, total = Random(seed), 0, 0
    for place, session in enumerate(sessions):
        for changed in changes(problem, session, random):
            plan = (*sessions[:place], changed, *sessions[place + 1 :])
            faults = {fault.rule for fault in broken_rules(problem, plan)}
            key = (session.discipline, changed.format, session.language)
            # Templates leave out what cannot help (languages others contain, too few people).
            if key in templates.group_of and "after" not in faults:
                others = full.copy()
                others.remove((numbers.expert_ids.index(session.expert), session.slot))
                assert _taken(others, changed) == (not faults), (faults, changed)
                legal, total = legal + (not faults), total + 1
    assert 0 < legal < total


def _taken(plan: Any, session: Session) -> bool:
    """Would the model hold this session, in this very room?"""
    hub, templates = plan.hub, plan.templates
    group = templates.group_of[session.discipline, session.format, session.language]
    form, slot = templates.groups[group].format, session.slot
    expert, room = hub.expert_ids.index(session.expert), hub.room_ids.index(session.room)
    needs = [hub.need_ids.index(name) for name in session.attendees]
    person = hub.problem.experts[session.expert]
    sizes = {number: size for size, number in hub.rooms_for(form, slot)}
    if not (
        plan.can_give(expert, slot)
        and session.discipline in person.disciplines
        and session.format in person.formats
        and session.language in person.languages
        and room in sizes
        and room not in plan.in_slot[slot].values()
        and hub.least[form] <= len(needs) <= sizes[room]
    ):
        return False
    plan.add(expert, slot, group, ())
    members = set(templates.groups[group].members.tolist())
    for need in needs:
        if need not in members or not plan.can_seat(need, slot):
            return False
        plan.seat((expert, slot), need)
    return True


@pytest.mark.parametrize("seed", range(6))
def test_prices_prove_the_same_bound_twice(seed: int) -> None:
    """Arrays in the model, sorting in the checker: one number to the last digit."""
    problem = parse_problem(hub(seed, locked=seed * 2, bonus=seed))
    numbers = build_hub(problem)
    game = PriceGame(numbers, build_templates(numbers), by_order=False)
    random = Random(seed)
    best = planned(hub(seed, locked=seed * 2, bonus=seed), work=2).points or 0
    for _ in range(10):
        drawn = [random.uniform(-1, 1.2) * weight for weight in numbers.weight.tolist()]
        prices = rounded(numbers.weight * 0.0 + drawn)
        stated = dict(zip(numbers.need_ids, prices.tolist(), strict=True))
        value = price_value(problem, stated)
        assert value == game.reply(prices).value
        assert value >= best


def more_people(problem: Json) -> None:
    problem["experts"].append({**problem["experts"][0], "id": "one more"})


def more_slots(problem: Json) -> None:
    for expert in problem["experts"]:
        expert["available"] = sorted({*expert["available"], 1, 6})


def more_rooms(problem: Json) -> None:
    problem["rooms"].append({"id": "tent", "capacity": 12, "equipment": ["projector"]})
    for room in problem["rooms"]:
        room["closed"] = []


def fewer_limits(problem: Json) -> None:
    for row in [*problem["experts"], *problem["residents"]]:
        row["max_per_week"] = None


def no_dates(problem: Json) -> None:
    for need in problem["needs"]:
        need.pop("before_week", None)
        need.pop("after", None)


def more_free_hours(problem: Json) -> None:
    for resident in problem["residents"]:
        resident["busy"] = resident["busy"][::2]


def smaller_workshops(problem: Json) -> None:
    problem["formats"] = {
        name: {**form, "min": 1, "equipment": []} for name, form in problem["formats"].items()
    }


HELP = [more_people, more_slots, more_rooms, fewer_limits, no_dates, more_free_hours,
        smaller_workshops]  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("help_it", HELP)
def test_more_means_or_a_rule_less_never_lower_the_best_plan(
    seed: int, help_it: Callable[[Json], None]
) -> None:
    problem = family(10, 5, 2, seed, weeks=2)
    base = checked(problem, work=5)
    assert base.status == "optimal"
    helped = copy.deepcopy(problem)
    help_it(helped)
    better = checked(helped, work=20)
    assert (better.bound or 0) >= (base.points or 0)
    assert better.status != "optimal" or (better.points or 0) >= (base.points or 0)


def test_dropping_any_session_leaves_avoidable_needs() -> None:
    json_problem = hub(2)
    problem = parse_problem(json_problem)
    solution = checked(json_problem, work=2)
    for place in range(len(solution.sessions)):
        sessions = solution.sessions[:place] + solution.sessions[place + 1 :]
        faults = check(problem, Solution(sessions, unmet={}))
        assert "avoidable" in {fault.rule for fault in faults} or "after" in {
            fault.rule for fault in faults
        }


def test_reasons_that_hold_whatever_the_plan_agree_with_the_plan() -> None:
    json_problem = hub(3)
    problem = parse_problem(json_problem)
    solution = checked(json_problem, work=1)
    never = {"no_expert", "no_room", "no_common_time", "too_few_peers"}
    servable = servable_needs(problem)
    for need, reason in (solution.unmet or {}).items():
        assert (need in servable) == (reason.code not in never)


def test_points_are_counted_as_the_checker_counts_them() -> None:
    json_problem = hub(4, locked=4)
    solution = checked(json_problem, work=1)
    assert count_points(parse_problem(json_problem), solution.sessions) == solution.points
    assert solution_json(solution)["points"] == solution.points
