"""The rule of amounts: dinars with three decimals, halves up, each line for itself.

net of a line = quantity × unit price, VAT of a line = its net × its rate, both rounded to the
millime, halves away from zero. Totals are sums of rounded lines and are never rounded again, so
that anybody can add a column by hand and find the total.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

MILLIME = Decimal("0.001")
ZERO = Decimal("0.000")
MUCH_MORE = Decimal(1000)  # so much above what is owed is asked about once more
MOST = Decimal("99999999.999")  # what one line, or one invoice, may come to


def to_millime(amount: Decimal) -> Decimal:
    """An amount to the millime, halves up."""
    return amount.quantize(MILLIME, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Sum:
    """What a line, or a document, comes to."""

    net: Decimal
    vat: Decimal

    @property
    def gross(self) -> Decimal:
        """With tax."""
        return self.net + self.vat


def line_sum(quantity: Decimal, unit_price: Decimal, rate: Decimal) -> Sum:
    """What one line comes to."""
    net = to_millime(quantity * unit_price)
    return Sum(net, to_millime(net * rate / 100))


def parts_of(total: Decimal, count: int) -> list[Decimal]:
    """A sum in equal parts to the millime, the last one taking what rounding leaves: 287.600 in
    three is 95.867, 95.867 and 95.866."""
    part = to_millime(total / count)
    parts = [part] * (count - 1)
    last = total - sum(parts, ZERO)
    if count > 1 and (part <= 0 or last <= 0):  # a few millimes in many parts
        return parts_of(total, count - 1)
    return [*parts, last]


def shares_of(amount: Decimal, owed: Sequence[Decimal]) -> list[Decimal]:
    """How an amount pays what is owed, in the order given; zeros where nothing is left."""
    shares = []
    for sum_owed in owed:
        share = max(min(amount, sum_owed), ZERO)
        shares.append(share)
        amount -= share
    return shares
