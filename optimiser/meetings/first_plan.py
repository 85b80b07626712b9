"""A legal plan of a day with optional meetings at once: the weightiest first, then fair."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from optimiser.meetings.problem import Day, Meeting, breaks_of

Slots = dict[str, int | None]


def first_plan(day: Day) -> Slots:
    """A slot for each meeting that finds one, None for the others: meetings count as optional.

    A fixed slot, the order of meetings, locations and fairness are kept.
    """
    plan: Slots = dict.fromkeys(day.meetings)
    diary: dict[str, list[int]] = {name: [] for name in day.participants}
    held: Counter[int] = Counter()
    waiting = sorted(day.meetings.values(), key=lambda m: (-m.weight, m.id))
    while waiting:
        later = []
        for meeting in waiting:
            if any(plan[name] is None for name in meeting.after):
                later.append(meeting)
                continue
            slot = _slot(day, meeting, plan, diary, held)
            if slot is not None:
                plan[meeting.id] = slot
                held[slot] += 1
                diary[meeting.a].append(slot)
                diary[meeting.b].append(slot)
        if len(later) == len(waiting):
            break
        waiting = later
    if day.fairness is not None:
        _make_fair(day, day.fairness, plan, diary)
    return plan


def _slot(
    day: Day, meeting: Meeting, plan: Slots, diary: dict[str, list[int]], held: Counter[int]
) -> int | None:
    """Where the two wait least, early where it is all the same."""
    one, other = diary[meeting.a], diary[meeting.b]
    first = max((plan[name] or 0 for name in meeting.after), default=0)
    free = [
        slot
        for slot in day.allowed(meeting)
        if slot > first and held[slot] < day.locations and slot not in one and slot not in other
    ]
    return min(free, key=lambda s: (breaks_of([*one, s]) + breaks_of([*other, s]), s), default=None)


def _make_fair(day: Day, most: int, plan: Slots, diary: dict[str, list[int]]) -> None:
    """Who waits too often gives up the first or the last run of meetings, the lighter one."""
    while True:
        breaks = {name: breaks_of(slots) for name, slots in diary.items()}
        worst = max(breaks, key=lambda name: breaks[name], default=None)
        if worst is None or breaks[worst] - min(breaks.values()) <= most:
            return
        own = {
            slot: name
            for name, slot in plan.items()
            if slot is not None and worst in (day.meetings[name].a, day.meetings[name].b)
        }
        ordered = sorted(own)
        runs = [[own[ordered[0]]]]
        for before, slot in pairwise(ordered):
            if slot - before > 1:
                runs.append([])
            runs[-1].append(own[slot])
        for name in min((runs[0], runs[-1]), key=lambda r: sum(day.meetings[n].weight for n in r)):
            _drop(day, name, plan, diary)


def _drop(day: Day, name: str, plan: Slots, diary: dict[str, list[int]]) -> None:
    """Takes a meeting out, and those that come after it."""
    slot = plan[name]
    if slot is None:
        return
    plan[name] = None
    diary[day.meetings[name].a].remove(slot)
    diary[day.meetings[name].b].remove(slot)
    for other, meeting in day.meetings.items():
        if name in meeting.after:
            _drop(day, other, plan, diary)
