"""Sessions of a board kept with a proposal, read as rows: how one is shown, what of one changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from elspace.hosting.models import Room
from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.needs.models import Need
from elspace.support.models import Expert

Line = dict[str, Any]


@dataclass(frozen=True)
class Held:
    """One session of a proposal as the board shows it: a confidential one is an appointment."""

    start_at: datetime
    end_at: datetime
    discipline: Discipline | None
    expert: Expert | None
    room: Room | None
    language: SpokenLanguage | None
    format: Format | None
    people: int


@dataclass(frozen=True)
class Other:
    """What is another one for whoever attends: "room", "expert", "language" or "format", and its
    names before and after; "" where there is none."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Moved:
    """A need that has a session in both boards, and what differs between the two."""

    need: Need
    before: datetime
    after: datetime
    end_before: datetime
    end_after: datetime
    others: list[Other]

    @property
    def is_other_date(self) -> bool:
        """Whether it begins at another moment."""
        return self.before != self.after

    @property
    def is_other_end(self) -> bool:
        """Whether it begins when it did, and ends earlier or later."""
        return not self.is_other_date and self.end_before != self.end_after

    @property
    def is_any(self) -> bool:
        """Whether anything differs for whoever attends."""
        return self.is_other_date or self.is_other_end or bool(self.others)


class Rows:
    """The hub's short lists, read once."""

    def __init__(self) -> None:
        self.disciplines = Discipline.objects.in_bulk()
        self.formats = Format.objects.in_bulk()
        self.experts = Expert.objects.select_related("person").in_bulk()
        self.rooms = Room.objects.in_bulk()
        self.languages = SpokenLanguage.objects.in_bulk()

    def held(self, line: Line) -> Held:
        """A session as the board shows it."""
        sealed = line["is_sealed"]
        return Held(
            start_at=datetime.fromisoformat(line["start"]),
            end_at=datetime.fromisoformat(line["end"]),
            discipline=None if sealed else self.disciplines.get(line["discipline"]),
            expert=None if sealed else self.experts.get(line["expert"]),
            room=self.rooms.get(line["room"]),
            language=None if sealed else self.languages.get(line["language"]),
            format=None if sealed else self.formats.get(line["format"]),
            people=len(line["needs"]),
        )

    def moved(self, need: Need, before: Line, after: Line) -> Moved:
        """What differs for a need between two sessions that give it a date."""
        return Moved(
            need=need,
            before=datetime.fromisoformat(before["start"]),
            after=datetime.fromisoformat(after["start"]),
            end_before=datetime.fromisoformat(before["end"]),
            end_after=datetime.fromisoformat(after["end"]),
            others=list(self._others(before, after)),
        )

    def _others(self, before: Line, after: Line) -> Iterator[Other]:
        """Who gives a confidential session, and how, is nobody's to read."""
        if before["room"] != after["room"]:
            names = _name(self.rooms, before["room"]), _name(self.rooms, after["room"])
            yield Other("room", *names)
        if before["is_sealed"] or after["is_sealed"]:
            return
        if before["expert"] != after["expert"]:
            yield Other("expert", self._expert(before), self._expert(after))
        for what, rows in (("language", self.languages), ("format", self.formats)):
            if before[what] != after[what]:
                yield Other(what, _name(rows, before[what]), _name(rows, after[what]))

    def _expert(self, line: Line) -> str:
        expert = self.experts.get(line["expert"])
        return expert.person.short_name if expert else ""


def _name(rows: Mapping[int, Any], number: int | None) -> str:
    """The name of a row in the language of the page; "" when there is none any more."""
    row = rows.get(number or 0)
    return str(row.name) if row else ""
