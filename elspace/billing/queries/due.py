"""What is due for a month and stands on no invoice yet: subscriptions and priced bookings.

Nothing here says why a price is what it is: a waived subscription is simply not due, a lower price
is a price.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from elspace.billing.models import Claim, LateReturn, Waiver
from elspace.billing.money import to_millime
from elspace.core.moments import local
from elspace.core.templatetags.elspace import format_day
from elspace.hosting.enums import BookingState, PriceKind
from elspace.hosting.models import (
    Booking,
    Payer,
    Subscription,
)
from elspace.hosting.queries.plans import amount_on, rests_on_all, terms_on
from elspace.hub.parts import uses
from elspace.people.models import Person

from .closing import first_of_month, last_of_month, next_month
from .monthly import run_before
from .rates import billing_settings

AT_ONCE = 5000


@dataclass(frozen=True)
class Due:
    """Something to invoice: to whom, in which words, how much, and where it comes from. Without a
    payer, `person` is who used it and pays."""

    payer: Payer | None
    person_id: int | None
    words: str
    quantity: Decimal
    unit_price: Decimal
    vat_class: str
    source: str


def looked_back_to(month: date) -> date:
    """The first month a run of a month looks at: the one before, or the first run of the last
    twelve months, so that what was entered after its run is found."""
    return min([first_of_month(month - timedelta(days=1)), *run_before(month)])


def due_and_unclaimed(month: date, *, except_drafts_of: Iterable[int] = ()) -> list[Due]:
    """What is due for a month (given by its first day) and stands on no invoice: its subscriptions
    and rooms, and what was entered for a month before after its run, whatever that run left. What
    stands on these drafts counts as on none, because the run writes them anew."""
    claims = Claim.objects.exclude(line__invoice__in=list(except_drafts_of))
    first = looked_back_to(month)
    rows = list(_subscriptions([*run_before(month), month])) if uses("plans") else []
    rows += [*rooms_due(first, month, claims=claims), *late_due(first, month)]
    settled = claimed_among(claims, [row.source for row in rows])
    settled |= set(Waiver.objects.filter(ended_on=None).values_list("source", flat=True))
    return [row for row in rows if row.source not in settled]


def claimed_among(claims: QuerySet[Claim], sources: Sequence[str]) -> set[str]:
    """Those of these sources that are claimed; asked so many at a time, as databases bear."""
    return {
        source
        for first in range(0, len(sources), AT_ONCE)
        for source in claims.filter(source__in=sources[first : first + AT_ONCE]).values_list(
            "source", flat=True
        )
    }


def _subscriptions(months: Sequence[date]) -> Iterator[Due]:
    """What is due in these months, the first one first."""
    rows = priced_subscriptions().filter(from_on__lte=last_of_month(months[-1]))
    rows = rows.filter(Q(until_on=None) | Q(until_on__gte=months[0])).order_by("pk")
    found = list(rows)
    for month in months:
        for row in found:
            runs = row.from_on <= last_of_month(month) and (row.until_on or month) >= month
            if runs and (due := due_of(row, month)):
                yield due


def priced_subscriptions() -> QuerySet[Subscription]:
    """Subscriptions with all that says what is due for them."""
    return Subscription.objects.select_related("plan", "person").prefetch_related(
        "terms__payer__person", "pauses", "plan__prices"
    )


def due_of(row: Subscription, month: date) -> Due | None:
    """What a subscription that runs in a month is due for it."""
    last = last_of_month(month)
    if not row.plan.is_monthly and not month <= row.from_on <= last:
        return None  # a book of days, a day: due once, in the month it begins
    first = max(month, row.from_on)
    if row.plan.is_monthly and rests_on_all(
        row.pauses.all(), first, min(last, row.until_on or last)
    ):
        return None
    terms, price = terms_on(row, first), amount_on(row, first)
    if terms is None or not price:
        return None
    return Due(
        terms.payer,
        row.person_id,
        _words(row, month, terms.payer),
        Decimal(1),
        price,
        row.plan.vat_class,
        f"subscription:{row.key}:{month:%Y-%m}",
    )


def _words(row: Subscription, month: date, payer: Payer) -> str:
    """The plan and the month, in the language of the payer; for whom, when another one pays."""
    with override(payer.language):
        plan = row.plan.name_in(payer.language)
        if row.plan.is_monthly:
            plan = _("%(plan)s, %(month)s") % {"plan": plan, "month": month_name(month)}
        if payer.person_id != row.person_id:
            plan = _("%(what)s (%(who)s)") % {"what": plan, "who": row.person.short_name}
        return plan


def month_name(month: date) -> str:
    """A month in words, with its year, in the language of the page."""
    return f"{format_day(month, 'month')} {month.year}"


def rooms_due(
    first: date, month: date, person: Person | None = None, *, claims: QuerySet[Claim] | None = None
) -> Iterator[Due]:
    """Priced rooms used from one month to another, both included, that none of these claims (None:
    of all) invoices: all, or those of one person."""
    used = _rooms_used(first, month)
    if person is not None:
        used = used.filter(person=person)
    numbers = {f"booking:{key}": number for number, key in used.values_list("pk", "key")}
    claimed = claimed_among(Claim.objects.all() if claims is None else claims, list(numbers))
    left = [number for source, number in numbers.items() if source not in claimed]
    usual = billing_settings().vat_class
    rows = used.select_related("space__room", "person__payer", "customer").prefetch_related(
        "person__subscriptions__plan", "person__subscriptions__terms__payer"
    )
    for start in range(0, len(left), AT_ONCE):
        for row in rows.filter(pk__in=left[start : start + AT_ONCE]):
            if (due := room_due(row, usual)) is not None:
                yield due


def _rooms_used(first: date, month: date) -> QuerySet[Booking]:
    return Booking.objects.filter(
        # Given back once it had begun: it was used.
        Q(state=BookingState.BOOKED)
        | Q(state=BookingState.CANCELLED, cancelled_at__gte=F("start_at")),
        Q(person__isnull=False) | Q(customer__isnull=False),
        price__gt=0,
        end_at__lte=timezone.now(),
        start_at__gte=local(first, time()),
        start_at__lt=local(next_month(month), time()),
    ).order_by("start_at", "pk")


def room_due(row: Booking, usual: str) -> Due | None:
    """What a booking is due, used or to come; `usual`: the VAT of rooms that say none."""
    price = unpaid_price(row)
    if price <= 0:
        return None
    payer = payer_of_room(row)
    language = payer.language if payer else row.person.language  # type: ignore[union-attr]
    with override(language):
        day = format_day(timezone.localtime(row.start_at), "full")
        words = _("Room %(room)s, %(day)s") % {
            "room": row.space.name_in(language),
            "day": day,
        }
    return Due(
        payer,
        row.person_id,
        words,
        Decimal(1),
        price,
        class_of_room(row, usual),
        f"booking:{row.key}",
    )


def late_due(first: date, month: date, person: Person | None = None) -> Iterator[Due]:
    """What is due for rooms given back late from one month to another, both included."""
    rows = LateReturn.objects.filter(
        returned_on__gte=first, returned_on__lt=next_month(month), person__isnull=False
    ).select_related("payer__person")
    for row in rows if person is None else rows.filter(person=person):
        yield Due(
            row.payer, row.person_id, row.words, Decimal(1), row.amount, row.vat_class, row.source
        )


def unpaid_price(row: Booking) -> Decimal:
    """What a booking costs but for the minutes an allowance covers."""
    minutes = Decimal(int((row.end_at - row.start_at).total_seconds() / 60))
    left = max(minutes - row.covered_minutes, Decimal(0))
    return to_millime((row.price or Decimal(0)) * left / minutes)


def class_of_room(row: Booking, usual: str = "") -> str:
    """The class of VAT of a booking: of its room, or the one of the settings."""
    room = getattr(row.space, "room", None)
    return (room.vat_class if room else "") or usual or billing_settings().vat_class


def payer_of_room(row: Booking) -> Payer | None:
    """Who pays for a booking: who pays for the person's plan then (a monthly one before a book of
    days, the last begun first), else the person."""
    day = timezone.localdate(row.start_at)
    if row.person is None:
        return row.customer
    held = row.person.subscriptions.all()
    for subscription in sorted(
        held, key=lambda one: (not one.plan.is_monthly, -one.from_on.toordinal())
    ):
        until = subscription.until_on or date.max
        if subscription.from_on <= day <= until:
            terms = terms_on(subscription, day)
            if terms is not None and terms.kind != PriceKind.PROGRAMME:
                return terms.payer
    payer: Payer | None = getattr(row.person, "payer", None)
    return payer
