"""Checks a day of meetings in plain loops: every rule, every figure, every reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimiser.check.fault import Fault
from optimiser.meetings.problem import Day, DayPlan, Meeting, Place, breaks_of, slots_of
from optimiser.reading import shown

RULES = {
    "known": "A plan names only what the problem defines, and slots of the day.",
    "scheduled": "Every meeting is held, unless meetings are optional.",
    "once": "A participant is in one meeting a slot.",
    "forbidden": "No participant meets in a slot that is forbidden to them.",
    "session": "A meeting is held in the session it asks for.",
    "fixed": "A fixed meeting keeps its slot.",
    "after": "A meeting is held strictly later than those it comes after.",
    "locations": "No more meetings in a slot than there are locations, each in its own.",
    "fairness": "The breaks of any two participants differ by no more than was asked.",
}

REASONS = {
    "no_common_slot": "There is no slot in which both may come.",
    "prerequisite": "It comes after a meeting that is not held.",
    "participants_busy": "In every slot it may have, one of them is in another meeting.",
    "no_location": "In every slot both are free in, all locations are taken.",
    "outranked": "Holding it would break the order of meetings or the fairness of breaks.",
}


def check_day(day: Day, plan: DayPlan) -> list[Fault]:
    """Everything wrong with a plan; an empty list says that it keeps all it promises."""
    faults = list(_names(day, plan))
    held = {n: p for n, p in plan.places.items() if p is not None and n in day.meetings}
    faults += _meetings(day, held)
    faults += _clashes(day, held)
    faults += _fairness(day, held)
    if not any(fault.rule == "known" for fault in faults):
        faults += _figures(day, plan, held)
        faults += _reasons(day, plan, held)
    return faults


def _names(day: Day, plan: DayPlan) -> Iterator[Fault]:
    for name, place in plan.places.items():
        where = f"$.meetings[{shown(name)}]"
        if name not in day.meetings:
            yield Fault("known", where, f"There is no meeting {shown(name)}.")
        elif place is not None and not 1 <= place.slot <= day.slots:
            yield Fault("known", where, f"Slot {place.slot} lies outside the day.")
    for name in day.meetings:
        if plan.places.get(name) is None and not day.optional:
            text = f"The meeting {shown(name)} is not held."
            yield Fault("scheduled", f"$.meetings[{shown(name)}]", text)


def _meetings(day: Day, held: dict[str, Place]) -> Iterator[Fault]:
    for name, place in held.items():
        meeting, where = day.meetings[name], f"$.meetings[{shown(name)}]"
        for person in (meeting.a, meeting.b):
            if place.slot in day.participants[person].forbidden:
                text = f"Slot {place.slot} is forbidden to {shown(person)}."
                yield Fault("forbidden", where, text)
        if meeting.session is not None and place.slot not in day.sessions[meeting.session]:
            text = f"Slot {place.slot} is not in the session {shown(meeting.session)}."
            yield Fault("session", where, text)
        if meeting.fixed not in (None, place.slot):
            text = f"It is fixed to slot {meeting.fixed}, not {place.slot}."
            yield Fault("fixed", where, text)
        for earlier in meeting.after:
            if earlier not in held or held[earlier].slot >= place.slot:
                text = f"It comes after {shown(earlier)}, which is not held earlier."
                yield Fault("after", where, text)


def _clashes(day: Day, held: dict[str, Place]) -> Iterator[Fault]:
    people: set[tuple[str, int]] = set()
    tables: set[tuple[int, int]] = set()
    for name, place in held.items():
        where = f"$.meetings[{shown(name)}]"
        for person in (day.meetings[name].a, day.meetings[name].b):
            if (person, place.slot) in people:
                text = f"{shown(person)} is in another meeting in slot {place.slot}."
                yield Fault("once", where, text)
            people.add((person, place.slot))
        if place.location is None:
            continue
        if not 1 <= place.location <= day.locations:
            yield Fault("locations", where, f"There is no location {place.location}.")
        if (place.location, place.slot) in tables:
            text = f"Location {place.location} is taken in slot {place.slot}."
            yield Fault("locations", where, text)
        tables.add((place.location, place.slot))
    for slot, count in Counter(place.slot for place in held.values()).items():
        if count > day.locations:
            text = f"Slot {slot} has {count} meetings and {day.locations} locations."
            yield Fault("locations", "$.meetings", text)


def _breaks(day: Day, held: dict[str, Place]) -> dict[str, int]:
    return {name: breaks_of(slots) for name, slots in slots_of(day, held).items()}


def _fairness(day: Day, held: dict[str, Place]) -> Iterator[Fault]:
    breaks = _breaks(day, held)
    if day.fairness is None or not breaks:
        return
    most, least = max(breaks, key=lambda n: breaks[n]), min(breaks, key=lambda n: breaks[n])
    if breaks[most] - breaks[least] > day.fairness:
        text = f"{shown(most)} has {breaks[most]} breaks, {shown(least)} has {breaks[least]}."
        yield Fault("fairness", "$.meetings", text)


def _figures(day: Day, plan: DayPlan, held: dict[str, Place]) -> Iterator[Fault]:
    value = sum(_breaks(day, held).values())
    if plan.value is not None and plan.value != value:
        yield Fault("value", "$.value", f"The plan has {value} breaks, not {plan.value}.")
    if plan.bound is not None and plan.bound > value:
        text = f"The bound {plan.bound} is above the {value} breaks of the plan."
        yield Fault("bound", "$.bound", text)
    if plan.gap is not None and plan.bound is not None:
        gap = 0.0 if value == plan.bound else (value - plan.bound) / max(1, value)
        if abs(gap - plan.gap) > 1e-9:
            yield Fault("gap", "$.gap", f"The gap is {gap:.6f}, not {plan.gap:.6f}.")
    weight = sum(day.meetings[name].weight for name in held)
    if plan.weight_met is not None and plan.weight_met != weight:
        text = f"The meetings held weigh {weight}, not {plan.weight_met}."
        yield Fault("weight_met", "$.weight_met", text)
    if plan.weight_bound is not None and plan.weight_bound < weight:
        text = f"The bound {plan.weight_bound} is below the weight {weight} of the plan."
        yield Fault("weight_bound", "$.weight_bound", text)
    proven = plan.bound == value and (not day.optional or plan.weight_bound == weight)
    if plan.status == "optimal" and not proven:
        yield Fault("status", "$.status", "The plan is called optimal, and its bounds do not meet.")


def _reasons(day: Day, plan: DayPlan, held: dict[str, Place]) -> Iterator[Fault]:
    if plan.unscheduled is None:
        return
    for name, meeting in day.meetings.items():
        where = f"$.unscheduled[{shown(name)}]"
        if name in held and name in plan.unscheduled:
            yield Fault("unscheduled", where, f"The meeting {shown(name)} is held.")
        elif name not in held and name not in plan.unscheduled:
            yield Fault("unscheduled", where, f"No reason is given for {shown(name)}.")
        elif name not in held and plan.unscheduled[name] != reason_for(day, held, meeting):
            true = reason_for(day, held, meeting)
            text = f"The reason given is {shown(plan.unscheduled[name])}, the true one is {true}."
            yield Fault("reason", where, text)
    for name in plan.unscheduled:
        if name not in day.meetings:
            yield Fault("unscheduled", "$.unscheduled", f"There is no meeting {shown(name)}.")


def reason_for(day: Day, held: dict[str, Place], meeting: Meeting) -> str:
    """The first reason of REASONS that is true of a meeting not held."""
    allowed = day.allowed(meeting)
    if not allowed:
        return "no_common_slot"
    if any(earlier not in held for earlier in meeting.after):
        return "prerequisite"
    slots = slots_of(day, held)
    busy = {*slots[meeting.a], *slots[meeting.b]}
    free = [slot for slot in allowed if slot not in busy]
    if not free:
        return "participants_busy"
    count = Counter(place.slot for place in held.values())
    if all(count[slot] >= day.locations for slot in free):
        return "no_location"
    return "outranked"
