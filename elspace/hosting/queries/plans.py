"""Who is hosted under which plan on a day, what it costs, what is left of what it includes."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet, Sum

from elspace.core.moments import today
from elspace.hosting.enums import MoveKind, PriceKind, Unit
from elspace.hosting.models import (
    AllowanceMove,
    DeskHolding,
    MembershipPlan,
    PlanPrice,
    Subscription,
    SubscriptionPause,
    SubscriptionTerms,
)


def first_of_month(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def running_on(day: date) -> Q:
    """Subscriptions that run on a day, paused or not."""
    return Q(from_on__lte=day) & (Q(until_on=None) | Q(until_on__gte=day))


def subscription_on(person: Any, day: date) -> Subscription | None:
    """The subscription that gives something on a day: the last begun that runs and is not paused;
    monthly ones before books of days."""
    found = _awake_on(person, day)
    return found.order_by(F("plan__days").asc(nulls_first=True), "-from_on", "-pk").first()


def subscriptions_on(person: Any, days: Collection[date]) -> dict[date, Subscription]:
    """The same for many days (two queries)."""
    found = Subscription.objects.filter(person=person, from_on__lte=max(days))
    found = found.filter(Q(until_on=None) | Q(until_on__gte=min(days)))
    order = (F("plan__days").asc(nulls_first=True), "-from_on", "-pk")
    ordered = list(found.select_related("plan").prefetch_related("pauses").order_by(*order))

    def gives(one: Subscription, day: date) -> bool:
        is_running = one.from_on <= day and (one.until_on is None or one.until_on >= day)
        pauses = one.pauses.all()
        return is_running and not any(rest.from_on <= day <= rest.until_on for rest in pauses)

    first = {day: next((one for one in ordered if gives(one, day)), None) for day in days}
    return {day: one for day, one in first.items() if one is not None}


def books_on(person: Any, day: date) -> list[Subscription]:
    """The books of days somebody comes under on a day, the oldest first; none while a monthly plan
    runs, which gives its desk by itself."""
    found = list(_awake_on(person, day).order_by("from_on", "pk"))
    return [] if any(one.plan.is_monthly for one in found) else found


def _awake_on(person: Any, day: date) -> QuerySet[Subscription]:
    rests = SubscriptionPause.objects.filter(from_on__lte=day, until_on__gte=day)
    running = Subscription.objects.filter(running_on(day), person=person)
    return running.exclude(pauses__in=rests).select_related("plan")


def rests_on_all(pauses: Iterable[SubscriptionPause], first: date, last: date) -> bool:
    """Whether a subscription rests on every day from one to another: then nothing is due."""
    day = first
    for pause in sorted(pauses, key=lambda one: one.from_on):
        if pause.from_on <= day <= pause.until_on:
            if pause.until_on >= last:
                return True
            day = pause.until_on + timedelta(days=1)
    return False


def months_free(subscription: Subscription, pause: SubscriptionPause) -> list[date]:
    """The months that touch a pause and are not due, by their first days: those on which every day
    hosted is a day of rest."""
    month, free = first_of_month(pause.from_on), []
    while month <= pause.until_on:
        following = first_of_month(month + timedelta(days=31))
        last = following - timedelta(days=1)
        if subscription.until_on is not None:
            last = min(last, subscription.until_on)
        if rests_on_all(subscription.pauses.all(), max(month, subscription.from_on), last):
            free.append(month)
        month = following
    return free


def rest_on(person: Any, day: date) -> SubscriptionPause | None:
    """The pause in which somebody's monthly plan rests on a day."""
    running = Subscription.objects.filter(running_on(day), person=person, plan__days=None)
    rests = SubscriptionPause.objects.filter(
        subscription__in=running, from_on__lte=day, until_on__gte=day
    )
    return rests.select_related("subscription__plan").first()


def price_on(prices: Iterable[PlanPrice], day: date) -> Decimal | None:
    """The price of a plan on a day, from its dated prices; None when none was set by then."""
    known = [one for one in prices if one.from_on <= day]
    return max(known, key=lambda one: one.from_on).price if known else None


def terms_on(subscription: Subscription, day: date) -> SubscriptionTerms | None:
    """Who pays and how much on a day: the last terms begun, else the first there are."""
    rows = sorted(subscription.terms.all(), key=lambda one: one.from_on)
    begun = [one for one in rows if one.from_on <= day]
    return begun[-1] if begun else (rows[0] if rows else None)


def amount_on(subscription: Subscription, day: date) -> Decimal | None:
    """What a subscription costs before tax, a month or as a whole; None: no price was ever set."""
    terms = terms_on(subscription, day)
    if terms is not None and terms.kind == PriceKind.WAIVED:
        return Decimal("0.000")
    if terms is not None and terms.price is not None:
        return terms.price
    return list_price(subscription.plan, day)


def list_price(plan: MembershipPlan, day: date) -> Decimal | None:
    """What a plan costs before tax whoever takes it on a day; None: no price was ever set."""
    prices = list(plan.prices.all())
    # A plan written down in the middle of a month cost the same on its first.
    first = min(prices, key=lambda one: one.from_on).price if prices else None
    known = price_on(prices, day)
    return first if known is None else known


def month_of(subscription: Subscription, unit: Unit, day: date) -> date:
    """Under which day an allowance is kept: room time by the month, a book of days as a whole."""
    return first_of_month(day) if unit == Unit.ROOM_MINUTES else subscription.from_on


def included(subscription: Subscription, unit: Unit) -> int:
    """How much of a unit a plan gives: a month, or as a whole."""
    plan = subscription.plan
    return plan.room_minutes if unit == Unit.ROOM_MINUTES else 2 * (plan.days or 0)


def balance(subscription: Subscription, unit: Unit, day: date) -> int:
    """What is left of an allowance on a day: the lines of its ledger added up. Before its first
    line, all that the plan includes."""
    moves = AllowanceMove.objects.filter(
        subscription=subscription, unit=unit, month=month_of(subscription, unit, day)
    )
    left: int | None = moves.aggregate(left=Sum("amount"))["left"]
    return included(subscription, unit) if left is None else left


def carried_into(book: Subscription) -> int:
    """How many half-days taken beyond the books before are counted from this one."""
    lines = AllowanceMove.objects.filter(
        subscription=book, unit=Unit.DESK_HALVES, kind=MoveKind.CARRIED, amount__lt=0
    )
    return -(lines.aggregate(sum=Sum("amount"))["sum"] or 0)


def members_on(day: date | None = None) -> QuerySet[Subscription]:
    """Subscriptions that run on a day, or will, with what a list shows of them; `moved`: the sum of
    the half-days of a book."""
    day = day or today()
    desks = DeskHolding.objects.filter(Q(until_on=None) | Q(until_on__gte=day))
    return (
        Subscription.objects.filter(Q(until_on=None) | Q(until_on__gte=day))
        .select_related("plan", "person")
        .annotate(moved=Sum("moves__amount", filter=Q(moves__unit=Unit.DESK_HALVES)))
        .prefetch_related(
            "pauses",
            "terms__payer",
            "plan__prices",
            Prefetch("person__desk_holdings", desks.select_related("desk"), to_attr="desks_held"),
        )
        .order_by("person__first_name", "person__last_name", "pk")
    )


def passes_in_use() -> QuerySet[MembershipPlan]:
    """What is sold at the reception: days and books of days, with their prices."""
    return plans_in_use().filter(days__isnull=False)


def plans_in_use() -> QuerySet[MembershipPlan]:
    """Plans somebody may take, with their prices."""
    return MembershipPlan.objects.filter(is_active=True).prefetch_related("prices")
