"""The hub's plans, who is hosted under which, and the few who pay otherwise."""

from datetime import date
from decimal import Decimal

from elspace.hosting.actions.plans import add_plan
from elspace.hosting.actions.subscriptions import payer_for, subscribe
from elspace.hosting.enums import PlanKind, PriceKind
from elspace.hosting.models import DeskHolding, MembershipPlan, Room

from .cast import Cast
from .keys import key_of
from .payers import RIVES, payer_of

D = Decimal
# kind, French, Arabic, price before tax, minutes of rooms a month, days
PLANS = [
    (PlanKind.FIXED, "Poste fixe", "مكان عمل ثابت", "200.000", 600, None),
    (PlanKind.INCUBATED, "Incubation", "الاحتضان", "50.000", 360, None),
    (PlanKind.HALF, "Demi-poste", "نصف مكان عمل", "100.000", 240, None),
    (PlanKind.FLEXIBLE, "Flexible", "مرن", "120.000", 240, None),
    (PlanKind.DAY_BOOK, "Carnet de dix jours", "دفتر عشرة أيّام", "100.000", 0, 10),
    (PlanKind.DAY, "Journée", "يوم", "12.000", 0, 1),
]
UNDER = {
    PlanKind.FIXED: "R04 R07 R08 R13 R14 R22 R23 R26",
    PlanKind.INCUBATED: "R01 R02 R06 R12 R17 R20 R28 R03",
    PlanKind.HALF: "R10 R30 R19 R31",
    PlanKind.FLEXIBLE: "R05 R09 R11 R15 R16 R18 R21 R24 R25 R27 R29 R32",
}
SOLIDARITY = {"R24": "60.000", "R11": "60.000"}
PAID = set(f"{UNDER[PlanKind.INCUBATED]} R32".split())  # by a programme of a funder
PROJECT_PAYS = {"R04": "V02", "R07": "V04", "R08": "V04", "R23": "V13"}
PRICES = {"Yasmine": (None, "180.000"), "Zitoun": ("25.000", None), "Romman": ("15.000", None)}


def lay_plans(cast: Cast) -> None:
    """Plans, members from the first day of the term, prices of rooms."""
    by, first = cast.programme, cast.days.starts_on
    for name, (hour, half_day) in PRICES.items():
        room = cast.rooms[name]
        Room.objects.filter(pk=room.pk).update(
            price_hour=hour and D(hour), price_half_day=half_day and D(half_day)
        )
        room.refresh_from_db()
    for kind, fr, ar, price, minutes, days in PLANS:
        plan = add_plan(
            name_fr=fr,
            name_ar=ar,
            name_en=str(kind.label).capitalize(),
            kind=kind,
            days=days,
            room_minutes=minutes,
            price=D(price),
            from_on=date(first.year - 1, 1, 1),
            key=key_of("plan", kind),
            by=by,
        )
        for code in UNDER.get(kind, "").split():
            _host(cast, code, plan)


def _host(cast: Cast, code: str, plan: MembershipPlan) -> None:
    person = cast.people[code]
    kind, payer = PriceKind.FULL, payer_for(person)
    if code in SOLIDARITY:
        kind = PriceKind.SOLIDARITY
    elif code in PAID:
        kind, payer = PriceKind.PROGRAMME, payer_of(cast, RIVES)
    elif code in PROJECT_PAYS:
        payer = payer_of(cast, PROJECT_PAYS[code])
    subscription = subscribe(
        person=person,
        plan=plan,
        from_on=cast.days.starts_on,
        payer=payer,
        kind=kind,
        price=D(SOLIDARITY[code]) if code in SOLIDARITY else None,
        key=key_of("subscription", code),
        by=cast.programme,
    )
    DeskHolding.objects.filter(person=person).update(subscription=subscription)
