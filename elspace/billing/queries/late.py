"""What giving a room back late costs, as its person reads it before."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from elspace.billing.models import LateFee
from elspace.billing.money import line_sum, to_millime
from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_day
from elspace.hosting.enums import BookingState
from elspace.hosting.models import Booking
from elspace.hub.parts import uses

from .due import class_of_room, unpaid_price
from .rates import rates_on


@dataclass(frozen=True)
class Cost:
    """What giving a room back costs: with tax, as its person reads it, and before tax; from which
    moment on. `amount` is None before that moment."""

    before: Decimal
    total: Decimal
    since: datetime
    is_late: bool

    @property
    def amount(self) -> Decimal | None:
        """What is asked when it is given back now."""
        return self.total if self.is_late else None


def fee_on(day: date) -> LateFee | None:
    """The fee in force on a day; None: nothing is asked."""
    row = LateFee.objects.filter(from_on__lte=day).order_by("from_on").last()
    return row if row is not None and row.percent else None


def cost_of(booking: Booking) -> Cost | None:
    """What its person would pay, now or later; None: nothing, ever."""
    now = timezone.now()
    if booking.state != BookingState.BOOKED or booking.start_at <= now or not uses("invoices"):
        return None
    fee = fee_on(today())
    price = unpaid_price(booking)
    if fee is None or price <= 0 or booking.person is None:
        return None
    before = to_millime(price * fee.percent / 100)
    if before <= 0:
        return None
    rate = rates_on(today()).get(class_of_room(booking), Decimal(0))
    since = booking.start_at - timedelta(hours=fee.hours)
    return Cost(before, line_sum(Decimal(1), before, rate).gross, since, now >= since)


def words_of(booking: Booking, language: str) -> str:
    """What a line of an invoice says of it."""
    with override(language):
        said = {
            "room": booking.space.name_in(language),
            "day": format_day(timezone.localtime(booking.start_at), "full"),
        }
        return _("Room %(room)s given back late, %(day)s") % said
