"""Small hubs for the optimiser's tests, and ways to plan and check them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

Json = dict[str, Any]


@pytest.fixture
def tiny() -> Json:
    """One expert, one room, two residents with one need each, one week of two days of two slots."""
    return copy.deepcopy(TINY)


@pytest.fixture
def changed(tiny: Json) -> Callable[..., Json]:
    """The tiny hub with some paths set: changed({"experts.0.available": []})."""

    def change(values: Json) -> Json:
        for path, value in values.items():
            *parents, last = path.split(".")
            place: Any = tiny
            for key in parents:
                place = place[int(key) if isinstance(place, list) else key]
            place[int(last) if isinstance(place, list) else last] = value
        return tiny

    return change


TINY: Json = {
    "kind": "programme",
    "term": {"weeks": 2, "days": 2, "slots": 2},
    "formats": {"meeting": {"min": 1, "max": 1}, "clinic": {"min": 2, "max": 3}},
    "rooms": [{"id": "olive", "capacity": 3}],
    "experts": [
        {
            "id": "amel",
            "disciplines": ["law"],
            "formats": ["meeting", "clinic"],
            "languages": ["french"],
            "available": [0, 1, 4, 5],
        }
    ],
    "residents": [
        {"id": "sana", "languages": ["french"]},
        {"id": "nour", "languages": ["french", "arabic"]},
    ],
    "needs": [
        {
            "id": "n1",
            "resident": "sana",
            "discipline": "law",
            "formats": ["meeting", "clinic"],
            "weight": 5,
        },
        {"id": "n2", "resident": "nour", "discipline": "law", "formats": ["clinic"], "weight": 3},
    ],
}
