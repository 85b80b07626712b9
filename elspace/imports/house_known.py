"""What the house has already, by name: places, rooms, desks, equipment, plans, payers."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import get_language

from elspace.core.folding import fold, fold_signs
from elspace.hosting.enums import PlanKind
from elspace.hosting.models import Desk, DeskHalf, MembershipPlan, Payer, Room, Subscription
from elspace.hosting.queries.plans import plans_in_use, price_on
from elspace.hub.models import Equipment, Place
from elspace.hub.queries import current_hub

from .lexicon import Words, words_of_choices
from .queries import in_turns

_PLAN_WORDS = {
    "fixed": "fixe bureau-fixe poste-fixe fixed fixed-desk dédié bureau-dédié dedicated-desk "
    "مكتب-ثابت مكان-ثابت ثابت قار مكان-قار",
    "incubated": "incubé incubée incubés incubation incubated incubateur incubator محتضن محتضنة "
    "احتضان الاحتضان حاضنة",
    "half": "demi-poste 1/2-poste ½-poste demi-bureau 1/2-bureau mi-temps half half-desk نصف-مكتب "
    "نصف-مكان نصف-مكان-عمل",
    "flexible": "flexible flex nomade coworking hot-desk open-space bureau-flexible مرن مكتب-مرن "
    "متنقل",
    "day_book": "carnet carnet-10 10-jours dix-jours carnet-de-10 10-days ten-days day-book "
    "ten-day-book دفتر دفتر-أيام 10-أيام عشرة-أيام",
    "day": "journée jour day day-pass 1-jour يوم يوم-واحد يومي",
}
_NO_KIND = ("demi journée", "half day", "نصف يوم")  # bought for a room, not a plan
_DESK_WORDS = re.compile(
    r"^(?:(?:bureau|poste de travail|poste|desk|table|place|مكتب|المكتب|مكان|رقم|numero|number|no"
    r"|n)\s+)+"
)
_COUNT = re.compile(r"^\d+\s*x?\s*")
LEAST = 5  # letters by which a longer word is known
LISTED = 20  # names offered in a sentence


@dataclass
class KnownHouse:
    """All of it, read once for a file."""

    places: list[Place]
    rooms: list[Room]
    desks: dict[str, list[Desk]]
    equipment: dict[str, Equipment]
    plans: list[MembershipPlan]
    payers: dict[str, Payer]
    modules: frozenset[str]
    plan_names: Words = field(default_factory=lambda: Words({}, ""))
    plan_kinds: Words = field(default_factory=lambda: Words({}, ""))

    def uses(self, module: str) -> bool:
        """Whether a part of the platform is switched on."""
        return module in self.modules

    @property
    def has_prices(self) -> bool:
        """Whether prices of rooms are spoken of here."""
        return self.uses("plans") or self.uses("invoices")

    def room(self, text: str, place: Place) -> Room | None:
        """The room of a name in a place."""
        key = fold_signs(text)
        here = (room for room in self.rooms if room.place_id == place.pk)
        return next((room for room in here if key in names_of(room)), None)

    def thing(self, text: str) -> Equipment | None:
        """The equipment a text names: "2 projecteurs", "grand tableau blanc"."""
        bare = _COUNT.sub("", fold_signs(text))
        found = self.equipment.get(bare) or self.equipment.get(bare.removesuffix("s"))
        if found is None:
            by_words = {fold(name): row.pk for name, row in self.equipment.items()}
            number = Words(by_words, "").find_within(bare)
            found = next((row for row in self.equipment.values() if row.pk == number), None)
        if found is None:  # "vidéoprojecteur" is a projector
            ends = (key for key in self.equipment if len(key) > LEAST and bare.endswith(key))
            found = self.equipment.get(max(ends, key=len, default=""))
        return found

    def plan(self, text: str) -> MembershipPlan | None:
        """The plan a text names; the only one of a kind is known by its kind too."""
        by_pk = {plan.pk: plan for plan in self.plans}
        found = self.plan_names.find(text)
        if found is None:
            kind = self.plan_kinds.find(text) or self.plan_kinds.find_within(text)
            alike = [plan.pk for plan in self.plans if kind and plan.kind == kind]
            found = alike[0] if len(alike) == 1 else self.plan_names.find_within(text)
        return by_pk.get(found)


def known_house() -> KnownHouse:
    """What is there, in nine queries."""
    hub = current_hub()
    plans = list(plans_in_use())
    desks: dict[str, list[Desk]] = defaultdict(list)
    for desk in Desk.objects.filter(is_active=True).select_related("place").order_by("pk"):
        for key in {desk_key(name) for name in (desk.name_fr, desk.name_ar, desk.name_en) if name}:
            desks[key].append(desk)
    known_payers = Payer.objects.select_related("person").order_by("-pk")
    house = KnownHouse(
        places=list(Place.objects.filter(is_active=True)),
        rooms=list(Room.objects.select_related("place")),
        desks=dict(desks),
        equipment={
            key: row for row in Equipment.objects.filter(is_active=True) for key in names_of(row)
        },
        plans=plans,
        payers={fold(payer.name): payer for payer in known_payers},
        modules=frozenset(hub.modules if hub else ()),
    )
    names = {
        fold(name): plan.pk
        for plan in plans
        for name in (plan.name_fr, plan.name_ar, plan.name_en)
        if name
    }
    house.plan_names = Words(names, "")
    kinds = words_of_choices(PlanKind, _PLAN_WORDS)
    house.plan_kinds = Words(kinds.codes | dict.fromkeys(map(fold, _NO_KIND), "none"), "")
    return house


def names_of(row: Any) -> set[str]:
    """What a row is called in any language, folded."""
    return {fold_signs(name) for name in (row.name_fr, row.name_ar, row.name_en) if name}


def desk_key(text: str) -> str:
    """What tells a desk from others: its sign, without the word "desk" before it."""
    folded = fold_signs(text)
    return _DESK_WORDS.sub("", folded) or folded


def listed(names: Iterable[str]) -> str:
    """Names to choose from, in a sentence; of many the first ones."""
    names = list(dict.fromkeys(names))
    more = f" (+{len(names) - LISTED})" if len(names) > LISTED else ""
    return ("، " if get_language() == "ar" else ", ").join(names[:LISTED]) + more


def price_from(plan: MembershipPlan, day: date) -> Any:
    """What a plan costs on a day; before its first price, that one."""
    prices = sorted(plan.prices.all(), key=lambda one: one.from_on)
    known = price_on(prices, day)
    return prices[0].price if known is None and prices else known


def subscriptions_of(people: Iterable[int]) -> dict[int, list[Subscription]]:
    """Under which plans these people are, were or will be hosted."""
    found: dict[int, list[Subscription]] = defaultdict(list)
    for some in in_turns(people):
        for one in Subscription.objects.filter(person__in=some).select_related("plan"):
            found[one.person_id].append(one)
    return found


def halves_held(desks: Iterable[int]) -> dict[int, list[DeskHalf]]:
    """Half-days of these desks that are somebody's, by desk."""
    found: dict[int, list[DeskHalf]] = defaultdict(list)
    for some in in_turns(desks):
        rows = DeskHalf.objects.filter(desk__in=some).select_related("holding__person")
        for half in rows:
            found[half.desk_id].append(half)
    return found


__all__ = ["KnownHouse", "desk_key", "halves_held", "known_house", "listed", "names_of",
           "price_from", "subscriptions_of"]  # fmt: skip
