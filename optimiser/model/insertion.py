"""Builds a plan session by session, the best first, and completes any plan until nothing fits."""

from __future__ import annotations

import heapq
from collections.abc import Callable

import numpy as np

from optimiser.model.hub import Floats, Ints
from optimiser.model.plan import Key, Plan
from optimiser.model.prices import PriceGame

Stop = Callable[[], bool]
CLOSE_ENOUGH = 0.05  # a session this near the best is taken at once: half the time, same points


def coming(plan: Plan, group: int, slot: int) -> Ints:
    """Unmet needs of the group that could be met in the slot, the plan as it is."""
    hub = plan.hub
    needs = plan.templates.groups[group].members
    can = hub.free[hub.owner[needs], slot] & (slot < hub.in_time[needs])
    return plan.candidates(needs[can], slot)


def best_seats(plan: Plan, needs: Ints, seats: int, worth: Floats) -> tuple[list[int], float]:
    """Up to `seats` needs of different residents, the most worth first, and their worth together.

    The bonus counts for residents with no need met so far.
    """
    hub = plan.hub
    value = worth[needs] + hub.bonus * (plan.met_count[hub.owner[needs]] == 0)
    chosen: list[int] = []
    people: set[int] = set()
    total = 0.0
    for place in np.argsort(-value, kind="stable").tolist():
        owner = int(hub.owner[needs[place]])
        if len(chosen) >= seats:
            break
        if owner not in people:
            people.add(owner)
            chosen.append(int(needs[place]))
            total += float(value[place])
    return chosen, total


def insert_best_first(
    plan: Plan, game: PriceGame, worth: Floats, stop: Stop, favour: Floats | None = None
) -> None:
    """Adds the session whose seats are worth most, again and again (lazy greedy, Minoux 1978).

    A session's worth only falls while others are added, so that a stale figure is an upper limit:
    the one on top is looked at again, and taken when it stays ahead of the next. `favour`
    multiplies the worth of each template.
    """
    templates = plan.templates
    first = worth + plan.hub.bonus
    values, _ = game.seat_values(first)
    factor = np.ones(len(templates.pair)) if favour is None else favour
    scores = values[templates.pair] * factor
    heap = [(-float(score), index) for index, score in enumerate(scores.tolist()) if score > 0]
    heapq.heapify(heap)
    while heap and not stop():
        stale, index = heapq.heappop(heap)
        found = _session_now(plan, index, worth)
        if found is None:
            continue
        seats, score = found[0], found[1] * float(factor[index])
        if score <= 0:
            continue
        if heap and score < (1.0 - CLOSE_ENOUGH) * min(-heap[0][0], -stale) - 1e-9:
            heapq.heappush(heap, (-score, index))
            continue
        _add_template(plan, index, seats)


def _session_now(plan: Plan, index: int, worth: Floats) -> tuple[list[int], float] | None:
    """Who would sit in this template now, and what that is worth; None when it cannot be held."""
    templates = plan.templates
    expert, pair = int(templates.expert[index]), int(templates.pair[index])
    slot, group = int(templates.pair_slot[pair]), int(templates.pair_group[pair])
    if not plan.can_give(expert, slot):
        return None
    form = templates.groups[group].format
    needs = coming(plan, group, slot)
    least = int(plan.hub.least[form])
    if len(needs) < least:
        return None
    seats = plan.seats_possible(form, slot, min(len(needs), int(plan.hub.most[form])))
    if seats < least:
        return None
    chosen, total = best_seats(plan, needs, seats, worth)
    return (chosen, total) if len(chosen) >= least else None


def _add_template(plan: Plan, index: int, needs: list[int]) -> bool:
    pair = int(plan.templates.pair[index])
    slot, group = int(plan.templates.pair_slot[pair]), int(plan.templates.pair_group[pair])
    return plan.add(int(plan.templates.expert[index]), slot, group, tuple(needs))


def complete(plan: Plan) -> None:
    """Fills free seats and adds sessions until nothing more fits: no avoidable unmet need is left.

    One need met may let another follow it, hence the repetition; it ends because each round that
    changes something meets a need.
    """
    worth = plan.hub.weight.astype(np.float64)
    while True:
        before = int((plan.met_at >= 0).sum())
        for key in list(plan.meetings):
            _fill_session(plan, key, worth)
        _add_sessions(plan, worth)
        if int((plan.met_at >= 0).sum()) == before:
            return


def _fill_session(plan: Plan, key: Key, worth: Floats) -> None:
    meeting = plan.meetings[key]
    if meeting.group < 0:
        return
    needs = coming(plan, meeting.group, meeting.slot)
    while len(needs):
        # A larger room may be found for one more person at a time.
        seats = plan.seats_left(key)
        if seats <= 0:
            return
        for need in best_seats(plan, needs, seats, worth)[0]:
            plan.seat(key, need)
        needs = coming(plan, meeting.group, meeting.slot)


def _add_sessions(plan: Plan, worth: Floats) -> None:
    """Adds every session that enough unmet people could fill, the most worth first."""
    templates, hub = plan.templates, plan.hub
    enough = np.zeros(len(templates.pair_slot), dtype=bool)
    for group in templates.groups:
        unmet = np.nonzero(plan.met_at[group.members] < 0)[0]
        if len(unmet) >= hub.least[group.format]:
            owners = hub.owner[group.members[unmet]]
            there = group.eligible[:, unmet] & ~plan.taken[owners][:, group.slots].T
            there &= (plan.resident_week < hub.resident_left)[owners][:, hub.week[group.slots]].T
            last = group.first_pair + len(group.slots)
            enough[group.first_pair : last] = there.sum(axis=1) >= hub.least[group.format]
    slots = templates.pair_slot[templates.pair]
    can = enough[templates.pair] & (plan.expert_total < hub.term_left)[templates.expert]
    week_free = plan.expert_week < hub.week_left
    can &= week_free[templates.expert, hub.week[slots]]
    heap = []
    for index in np.nonzero(can)[0].tolist():
        found = _session_now(plan, index, worth)
        if found:
            heap.append((-found[1], index))
    heapq.heapify(heap)
    while heap:
        _, index = heapq.heappop(heap)
        found = _session_now(plan, index, worth)
        if found is None:
            continue
        if heap and -found[1] > heap[0][0]:
            heapq.heappush(heap, (-found[1], index))
        else:
            _add_template(plan, index, found[0])
