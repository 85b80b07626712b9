"""What this app keeps about a person, for their copy and their erasure."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.core.moments import today
from elspace.core.registries import PersonalData

from .enums import BookingState, PriceKind
from .models import (
    AllowanceMove,
    Booking,
    DeskDay,
    DeskHolding,
    DeskSwap,
    Payer,
    RoomWait,
    Series,
    Subscription,
    SubscriptionPause,
    SubscriptionTerms,
)
from .queries.desk_map import week_in_words
from .queries.plans import amount_on, first_of_month


def export(person: Any, reader: Any) -> Iterable[dict[str, Any]]:
    """Rooms booked in the person's own name (rooms of sessions stand with the sessions)."""
    rows = Booking.objects.filter(person=person, subject_kind="").select_related("space")
    for row in rows.order_by("start_at"):
        yield {
            _("room"): row.space.name,
            _("title"): row.title,
            _("from"): row.start_at,
            _("until"): row.end_at,
            _("state"): row.get_state_display(),
        }
    for wait in RoomWait.objects.filter(person=person).select_related("room"):
        yield {
            _("room"): wait.room.name,
            _("from"): wait.start_at,
            _("until"): wait.end_at,
            _("state"): wait.get_state_display(),
        }


def erase(person: Any) -> None:
    """The room stays taken as long as it was; what for, and by whom, goes."""
    for booking in Booking.objects.filter(person=person, state=BookingState.HELD):
        booking.occupancies.update(is_active=False)
    held = Booking.objects.filter(person=person, state=BookingState.HELD)
    held.update(state=BookingState.CANCELLED, cancelled_at=timezone.now())
    Booking.objects.filter(person=person).update(title="", person=None)
    Series.objects.filter(person=person).update(title="", person=None)
    RoomWait.objects.filter(person=person).delete()


def export_desks(person: Any, reader: Any) -> Iterable[dict[str, Any]]:
    """Desks the person had by the week, and single days at others."""
    for held in DeskHolding.objects.filter(person=person).select_related("desk"):
        yield {
            _("desk"): held.desk.name,
            _("from"): held.from_on,
            _("until"): held.until_on,
            _("half-days"): week_in_words(held),
        }
    for day in DeskDay.objects.filter(person=person).select_related("desk"):
        half = day.get_half_display()
        yield {_("desk"): day.desk.name, _("day"): day.day, _("half-days"): half}
    swaps = DeskSwap.objects.filter(Q(person=person) | Q(other=person))
    for swap in swaps.select_related("desk", "other_desk"):
        is_mine = swap.person_id == person.pk
        desk = swap.desk if is_mine else swap.other_desk
        yield {
            _("desk"): desk.name if desk else "",
            _("day given"): swap.day if is_mine else swap.wanted_on,
            _("day wanted"): swap.wanted_on if is_mine else swap.day,
            _("state"): swap.get_state_display(),
        }


def erase_desks(person: Any) -> None:
    """Who sat where is of no use once somebody is gone: the desk is free, its past forgotten."""
    DeskHolding.objects.filter(person=person).delete()
    DeskDay.objects.filter(person=person).update(person=None)
    DeskSwap.objects.filter(Q(person=person) | Q(other=person)).delete()


PERSONAL_DATA = PersonalData(gettext_lazy("Bookings"), export, erase)
DESKS = PersonalData(gettext_lazy("Desks"), export_desks, erase_desks, module="desks")


def export_subscriptions(person: Any, reader: Any) -> Iterable[dict[str, Any]]:
    """Plans the person was hosted under; what they cost only for who may read it."""
    rows = Subscription.objects.filter(person=person).select_related("plan")
    for row in rows.prefetch_related("terms__payer", "plan__prices"):
        line = {
            _("membership plan"): row.plan.name,
            _("from"): row.from_on,
            _("until"): row.until_on,
        }
        if reader == person or reader.has_perm("hosting.view_terms"):
            line[_("price")] = amount_on(row, row.until_on or today())
        yield line


def erase_subscriptions(person: Any) -> None:
    """What was invoiced stays with its payer, whose name on past invoices the law keeps; the person
    is named nowhere else. Of the terms, the amount stays and the reason goes; pauses of this month
    and the one before stay until nothing can be invoiced for them."""
    rows = Subscription.objects.filter(person=person)
    rows.filter(from_on__gt=today()).delete()
    rows.filter(Q(until_on=None) | Q(until_on__gt=today())).update(until_on=today())
    terms = SubscriptionTerms.objects.filter(subscription__person=person)
    terms.filter(kind=PriceKind.WAIVED).update(price=Decimal(0))
    terms.update(kind=PriceKind.FULL)
    month_before = first_of_month(first_of_month(today()) - timedelta(days=1))
    SubscriptionPause.objects.filter(
        subscription__person=person, until_on__lt=month_before
    ).delete()
    AllowanceMove.objects.filter(subscription__person=person).update(note="")
    Payer.objects.filter(person=person).update(name="–", email="", phone="", address="", tax_id="")


SUBSCRIPTIONS = PersonalData(
    gettext_lazy("subscriptions"), export_subscriptions, erase_subscriptions, module="plans"
)
