"""Reads a day of meetings, and a plan of one, strictly: a sentence with its path for each fault."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from optimiser.meetings.problem import Day, DayPlan, Meeting, Participant, Place
from optimiser.reading import Reader, key_path, shown

MOST_SLOTS = 1_000
MOST_PARTICIPANTS = 5_000
MOST_MEETINGS = 20_000
MOST_PLACES = 150_000  # meetings times slots: what the model must hold
LARGEST_WEIGHT = 1_000_000
_FIGURES = ("value", "bound", "weight_met", "weight_bound")

T = TypeVar("T")


def parse_day(value: object) -> Day:
    """The day in a JSON value; raises reading.BadInputError."""
    reader = Reader()
    return reader.run(lambda: _day(reader, value))


def _day(reader: Reader, value: object) -> Day:
    if isinstance(value, dict) and value.get("kind", "meetings") != "meetings":
        reader.fault("$.kind", f'must be "meetings", not {shown(value["kind"])}')
        value = {**value, "kind": "meetings"}
    required = ("kind", "slots", "locations", "participants", "meetings")
    top = reader.fields(value, "$", required, ("sessions", "fairness", "optional"))
    slots = reader.whole(top.get("slots", 1), "$.slots", 1, MOST_SLOTS)
    locations = _locations(reader, top.get("locations", 1))
    sessions = _sessions(reader, top.get("sessions", {}), slots)
    participants = _records(
        reader,
        top,
        "participants",
        MOST_PARTICIPANTS,
        lambda v, p: _participant(reader, v, p, slots),
    )
    names = _names(top.get("meetings"))
    meetings = _records(
        reader,
        top,
        "meetings",
        MOST_MEETINGS,
        lambda v, p: _meeting(
            reader, v, p, slots=slots, people=participants, sessions=sessions, names=names
        ),
    )
    if len(meetings) * slots > MOST_PLACES:
        size = f"{len(meetings)} meetings in {slots} slots are {len(meetings) * slots} places"
        reader.fault("$.meetings", f"{size}, the limit is {MOST_PLACES}")
    _report_circle(reader, meetings)
    optional = top.get("optional", False)
    if not isinstance(optional, bool):
        reader.fault("$.optional", f"must be true or false, not {shown(optional)}")
        optional = False
    fairness = reader.whole_or_none(top, "fairness", "$")
    return Day(slots, locations, sessions, participants, meetings, fairness, optional)


def _locations(reader: Reader, value: object) -> int:
    """How many there are: a number, or a list of their ids."""
    if isinstance(value, list):
        return len(reader.texts(value, "$.locations"))
    return reader.whole(value, "$.locations", 0)


def _sessions(reader: Reader, value: object, slots: int) -> dict[str, frozenset[int]]:
    fields = reader.fields(value, "$.sessions", (), ("am", "pm"))
    return {key: _slots(reader, found, f"$.sessions.{key}", slots) for key, found in fields.items()}


def _slots(reader: Reader, value: object, path: str, slots: int) -> frozenset[int]:
    items = reader.items(value, path)
    return frozenset(
        reader.whole(item, f"{path}[{index}]", 1, slots) for index, item in enumerate(items)
    )


def _names(value: object) -> dict[str, None]:
    return {
        item["id"]: None
        for item in (value if isinstance(value, list) else [])
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    }


def _records(
    reader: Reader,
    top: dict[str, object],
    key: str,
    most: int,
    build: Callable[[object, str], T],
) -> dict[str, T]:
    found: dict[str, T] = {}
    items = reader.items(top.get(key, []), f"$.{key}")
    if len(items) > most:
        reader.fault(f"$.{key}", f"{len(items)} are too many, the limit is {most}")
    for index, item in enumerate(items):
        path = f"$.{key}[{index}]"
        record = build(item, path)
        name = item.get("id") if isinstance(item, dict) else None
        if isinstance(name, str) and name:
            if name in found:
                reader.fault(f"{path}.id", f"{shown(name)} stands twice in this list")
            found[name] = record
    return found


def _participant(reader: Reader, value: object, path: str, slots: int) -> Participant:
    fields = reader.fields(value, path, ("id",), ("forbidden",))
    name = reader.text(fields["id"], f"{path}.id") if "id" in fields else ""
    forbidden = _slots(reader, fields.get("forbidden", []), f"{path}.forbidden", slots)
    return Participant(name, forbidden)


def _meeting(
    reader: Reader,
    value: object,
    path: str,
    *,
    slots: int,
    people: dict[str, Participant],
    sessions: dict[str, frozenset[int]],
    names: dict[str, None],
) -> Meeting:
    fields = reader.fields(value, path, ("id", "a", "b"), ("session", "fixed", "after", "weight"))
    name = reader.text(fields["id"], f"{path}.id") if "id" in fields else ""
    ends = []
    for key in ("a", "b"):
        end = reader.text(fields[key], f"{path}.{key}") if key in fields else ""
        if end and end not in people:
            reader.fault(f"{path}.{key}", f"{shown(end)} is not defined in this problem")
        ends.append(end)
    if ends[0] and ends[0] == ends[1]:
        reader.fault(path, f"{shown(ends[0])} cannot meet itself")
    session = reader.text(fields["session"], f"{path}.session") if "session" in fields else None
    if session and session not in sessions:
        reader.fault(f"{path}.session", f"{shown(session)} is not defined in this problem")
        session = None
    fixed = reader.whole(fields["fixed"], f"{path}.fixed", 1, slots) if "fixed" in fields else None
    after = reader.texts(fields.get("after", []), f"{path}.after", names)
    if name in after:
        reader.fault(f"{path}.after", f"{shown(name)} cannot come after itself")
    weight = reader.whole(fields.get("weight", 1), f"{path}.weight", 0, LARGEST_WEIGHT)
    return Meeting(name, ends[0], ends[1], session or None, fixed, tuple(after), weight)


def _report_circle(reader: Reader, meetings: dict[str, Meeting]) -> None:
    """Names one meeting of a circle of `after`; a meeting after itself is reported already."""
    waiting = {m.id: {a for a in m.after if a != m.id and a in meetings} for m in meetings.values()}
    ready = [name for name, before in waiting.items() if not before]
    followers: dict[str, list[str]] = {}
    for name, before in waiting.items():
        for earlier in before:
            followers.setdefault(earlier, []).append(name)
    while ready:
        done = ready.pop()
        waiting.pop(done, None)
        for name in followers.get(done, []):
            waiting[name].discard(done)
            if not waiting[name]:
                ready.append(name)
    if waiting:
        index = next(i for i, name in enumerate(meetings) if name in waiting)
        name = list(meetings)[index]
        sentence = f"{shown(name)} and those it comes after wait for each other in a circle"
        reader.fault(f"$.meetings[{index}].after", sentence)


def parse_day_plan(value: object) -> DayPlan:
    """The plan in a JSON value; only its form is read here. Raises reading.BadInputError."""
    reader = Reader()
    return reader.run(lambda: _plan(reader, value))


def _plan(reader: Reader, value: object) -> DayPlan:
    optional = ("value", "bound", "gap", "status", "weight_met", "weight_bound", "unscheduled")
    fields = reader.fields(value, "$", ("meetings",), (*optional, "proof"))
    given = fields.get("meetings", {})
    places: dict[str, Place | None] = {}
    if isinstance(given, dict):
        reader.report_repeated(given, "$.meetings")
        places = {
            name: _place(reader, item, key_path("$.meetings", name)) for name, item in given.items()
        }
    else:
        reader.fault("$.meetings", f"must be an object, not {shown(given)}")
    figures = {key: _figure(reader, fields, key) for key in _FIGURES}
    gap = fields.get("gap")
    if gap is not None and (isinstance(gap, bool) or not isinstance(gap, (int, float))):
        reader.fault("$.gap", f"must be a number, not {shown(gap)}")
        gap = None
    status = fields.get("status")
    if status is not None and status not in ("optimal", "feasible"):
        reader.fault("$.status", f'must be "optimal" or "feasible", not {shown(status)}')
        status = None
    return DayPlan(
        places,
        figures["value"],
        figures["bound"],
        float(gap) if isinstance(gap, (int, float)) else None,
        status if isinstance(status, str) else None,
        figures["weight_met"],
        figures["weight_bound"],
        _unscheduled(reader, fields["unscheduled"]) if "unscheduled" in fields else None,
    )


def _figure(reader: Reader, fields: dict[str, object], key: str) -> int | None:
    if key not in fields:
        return None
    return reader.whole(fields[key], f"$.{key}", 0, 10**15)


def _place(reader: Reader, value: object, path: str) -> Place | None:
    if value is None:
        return None
    if isinstance(value, dict):
        fields = reader.fields(value, path, ("slot", "location"))
        slot = reader.whole(fields.get("slot", 1), f"{path}.slot", 0)
        location = fields.get("location")
        if location is not None:
            location = reader.whole(location, f"{path}.location", 0)
        return Place(slot, location)
    return Place(reader.whole(value, path, 0), None)


def _unscheduled(reader: Reader, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        reader.fault("$.unscheduled", f"must be an object, not {shown(value)}")
        return {}
    reader.report_repeated(value, "$.unscheduled")
    return {
        name: reader.text(reason, key_path("$.unscheduled", name)) for name, reason in value.items()
    }
