"""What a file would make of the house: a room, a desk, a stay of somebody under a plan."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from elspace.hosting.enums import PriceKind
from elspace.hosting.models import Desk, MembershipPlan, Payer, Room
from elspace.hosting.queries.desk_map import halves_in_words
from elspace.hub.enums import Half
from elspace.hub.models import Equipment, Place

from .drafts import Draft
from .faults import Fault
from .house_drafts import DeskSaid, MemberSaid, RoomSaid

DeskKey = tuple[str, int]  # the sign of a desk, the number of its place


@dataclass
class RoomPlan:
    """One room; `known` when it is here: nothing about it changes."""

    said: RoomSaid
    key: UUID
    name_key: str
    place: Place
    known: Room | None = None
    equipment: list[Equipment] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)  # by name key, in the same place
    part_names: list[str] = field(default_factory=list)
    note: str = ""

    @property
    def prices(self) -> list[tuple[str, Decimal]]:
        """What it costs, by measure."""
        said = self.said
        amounts = (
            (_("An hour"), said.price_hour),
            (_("A half-day"), said.price_half_day),
            (_("A day"), said.price_day),
        )
        return [(label, Decimal(amount)) for label, amount in amounts if amount]

    @property
    def other_capacity(self) -> int:
        """How many people it holds here, where the file says another number."""
        if self.known is None or self.known.capacity == self.said.capacity:
            return 0
        return self.known.capacity


@dataclass
class DeskPlan:
    """One desk; `known` when it is here."""

    said: DeskSaid
    key: UUID
    name_key: str
    place: Place
    known: Desk | None = None


@dataclass(frozen=True)
class PayerSaid:
    """Who pays: somebody known, a project, or an organisation to be written down."""

    name: str
    known: Payer | None = None
    is_venture: bool = False

    @property
    def shown_name(self) -> str:
        """The name in the script of the page, where it is known."""
        return self.known.shown_name if self.known else self.name


@dataclass
class StayPlan:
    """Somebody under a plan from a day on; `is_here` when that is written down already."""

    draft: Draft
    said: MemberSaid
    plan: MembershipPlan
    key: UUID
    from_on: date
    until_on: date | None
    price_kind: PriceKind
    price: Decimal | None
    payer: PayerSaid | None = None
    desk: DeskKey | None = None
    desk_name: str = ""
    halves: list[tuple[int, Half]] = field(default_factory=list)  # to be given
    halves_here: list[tuple[int, Half]] = field(default_factory=list)  # theirs already
    is_here: bool = False
    is_desk_here: bool = False

    @property
    def desk_key(self) -> UUID:
        """The key of the desk held; of what is added to it, another one."""
        sign = self.desk[0] if self.desk else ""
        added = [f"{weekday}-{half}" for weekday, half in self.halves] if self.halves_here else []
        return uuid5(self.key, "/".join([sign, *added]))

    @property
    def halves_in_words(self) -> tuple[str, str]:
        """Half-days of the desk that are theirs already, and those to be given."""
        return halves_in_words(self.halves_here), halves_in_words(self.halves)


@dataclass
class HousePlan:
    """All of it, in the order in which it is written, with what stands in the way."""

    rooms: list[RoomPlan] = field(default_factory=list)
    desks: list[DeskPlan] = field(default_factory=list)
    stays: list[StayPlan] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    has_prices: bool = False

    @property
    def new_rooms(self) -> list[RoomPlan]:
        """Rooms that are not here yet."""
        return [one for one in self.rooms if one.known is None]

    @property
    def new_desks(self) -> list[DeskPlan]:
        """Desks that are not here yet."""
        return [one for one in self.desks if one.known is None]

    @property
    def new_payers(self) -> list[str]:
        """Who pays and is not written down yet."""
        names = (
            one.payer.name
            for one in self.stays
            if one.payer and one.payer.known is None and not one.is_here
        )
        return list(dict.fromkeys(names))

    @property
    def counts(self) -> dict[str, int]:
        """How much of each would be made, and how much is here."""
        stays = sum(1 for one in self.stays if not one.is_here)
        return {
            "rooms": len(self.new_rooms),
            "rooms_here": len(self.rooms) - len(self.new_rooms),
            "desks": len(self.new_desks),
            "desks_here": len(self.desks) - len(self.new_desks),
            "stays": stays,
            "stays_here": len(self.stays) - stays,
            "desks_held": sum(1 for one in self.stays if one.desk and not one.is_desk_here),
            "payers": len(self.new_payers),
        }
