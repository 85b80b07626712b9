"""What a plan aims at once its points are settled: weeks that are evenly full."""

from __future__ import annotations

import numpy as np

from optimiser.model.hub import Ints
from optimiser.model.plan import Meeting, Plan

MOST_ROUNDS = 3


def spread_evenly(plan: Plan) -> None:
    """Moves sessions, attendees and all, from full weeks to emptier ones while that helps.

    Every move brings two weeks closer to each other, so that it ends; nothing else changes.
    """
    hub = plan.hub
    load = np.zeros(hub.weeks, dtype=np.int64)
    for meeting in plan.meetings.values():
        load[hub.week[meeting.slot]] += 1
    for _ in range(MOST_ROUNDS):
        moved = False
        for key in sorted(plan.meetings, key=lambda key: -load[hub.week[key[1]]]):
            meeting = plan.meetings[key]
            if meeting.locked < 0 and meeting.own_room < 0:
                moved |= _move_to_emptier_week(plan, meeting, load)
        if not moved:
            return


def _move_to_emptier_week(plan: Plan, meeting: Meeting, load: Ints) -> bool:
    hub = plan.hub
    week = hub.week[meeting.slot]
    if load[week] - load.min() < 2:
        return False
    owners = hub.owner[list(meeting.needs)]
    latest = hub.in_time[list(meeting.needs)].min()
    can = hub.available[meeting.expert] & hub.free[owners].all(axis=0)
    can &= ~plan.taken[owners].any(axis=0) & (np.arange(hub.slots) < latest)
    can &= load[hub.week] <= load[week] - 2
    slots = np.nonzero(can)[0]
    for slot in slots[np.argsort(load[hub.week[slots]], kind="stable")].tolist():
        if _moved(plan, meeting, slot):
            load[week] -= 1
            load[hub.week[slot]] += 1
            return True
    return False


def _moved(plan: Plan, meeting: Meeting, slot: int) -> bool:
    """Holds the meeting in another slot if every rule allows it, else leaves it where it was."""
    plan.remove(meeting.key)
    if (
        plan.can_give(meeting.expert, slot)
        and all(plan.can_seat(need, slot) for need in meeting.needs)
        and plan.add(meeting.expert, slot, meeting.group, meeting.needs)
    ):
        return True
    plan.insert(meeting)
    return False
