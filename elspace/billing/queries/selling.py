"""What is to be collected for something sold now."""

from datetime import date
from decimal import Decimal

from elspace.billing.money import line_sum
from elspace.hosting.models import MembershipPlan
from elspace.hosting.queries.plans import list_price

from .rates import rates_on, stamp_on


def to_collect(plan: MembershipPlan, day: date) -> Decimal | None:
    """What an invoice over one such plan comes to that day, tax and stamp duty included; None: no
    price, or no rate, is known. Nothing is asked for what is free."""
    price, rate = list_price(plan, day), rates_on(day).get(plan.vat_class)
    if price is None or rate is None:
        return None
    return line_sum(Decimal(1), price, rate).gross + stamp_on(day) if price else Decimal("0.000")
