"""Puts a previous plan back as far as it still stands, so that a re-plan starts from it."""

from __future__ import annotations

from dataclasses import replace

from optimiser.model.hub import Hub
from optimiser.model.plan import Anchor, Meeting, Plan
from optimiser.model.templates import Templates
from optimiser.problem import Session


def anchored(plan: Plan, sessions: tuple[Session, ...]) -> Plan:
    """The plan with every old session that still breaks no rule; what it met there is anchored.

    Each is tried beside the locked sessions alone; one that fits alone but no longer beside the
    others, because a limit was lowered, is left out and counts as moved.
    """
    placed = [_placed(plan.hub, plan.templates, session) for session in sessions]
    standing = [m for m in placed if m is not None and _stands_alone(plan, m)]
    standing = _in_order(plan, standing)
    anchors = {
        need: Anchor(m.key, m.group, m.room)
        for m in standing
        for need in m.needs
        if need not in plan.hub.locked_at
    }
    start = replace(plan.copy(), anchors=anchors, moved=len(anchors))
    for meeting in standing:
        _put_back(start, meeting)
    while _take_out_disordered(start):
        pass
    return start


def _placed(hub: Hub, templates: Templates, session: Session) -> Meeting | None:
    """The session in numbers, with those of its needs that are still sent."""
    problem = hub.problem
    if (
        session.expert not in problem.experts
        or session.room not in problem.rooms
        or session.format not in problem.formats
        or session.slot >= hub.slots
    ):
        return None
    group = templates.group_of.get((session.discipline, session.format, session.language), -1)
    expert, room = hub.expert_ids.index(session.expert), hub.room_ids.index(session.room)
    sent = [name for name in session.attendees if name in problem.needs]
    # A need named twice makes the session break a rule, hence no set here.
    needs = tuple(hub.need_ids.index(name) for name in sent)
    locked = _same_lock(hub, session)
    if group < 0 or not needs:
        return None
    return Meeting(expert, session.slot, group, room, needs, locked, own_room=room)


def _same_lock(hub: Hub, session: Session) -> int:
    """The locked session that stands where this one stood, or -1."""
    for index, lock in enumerate(hub.problem.locked):
        if replace(lock, id="", attendees=()) == replace(session, id="", attendees=()):
            return index
    return -1


def _stands_alone(plan: Plan, meeting: Meeting) -> bool:
    hub, templates = plan.hub, plan.templates
    group = templates.groups[meeting.group]
    form, slot = group.format, meeting.slot
    needs = [need for need in meeting.needs if need not in hub.locked_at]
    owners = [int(hub.owner[need]) for need in needs]
    if meeting.locked >= 0:
        fixed = set(hub.problem.locked[meeting.locked].attendees)
        wrong = [n for n in meeting.needs if n in hub.locked_at and hub.need_ids[n] not in fixed]
        most = min(hub.most[form], hub.capacity[meeting.room]) - len(fixed)
        if wrong or (needs and len(needs) > most):
            return False
    else:
        expert = hub.problem.experts[hub.expert_ids[meeting.expert]]
        if not (
            len(needs) == len(meeting.needs)
            and plan.can_give(meeting.expert, slot)
            and group.discipline in expert.disciplines
            and hub.format_ids[form] in expert.formats
            and group.language in expert.languages
            and hub.suits[form, meeting.room]
            and hub.open[meeting.room, slot]
            and hub.least[form] <= len(needs) <= min(hub.most[form], hub.capacity[meeting.room])
        ):
            return False
    members = set(group.members.tolist())
    return len(set(owners)) == len(owners) and all(
        need in members and _could_sit(plan, need, slot) for need in needs
    )


def _could_sit(plan: Plan, need: int, slot: int) -> bool:
    """Everything but the order of needs, which is asked of all that stand together."""
    hub = plan.hub
    owner, week = hub.owner[need], hub.week[slot]
    return bool(
        slot < hub.in_time[need]
        and hub.free[owner, slot]
        and plan.resident_week[owner, week] < hub.resident_left[owner, week]
    )


def _in_order(plan: Plan, standing: list[Meeting]) -> list[Meeting]:
    hub = plan.hub
    while True:
        met = dict(hub.locked_at)
        for meeting in standing:
            met.update({n: meeting.slot for n in meeting.needs if n not in hub.locked_at})
        kept = [
            m
            for m in standing
            if all(
                met.get(earlier, hub.slots) < met[need]
                for need in m.needs
                if need not in hub.locked_at
                for earlier in hub.after[need]
            )
        ]
        if len(kept) == len(standing):
            return kept
        standing = kept


def _put_back(start: Plan, meeting: Meeting) -> None:
    """Adds the meeting with those attendees who still fit beside the ones put back before."""
    hub = start.hub
    if meeting.locked >= 0:
        for need in meeting.needs:
            if start.can_seat(need, meeting.slot):
                start.seat(meeting.key, need)
        return
    taken = set(start.in_slot[meeting.slot].values())
    if (
        start.can_give(meeting.expert, meeting.slot)
        and meeting.room not in taken
        and all(
            start.met_at[need] < 0
            and not start.taken[hub.owner[need], meeting.slot]
            and _could_sit(start, need, meeting.slot)
            for need in meeting.needs
        )
    ):
        start.insert(meeting._replace(locked=-1))


def _take_out_disordered(start: Plan) -> bool:
    """Takes out one session whose attendee waits for a need that was not put back after all."""
    hub = start.hub
    for key, meeting in start.meetings.items():
        for need in meeting.needs:
            if any(not 0 <= start.met_at[a] < meeting.slot for a in hub.after[need]):
                if meeting.locked >= 0:
                    start.unseat(key, need)
                else:
                    start.remove(key)
                return True
    return False
