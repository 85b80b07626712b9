"""What the solver is to make of an open part: points, then shares, then few changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from optimiser.model.limits import Limits
from optimiser.model.opening import Var
from optimiser.model.shares import Shares


@dataclass(frozen=True, slots=True)
class Goal:
    """`shares` asks for the worst-served as well; `exact` keeps the points as they are."""

    most_moved: int | None = None
    shares: Shares | None = None
    exact: bool = False


def state_goal(model: cp_model.CpModel, limits: Limits, goal: Goal) -> None:
    """Each aim outweighs all that follow it together."""
    kept = limits.kept() if goal.most_moved is not None else []
    if goal.most_moved is not None and limits.base.moved > goal.most_moved:
        # What is taken out counts as moved in `base`; each one seated again lowers the count.
        model.add(cp_model.LinearExpr.sum(kept) >= limits.base.moved - goal.most_moved)
    variables, weights = _points(model, limits)
    if goal.shares is None:
        model.maximize(cp_model.LinearExpr.weighted_sum(variables, weights))
        return
    points = cp_model.LinearExpr.weighted_sum(variables, weights)
    if goal.exact:
        model.add(points == limits.old.points - limits.base.points)
    lifted = _lifted(model, limits, goal.shares)
    share = len(kept) + 1
    whole = share * (len(lifted) + 1)
    model.maximize(
        cp_model.LinearExpr.weighted_sum(
            [*variables, *lifted, *kept],
            [*(weight * whole for weight in weights), *([share] * len(lifted)), *([1] * len(kept))],
        )
    )


def _points(model: cp_model.CpModel, limits: Limits) -> tuple[list[Var], list[int]]:
    hub = limits.hub
    variables: list[Var] = []
    weights: list[int] = []
    first: dict[int, list[Var]] = defaultdict(list)
    for need, seats in limits.by_need.items():
        owner = int(hub.owner[need])
        for _, var in seats:
            variables.append(var)
            weights.append(int(hub.weight[need]))
            if hub.bonus and limits.base.met_count[owner] == 0:
                first[owner].append(var)
    for found in first.values():
        answered = model.new_bool_var("")
        model.add_bool_or([*found, answered.negated()])
        variables.append(answered)
        weights.append(hub.bonus)
    return variables, weights


def _lifted(model: cp_model.CpModel, limits: Limits, shares: Shares) -> list[Var]:
    """Who leaves the lowest step; who stands above it stays above."""
    hub, base = limits.hub, limits.base
    levels = shares.levels(limits.old)
    lowest = shares.lowest(limits.old)
    met = shares.met(base)
    reach: dict[int, list[int]] = defaultdict(list)
    for need in limits.by_need:
        reach[int(hub.owner[need])].append(need)
    gone = np.unique(hub.owner[(limits.old.met_at >= 0) & (base.met_at < 0)]).tolist()
    found: list[Var] = []
    for owner in dict.fromkeys([*reach, *gone]):
        wanted = shares.wanted(owner, lowest + 1)
        if not shares.counted[owner] or met[owner] >= wanted:
            continue
        seats = [
            (var, int(hub.weight[need])) for need in reach[owner] for _, var in limits.by_need[need]
        ]
        total = int(met[owner]) + sum(var * weight for var, weight in seats)
        if levels[owner] > lowest:
            model.add(total >= wanted)
        else:
            lifted = model.new_bool_var("")
            model.add(total >= wanted * lifted)
            found.append(lifted)
    return found
