"""Desks of the hub and of the file by sign and place: two places may each have an A1."""

import re
from dataclasses import dataclass
from itertools import chain

from elspace.core.folding import fold_signs
from elspace.hosting.models import Desk
from elspace.hub.models import Place

from .house_known import KnownHouse, desk_key, names_of
from .house_plans import DeskKey, DeskPlan


@dataclass(frozen=True)
class DeskNamed:
    """One desk a row may mean; `known` when it is here."""

    key: DeskKey
    name: str
    place: Place
    known: Desk | None = None


class DesksNamed:
    """All of them, found by what a cell says."""

    def __init__(self, house: KnownHouse, desks: list[DeskPlan]) -> None:
        here = (
            DeskNamed((sign, desk.place_id), desk.name, desk.place, desk)
            for sign, rows in house.desks.items()
            for desk in rows
        )
        new = (DeskNamed((one.name_key, one.place.pk), one.said.name, one.place) for one in desks)
        self.by_key: dict[DeskKey, DeskNamed] = {}
        for one in chain(here, new):
            self.by_key.setdefault(one.key, one)
        places = {one.place.pk: one.place for one in self.by_key.values()}
        self.places = sorted(
            ((name, place.pk) for place in places.values() for name in names_of(place)),
            key=lambda pair: -len(pair[0]),
        )

    def find(self, text: str) -> list[DeskNamed]:
        """Every desk a cell may mean: the sign alone ("A1"), or with its place ("A1, La Marsa")."""
        found = self._with_sign(desk_key(text))
        if found:
            return found
        said = fold_signs(text)
        for name, place in self.places:
            bare, is_named = re.subn(rf"(?<!\w){re.escape(name)}(?!\w)", " ", said)
            if is_named and (one := self.by_key.get((desk_key(bare), place))):
                return [one]
        return []

    def shown(self, one: DeskNamed) -> str:
        """Its name; with the place where another bears it too."""
        is_alone = len(self._with_sign(one.key[0])) == 1
        return one.name if is_alone else f"{one.name} ({one.place.name})"

    def all_shown(self) -> list[str]:
        """How each can be written, without doubt."""
        return [self.shown(one) for one in self.by_key.values()]

    def _with_sign(self, sign: str) -> list[DeskNamed]:
        return [one for one in self.by_key.values() if one.key[0] == sign]
