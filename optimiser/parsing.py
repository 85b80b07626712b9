"""Turns the JSON of a programme into a Problem, or into sentences that say what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from optimiser.problem import Expert, Format, Need, Problem, Resident, Room, Session, Term
from optimiser.reading import Reader, key_path, shown

LARGEST_TERM = 20_000
LARGEST_WEIGHT = 1_000_000
MOST_OF_EACH = {"formats": 100, "rooms": 1_000, "experts": 5_000, "residents": 20_000}
MOST_NEEDS = 100_000
MOST_PLACES = 300_000_000  # people and possible seats, times slots: a byte each

SESSION_KEYS = ("id", "discipline", "format", "expert", "room", "slot", "language", "attendees")
_LIMITS = ("max_sessions", "max_per_week")

T = TypeVar("T")


def parse_problem(value: object) -> Problem:
    """The problem in a JSON value; raises reading.BadInputError."""
    reader = Reader()
    return reader.run(lambda: _problem(reader, value))


def _problem(reader: Reader, value: object) -> Problem:
    if isinstance(value, dict) and value.get("kind", "programme") != "programme":
        reader.fault("$.kind", f'must be "programme", not {shown(value["kind"])}')
        value = {**value, "kind": "programme"}
    required = ("kind", "term", "formats", "rooms", "experts", "residents", "needs")
    top = reader.fields(value, "$", required, ("first_bonus", "locked"))
    term = _term(reader, top["term"]) if "term" in top else Term(1, 1, 1)
    formats = _formats(reader, top.get("formats", {}))
    rooms = _records(reader, top, "rooms", lambda v, p: _room(reader, v, p, term))
    experts = _records(reader, top, "experts", lambda v, p: _expert(reader, v, p, term, formats))
    residents = _records(reader, top, "residents", lambda v, p: _resident(reader, v, p, term))
    needs = _needs(reader, top, residents, formats)
    bonus = reader.whole(top.get("first_bonus", 0), "$.first_bonus", 0, LARGEST_WEIGHT)
    locked = tuple(
        _records(
            reader,
            top,
            "locked",
            lambda v, p: _locked(
                reader, v, p, term=term, formats=formats, rooms=rooms, experts=experts, needs=needs
            ),
        ).values()
    )
    _report_clashes(reader, locked, needs)
    _report_memory(reader, term, experts, residents, needs)
    return Problem(term, formats, rooms, experts, residents, needs, bonus, locked)


def _term(reader: Reader, value: object) -> Term:
    keys = ("weeks", "days", "slots")
    fields = reader.fields(value, "$.term", keys)
    faults = len(reader.faults)
    weeks, days, slots = (
        reader.whole(fields.get(k, 1), f"$.term.{k}", 1, LARGEST_TERM) for k in keys
    )
    total = weeks * days * slots
    if total > LARGEST_TERM:
        reader.fault("$.term", f"{total} slots are too many, the limit is {LARGEST_TERM}")
    if len(fields) < len(keys) or len(reader.faults) > faults:
        # Slots are not measured by a term that is itself at fault.
        return Term(1, 1, LARGEST_TERM)
    return Term(weeks, days, slots)


def _formats(reader: Reader, value: object) -> dict[str, Format]:
    if not isinstance(value, dict):
        reader.fault("$.formats", f"must be an object, not {shown(value)}")
        return {}
    reader.report_repeated(value, "$.formats")
    _report_size(reader, "formats", len(value))
    return {key: _format(reader, key, item) for key, item in value.items()}


def _format(reader: Reader, key: str, value: object) -> Format:
    path = key_path("$.formats", key)
    reader.text(key, path)
    fields = reader.fields(value, path, ("min", "max"), ("equipment",))
    least = reader.whole(fields.get("min", 1), f"{path}.min", 1)
    most = reader.whole(fields.get("max", least), f"{path}.max", 1)
    if most < least:
        reader.fault(path, f"max is {most}, which is less than min, {least}")
    equipment = reader.texts(fields.get("equipment", []), f"{path}.equipment")
    return Format(key, least, most, frozenset(equipment))


def _records(
    reader: Reader, top: dict[str, object], key: str, build: Callable[[object, str], T]
) -> dict[str, T]:
    """The list under `key` as a dictionary by id, built item by item."""
    found: dict[str, T] = {}
    items = reader.items(top.get(key, []), f"$.{key}")
    _report_size(reader, key, len(items))
    for index, item in enumerate(items):
        path = f"$.{key}[{index}]"
        record = build(item, path)
        identifier = item.get("id") if isinstance(item, dict) else None
        if not isinstance(identifier, str) or not identifier:
            continue
        if identifier in found:
            reader.fault(f"{path}.id", f"{shown(identifier)} stands twice in this list")
        found[identifier] = record
    return found


def _report_size(reader: Reader, key: str, count: int) -> None:
    limit = MOST_OF_EACH.get(key, MOST_NEEDS)
    if count > limit:
        reader.fault(f"$.{key}", f"{count} are too many, the limit is {limit}")


def _room(reader: Reader, value: object, path: str, term: Term) -> Room:
    fields = reader.fields(value, path, ("id", "capacity"), ("equipment", "closed"))
    return Room(
        _text(reader, fields, "id", path),
        reader.whole(fields.get("capacity", 0), f"{path}.capacity", 0),
        frozenset(reader.texts(fields.get("equipment", []), f"{path}.equipment")),
        frozenset(reader.slots(fields.get("closed", []), f"{path}.closed", term.total)),
    )


def _expert(reader: Reader, value: object, path: str, term: Term, formats: Iterable[str]) -> Expert:
    required = ("id", "disciplines", "formats", "languages", "available")
    fields = reader.fields(value, path, required, _LIMITS)
    return Expert(
        _text(reader, fields, "id", path),
        frozenset(reader.texts(fields.get("disciplines", []), f"{path}.disciplines")),
        frozenset(reader.texts(fields.get("formats", []), f"{path}.formats", formats)),
        frozenset(reader.texts(fields.get("languages", []), f"{path}.languages")),
        frozenset(reader.slots(fields.get("available", []), f"{path}.available", term.total)),
        reader.whole_or_none(fields, "max_sessions", path),
        reader.whole_or_none(fields, "max_per_week", path),
    )


def _resident(reader: Reader, value: object, path: str, term: Term) -> Resident:
    fields = reader.fields(value, path, ("id", "languages"), ("venture", "busy", "max_per_week"))
    return Resident(
        _text(reader, fields, "id", path),
        reader.text(fields["venture"], f"{path}.venture") if "venture" in fields else None,
        frozenset(reader.texts(fields.get("languages", []), f"{path}.languages")),
        frozenset(reader.slots(fields.get("busy", []), f"{path}.busy", term.total)),
        reader.whole_or_none(fields, "max_per_week", path),
    )


def _needs(
    reader: Reader, top: dict[str, object], residents: Iterable[str], formats: Iterable[str]
) -> dict[str, Need]:
    items = top.get("needs")
    ids = {
        item["id"]: None
        for item in (items if isinstance(items, list) else [])
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    }
    needs = _records(
        reader,
        top,
        "needs",
        lambda v, p: _need(reader, v, p, residents=residents, formats=formats, needs=ids),
    )
    _report_cycle(reader, needs)
    return needs


def _need(
    reader: Reader,
    value: object,
    path: str,
    *,
    residents: Iterable[str],
    formats: Iterable[str],
    needs: Iterable[str],
) -> Need:
    required = ("id", "resident", "discipline", "formats", "weight")
    fields = reader.fields(value, path, required, ("before_week", "after"))
    after = reader.texts(fields.get("after", []), f"{path}.after", needs)
    identifier = _text(reader, fields, "id", path)
    if identifier in after:
        reader.fault(f"{path}.after", f"{shown(identifier)} cannot come after itself")
    return Need(
        identifier,
        _reference(reader, fields, "resident", path, residents),
        _text(reader, fields, "discipline", path),
        tuple(reader.texts(fields.get("formats", []), f"{path}.formats", formats)),
        reader.whole(fields.get("weight", 1), f"{path}.weight", 1, LARGEST_WEIGHT),
        reader.whole_or_none(fields, "before_week", path),
        tuple(after),
    )


def _locked(
    reader: Reader,
    value: object,
    path: str,
    *,
    term: Term,
    formats: Iterable[str],
    rooms: Iterable[str],
    experts: Iterable[str],
    needs: Iterable[str],
) -> Session:
    fields = reader.fields(value, path, SESSION_KEYS)
    return Session(
        _text(reader, fields, "id", path),
        _text(reader, fields, "discipline", path),
        _reference(reader, fields, "format", path, formats),
        _reference(reader, fields, "expert", path, experts),
        _reference(reader, fields, "room", path, rooms),
        reader.whole(fields.get("slot", 0), f"{path}.slot", 0, term.total - 1),
        _text(reader, fields, "language", path),
        tuple(reader.texts(fields.get("attendees", []), f"{path}.attendees", needs)),
    )


def _text(reader: Reader, fields: dict[str, object], key: str, path: str) -> str:
    return reader.text(fields[key], f"{path}.{key}") if key in fields else ""


def _reference(
    reader: Reader, fields: dict[str, object], key: str, path: str, known: Iterable[str]
) -> str:
    text = _text(reader, fields, key, path)
    if text and text not in known:
        reader.fault(f"{path}.{key}", f"{shown(text)} is not defined in this problem")
    return text


def _report_cycle(reader: Reader, needs: dict[str, Need]) -> None:
    """Names one need of each circle of `after`; needs after themselves are reported already."""
    waiting = {n.id: {a for a in n.after if a != n.id and a in needs} for n in needs.values()}
    followers: dict[str, list[str]] = {}
    for need, before in waiting.items():
        for earlier in before:
            followers.setdefault(earlier, []).append(need)
    ready = [need for need, before in waiting.items() if not before]
    while ready:
        done = ready.pop()
        del waiting[done]
        for need in followers.get(done, []):
            waiting[need].discard(done)
            if not waiting[need]:
                ready.append(need)
    if waiting:
        position = {need: index for index, need in enumerate(needs)}
        first = min(waiting, key=lambda need: position[need])
        sentence = (
            f"the need {shown(first)} and those it comes after wait for each other in a circle"
        )
        reader.fault(f"$.needs[{position[first]}].after", sentence)


def _report_clashes(reader: Reader, locked: tuple[Session, ...], needs: dict[str, Need]) -> None:
    """Two locked sessions may not use one expert, room or person at once, nor meet a need twice."""
    taken: dict[tuple[str, str, int], str] = {}
    for index, session in enumerate(locked):
        path = f"$.locked[{index}]"
        claims = [("expert", session.expert, session.slot), ("room", session.room, session.slot)]
        for need in session.attendees:
            claims.append(("need", need, -1))
            if need in needs:
                claims.append(("resident", needs[need].resident, session.slot))
        for claim in claims:
            if claim in taken:
                other = shown(taken[claim])
                place = "" if claim[2] < 0 else f" in slot {claim[2]}"
                sentence = f"takes the {claim[0]} {shown(claim[1])}{place}, as does {other}"
                reader.fault(path, sentence)
            else:
                taken[claim] = session.id


def _report_memory(
    reader: Reader,
    term: Term,
    experts: dict[str, Expert],
    residents: dict[str, Resident],
    needs: dict[str, Need],
) -> None:
    """Refuses what would not fit into memory before anything of it is built."""
    ways = sum(
        len(need.formats) * len(residents[need.resident].languages)
        for need in needs.values()
        if need.resident in residents
    )
    places = (len(experts) + 2 * len(residents) + ways) * term.total
    if places > MOST_PLACES:
        sentence = (
            f"people and possible seats in all slots are {places}, the limit is {MOST_PLACES}"
        )
        reader.fault("$", sentence)
