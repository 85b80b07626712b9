"""Evenings at tables of one size."""

from __future__ import annotations

from typing import Any


def evening(people: int, tables: int, size: int, rounds: int, **other: Any) -> dict[str, Any]:
    return {
        "kind": "tables",
        "people": [f"p{i}" for i in range(people)],
        "rounds": rounds,
        "tables": [{"id": f"t{i}", "max": size} for i in range(tables)],
        **other,
    }
