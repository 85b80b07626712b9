"""A generated year, worked out again by another road: integers of a millime, days of a calendar,
nothing of the product's sums, dates or prices."""

from calendar import monthrange
from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elspace.billing.actions import (
    Item,
    add_stamp,
    add_vat_rate,
    credit_invoice,
    draft_invoice,
    issue_invoice,
    issue_month,
    receive_cash,
    receive_payment,
    run_month,
)
from elspace.billing.models import Invoice
from elspace.billing.queries.export import rows_of
from elspace.billing.queries.owed import balance_of, unused_payments
from elspace.hosting.enums import PayerKind, PriceKind
from elspace.hosting.models import PlanPrice, SubscriptionPause
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal
YEAR = 2031
TUNIS = ZoneInfo("Africa/Tunis")
PERCENT = {"normal": 19, "middle": 13, "reduced": 7, "zero": 0, "exempt": 0}
AMOUNTS = st.integers(1, 300_000)  # millimes


def percent(vat_class, month):
    """The finance law of July."""
    return 18 if vat_class == "normal" and month >= 7 else PERCENT[vat_class]


def stamp(month):
    """The finance law of May."""
    return 1500 if month >= 5 else 1000


def halves_up(number, by):
    """A division to the nearest integer, halves up."""
    return (2 * number + by) // (2 * by)


def millimes(amount):
    return round(amount * 1000)


def of_line(hundredths, price, rate):
    """Net and VAT of a line, in millimes."""
    net = halves_up(hundredths * price, 100)
    return net, halves_up(net * rate, 100)


class Hosted:
    """Somebody hosted, in our own words: from when, resting when, who pays how much."""

    def __init__(self, payer, begins, prices, rest):
        self.payer, self.begins, self.prices, self.rest = payer, begins, prices, rest

    def due(self, month):
        """The millimes of a month, or nothing."""
        days = [date(YEAR, month, n + 1) for n in range(monthrange(YEAR, month)[1])]
        here = [day for day in days if day >= self.begins]
        if not here or all(day in self.rest for day in here):
            return 0
        return next(price for since, price in reversed(self.prices) if since <= here[0])


class Ledger:
    """What a patient person with a pencil would write down."""

    def __init__(self):
        self.asked, self.given_back, self.paid = (defaultdict(int) for _n in range(3))
        self.by_rate = defaultdict(lambda: [0, 0])
        self.documents = 0

    def invoice(self, payer, lines, month):
        """The total of an invoice over lines of (hundredths, price, class)."""
        total = stamp(month)
        for hundredths, price, vat_class in lines:
            rate = percent(vat_class, month)
            net, vat = of_line(hundredths, price, rate)
            self._count(vat_class, rate, net, vat)
            total += net + vat
        self.asked[payer] += total
        self.documents += total
        return total

    def credit(self, payer, amounts, with_stamp):
        """The total of a credit note over (class, rate, net, VAT)."""
        total = with_stamp
        for vat_class, rate, net, vat in amounts:
            self._count(vat_class, rate, -net, -vat)
            total += net + vat
        self.given_back[payer] += total
        self.documents -= total
        return total

    def _count(self, vat_class, rate, net, vat):
        row = self.by_rate[vat_class, rate]
        row[0] += net
        row[1] += vat


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_year_worked_out_again_comes_to_the_same_millime(data, accountant, clock):
    """Plans at full, solidarity and programme prices, pauses, a new price, a new rate of VAT, a new
    stamp duty, lines by hand, partial payments, credit notes: every sum of the year."""
    with transaction.atomic():
        _a_year(data, accountant, clock)
        transaction.set_rollback(True)


def _a_year(data, accountant, clock):
    add_vat_rate(vat_class="normal", rate=18, from_on=date(YEAR, 7, 1), source="x", by=accountant)
    add_stamp(amount=D("1.5"), from_on=date(YEAR, 5, 1), source="x", by=accountant)
    payers, hosted = _house(data)
    ours = Ledger()
    for month in range(1, 13):
        clock.move_to(datetime(YEAR, month, 3, 9, tzinfo=TUNIS))
        _run(month, hosted, ours, accountant)
        for payer in payers:
            lines = data.draw(
                st.lists(
                    st.tuples(st.integers(1, 900), AMOUNTS, st.sampled_from(sorted(PERCENT))),
                    max_size=2,
                )
            )
            if sum(of_line(q, p, 0)[0] for q, p, _kind in lines):
                _by_hand(payer, lines, month, ours, accountant)
            paid = data.draw(st.integers(0, 400_000))
            if paid:
                ours.paid[payer.pk] += paid
                said = {"payer": payer, "amount": D(paid) / 1000, "by": accountant}
                receive_payment(method="transfer", **said) if paid % 2 else receive_cash(**said)
            _balances(payer, ours)
    _the_file(ours)
    numbers = Invoice.objects.filter(year=YEAR, kind="invoice").order_by("number")
    assert [one.number for one in numbers] == [n + 1 for n in range(len(numbers))]


def _house(data):
    """Three plans on one price list that changes in April; who pays for whom."""
    first, later = (data.draw(AMOUNTS) for _n in range(2))
    plan = factories.plan(price=str(D(first) / 1000))
    PlanPrice.objects.create(plan=plan, from_on=date(YEAR, 4, 10), price=D(later) / 1000)
    shared = [(date(YEAR - 9, 1, 1), first), (date(YEAR, 4, 10), later)]
    rives = factories.payer("Rives")
    payers, hosted = [rives], []
    for kind in (PriceKind.FULL, PriceKind.SOLIDARITY, PriceKind.PROGRAMME, PriceKind.WAIVED):
        who = factories.resident()
        payer = rives
        if kind != PriceKind.PROGRAMME:
            payer = factories.payer(kind=PayerKind.PERSON, person=who)
            payers.append(payer)
        begins = date(YEAR, 1, 1) + timedelta(days=data.draw(st.integers(-40, 200)))
        own = data.draw(AMOUNTS) if kind == PriceKind.SOLIDARITY else None
        row = factories.subscription(
            who, plan, pays=payer, from_on=begins, kind=kind, price=own and D(own) / 1000
        )
        rest = set()
        for _n in range(data.draw(st.integers(0, 2))):
            starts = date(YEAR, 1, 1) + timedelta(days=data.draw(st.integers(0, 330)))
            days = data.draw(st.integers(1, 70))
            SubscriptionPause.objects.create(
                subscription=row, from_on=starts, until_on=starts + timedelta(days=days - 1)
            )
            rest |= {starts + timedelta(days=n) for n in range(days)}
        if kind != PriceKind.WAIVED:
            prices = [(date(YEAR - 9, 1, 1), own)] if own else shared
            hosted.append(Hosted(payer.pk, begins, prices, rest))
    return payers, hosted


def _run(month, hosted, ours, accountant):
    """The monthly run, against what is due by our own calendar."""
    due = defaultdict(list)
    for one in hosted:
        if price := one.due(month):
            due[one.payer].append((100, price, "normal"))
    run_month(month=date(YEAR, month, 1), by=accountant)
    issued = issue_month(month=date(YEAR, month, 1), by=accountant)
    wanted = {payer: ours.invoice(payer, lines, month) for payer, lines in due.items()}
    assert {one.payer_id: millimes(one.total) for one in issued} == wanted


def _by_hand(payer, lines, month, ours, accountant):
    """An invoice by hand, and sometimes two credit notes over it: some of it, then the rest."""
    items = [Item("x", D(q) / 100, D(p) / 1000, kind) for q, p, kind in lines]
    invoice = issue_invoice(
        invoice=draft_invoice(payer=payer, items=items, by=accountant), by=accountant
    )
    assert millimes(invoice.total) == ours.invoice(payer.pk, lines, month)
    if sum(q for q, _p, _kind in lines) % 3:
        return
    parts, rests = [], []
    for q, price, kind in lines:
        rate = percent(kind, month)
        whole = of_line(q, price, rate)
        part = of_line(q // 2, price, rate) if q > 1 else (0, 0)
        parts.append((kind, rate, *part))
        rests.append((kind, rate, whole[0] - part[0], whole[1] - part[1]))
    rows = list(invoice.lines.all())
    if sum(net + vat for *_of, net, vat in parts):
        halves = {row.pk: D(q // 2) / 100 for row, (q, _p, _k) in zip(rows, lines, strict=True)}
        note = credit_invoice(invoice=invoice, quantities=halves, reason="x", by=accountant)
        assert millimes(note.total) == ours.credit(payer.pk, parts, 0)
        rest = credit_invoice(invoice=invoice, with_stamp=True, reason="x", by=accountant)
        assert millimes(rest.total) == ours.credit(payer.pk, rests, stamp(month))


def _balances(payer, ours):
    """What is owed in all, invoice by invoice; money never waits while something is owed."""
    left = ours.asked[payer.pk] - ours.given_back[payer.pk] - ours.paid[payer.pk]
    assert millimes(balance_of(payer)) == left
    owed = [millimes(one.owed) for one in Invoice.objects.with_owed().filter(payer=payer)]
    waits = sum(millimes(one.unused) for one in unused_payments(payer))
    assert min(owed, default=0) >= 0
    assert (sum(owed), waits) == (max(left, 0), max(-left, 0))


def _the_file(ours):
    """The accountant's file adds up to the same."""
    days = (date(YEAR, 1, 1), date(YEAR, 12, 31))
    documents = rows_of("documents", *days)[1:]
    assert sum(millimes(row[9]) for row in documents) == ours.documents
    lines = rows_of("lines", *days)[1:]
    found = sorted((millimes(row[2]), millimes(row[3])) for row in rows_of("vat", *days)[1:])
    assert found == sorted((net, vat) for net, vat in ours.by_rate.values())
    assert sum(millimes(row[7]) for row in lines) == sum(net for net, _v in ours.by_rate.values())
    assert sum(millimes(row[8]) for row in lines) == sum(vat for _n, vat in ours.by_rate.values())
    payments = rows_of("payments", *days)[1:]
    assert sum(millimes(row[4]) for row in payments) == sum(ours.paid.values())
