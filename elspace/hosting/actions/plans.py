"""Membership plans and their dated prices."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.core.registries import plan_invoiced
from elspace.hosting.models import MembershipPlan, PlanPrice
from elspace.trust.actions import record

FIELDS = ("name_fr", "name_ar", "name_en", "kind", "days", "room_minutes", "vat_class", "is_active")


class PastPrice(Refused):
    """A price from a day that is over: whoever sets it is asked whether it is meant."""


@transaction.atomic
def add_plan(
    *, price: Decimal, from_on: date, key: uuid.UUID | None = None, by: Any, **fields: Any
) -> MembershipPlan:
    """Add a plan with its first price, before tax."""
    if key is not None and (first := MembershipPlan.objects.filter(key=key).first()):
        return first
    _check(fields)
    plan = MembershipPlan.objects.create(
        key=key or uuid.uuid4(), position=MembershipPlan.objects.count(), **fields
    )
    record("add_plan", subject=plan, actor=by, changes={"kind": (None, plan.kind)})
    _write_price(plan, from_on, price, by)
    return plan


@transaction.atomic
def change_plan(*, plan: MembershipPlan, by: Any, **fields: Any) -> MembershipPlan:
    """Change what a plan is; what was counted or invoiced stays as it was."""
    plan = MembershipPlan.objects.select_for_update().get(pk=plan.pk)
    _check(fields)
    changes = {
        name: (getattr(plan, name), value)
        for name, value in fields.items()
        if not name.startswith("name_") and getattr(plan, name) != value
    }
    for name, value in fields.items():
        setattr(plan, name, value)
    plan.save()
    record("change_plan", subject=plan, actor=by, changes=changes)
    return plan


@transaction.atomic
def set_price(
    *,
    plan: MembershipPlan,
    from_on: date,
    price: Decimal,
    is_past_meant: bool = False,
    by: Any,
) -> PlanPrice:
    """The price of a plan from a day on; said again for the same day, the last one holds. A day
    that is over is asked about, and refused where invoices already say another price."""
    if from_on < today():
        if any(invoiced(plan, from_on) for invoiced in plan_invoiced):
            raise Refused(
                _("This plan was invoiced for that time already: a price begins today or later.")
            )
        if not is_past_meant:
            raise PastPrice(_("This day is over: has the price held since then?"))
    return _write_price(plan, from_on, price, by)


@transaction.atomic
def withdraw_price(*, plan: MembershipPlan, from_on: date, by: Any) -> None:
    """Take a price back before it begins; twice changes nothing."""
    if from_on <= today():
        raise Refused(_("This price holds already: another one can follow it."))
    gone, _of = PlanPrice.objects.filter(plan=plan, from_on=from_on).delete()
    if gone:
        changes = {"from_on": (from_on.isoformat(), None)}
        record("withdraw_price", subject=plan, actor=by, changes=changes)


def _write_price(plan: MembershipPlan, from_on: date, price: Decimal, by: Any) -> PlanPrice:
    if price < 0:
        raise Refused(_("A price is never below zero."))
    found, _made = PlanPrice.objects.update_or_create(
        plan=plan, from_on=from_on, defaults={"price": price}
    )
    record(
        "set_price",
        subject=plan,
        actor=by,
        changes={"price": (None, str(price)), "from_on": (None, from_on.isoformat())},
    )
    return found


def _check(fields: dict[str, Any]) -> None:
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"a plan has no {sorted(unknown)}")
