"""What a stretch in a room costs: the cheapest way to buy it, less what a plan covers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.templatetags.elspace import format_dinars
from elspace.core.templatetags.minutes import hours_in_words
from elspace.hosting.enums import Unit
from elspace.hosting.models import Booking, Room
from elspace.hub.parts import uses

from .plans import balance, subscription_on

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


@dataclass(frozen=True)
class Cost:
    """What a stretch costs somebody before tax: the minutes their plan covers, and the rest."""

    price: Decimal
    minutes: int
    covered: int = 0
    left: int = 0  # of what the plan includes, before this

    @property
    def rest(self) -> Decimal:
        """The price of the minutes no plan covers."""
        part = self.price * (self.minutes - self.covered) / self.minutes
        return part.quantize(MILLIME, ROUND_HALF_UP)

    @property
    def words(self) -> str:
        """While choosing: what it takes of what is left, what it costs."""
        named = {
            "used": hours_in_words(self.covered),
            "left": hours_in_words(self.left),
            "price": format_dinars(self.rest),
        }
        if self.covered == self.minutes:
            return _("%(used)s of the %(left)s left that month") % named
        if self.covered:
            return _("%(used)s of the %(left)s left that month, then %(price)s before tax") % named
        return _("%(price)s before tax") % named

    @property
    def sentence(self) -> str:
        """Once booked."""
        named = {"used": hours_in_words(self.covered), "price": format_dinars(self.rest)}
        if self.covered == self.minutes:
            return _("The plan covers it: %(used)s.") % named
        if self.covered:
            return _("The plan covers %(used)s; the rest costs %(price)s before tax.") % named
        return _("It costs %(price)s before tax.") % named


def costs_of(
    rooms: Iterable[Room], start_at: datetime, end_at: datetime, person: Any = None
) -> dict[int, Cost]:
    """What each room with a price costs for a stretch, by its number, and what the plan of a person
    covers of it; nothing where no room has a price or the hub has no plans (four queries)."""
    minutes = int((end_at - start_at).total_seconds() // 60)
    prices = {room.pk: price for room in rooms if (price := price_of(room, start_at, end_at))}
    if not prices or minutes <= 0 or not uses("plans"):
        return {}
    left = minutes_left(person, start_at) if person is not None else 0
    covered = min(minutes, left)
    return {room: Cost(price, minutes, covered, left) for room, price in prices.items()}


def minutes_left(person: Any, at: datetime) -> int:
    """What is left of the room time a person's plan includes in the month of an instant."""
    day = timezone.localdate(at)
    subscription = subscription_on(person, day)
    if subscription is None or not subscription.plan.room_minutes:
        return 0
    return max(0, balance(subscription, Unit.ROOM_MINUTES, day))


def cost_of_booking(booking: Booking) -> Cost | None:
    """What a booking that was made costs; None when it costs nothing, or the hub has no plans."""
    return cost_of(booking) if booking.price and uses("plans") else None


def cost_of(booking: Booking) -> Cost:
    """What a booking with a price costs, and what the plan covered of it."""
    minutes = int((booking.end_at - booking.start_at).total_seconds() // 60)
    return Cost(booking.price or Decimal(0), minutes, min(minutes, booking.covered_minutes))
