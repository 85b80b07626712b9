"""Joins what one worker changed to a plan that another has changed meanwhile."""

from __future__ import annotations

from optimiser.model.insertion import complete
from optimiser.model.plan import Meeting, Plan


def merged(plan: Plan, base: tuple[Meeting, ...], changed: tuple[Meeting, ...]) -> Plan | None:
    """`plan` with the change from `base` to `changed` made to it, or None where the two clash."""
    before, after = {m.key: m for m in base}, {m.key: m for m in changed}
    found = plan.copy()
    touched = [key for key in {**before, **after} if _content(before, key) != _content(after, key)]
    if any(_content(found.meetings, key) != _content(before, key) for key in touched):
        return None
    if any(m.locked >= 0 or m.own_room >= 0 for key in touched for m in (before.get(key),) if m):
        return None
    for key in touched:
        if key in before:
            found.remove(key)
    for key in touched:
        if key in after and not _fits(found, after[key]):
            return None
    complete(found)
    return found


def _content(meetings: dict[tuple[int, int], Meeting], key: tuple[int, int]) -> object:
    """What a meeting is apart from its room, which may be changed freely."""
    meeting = meetings.get(key)
    return meeting and (meeting.group, frozenset(meeting.needs))


def _fits(plan: Plan, meeting: Meeting) -> bool:
    """Adds the meeting with all its attendees, if every rule allows it."""
    if meeting.own_room >= 0 or not plan.can_give(meeting.expert, meeting.slot):
        return False
    if not all(plan.can_seat(need, meeting.slot) for need in meeting.needs):
        return False
    return plan.add(meeting.expert, meeting.slot, meeting.group, meeting.needs)
