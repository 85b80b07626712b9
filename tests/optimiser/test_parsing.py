"""Every kind of bad problem is answered by one sentence with its path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from optimiser.reading import BadInputError, parse_json
from optimiser.solution import parse_solution
from tests.optimiser.runs import sentences

Json = dict[str, Any]
LOCK = {
    "id": "l1",
    "discipline": "law",
    "format": "clinic",
    "expert": "amel",
    "room": "olive",
    "slot": 0,
    "language": "french",
    "attendees": ["n1"],
}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "tables"}, '$.kind: must be "programme", not "tables".'),
        ({"extra": 1}, '$: the key "extra" is not known here.'),
        ({"term": []}, "$.term: must be an object, not a list."),
        ({"term.weeks": 0}, "$.term.weeks: must be at least 1, not 0."),
        ({"term.weeks": True}, "$.term.weeks: must be a whole number, not true."),
        ({"term.weeks": 2.0}, "$.term.weeks: must be a whole number, not 2.0."),
        ({"term.weeks": 10**6}, "$.term.weeks: must be at most 20000, not 1000000."),
        ({"term.weeks": 10**60}, "$.term.weeks: must be at most 20000, not a number of 200 bits."),
        ({"term.weeks": 9999}, "$.term: 39996 slots are too many, the limit is 20000."),
        ({"formats.clinic.min": 0}, "$.formats.clinic.min: must be at least 1, not 0."),
        ({"formats.clinic.max": 1}, "$.formats.clinic: max is 1, which is less than min, 2."),
        ({"formats.": {"min": 1, "max": 1}}, '$.formats[""]: must not be empty.'),
        ({"formats.clinic.size": 1}, '$.formats.clinic: the key "size" is not known here.'),
        ({"rooms": {}}, "$.rooms: must be a list, not an object."),
        ({"rooms.0.id": ""}, "$.rooms[0].id: must not be empty."),
        ({"rooms.0.id": 7}, "$.rooms[0].id: must be a text, not 7."),
        (
            {"rooms.0.id": "\ud800"},
            "$.rooms[0].id: holds half of a character, which cannot be written.",
        ),
        ({"rooms.0.capacity": -1}, "$.rooms[0].capacity: must be at least 0, not -1."),
        ({"rooms.0.capacity": None}, "$.rooms[0].capacity: must be a whole number, not null."),
        (
            {"rooms.0.closed": [8]},
            "$.rooms[0].closed[0]: slot 8 lies outside the term, whose slots are 0 to 7.",
        ),
        (
            {"rooms.0.closed": [-1]},
            "$.rooms[0].closed[0]: slot -1 lies outside the term, whose slots are 0 to 7.",
        ),
        ({"rooms.0.closed": [False]}, "$.rooms[0].closed[0]: must be a slot number, not false."),
        ({"rooms.0.closed": "0"}, '$.rooms[0].closed: must be a list, not "0".'),
        ({"experts.0.available": None}, "$.experts[0].available: must be a list, not null."),
        (
            {"experts.0.formats": ["talk"]},
            '$.experts[0].formats[0]: "talk" is not defined in this problem.',
        ),
        (
            {"experts.0.languages": ["french", "french"]},
            '$.experts[0].languages[1]: "french" stands twice in this list.',
        ),
        (
            {"experts.0.max_sessions": -1},
            "$.experts[0].max_sessions: must be at least 0, not -1.",
        ),
        ({"residents.1.id": "sana"}, '$.residents[1].id: "sana" stands twice in this list.'),
        ({"residents.0.venture": ""}, "$.residents[0].venture: must not be empty."),
        (
            {"needs.0.resident": "zied"},
            '$.needs[0].resident: "zied" is not defined in this problem.',
        ),
        ({"needs.0.weight": 0}, "$.needs[0].weight: must be at least 1, not 0."),
        ({"needs.0.weight": "5"}, '$.needs[0].weight: must be a whole number, not "5".'),
        ({"needs.0": 3}, "$.needs[0]: must be an object, not 3."),
        ({"needs.0.after": ["n1"]}, '$.needs[0].after: "n1" cannot come after itself.'),
        (
            {"needs.0.after": ["n8"]},
            '$.needs[0].after[0]: "n8" is not defined in this problem.',
        ),
        (
            {"needs.0.after": ["n2"], "needs.1.after": ["n1"]},
            '$.needs[0].after: the need "n1" and those it comes after wait for each other in a'
            " circle.",
        ),
        ({"first_bonus": -3}, "$.first_bonus: must be at least 0, not -3."),
        (
            {"locked": [{**LOCK, "room": "vine"}]},
            '$.locked[0].room: "vine" is not defined in this problem.',
        ),
        (
            {"locked": [{**LOCK, "slot": 8}]},
            "$.locked[0].slot: must be at most 7, not 8.",
        ),
        (
            {"locked": [LOCK, {**LOCK, "id": "l2", "slot": 1}]},
            '$.locked[1]: takes the need "n1", as does "l1".',
        ),
    ],
)
def test_fault_is_told_with_its_path(
    changed: Callable[[Json], Json], change: Json, sentence: str
) -> None:
    assert sentences(changed(change))[:1] == [sentence]


def test_locked_sessions_that_clash_are_a_fault(changed: Callable[[Json], Json]) -> None:
    other = {**LOCK, "id": "l2", "attendees": []}
    assert sentences(changed({"locked": [LOCK, other]})) == [
        '$.locked[1]: takes the expert "amel" in slot 0, as does "l1".',
        '$.locked[1]: takes the room "olive" in slot 0, as does "l1".',
    ]


def test_every_missing_key_is_named() -> None:
    assert sentences({"kind": "programme"}) == [
        f'$: the key "{key}" is missing.'
        for key in ("term", "formats", "rooms", "experts", "residents", "needs")
    ]


def test_null_and_absence_mean_the_default(changed: Callable[[Json], Json]) -> None:
    nothing = {
        "rooms.0.closed": None,
        "rooms.0.equipment": None,
        "experts.0.max_sessions": None,
        "experts.0.max_per_week": None,
        "residents.0.busy": None,
        "residents.0.venture": None,
        "needs.0.after": None,
        "needs.0.before_week": None,
        "formats.clinic.equipment": None,
        "locked": None,
        "first_bonus": None,
    }
    assert sentences(changed(nothing)) == []


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b'{"a": 1, "a": 2}', '$: the key "a" stands twice.'),
        (b'{"kind": NaN}', '$.kind: must be "programme", not NaN.'),
    ],
)
def test_what_json_readers_let_through_is_a_fault(raw: bytes, sentence: str) -> None:
    assert sentences(parse_json(raw))[0] == sentence


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ([], "$: must be an object, not a list."),
        ({}, '$: the key "sessions" is missing.'),
        ({"sessions": [{}]}, '$.sessions[0]: the key "id" is missing.'),
        (
            {"sessions": [], "status": "done"},
            '$.status: must be "optimal" or "feasible", not "done".',
        ),
        ({"sessions": [], "points": -1}, "$.points: must be at least 0, not -1."),
        ({"sessions": [], "gap": "0"}, '$.gap: must be a number, not "0".'),
        ({"sessions": [], "unmet": []}, "$.unmet: must be an object, not a list."),
    ],
)
def test_a_solution_is_read_as_strictly(value: object, sentence: str) -> None:
    with pytest.raises(BadInputError) as caught:
        parse_solution(value)
    assert caught.value.faults[0] == sentence


def test_what_would_not_fit_into_memory_is_refused_with_its_size(tiny: Json) -> None:
    tiny["term"] = {"weeks": 2000, "days": 5, "slots": 2}
    tiny["residents"] += [{"id": f"r{i}", "languages": ["french"]} for i in range(15_000)]
    assert sentences(tiny) == [
        "$: people and possible seats in all slots are 600180000, the limit is 300000000."
    ]
