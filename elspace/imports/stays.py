"""Who would be hosted under which plan: plan, price, payer and desk of each row, and what stands in
the way."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid5

from elspace.core.folding import fold
from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_dinars
from elspace.hosting.enums import PlanKind, PriceKind
from elspace.hosting.models import MembershipPlan
from elspace.hosting.queries.desks import HALVES
from elspace.hub.enums import Half

from .drafts import Draft
from .faults import Fault
from .halves import WEEK
from .house_desks import DeskNamed, DesksNamed
from .house_drafts import MemberSaid
from .house_known import KnownHouse, halves_held, listed, price_from, subscriptions_of
from .house_plans import DeskKey, HousePlan, PayerSaid, StayPlan
from .queries import known_ventures

# Whoever is hosted pays.
_SELF = {
    fold(text)
    for text in (
        "lui-même", "elle-même", "lui même", "soi-même", "la personne", "le membre", "adhérent",
        "adhérente", "l'adhérent", "self", "himself", "herself", "themselves", "the person",
        "نفسه", "نفسها", "بنفسه", "بنفسها", "المعني", "المعنية", "الشخص",
    )
}  # fmt: skip
_WHOLE_WEEK = [(day, half) for day in WEEK for half in HALVES]
Stretch = tuple[date, date | None]


def _meet(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches of days share one; an open end lasts."""
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])


class Stays:
    """Takes row after row; those before it are remembered, so that nobody is hosted twice and no
    desk is given to two."""

    def __init__(self, house: KnownHouse, plan: HousePlan) -> None:
        self.house, self.found = house, plan
        self.desks = DesksNamed(house, plan.desks)
        self.hosted: dict[int, list[tuple[Stretch, Draft]]] = defaultdict(list)
        self.seated: dict[DeskKey, list[tuple[Stretch, set[Any], StayPlan]]] = defaultdict(list)
        self.read_as: dict[str, Counter[str]] = defaultdict(Counter)
        self.has_desks_off = ""

    def plan(self, people: Iterable[Any]) -> None:
        """The stays of everybody."""
        people = list(people)
        rows = [(one, draft) for one in people for draft in one.someone.drafts if draft.member]
        if not rows:
            return
        known = [one.known.pk for one, _draft in rows if one.known]
        self.subscriptions = subscriptions_of(known)
        said = {draft.member.desk for _one, draft in rows} - {""}
        self.held = halves_held(
            {one.known.pk for text in said for one in self.desks.find(text) if one.known}
        )
        self.ventures = known_ventures()
        for one, draft in rows:
            if stay := self._stay(one, draft, draft.member):
                one.stays.append(stay)
                self.found.stays.append(stay)
        for sheet, names in self.read_as.items():
            values = {"value": "; ".join(list(names)[:12])}
            self.found.notes.append(Fault("read_as", sheet, values=values))
        if self.has_desks_off:
            self.found.notes.append(Fault("desk_column_off", self.has_desks_off))

    def _fault(self, draft: Draft, code: str, column: str, **values: Any) -> None:
        cells = draft.member.cells if draft.member else {}
        letter, header = cells.get(column, ["", ""])
        fault = Fault(code, draft.sheet, draft.row, letter, header[:80], values)
        self.found.faults.append(fault)

    def _stay(self, one: Any, draft: Draft, said: MemberSaid) -> StayPlan | None:
        plan = self._plan(draft, said)
        desk = self._named_desk(draft, said)
        from_on = date.fromisoformat(said.from_on) if said.from_on else today()
        price = self._price(draft, said, plan, from_on) if plan else None
        if plan is None or price is None or said.is_wrong or not said.from_on:
            return None  # all that is wrong on the row is said at once
        until_on = date.fromisoformat(said.until_on) if said.until_on else None
        if plan.kind == PlanKind.DAY:
            until_on = from_on
        key = uuid5(one.row_keys[0], f"stay/{plan.key}/{from_on}")
        made = StayPlan(draft, said, plan, key, from_on, until_on, *price)
        if not self._is_free(one, made):
            return None
        made.payer = self._payer(one, said)
        if desk is not None:
            self._desk(one, made, desk)
        return made

    def _plan(self, draft: Draft, said: MemberSaid) -> MembershipPlan | None:
        known = listed(plan.name for plan in self.house.plans)
        if not said.plan:
            self._fault(draft, "plan_missing", "plan", known=known)
            return None
        plan = self.house.plan(said.plan)
        if plan is None:
            if self.house.plans:
                self._fault(draft, "plan", "plan", value=said.plan[:60], known=known)
            return None
        if fold(said.plan) not in {fold(n) for n in (plan.name_fr, plan.name_ar, plan.name_en)}:
            self.read_as[draft.sheet][f"{said.plan[:40]} → {plan.name}"] += 1
        return plan

    def _price(
        self, draft: Draft, said: MemberSaid, plan: MembershipPlan, day: date
    ) -> tuple[PriceKind, Decimal | None] | None:
        """Why it costs what it costs, and its own price; None: it cannot be told."""
        amount = Decimal(said.price) if said.price else None
        if not said.price_kind and amount == 0:
            return PriceKind.WAIVED, None
        kind = PriceKind(said.price_kind or PriceKind.FULL)
        if kind == PriceKind.WAIVED:
            return kind, None
        if kind == PriceKind.SOLIDARITY and amount is None:
            self._fault(draft, "solidarity", "price")
            return None
        if kind != PriceKind.FULL:
            return kind, amount
        usual = price_from(plan, day)
        if amount is not None and amount != usual:
            told = {"value": said.price_said, "price": _dinars(usual)}
            self._fault(draft, "price_other", "price", **told)
            return None
        return kind, None

    def _is_free(self, one: Any, made: StayPlan) -> bool:
        """Whether nobody is hosted twice: here already is no fault, under another plan is one."""
        mine: Stretch = (made.from_on, made.until_on)
        rows = self.subscriptions.get(one.known.pk, []) if one.known else []
        for row in rows:
            meets = made.plan.is_monthly and _meet(mine, (row.from_on, row.until_on))
            same = row.plan_id == made.plan.pk and (meets or row.from_on == made.from_on)
            if row.key == made.key or same:
                made.is_here = True
                return True
        if not made.plan.is_monthly:
            return True
        for row in rows:
            if row.plan.is_monthly and _meet(mine, (row.from_on, row.until_on)):
                told = {"person": one.name, "value": row.plan.name}
                self._fault(made.draft, "hosted", "from_on", **told)
                return False
        for stretch, draft in self.hosted[id(one)]:
            if _meet(mine, stretch):
                self._fault(made.draft, "hosted_twice", "plan", line=draft.row)
                return False
        self.hosted[id(one)].append((mine, made.draft))
        return True

    def _payer(self, one: Any, said: MemberSaid) -> PayerSaid | None:
        """Who pays besides the person."""
        name = said.payer
        if not name or fold(name) in _SELF or fold(name) == fold(one.name):
            return None
        known = self.house.payers.get(fold(name))
        return PayerSaid(name, known, fold(name) in self.ventures)

    def _desk(self, one: Any, made: StayPlan, desk: DeskNamed) -> None:
        """The desk of a row, where it is free; else the stay comes without it."""
        said, draft = made.said, made.draft
        if not made.plan.is_monthly:
            self._fault(draft, "desk_by_day", "desk")
            return
        made.halves = self._halves(made)
        if not made.halves:
            self._fault(draft, "desk_halves", "halves" if "halves" in said.cells else "desk")
            return
        if self._is_seat_free(one, made, desk):
            made.desk, made.desk_name = desk.key, self.desks.shown(desk)

    def _named_desk(self, draft: Draft, said: MemberSaid) -> DeskNamed | None:
        """The one desk of the hub or of the file that a row names."""
        if not said.desk:
            return None
        if not self.house.uses("desks"):
            self.has_desks_off = draft.sheet
            return None
        found = self.desks.find(said.desk)
        value = said.desk[:60]
        if len(found) > 1:
            known = listed(self.desks.shown(one) for one in found)
            self._fault(draft, "desk_where", "desk", value=value, known=known)
        elif names := [] if found else self.desks.all_shown():
            self._fault(draft, "desk", "desk", value=value, known=listed(names))
        elif not found:
            self._fault(draft, "no_desk", "desk", value=value)
        return found[0] if len(found) == 1 else None

    def _halves(self, made: StayPlan) -> list[tuple[int, Half]]:
        """The half-days said; a half desk has no usual ones, any other plan has the whole week."""
        said = [(day, Half(half)) for day, half in made.said.halves if Half(half) in HALVES]
        if said or made.plan.kind == PlanKind.HALF:
            return said
        return list(_WHOLE_WEEK)

    def _is_seat_free(self, one: Any, made: StayPlan, desk: DeskNamed) -> bool:
        """Whether nobody else has it then. Half-days that are theirs already stay; the others are
        left to be given."""
        mine: Stretch = (made.from_on, made.until_on)
        wanted, here = set(made.halves), set()
        for half in self.held.get(desk.known.pk, []) if desk.known else []:
            if (half.weekday, half.half) not in wanted:
                continue
            if not _meet(mine, (half.from_on, half.until_on)):
                continue
            if one.known and half.holding.person_id == one.known.pk:
                here.add((half.weekday, half.half))
                continue
            name = half.holding.person.name
            self._fault(made.draft, "desk_taken", "desk", value=made.said.desk, person=name)
            return False
        for stretch, halves, other in self.seated[desk.key]:
            if halves & wanted and _meet(mine, stretch):
                told = {"value": made.said.desk, "line": other.draft.row}
                self._fault(made.draft, "desk_twice", "desk", **told)
                return False
        self.seated[desk.key].append((mine, wanted, made))
        made.halves_here = [pair for pair in made.halves if pair in here]
        made.is_desk_here = here == wanted
        if not made.is_desk_here:
            made.halves = [pair for pair in made.halves if pair not in here]
        return True


def _dinars(amount: Decimal | None) -> str:
    return "–" if amount is None else format_dinars(amount)
