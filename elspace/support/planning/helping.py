"""What would help most: the board as the planner's solution, and its answer as rows' numbers."""

import json
from typing import Any

from elspace.support.enums import Preset
from elspace.support.models import Term

from .building import build_problem
from .keeping import CONFIDENTIAL, CONFIDENTIAL_FORMAT
from .reading import number


def board_as_it_stands(term: Term, preset: Preset) -> tuple[dict[str, Any], dict[str, Any]]:
    """The problem of what is left and the board as its solution: everything stays where it is, so
    that what a change wins, it wins without moving anybody."""
    problem = build_problem(term=term, preset=preset, everything=True).with_all_hours()
    standing = {
        "sessions": problem["locked"], "points": 0, "bound": 0, "gap": 0, "status": "feasible",
        "unmet": {},
    }  # fmt: skip
    return problem, standing


def changes_found(problem: dict[str, Any], found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The planner's changes with rows' numbers, best first, less those no hub would make: what is
    confidential is opened to no other way of working, and nothing else becomes confidential."""
    sealed = {one["id"] for one in problem["needs"] if one["formats"] == [CONFIDENTIAL_FORMAT]}
    kept = [
        _as_rows(one)
        for one in found
        if one["change"]["kind"] != "format"
        or (one["change"]["need"] not in sealed and one["change"]["format"] != CONFIDENTIAL_FORMAT)
    ]
    return _joined(kept)


def _joined(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same session in one language or another that wins the same is one change."""
    found: dict[str, dict[str, Any]] = {}
    for one in changes:
        alike = {key: one[key] for key in one if key not in ("languages", "slot")}
        alike["slot"] = one.get("slot") if one["kind"] == "room_hour" else None
        first = found.setdefault(json.dumps(alike, sort_keys=True), one)
        if first is not one:
            first["languages"] += one.get("languages", [])
    return list(found.values())


def _as_rows(one: dict[str, Any]) -> dict[str, Any]:
    change = one["change"]
    row: dict[str, Any] = {"kind": change["kind"], "points": one["points"]}
    row["needs"] = sorted(number(need) for need in one["needs"])
    row |= {key: change[key] for key in ("slot", "capacity") if key in change}
    row["languages"] = [change["language"]] if "language" in change else []
    if "discipline" in change:
        row["discipline"] = number(change["discipline"])
    if "need" in change:
        row["need"] = number(change["need"])
    if "format" in change:
        row["is_sealed"] = change["format"] == CONFIDENTIAL_FORMAT
        row["format"] = "" if row["is_sealed"] else change["format"]
    if "equipment" in change:
        row["is_quiet"] = CONFIDENTIAL in change["equipment"]
        row["equipment"] = [number(item) for item in change["equipment"] if item != CONFIDENTIAL]
    return row
