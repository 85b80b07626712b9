"""What comes after a need is taken only with it: a tighter bound, and still a true one."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import Any

import pytest

from optimiser.model.chains import chains_of
from optimiser.model.hub import build_hub
from optimiser.model.prices import PriceGame, PriceSearch, rounded
from optimiser.model.templates import build_templates
from optimiser.parsing import parse_problem
from tests.optimiser.family import family
from tests.optimiser.runs import planned

Json = dict[str, Any]


def ordered(seed: int, bonus: int = 3) -> Json:
    """A small hub in which half of the needs come after one or two others, some of other people."""
    random = Random(seed)
    problem = family(12, 6, 2, seed, weeks=3, needs=(3, 5), bonus=bonus, locked=seed % 3)
    seen: list[str] = []
    for need in problem["needs"]:
        mine = [name for name in seen if name.startswith(f"{need['resident']} ")]
        need["after"] = []
        if mine and random.random() < 0.5:
            need["after"] = random.sample(mine, min(len(mine), random.randint(1, 2)))
        elif seen and random.random() < 0.1:
            need["after"] = [random.choice(seen)]
        seen.append(need["id"])
    return problem


@pytest.mark.parametrize("seed", range(6))
def test_residents_take_the_best_set_that_keeps_its_order(seed: int) -> None:
    """Every subset of a resident's needs is tried; the arrays must find the same best."""
    hub = build_hub(parse_problem(ordered(seed, bonus=seed % 3)))
    game = PriceGame(hub, build_templates(hub))
    random = Random(seed)
    for _ in range(5):
        drawn = [random.uniform(-0.5, 2.0) * weight for weight in hub.weight.tolist()]
        prices = rounded(hub.weight * 0.0 + drawn)
        expected = 0.0
        for owner in range(len(hub.resident_ids)):
            mine = [n for n in range(len(prices)) if hub.owner[n] == owner]
            expected += max(
                sum(float(hub.weight[n] - prices[n]) for n in chosen) + hub.bonus * bool(chosen)
                for size in range(len(mine) + 1)
                for chosen in combinations(mine, size)
                if all(
                    e in chosen or e in hub.locked_at or hub.owner[e] != owner
                    for n in chosen
                    if n not in hub.locked_at
                    for e in hub.after[n]
                )
            )
        taken, total = game._residents(prices)
        assert total == pytest.approx(expected)
        assert set(taken.tolist()) <= {0.0, 1.0}


@pytest.mark.parametrize("seed", range(4))
def test_order_tightens_the_bound_and_stays_above_every_plan(seed: int) -> None:
    problem = ordered(seed)
    hub = build_hub(parse_problem(problem))
    assert chains_of(hub).size > 0
    templates = build_templates(hub)
    bounds = []
    for by_order in (True, False):
        search = PriceSearch(PriceGame(hub, templates, by_order=by_order))
        while not search.is_settled:
            search.step(0)
        bounds.append(search.bound)
    best = planned(problem, work=20)
    assert bounds[0] <= bounds[1] + 1
    assert min(bounds) >= (best.points or 0)
