"""Rooms, desks and members of a file beside those of the house: new, here, or in the way."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from elspace.core.folding import fold_signs
from elspace.hub.models import Equipment

from .drafts import Understood
from .faults import Fault
from .house_drafts import DeskSaid, MemberSaid, RoomSaid
from .house_known import KnownHouse, desk_key, known_house, listed
from .house_plans import DeskPlan, HousePlan, RoomPlan
from .stays import Stays

SPACE = UUID("0d7d7c55-61c1-4a52-8d3b-6a1f6d7b5a20")  # what the keys of rooms and desks derive from


def plan_house(understood: Understood, people: Iterable[Any], user: Any) -> HousePlan:
    """What confirming would make of the house; each of `people` is given their stays. Nothing is
    asked of the database when the file says nothing of it."""
    people = list(people)
    members = [draft.member for one in people for draft in one.someone.drafts if draft.member]
    plan = HousePlan()
    if not (understood.rooms or understood.desks or members):
        return plan
    house = known_house()
    plan.has_prices = house.has_prices
    _check_allowed(plan, house, understood, members, user)
    planner = _Planner(house, plan)
    planner.rooms(understood.rooms)
    planner.desks(understood.desks)
    Stays(house, plan).plan(people)
    return plan


def _check_allowed(
    plan: HousePlan,
    house: KnownHouse,
    understood: Understood,
    members: list[MemberSaid],
    user: Any,
) -> None:
    """Nobody brings in by a file what they may not write on a page; parts switched off stay off."""

    def may(permission: str) -> bool:
        return user is None or user.has_perm(permission)

    has_terms = any(one.price_said or one.payer for one in members)
    things = [*understood.rooms, *understood.desks]
    in_the_way = {
        "rooms_not_yours": bool(things) and not may("hosting.change_room"),
        "desks_off": bool(understood.desks) and not house.uses("desks"),
        "plans_off": bool(members) and not house.uses("plans"),
        "members_not_yours": bool(members) and not may("hosting.change_subscription"),
        "terms_not_yours": has_terms and not may("hosting.view_terms"),
        "no_plans": bool(members) and house.uses("plans") and not house.plans,
    }
    plan.faults += [Fault(code) for code, is_there in in_the_way.items() if is_there]


class _Planner:
    """Rooms and desks one by one."""

    def __init__(self, house: KnownHouse, plan: HousePlan) -> None:
        self.house, self.plan = house, plan

    def fault(self, said: RoomSaid | DeskSaid, code: str, column: str, **values: Any) -> None:
        """Keep a fault at a cell."""
        letter, header = said.cells.get(column, ["", ""])
        fault = Fault(code, said.sheet, said.row, letter, header[:80], values)
        self.plan.faults.append(fault)

    def _place(self, said: RoomSaid | DeskSaid) -> Any:
        """The place a row names; the only one where it names none. None: which one is not known."""
        places = self.house.places
        wanted = fold_signs(said.place)
        for place in places:
            if wanted and wanted in map(fold_signs, (place.name_fr, place.name_ar, place.name_en)):
                return place
        if len(places) == 1:
            return places[0]
        known = listed(place.name for place in places)
        code = "place" if wanted else "place_missing"
        self.fault(said, code, "place", value=said.place[:60], known=known)
        return None

    def _is_kept(self, said: Any, place: Any) -> bool:
        """Whether the only place took a name that is not its own: a floor, a corner."""
        names = (place.name_fr, place.name_ar, place.name_en)
        return bool(said.place) and fold_signs(said.place) not in map(fold_signs, names)

    def rooms(self, said: list[RoomSaid]) -> None:
        """All rooms; those another one is made of come before it."""
        found: dict[tuple[str, int], RoomPlan] = {}
        strange_places: dict[str, str] = {}
        has_prices = any(one.price_hour or one.price_half_day or one.price_day for one in said)
        for one in said:
            place = self._place(one)
            equipment = self._equipment(one)
            if place is None or not one.capacity:
                continue
            key = fold_signs(one.shown)
            if first := found.get((key, place.pk)):
                at = "room" if "room" in one.cells else "room_ar"
                self.fault(one, "thing_twice", at, value=one.shown, line=first.said.row)
                continue
            made = RoomPlan(one, uuid5(SPACE, f"room/{place.key}/{key}"), key, place)
            made.known = self.house.room(one.shown, place) or (
                self.house.room(one.name_ar, place) if one.name_ar else None
            )
            made.note = one.note
            if self._is_kept(one, place):
                strange_places[one.place] = one.sheet
                made.note = " · ".join(text for text in (one.place, one.note) if text)[:200]
            made.equipment = equipment
            found[key, place.pk] = made
        for name, sheet in strange_places.items():
            self.plan.notes.append(Fault("place_note", sheet, values={"value": name}))
        if has_prices and not self.house.has_prices:
            self.plan.notes.append(Fault("prices_off", said[0].sheet))
        self._parts(list(found.values()))

    def _equipment(self, said: RoomSaid) -> list[Equipment]:
        known = self.house.equipment
        found: list[Equipment] = []
        for name in said.equipment:
            row = self.house.thing(name)
            if row is None:
                names = listed(one.name for one in known.values())
                self.fault(said, "equipment", "equipment", value=name[:60], known=names)
            elif row not in found:
                found.append(row)
        return found

    def _parts(self, rooms: list[RoomPlan]) -> None:
        by_name = {(one.place.pk, one.name_key): one for one in rooms}
        for one in rooms:
            for name in one.said.parts:
                key = fold_signs(name)
                if (one.place.pk, key) in by_name or self.house.room(name, one.place):
                    _join(one, key, name)
                else:
                    self.fault(one.said, "part", "parts", value=name[:60])
        for one in rooms:
            if not one.said.part_of:
                continue
            whole = by_name.get((one.place.pk, fold_signs(one.said.part_of)))
            if whole is not None and whole.known is None:
                _join(whole, one.name_key, one.said.shown)
            elif whole is None and not self.house.room(one.said.part_of, one.place):
                self.fault(one.said, "part", "part_of", value=one.said.part_of[:60])
            elif one.known is None:
                self.fault(one.said, "part_of_known", "part_of", value=one.said.part_of[:60])
        for one in rooms:
            if one.parts and one.said.is_shared and one.known is None:
                self.fault(one.said, "shared_parts", "shared")
                one.parts = []
        self._order(rooms, by_name)

    def _order(self, rooms: list[RoomPlan], by_name: dict[tuple[int, str], RoomPlan]) -> None:
        """What others are made of first; a circle is a fault, and has no parts."""
        done: set[tuple[int, str]] = set()
        left = list(rooms)
        while left:
            ready = [
                one
                for one in left
                if all(
                    key in done or key not in by_name
                    for key in ((one.place.pk, part) for part in one.parts)
                )
            ]
            if not ready:
                ready = [one for one in left if one.parts][:1]
                self.fault(ready[0].said, "part_loop", "parts")
                ready[0].parts = []
            self.plan.rooms += ready
            done |= {(one.place.pk, one.name_key) for one in ready}
            left = [one for one in left if one not in ready]

    def desks(self, said: list[DeskSaid]) -> None:
        """All desks."""
        found: dict[tuple[str, int], DeskPlan] = {}
        for one in said:
            place = self._place(one)
            if place is None:
                continue
            key = desk_key(one.name)
            if first := found.get((key, place.pk)):
                self.fault(one, "thing_twice", "desk", value=one.name, line=first.said.row)
                continue
            known = [desk for desk in self.house.desks.get(key, ()) if desk.place_id == place.pk]
            if self._is_kept(one, place):
                one.zone = " · ".join(text for text in (one.place, one.zone) if text)[:200]
            made = DeskPlan(one, uuid5(SPACE, f"desk/{place.key}/{key}"), key, place)
            made.known = known[0] if known else None
            found[key, place.pk] = made
        self.plan.desks = list(found.values())


def _join(whole: RoomPlan, key: str, name: str) -> None:
    if key not in whole.parts:
        whole.parts.append(key)
        whole.part_names.append(name)
