"""One searcher: prices, a first plan, then neighbourhood after neighbourhood; never worse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import numpy as np

from optimiser.model.choice import Chooser, everything
from optimiser.model.goal import Goal
from optimiser.model.hub import Floats
from optimiser.model.insertion import Stop, complete, insert_best_first
from optimiser.model.neighbourhood import Part
from optimiser.model.opening import Effort
from optimiser.model.plan import Plan
from optimiser.model.prices import PriceGame, PriceSearch
from optimiser.model.shares import merit

MOST_SEATS_AT_ONCE = 15_000


class Search:
    """Owns a legal, completed plan; each method leaves it at least as good as before.

    `start` holds what stands in any case, `first` is the plan to improve. `most_moved` limits
    what may be moved of a previous plan, None when there is none. Without `shares` the points alone
    are looked at; with them, plans of as many points are told apart.
    """

    def __init__(self, start: Plan, first: Plan, game: PriceGame, seed: int, goal: Goal) -> None:
        self.start = start
        self.plan = first.copy()
        self.game = game
        self.prices = PriceSearch(game)
        most = goal.most_moved
        self.goal = replace(goal, most_moved=None if most is None else max(most, start.moved))
        self.random = Random(seed)  # noqa: S311 - chance for a search, not for secrets
        self.chooser = Chooser(start.templates, start, self.random)
        self.guide(self.prices.prices, self.prices.usage)

    def guide(self, prices: Floats, usage: Floats) -> None:
        """From now on the openings offer what prices and usage say is promising."""
        values, _ = self.game.seat_values(np.maximum(prices, 0.0))
        self.chooser.guide(prices, values, usage)

    def insert_afresh(self, prices: Floats, usage: Floats, stop: Stop) -> bool:
        """Builds a plan best session first, by prices and usage, and keeps it when it is better."""
        plan = self.start.copy()
        # Half weight, half price, and up to three times as much for what the bound would hold: 2 %
        # more points than weight alone at 300 residents.
        worth = (prices + plan.hub.weight) / 2.0
        insert_best_first(plan, self.game, worth, stop, 0.5 + np.minimum(1.0, usage))
        complete(plan)
        return self.accept(plan)

    def accept(self, plan: Plan) -> bool:
        """Takes a plan that is no worse; says whether it is better."""
        if self.goal.most_moved is not None and plan.moved > self.goal.most_moved:
            return False
        if self.goal.exact and plan.points != self.plan.points:
            return False
        new, old = self.merit(plan), self.merit(self.plan)
        if new >= old:
            self.plan = plan
        return new > old

    def merit(self, plan: Plan) -> tuple[int, ...]:
        return merit(plan, self.goal.shares)

    def step(self, seconds: float | None, steps: float) -> bool:
        """Opens and closes one part; says whether the plan is better now."""
        shares = self.goal.shares
        if shares is None:
            kind, opening = self.chooser.choose(self.plan)
        else:
            kind, opening = "people", self.chooser.around(self.plan, shares.behind(self.plan))
        part = Part(self.plan, opening, self.goal)
        effort = Effort(seconds, steps, self.random.randrange(1 << 30))
        outcome = part.solve(effort)
        if outcome.plan is None:
            self.chooser.learn(kind, 0, False, 1.0)
            return False
        complete(outcome.plan)
        gain = outcome.plan.points - self.plan.points
        self.chooser.learn(kind, gain, outcome.finished, outcome.steps / steps)
        return self.accept(outcome.plan)

    def open_discipline(self, name: str, steps: float) -> None:
        """Opens the experts and seats of one discipline, and keeps what is better."""
        part = Part(self.plan, self.chooser.of_discipline(self.plan, name), self.goal)
        outcome = part.solve(Effort(None, steps, 1))
        if outcome.plan is not None:
            complete(outcome.plan)
            self.accept(outcome.plan)

    def solve_whole(
        self, seconds: float | None, steps: float, on_found: Callable[[Plan], None] | None = None
    ) -> int | None:
        """Tries to close the whole plan at once; returns a bound that this proves, if any."""
        part = Part(self.plan, everything(self.plan), self.goal)
        outcome = part.solve(Effort(seconds, steps, self.random.randrange(1 << 30)), on_found)
        if outcome.plan is not None:
            complete(outcome.plan)
            self.accept(outcome.plan)
        # A limit on what may be moved makes the proof one of a smaller problem.
        return outcome.limit if self.goal.most_moved is None else None
