"""How much each resident gets of what could be met for her, and who gets least."""

from __future__ import annotations

import numpy as np

from optimiser.model.hub import Flags, Hub, Ints
from optimiser.model.plan import Plan

STEPS = 20  # shares are compared in steps of 5 %


class Shares:
    """Shares by weight, among residents with a servable need.

    Needs that nobody could meet whatever the plan are left out of both sides: one such need would
    else hold its resident, and with her the whole aim, at the bottom for ever.
    """

    def __init__(self, hub: Hub, servable: Flags) -> None:
        self.hub = hub
        count = len(hub.resident_ids)
        self.counted: Flags = np.bincount(hub.owner, weights=servable, minlength=count) > 0
        held = servable.copy()
        held[sorted(hub.locked_at)] = True
        self.weight: Ints = np.where(held, hub.weight, 0)
        self.total: Ints = self._sum(self.weight)

    def _sum(self, weights: Ints) -> Ints:
        found = np.bincount(self.hub.owner, weights=weights, minlength=len(self.hub.resident_ids))
        total: Ints = found.astype(np.int64)
        return total

    def met(self, plan: Plan) -> Ints:
        return self._sum(np.where(plan.met_at >= 0, self.weight, 0))

    def levels(self, plan: Plan) -> Ints:
        """For each resident how many whole steps of her share are met."""
        found: Ints = STEPS * self.met(plan) // np.maximum(self.total, 1)
        return found

    def lowest(self, plan: Plan) -> int:
        levels = self.levels(plan)[self.counted]
        return int(levels.min()) if len(levels) else STEPS

    def wanted(self, resident: int, level: int) -> int:
        """The weight that lifts a resident to a step."""
        return -(-level * int(self.total[resident]) // STEPS)

    def behind(self, plan: Plan) -> Ints:
        """The residents on the lowest step."""
        levels = self.levels(plan)
        found: Ints = np.nonzero(self.counted & (levels == self.lowest(plan)))[0]
        return found


def merit(plan: Plan, shares: Shares | None) -> tuple[int, ...]:
    """Of two plans the one with the greater merit is better: the aims in their order."""
    if shares is None:
        return plan.points, -plan.moved
    return plan.points, shares.lowest(plan), -len(shares.behind(plan)), -plan.moved
