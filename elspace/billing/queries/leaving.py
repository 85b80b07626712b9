"""What is open with somebody who leaves: invoices, drafts, months and rooms not invoiced yet, money
received ahead, agreements to pay in parts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Min, Q, Sum

from elspace.billing.enums import InvoiceState
from elspace.billing.models import Claim, Invoice, InvoiceLine, MonthRun, Waiver
from elspace.billing.money import ZERO, line_sum, to_millime
from elspace.core.moments import today
from elspace.hosting.models import Payer, Subscription
from elspace.people.models import Person

from .agreements import Agreement, agreements
from .closing import first_of_month, next_month
from .due import Due, due_of, late_due, looked_back_to, priced_subscriptions, rooms_due
from .owed import Money, unpaid_of, unused_payments
from .rates import rates_on, stamp_on

AHEAD = timedelta(days=366)  # a last day further away is no leaving yet


@dataclass(frozen=True)
class Unbilled:
    """Something due that stands on no invoice, with tax."""

    due: Due
    amount: Decimal


@dataclass
class Settling:
    """What is open with one payer because of somebody who leaves. `is_own`: they pay themselves, so
    all that is between them and the hub is listed; of another payer, only what is for them."""

    payer: Payer | None
    is_own: bool
    invoices: list[Invoice] = field(default_factory=list)
    drafts: list[Invoice] = field(default_factory=list)
    unbilled: list[Unbilled] = field(default_factory=list)
    stamp: Decimal = ZERO
    ahead: Decimal = ZERO
    agreements: list[Agreement] = field(default_factory=list)

    @property
    def owed(self) -> Decimal:
        """All of it, less what was paid ahead."""
        asked = sum((one.owed for one in self.invoices), ZERO)  # type: ignore[attr-defined]
        asked += sum((one.total for one in self.drafts), ZERO)
        return asked + sum((one.amount for one in self.unbilled), ZERO) + self.stamp - self.ahead

    @property
    def may_agree(self) -> bool:
        """Whether something is asked that no agreement kept so far holds."""
        kept = [part for one in self.agreements if not one.is_broken for part in one.parts]
        asked = sum((one.owed for one in self.invoices), ZERO)  # type: ignore[attr-defined]
        return self.is_own and asked > sum((part.left for part in kept), ZERO)


def unbilled_until(subscription: Subscription, until_on: date) -> list[Due]:
    """What is due for a subscription until its last day, and for rooms its person used, and stands
    on no invoice: from the first month the hub invoiced on."""
    row = priced_subscriptions().get(pk=subscription.pk)
    row.until_on = until_on
    dues = [due for month in _months(row, until_on) if (due := due_of(row, month))]
    return _unsettled([*dues, *_rooms_of(row.person)])


def _rooms_of(person: Person) -> list[Due]:
    """Rooms somebody used or gave back late, as far back as the run of this month looks."""
    month = first_of_month(today())
    first = looked_back_to(month)
    return [*rooms_due(first, month, person), *late_due(first, month, person)]


def _unsettled(dues: list[Due]) -> list[Due]:
    """Those that stand on no invoice and were not waived."""
    about = {"source__in": [due.source for due in dues]}
    settled = set(Claim.objects.filter(**about).values_list("source", flat=True))
    settled |= set(Waiver.objects.filter(ended_on=None, **about).values_list("source", flat=True))
    return [due for due in dues if due.source not in settled]


def _months(row: Subscription, until_on: date) -> Iterator[date]:
    began = Invoice.objects.aggregate(issued=Min("issued_on"))
    run = MonthRun.objects.aggregate(month=Min("month"))
    known = [day for day in (*began.values(), *run.values(), today()) if day is not None]
    month = first_of_month(max(row.from_on, min(known)))
    while month <= min(until_on, today() + AHEAD):
        yield month
        month = next_month(month)


@dataclass
class NotInvoiced:
    """What somebody used and no invoice says yet: subscriptions with months that stand nowhere,
    drafts, and the sum of all, with tax and stamp."""

    subscriptions: list[Subscription]
    drafts: list[Invoice]
    sum: Decimal


def not_invoiced(person: Person) -> NotInvoiced | None:
    """What stands on no issued invoice until today; None when all does."""
    dues = {due.source: due for due in _unsettled(_rooms_of(person))}
    concerned = []
    for one in Subscription.objects.filter(person=person, from_on__lte=today()).select_related(
        "plan"
    ):
        found = unbilled_until(one, min(one.until_on or today(), today()))
        dues |= {due.source: due for due in found}
        if any(due.source.startswith("subscription:") for due in found):
            concerned.append(one)
    drafts = list(Invoice.objects.filter(payer__person=person, state=InvoiceState.DRAFT))
    if not dues and not drafts:
        return None
    rates = rates_on(today())
    asked = [
        line_sum(due.quantity, due.unit_price, rates.get(due.vat_class, ZERO)).gross
        for due in dues.values()
    ]
    stamps = len({due.payer.pk if due.payer else None for due in dues.values()})
    total = sum(asked, ZERO) + stamp_on(today()) * stamps
    return NotInvoiced(concerned, drafts, total + sum((one.total for one in drafts), ZERO))


def settlings_of(subscription: Subscription, unbilled: list[Due]) -> list[Settling]:
    """What is open, by payer: the person first, then others who pay for them."""
    person = subscription.person
    own = Payer.objects.filter(person=person).first()
    settlings: dict[int | None, Settling] = {own.pk if own else None: _own(own)}
    others = Payer.objects.filter(terms__subscription=subscription).select_related("person")
    for payer in others.distinct():
        if payer != own:
            settlings[payer.pk] = _of_another(payer, subscription)
    rates, stamp = rates_on(today()), stamp_on(today())
    for due in unbilled:
        pays = due.payer or own
        number = pays.pk if pays else None
        if number not in settlings:
            settlings[number] = Settling(pays, is_own=False)
        amount = line_sum(due.quantity, due.unit_price, rates.get(due.vat_class, ZERO)).gross
        settlings[number].unbilled.append(Unbilled(due, amount))
        settlings[number].stamp = stamp
    return [one for one in settlings.values() if one.is_own or one.owed]


def _own(payer: Payer | None) -> Settling:
    found = Settling(payer, is_own=True)
    if payer is not None:
        found.invoices = unpaid_of(payer)
        found.drafts = list(Invoice.objects.filter(payer=payer, state=InvoiceState.DRAFT))
        found.ahead = to_millime(sum((one.unused for one in unused_payments(payer)), ZERO))  # type: ignore[attr-defined]
        found.agreements = agreements(today(), payer)
    return found


def _of_another(payer: Payer, subscription: Subscription) -> Settling:
    """Of what somebody else owes, the lines for this subscription."""
    about = Q(claim__source__startswith=f"subscription:{subscription.key}:")
    lines = InvoiceLine.objects.filter(about, invoice__payer=payer)
    sums = lines.values("invoice").annotate(sum=Sum(F("net") + F("vat"), output_field=Money))
    asked = {row["invoice"]: to_millime(row["sum"]) for row in sums.order_by()}
    found = Settling(payer, is_own=False)
    for one in Invoice.objects.unpaid().filter(pk__in=asked).order_by("due_on", "number"):
        one.owed = min(one.owed, asked[one.pk])  # type: ignore[attr-defined]
        found.invoices.append(one)
    for one in Invoice.objects.filter(pk__in=asked, state=InvoiceState.DRAFT):
        one.total = asked[one.pk]
        found.drafts.append(one)
    return found
