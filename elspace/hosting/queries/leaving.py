"""What becomes free when somebody leaves: desks by the week and the day, rooms, waits."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from elspace.core.moments import local
from elspace.hosting.enums import BookingState, SwapState, Unit, WaitState
from elspace.hosting.models import Booking, DeskDay, DeskHolding, DeskSwap, RoomWait, Subscription

from .plans import balance


@dataclass(frozen=True)
class Freed:
    """All that a person has after a day."""

    holdings: QuerySet[DeskHolding]
    days: QuerySet[DeskDay]
    bookings: QuerySet[Booking]
    waits: QuerySet[RoomWait]
    swaps: QuerySet[DeskSwap]  # days offered to others


def freed_after(person: Any, until_on: date) -> Freed:
    """What nobody hosted any more keeps after their last day."""
    after: datetime = local(until_on + timedelta(days=1), time())
    holdings = DeskHolding.objects.filter(person=person)
    bookings = Booking.objects.filter(
        person=person, subject_kind="", state=BookingState.BOOKED, start_at__gte=after
    )
    waits = RoomWait.objects.filter(
        person=person, state__in=[WaitState.WAITING, WaitState.OFFERED], start_at__gte=after
    )
    days = DeskDay.objects.filter(person=person, day__gt=until_on)
    return Freed(
        holdings.filter(Q(until_on=None) | Q(until_on__gt=until_on)).select_related("desk"),
        days.select_related("desk__place").order_by("day", "-half"),
        bookings.select_related("space").order_by("start_at"),
        waits.select_related("room").order_by("start_at"),
        DeskSwap.objects.filter(person=person, state=SwapState.OFFERED).exclude(
            day__lte=until_on, wanted_on__lte=until_on
        ),
    )


def stays_hosted(subscription: Subscription, until_on: date) -> bool:
    """Whether another plan runs or follows after that day: the desk and the rooms stay. A book that
    is used up is no plan any more."""
    others = Subscription.objects.filter(person=subscription.person_id).exclude(pk=subscription.pk)
    after = others.filter(Q(until_on=None) | Q(until_on__gt=until_on)).select_related("plan")
    return any(
        one.plan.is_monthly or balance(one, Unit.DESK_HALVES, one.from_on) > 0 for one in after
    )
