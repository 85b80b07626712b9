"""A problem of the planner and what stands behind it: rows, slots, hours that are only probable."""

from dataclasses import dataclass, field
from typing import Any

from elspace.needs.models import Need
from elspace.support.queries.terms import SlotTime

from .rooms import Beside


@dataclass
class Brief:
    """A problem and what stands behind it.

    `problem` knows certain hours only; `maybe` adds, by expert, slots she is not sure of.
    `kept`: numbers of the sessions that keep their place. `held_back`: confirmed needs that cannot
    be sent, with why ("prerequisite", "formats", "too_late", "language"). `beside`: what is heard
    through walls.
    """

    problem: dict[str, Any]
    slots: dict[int, SlotTime]
    needs: dict[str, Need]
    kept: set[int] = field(default_factory=set)
    maybe: dict[str, list[int]] = field(default_factory=dict)
    held_back: dict[int, str] = field(default_factory=dict)
    beside: Beside = field(default_factory=Beside)

    def with_all_hours(self) -> dict[str, Any]:
        """The problem with hours that are only probable open like the certain ones."""
        return {**self.problem, "experts": self._all_hours()}

    def _all_hours(self) -> list[dict[str, Any]]:
        return [
            {**one, "available": sorted({*one["available"], *self.maybe.get(one["id"], [])})}
            for one in self.problem["experts"]
        ]

    def with_maybe(self, solution: dict[str, Any]) -> dict[str, Any]:
        """The second problem: what was found in certain hours keeps its place, and hours that are
        only probable are open to the needs left over."""
        own = {one["id"] for one in self.problem["locked"]}
        found = [one for one in solution["sessions"] if one["id"] not in own]
        taken = {one["id"]: one for one in solution["sessions"] if one["id"] in own}
        locked = [taken.get(one["id"], one) for one in self.problem["locked"]]
        locked += [{**one, "id": f"c{count}"} for count, one in enumerate(found)]
        return {**self.problem, "experts": self._all_hours(), "locked": locked}
