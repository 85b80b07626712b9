"""Honest baselines, what somebody would write first: benchmarks measure ours against them."""

from __future__ import annotations

import time
from collections import defaultdict
from itertools import combinations
from random import Random
from typing import Any

from ortools.sat.python import cp_model

from optimiser.meetings.parsing import parse_day
from optimiser.tables.parsing import parse_evening
from optimiser.tables.problem import pair, repeats


def round_by_round(json: dict[str, Any], seconds: float) -> tuple[int, float]:
    """Each round by exchanges of two until nothing helps, begun anew for its share of the time.

    Rounds before stay as they are, as popular tools do it. Repeats and seconds; rules on people
    are not looked at.
    """
    evening = parse_evening(json)
    random, began = Random(1), time.monotonic()
    met = set(evening.history)
    rounds = []
    for number in range(evening.rounds):
        until = began + seconds * (number + 1) / evening.rounds
        best: list[list[str]] = []
        least = 10**9
        while least and (not best or time.monotonic() < until):
            tables = _dealt(evening.present(number + 1), len(evening.tables[number]), random)
            cost = _exchanged(tables, met, until)
            if cost < least:
                best, least = [list(t) for t in tables], cost
        rounds.append(tuple(tuple(table) for table in best))
        met |= {pair(a, b) for table in best for a, b in combinations(table, 2)}
    return repeats(evening, tuple(rounds)), time.monotonic() - began


def _dealt(people: list[str], tables: int, random: Random) -> list[list[str]]:
    dealt = random.sample(people, len(people))
    return [dealt[t::tables] for t in range(tables)]


def _exchanged(tables: list[list[str]], met: set[Any], until: float) -> int:
    def cost(table: list[str]) -> int:
        return sum(pair(a, b) in met for a, b in combinations(table, 2))

    costs = [cost(table) for table in tables]
    improved = True
    while improved and sum(costs) and time.monotonic() < until:
        improved = False
        for one, other in combinations(range(len(tables)), 2):
            for i in range(len(tables[one])):
                for j in range(len(tables[other])):
                    a, b = tables[one], tables[other]
                    a[i], b[j] = b[j], a[i]
                    new = cost(a), cost(b)
                    if sum(new) < costs[one] + costs[other]:
                        costs[one], costs[other] = new
                        improved = True
                    else:
                        a[i], b[j] = b[j], a[i]
    return sum(costs)


def textbook(json: dict[str, Any], seconds: float) -> tuple[int | None, int, float]:
    """One integer slot a meeting, all different for each participant; breaks from sorted gaps.

    Breaks (None when nothing was found), bound, seconds.
    """
    day = parse_day(json)
    model = cp_model.CpModel()
    slot = {
        m.id: model.new_int_var_from_domain(cp_model.Domain.from_values(day.allowed(m)), "")
        for m in day.meetings.values()
    }
    of: dict[str, list[Any]] = defaultdict(list)
    for m in day.meetings.values():
        of[m.a].append(slot[m.id])
        of[m.b].append(slot[m.id])
        for earlier in m.after:
            model.add(slot[m.id] > slot[earlier])
    intervals = [model.new_fixed_size_interval_var(var, 1, "") for var in slot.values()]
    model.add_cumulative(intervals, [1] * len(intervals), day.locations)
    breaks: dict[str, Any] = dict.fromkeys(day.participants, 0)
    for name, found in of.items():
        model.add_all_different(found)
        breaks[name] = _breaks(model, found, day.slots)
    total = sum(breaks.values())
    if day.fairness is not None:
        least = model.new_int_var(0, day.slots, "")
        for count in breaks.values():
            model.add(count >= least)
            model.add(count <= least + day.fairness)
    model.minimize(total)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = seconds
    began = time.monotonic()
    status = solver.solve(model)
    known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    value = round(solver.objective_value) if known else None
    bound = round(solver.best_objective_bound) if known else 0
    return value, bound, time.monotonic() - began


def _breaks(model: cp_model.CpModel, slots: list[Any], count: int) -> Any:
    """Meetings that are followed by an idle slot and by another meeting."""
    follows = []
    last = model.new_int_var(0, count, "")
    model.add_max_equality(last, slots)
    for one in slots:
        next_to = []
        for other in slots:
            if other is not one:
                adjacent = model.new_bool_var("")
                model.add(other == one + 1).only_enforce_if(adjacent)
                next_to.append(adjacent)
        is_last = model.new_bool_var("")
        model.add(one == last).only_enforce_if(is_last)
        gap = model.new_bool_var("")
        model.add_bool_or([*next_to, is_last, gap])
        follows.append(gap)
    return sum(follows)
