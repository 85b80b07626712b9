"""Each rule on a hub small enough to see: with room for it a plan exists, without it none does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from optimiser.labels import RULES
from tests.optimiser.runs import checked, faults

Json = dict[str, Any]


def test_tiny_hub_meets_both_needs_in_one_clinic_or_two(tiny: Json) -> None:
    solution = checked(tiny)
    assert (solution.points, solution.bound, solution.status) == (8, 8, "optimal")
    assert solution.unmet == {}


@pytest.mark.parametrize(
    ("change", "points", "reasons"),
    [
        ({"experts.0.disciplines": ["sales"]}, 0, ["no_expert", "no_expert"]),
        ({"experts.0.formats": ["clinic"], "rooms.0.capacity": 1}, 0, ["no_room", "no_room"]),
        ({"experts.0.languages": ["arabic"]}, 0, ["no_expert", "too_few_peers"]),
        ({"experts.0.available": []}, 0, ["no_common_time", "no_common_time"]),
        ({"experts.0.max_sessions": 0}, 0, ["expert_full", "expert_full"]),
        ({"experts.0.max_per_week": 0}, 0, ["outranked", "outranked"]),
        ({"rooms.0.capacity": 1}, 5, ["no_room"]),
        ({"rooms.0.closed": [0, 1, 4, 5]}, 0, ["no_common_time", "no_common_time"]),
        ({"formats.clinic.equipment": ["screen"]}, 5, ["no_room"]),
        ({"formats.clinic.min": 3}, 5, ["too_few_peers"]),
        ({"residents.0.busy": [0, 1, 4, 5]}, 0, ["no_common_time", "too_few_peers"]),
        ({"residents.0.busy": [0, 1, 4], "residents.1.busy": [5]}, 5, ["too_few_peers"]),
        ({"residents.0.max_per_week": 0}, 0, ["resident_full", "outranked"]),
        ({"needs.0.before_week": 0}, 0, ["no_common_time", "outranked"]),
        ({"needs.0.formats": ["meeting"]}, 5, ["too_few_peers"]),
        ({"needs.0.formats": []}, 0, ["no_expert", "too_few_peers"]),
        ({"needs.1.after": ["n1"]}, 5, ["outranked"]),
        ({"needs.0.after": ["n2"]}, 0, ["prerequisite", "outranked"]),
        ({"first_bonus": 4}, 16, []),
    ],
)
def test_rule_decides_what_is_met_and_why_not(
    changed: Callable[[Json], Json], change: Json, points: int, reasons: list[str]
) -> None:
    solution = checked(changed(change), work=5)
    assert (solution.points, solution.bound) == (points, points)
    assert solution.unmet is not None
    assert [reason.code for reason in solution.unmet.values()] == reasons


def plan(**other: Any) -> Json:
    session = {
        "id": "s1",
        "discipline": "law",
        "format": "clinic",
        "expert": "amel",
        "room": "olive",
        "slot": 4,
        "language": "french",
        "attendees": ["n1", "n2"],
    }
    return {"sessions": [{**session, **other}]}


def two(**other: Any) -> Json:
    """n1 in a meeting and another session beside it."""
    first = {"format": "meeting", "attendees": ["n1"]}
    return {"sessions": [*plan(**first)["sessions"], *plan(**({"id": "s2"} | other))["sessions"]]}


def locked(**other: Any) -> Json:
    return {"locked": plan(**other)["sessions"]}


@pytest.mark.parametrize(
    ("rule", "change", "broken"),
    [
        ("known", {}, plan(room="nowhere")),
        ("known", {}, plan(slot=99)),
        ("known", {}, plan(attendees=["n1", "n9"])),
        ("session_id", {}, two(id="s1", slot=5)),
        ("locked", locked(), {"sessions": []}),
        ("locked", locked(), plan(slot=5)),
        ("locked", locked(), plan(attendees=["n1"])),
        ("expert_teaches", {"experts.0.disciplines": []}, plan()),
        ("expert_format", {"experts.0.formats": []}, plan()),
        ("expert_language", {"experts.0.languages": []}, plan()),
        ("expert_available", {"experts.0.available": []}, plan()),
        ("expert_once", {}, two(room="vine")),
        ("expert_term_limit", {"experts.0.max_sessions": 0}, plan()),
        ("expert_week_limit", {"experts.0.max_per_week": 0}, plan()),
        ("room_suits", {"formats.clinic.equipment": ["screen"]}, plan()),
        ("room_suits", {"rooms.0.capacity": 1}, plan()),
        ("room_open", {"rooms.0.closed": [4]}, plan()),
        ("room_once", {}, two(expert="basma")),
        ("need_discipline", {"needs.0.discipline": "sales"}, plan()),
        ("need_format", {"needs.0.formats": []}, plan()),
        ("resident_language", {"residents.0.languages": []}, plan()),
        ("resident_free", {"residents.1.busy": [4]}, plan()),
        ("resident_once", {"needs.1.resident": "sana"}, plan()),
        ("resident_week_limit", {"residents.1.max_per_week": 0}, plan()),
        ("minimum", {}, plan(attendees=["n1"])),
        ("maximum", {"formats.clinic.min": 1, "rooms.0.capacity": 1}, plan()),
        ("maximum", {"formats.meeting.max": 1}, plan(format="meeting")),
        ("met_once", {}, two(slot=5)),
        ("before_week", {"needs.1.before_week": 1}, plan()),
        ("after", {"needs.1.after": ["n1"]}, plan()),
    ],
)
def test_checker_names_the_broken_rule(
    changed: Callable[[Json], Json], rule: str, change: Json, broken: Json
) -> None:
    problem = changed(change)
    problem["experts"].append({**problem["experts"][0], "id": "basma"})
    problem["rooms"].append({"id": "vine", "capacity": 3})
    found = {name for name, _ in faults(problem, broken)}
    assert rule in found
    assert found <= set(RULES)


def test_checker_finds_nothing_in_a_legal_plan(tiny: Json) -> None:
    assert faults(tiny, plan()) == []


@pytest.mark.parametrize(
    ("figure", "values"),
    [
        ("points", {"points": 7}),
        ("bound", {"bound": 7}),
        ("gap", {"bound": 10, "gap": 0.1}),
        ("status", {"bound": 9, "status": "optimal"}),
        ("unmet", {"unmet": {"n1": {"code": "outranked", "text": "x", "facts": {}}}}),
        ("proof", {"bound": 8, "proof": {"kind": "prices", "prices": {"n1": -10}}}),
        ("proof", {"bound": 8, "proof": {"kind": "prices", "prices": {"n9": 1}}}),
    ],
)
def test_checker_recomputes_every_figure(tiny: Json, figure: str, values: Json) -> None:
    assert faults(tiny, {**plan(), "points": 8, "bound": 8} | values)[0][0] == figure


def test_checker_asks_for_the_first_true_reason_and_for_nothing_avoidable(tiny: Json) -> None:
    untrue = {"code": "expert_full", "text": "x", "facts": {}}
    solution = {**plan(format="meeting", attendees=["n1"]), "unmet": {"n2": untrue}}
    assert faults(tiny, solution) == [("reason", '$.unmet["n2"]')]
    alone = {"sessions": [], "unmet": {"n1": untrue, "n2": untrue}}
    assert [rule for rule, _ in faults(tiny, alone)] == ["reason", "reason"] + ["avoidable"] * 2


def test_a_free_seat_left_empty_is_avoidable(tiny: Json) -> None:
    tiny["residents"].append({"id": "hedi", "languages": ["french"]})
    tiny["needs"].append({**tiny["needs"][1], "id": "n3", "resident": "hedi"})
    reason = {"code": "outranked", "text": "x", "facts": {"session": "s1", "why": "full"}}
    assert faults(tiny, {**plan(), "unmet": {"n3": reason}}) == [("avoidable", '$.unmet["n3"]')]
