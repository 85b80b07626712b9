"""A plan made kinder without losing a point: practice rather than theory, rooms that fit."""

from typing import Any

from elspace.hub.enums import FormatCode

from .keeping import CONFIDENTIAL_FORMAT
from .rooms import Beside, fitting_rooms

# The planner is indifferent between formats and between rooms that answer the same needs. People
# are not: practice before theory, and no hall of forty for a meeting of two.
LIKED = (FormatCode.WORKSHOP, FormatCode.ROTA, FormatCode.INDIVIDUAL, FormatCode.LECTURE)


def tidy(
    problem: dict[str, Any], solution: dict[str, Any], beside: Beside | None = None
) -> dict[str, Any]:
    """The same plan with liked formats and small rooms. It answers the same needs; the caller has
    it checked and keeps the other one when a rule or a reason no longer holds."""
    locked = {one["id"] for one in problem["locked"]}
    sessions = [
        one if one["id"] in locked else _in_liked_format(problem, one)
        for one in solution["sessions"]
    ]
    rooms = fitting_rooms(problem, sessions, beside)
    sessions = [{**one, "room": rooms.get(one["id"], one["room"])} for one in sessions]
    return {**solution, "sessions": sessions}


def _in_liked_format(problem: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    if one["format"] == CONFIDENTIAL_FORMAT:
        return one
    expert = next(e for e in problem["experts"] if e["id"] == one["expert"])
    room = next(r for r in problem["rooms"] if r["id"] == one["room"])
    wanted = [set(n["formats"]) for n in problem["needs"] if n["id"] in one["attendees"]]
    for code in LIKED:
        form = problem["formats"].get(code)
        if (
            form is not None
            and code in expert["formats"]
            and all(code in accepted for accepted in wanted)
            and form["min"] <= len(one["attendees"]) <= form["max"]
            and set(form["equipment"]) <= set(room["equipment"])
        ):
            return {**one, "format": str(code)}
    return one
