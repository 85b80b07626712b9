"""Subscriptions: somebody is hosted under a plan, pays otherwise, rests, leaves."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import known_by_key
from elspace.core.templatetags.elspace import format_day
from elspace.hosting.enums import BookingState, PayerKind, PlanKind, PriceKind
from elspace.hosting.models import (
    Booking,
    DeskHolding,
    MembershipPlan,
    Payer,
    Subscription,
    SubscriptionTerms,
)
from elspace.hosting.queries.leaving import freed_after, stays_hosted
from elspace.hub.enums import Half
from elspace.people.models import Person
from elspace.trust.actions import record

from .bookings import cancel_booking
from .day_books import begin_book
from .desks import end_holding, release_desk, withdraw_swap
from .desks.locks import lock_desks
from .waits import withdraw_wait


def payer_for(person: Person) -> Payer:
    """A person as who pays for themselves, written down once."""
    found, _made = Payer.objects.get_or_create(
        person=person,
        defaults={
            "kind": PayerKind.PERSON,
            "name": person.name,
            "email": person.email or "",
            "language": person.language,
        },
    )
    return found


@transaction.atomic
def subscribe(
    *,
    person: Person,
    plan: MembershipPlan,
    from_on: date,
    until_on: date | None = None,
    payer: Payer | None = None,
    kind: PriceKind = PriceKind.FULL,
    price: Decimal | None = None,
    key: uuid.UUID | None = None,
    by: Any,
) -> Subscription:
    """Host somebody under a plan. Who pays is the person, unless another payer is named; one
    monthly plan each at a time."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if first := known_by_key(
        Subscription, key, person_id=person.pk, plan_id=plan.pk, from_on=from_on
    ):
        return first
    if until_on is not None and until_on < from_on:
        raise Refused(_("The last day comes before the first."))
    if not plan.is_active:
        raise Refused(_("This plan is no longer offered."))
    if plan.kind == PlanKind.DAY:
        until_on = from_on
    if plan.is_monthly and (other := _meets(person, from_on, until_on)):
        raise Refused(
            _("%(person)s is hosted under “%(plan)s” then: end that first.")
            % {"person": person.name, "plan": other.plan.name}
        )
    subscription = Subscription.objects.create(
        key=key or uuid.uuid4(), person=person, plan=plan, from_on=from_on, until_on=until_on
    )
    record(
        "subscribe",
        subject=subscription,
        actor=by,
        changes={"plan": (None, plan.pk), "from_on": (None, from_on.isoformat())},
    )
    change_terms(
        subscription=subscription,
        from_on=from_on,
        kind=kind,
        price=price,
        payer=payer or payer_for(person),
        by=by,
    )
    if not plan.is_monthly:
        begin_book(subscription, by=by)
    return subscription


def _meets(person: Person, from_on: date, until_on: date | None) -> Subscription | None:
    """A monthly subscription of this person that runs at some time between two days."""
    found = Subscription.objects.filter(person=person, plan__days=None).filter(
        Q(until_on=None) | Q(until_on__gte=from_on)
    )
    if until_on is not None:
        found = found.filter(from_on__lte=until_on)
    return found.select_related("plan").first()


@transaction.atomic
def change_terms(
    *,
    subscription: Subscription,
    from_on: date,
    kind: PriceKind,
    payer: Payer,
    price: Decimal | None = None,
    by: Any,
) -> SubscriptionTerms:
    """From a day on, who pays and how much. Full price is the plan's, waived is none; the audit
    line says that it changed, not what somebody pays."""
    if kind == PriceKind.SOLIDARITY and price is None:
        raise Refused(_("A solidarity price: how much?"))
    if price is not None and price < 0:
        raise Refused(_("A price is never below zero."))
    if kind == PriceKind.PROGRAMME and payer.person_id == subscription.person_id:
        raise Refused(_("Paid by a programme: choose who pays, it is not the person."))
    if kind in {PriceKind.FULL, PriceKind.WAIVED}:
        price = None
    terms, _made = SubscriptionTerms.objects.update_or_create(
        subscription=subscription,
        from_on=max(from_on, subscription.from_on),
        defaults={"kind": kind, "price": price, "payer": payer},
    )
    record("change_terms", subject=subscription, actor=by)
    return terms


@transaction.atomic
def end_subscription(*, subscription: Subscription, until_on: date, by: Any) -> list[str]:
    """Somebody leaves: hosted until this day, the desk free from the next one, rooms booked for
    later given back. Answers, in sentences, what was freed; what is owed stays owed."""
    # In the order in which desks are given: the person, the desks, then rooms and the plan.
    Person.objects.select_for_update(no_key=True).get(pk=subscription.person_id)
    held = DeskHolding.objects.filter(person=subscription.person_id).select_related("desk")
    lock_desks(*(one.desk for one in held))
    later = Booking.objects.filter(person=subscription.person_id, state=BookingState.BOOKED)
    list(later.select_for_update().order_by("pk"))
    subscription = (
        Subscription.objects.select_for_update(of=("self",))
        .select_related("person", "plan")
        .get(pk=subscription.pk)
    )
    if until_on < subscription.from_on:
        raise Refused(_("The last day comes before the first."))
    person = subscription.person
    others = Subscription.objects.filter(person=person).exclude(pk=subscription.pk)
    next_one = others.filter(plan__days=None, from_on__range=(subscription.from_on, until_on))
    if subscription.plan.is_monthly and (other := next_one.select_related("plan").first()):
        raise Refused(
            _("%(person)s is hosted under “%(plan)s” then: end that first.")
            % {"person": person.name, "plan": other.plan.name}
        )
    before = subscription.until_on
    subscription.until_on = until_on
    subscription.save(update_fields=["until_on"])
    subscription.pauses.filter(from_on__gt=until_on).delete()
    record(
        "end_subscription",
        subject=subscription,
        actor=by,
        changes={"until_on": (before and before.isoformat(), until_on.isoformat())},
    )
    if stays_hosted(subscription, until_on):
        return []  # another plan runs or follows
    return _free(person, until_on, by=by)


def _free(person: Person, until_on: date, *, by: Any) -> list[str]:
    said = []
    freed = freed_after(person, until_on)
    for holding in freed.holdings:
        end_holding(holding=holding, until_on=until_on, by=by)
        said.append(
            _("%(desk)s is free after %(day)s.")
            % {"desk": holding.desk.name, "day": format_day(until_on, "full")}
        )
    for day in freed.days:
        halves = [Half(day.half)]
        release_desk(desk=day.desk, day=day.day, halves=halves, person=person, by=by)
    for booking in freed.bookings:
        cancel_booking(booking=booking, by=by)
        said.append(
            _("%(room)s, %(day)s, was given back.")
            % {"room": booking.space.name, "day": format_day(booking.start_at, "full")}
        )
    for wait in freed.waits:
        withdraw_wait(wait=wait, by=by)
    for swap in freed.swaps:
        withdraw_swap(swap=swap, person=person, by=by)
    return said
