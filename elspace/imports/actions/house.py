"""Writes the rooms, desks and stays of a file through the actions of hosting and billing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from elspace.billing.actions.payers import add_payer
from elspace.core.answers import Refused
from elspace.core.folding import fold, fold_signs
from elspace.hosting.actions import add_room
from elspace.hosting.actions.desks import add_desk, hold_desk
from elspace.hosting.actions.subscriptions import payer_for, subscribe
from elspace.hosting.enums import DeskKind, PayerKind
from elspace.hosting.models import Desk, Payer, Room, Subscription
from elspace.imports.house_known import desk_key
from elspace.imports.house_plans import DeskKey, DeskPlan, HousePlan, PayerSaid, RoomPlan, StayPlan
from elspace.people.models import Person
from elspace.ventures.models import Venture


@contextmanager
def naming_the_row(said: Any) -> Iterator[None]:
    """What is refused inside says at which row of which sheet."""
    try:
        yield
    except Refused as refused:
        raise Refused(
            _("%(sheet)s, row %(row)s: %(reason)s")
            % {"sheet": said.sheet, "row": said.row, "reason": refused.reason}
        ) from refused


class HouseWriter:
    """Writes what the plan says; `made(kind, number)` is told each row."""

    def __init__(self, plan: HousePlan, by: Person, made: Callable[..., None]) -> None:
        self.plan, self.by, self.made = plan, by, made
        self.rooms: dict[tuple[str, int], Room] = {}  # by name and place
        self.desks: dict[DeskKey, Desk] = {}
        self.payers: dict[str, Payer] = {}

    def write_things(self) -> None:
        """Rooms, what others are made of first, then desks."""
        if self.plan.rooms:
            self.rooms = _by_name(Room.objects.all())
        for room in self.plan.rooms:
            with naming_the_row(room.said):
                self.rooms[room.name_key, room.place.pk] = room.known or self._room(room)
        if self.plan.desks or any(stay.desk for stay in self.plan.stays):
            self.desks = {
                (desk_key(name), desk.place_id): desk
                for desk in Desk.objects.filter(is_active=True).order_by("-pk")
                for name in (desk.name_fr, desk.name_ar, desk.name_en)
                if name
            }
        for desk in self.plan.desks:
            with naming_the_row(desk.said):
                self.desks[desk.name_key, desk.place.pk] = desk.known or self._desk(desk)

    def _room(self, one: RoomPlan) -> Room:
        said = one.said
        prices: dict[str, Any] = {
            name: Decimal(amount)
            for name in ("price_hour", "price_half_day", "price_day")
            if self.plan.has_prices and (amount := getattr(said, name))
        }
        room = add_room(
            place=one.place,
            name_fr=said.name,
            name_ar=said.name_ar,
            name_en="",
            capacity=said.capacity,
            equipment=one.equipment,
            is_quiet=said.is_quiet,
            is_shared=said.is_shared and not one.parts,
            note=one.note,
            parts=[self.rooms[key, one.place.pk] for key in one.parts],
            key=one.key,
            by=self.by,
            **prices,
        )
        self.made("hosting.room", room.pk)
        return room

    def _desk(self, one: DeskPlan) -> Desk:
        said = one.said
        desk = add_desk(
            place=one.place,
            name=said.name,
            kind=DeskKind(said.kind or DeskKind.FLEXIBLE),
            note=said.zone,
            key=one.key,
            by=self.by,
        )
        self.made("hosting.desk", desk.pk)
        return desk

    def write_stay(self, one: StayPlan, person: Person, venture: Venture | None) -> None:
        """Host somebody, and give them their desk. `venture`: their project, where it pays."""
        if one.is_here:
            subscription = _running(one, person)
        else:
            payer = self._payer(one.payer, venture) if one.payer else self._own(person)
            subscription = subscribe(
                person=person,
                plan=one.plan,
                from_on=one.from_on,
                until_on=one.until_on,
                payer=payer,
                kind=one.price_kind,
                price=one.price,
                key=one.key,
                by=self.by,
            )
            self.made("hosting.subscription", subscription.pk)
        if one.desk and not one.is_desk_here:
            holding = hold_desk(
                desk=self.desks[one.desk],
                person=person,
                from_on=one.from_on,
                until_on=one.until_on,
                halves=one.halves,
                subscription=subscription,
                key=one.desk_key,
                by=self.by,
            )
            self.made("hosting.deskholding", holding.pk)

    def _own(self, person: Person) -> Payer:
        """The person as who pays; written down for the first time, undoing takes it away."""
        known = Payer.objects.filter(person=person).first()
        if known is None:
            known = payer_for(person)
            self.made("hosting.payer", known.pk)
        return known

    def _payer(self, said: PayerSaid, venture: Venture | None) -> Payer:
        key = fold(said.name)
        found = said.known or self.payers.get(key)
        if found is None and venture is not None:
            found = Payer.objects.filter(venture=venture).first()
        if found is None:
            kind = PayerKind.VENTURE if venture else PayerKind.ORGANISATION
            found = add_payer(kind=kind, name=said.name, venture=venture, by=self.by)
            self.made("hosting.payer", found.pk)
        self.payers[key] = found
        return found


def _running(one: StayPlan, person: Person) -> Subscription | None:
    """The subscription that is here already."""
    rows = Subscription.objects.filter(person=person, plan=one.plan)
    return rows.order_by("-from_on").first()


def _by_name(rooms: Any) -> dict[tuple[str, int], Room]:
    return {
        (fold_signs(name), room.place_id): room
        for room in rooms.order_by("-pk")
        for name in (room.name_fr, room.name_ar, room.name_en)
        if name
    }
