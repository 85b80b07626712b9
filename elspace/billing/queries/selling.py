"""What is to be collected for something sold now."""

from datetime import date
from decimal import Decimal

from elspace.billing.money import line_sum
from elspace.hosting.models import MembershipPlan
from elspace.hosting.queries.plans import list_price

from .rates import rates_on, stamp_on


class ToCollect:
    """What an invoice over one plan comes to on a day; rates and stamp duty are read once."""

    def __init__(self, day: date) -> None:
        self.day, self.rates, self.stamp = day, rates_on(day), stamp_on(day)

    def for_one(self, plan: MembershipPlan) -> Decimal | None:
        """The sum with tax and stamp duty; None: no price, or no rate, is known. Nothing is asked
        for what is free."""
        price, rate = list_price(plan, self.day), self.rates.get(plan.vat_class)
        if price is None or rate is None:
            return None
        return line_sum(Decimal(1), price, rate).gross + self.stamp if price else Decimal("0.000")
