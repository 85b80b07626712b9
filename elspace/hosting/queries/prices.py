"""What a stretch in a room costs: the cheapest way to buy it."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from elspace.hosting.models import Room

HALF_HOUR, HALF_DAY, DAY = 30, 4 * 60, 24 * 60  # minutes
MILLIME = Decimal("0.001")


def price_of(room: Room, start_at: datetime, end_at: datetime) -> Decimal | None:
    """The price before tax of a stretch; None when the room has no price.

    It is bought in days (any hours of one day), half-days (up to four hours) and hours (by the half
    hour begun), mixed as it comes cheapest: five hours may be a half-day and an hour, or a day. A
    measure without price cannot be bought.
    """
    minutes = int((end_at - start_at).total_seconds() // 60)
    if room.price_hour is None and room.price_half_day is None and room.price_day is None:
        return None
    prices = [
        price
        for days in _counts(room.price_day, minutes, DAY)
        for halves in _counts(room.price_half_day, minutes - days * DAY, HALF_DAY)
        if (price := _bought(room, days, halves, minutes)) is not None
    ]
    return min(prices).quantize(MILLIME, ROUND_HALF_UP)


def _counts(price: Decimal | None, minutes: int, length: int) -> range:
    """How many of a measure may be bought: none, up to all that the stretch takes."""
    return range(1 if price is None else -(-max(0, minutes) // length) + 1)


def _bought(room: Room, days: int, halves: int, minutes: int) -> Decimal | None:
    """The price of so many days and half-days with the rest in hours; None: hours are not sold."""
    rest = max(0, minutes - days * DAY - halves * HALF_DAY)
    if rest and room.price_hour is None:
        return None
    hours = Decimal(-(-rest // HALF_HOUR)) / 2
    return (
        days * (room.price_day or Decimal(0))
        + halves * (room.price_half_day or Decimal(0))
        + hours * (room.price_hour or Decimal(0))
    )
