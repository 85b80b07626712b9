"""The planner's solution → proposed sessions of a term, and facts for the needs left over."""

from dataclasses import dataclass
from typing import Any

from elspace.hosting.models import Room
from elspace.hub.enums import FormatCode
from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.support.models import Expert

from .brief import Brief
from .keeping import CONFIDENTIAL_FORMAT


@dataclass(frozen=True)
class Placed:
    """A session of the plan as rows: what `propose_session` takes."""

    discipline: Discipline
    format: Format
    expert: Expert
    room: Room
    language: SpokenLanguage
    slot: int
    needs: tuple[int, ...]


@dataclass(frozen=True)
class Unseated:
    """A free seat of a kept session that the plan would give to a need: shown, not done."""

    session: int
    need: int


def number(name: str) -> int:
    """The row's number in an id such as "n12"."""
    return int(name[1:])


def place_solution(brief: Brief, solution: dict[str, Any]) -> tuple[list[Placed], list[Unseated]]:
    """New sessions as rows, and seats the plan would fill in sessions that keep their place."""
    locked = {one["id"]: set(one["attendees"]) for one in brief.problem["locked"]}
    rows = _Rows()
    placed, seats = [], []
    for one in solution["sessions"]:
        if one["id"] in locked:
            seats += [
                Unseated(number(one["id"]), number(need))
                for need in one["attendees"]
                if need not in locked[one["id"]]
            ]
            continue
        needs = tuple(number(need) for need in one["attendees"])
        placed.append(rows.placed(one, needs))
    return placed, seats


def unmet_of(solution: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """By need number, why it has no date: the planner's code and facts, without its text."""
    return {
        number(need): {"code": reason["code"], "facts": reason["facts"]}
        for need, reason in solution["unmet"].items()
    }


class _Rows:
    """The hub's short lists by id, read once."""

    def __init__(self) -> None:
        self.disciplines = Discipline.objects.in_bulk()
        self.formats = {form.code: form for form in Format.objects.all()}
        self.experts = Expert.objects.select_related("person").in_bulk()
        self.rooms = Room.objects.in_bulk()
        self.languages = {one.code: one for one in SpokenLanguage.objects.all()}

    def placed(self, one: dict[str, Any], needs: tuple[int, ...]) -> Placed:
        code = one["format"]
        return Placed(
            discipline=self.disciplines[number(one["discipline"])],
            format=self.formats[FormatCode.INDIVIDUAL if code == CONFIDENTIAL_FORMAT else code],
            expert=self.experts[number(one["expert"])],
            room=self.rooms[number(one["room"])],
            language=self.languages[one["language"]],
            slot=one["slot"],
            needs=needs,
        )
