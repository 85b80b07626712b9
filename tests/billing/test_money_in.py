"""Payments, receipts, cheques, the till: what comes in, and that nothing goes out to anybody."""

from datetime import date, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elspace.billing.actions import (
    Cheque,
    agree_instalments,
    bounce_payment,
    count_till,
    move_till,
    receive_cash,
    receive_payment,
    take_back_payment,
)
from elspace.billing.enums import TillMoveKind
from elspace.billing.models import Invoice, Payment, PaymentShare, TillCount
from elspace.billing.queries.agreements import agreements
from elspace.billing.queries.owed import balance_of, unpaid_of, unused_payments, who_owes
from elspace.billing.queries.statement import statement_of
from elspace.billing.queries.till import expected_in_till, till_day
from elspace.core.answers import Refused
from elspace.core.moments import local, today
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal
CHEQUE = Cheque("Banque", "0001234", D("500"), date(2027, 3, 1), True)


def owed(invoice):
    return Invoice.objects.with_owed().get(pk=invoice.pk).owed


def test_a_payment_pays_what_is_longest_due_then_waits(issued, payer, accountant):
    first, second = issued(payer), issued(payer)
    receive_cash(payer=payer, amount=D("200.000"), by=accountant)
    assert (owed(first), owed(second)) == (0, D("87.600"))
    receive_cash(payer=payer, amount=D("100.000"), by=accountant)
    assert unused_payments(payer).get().unused == D("12.400")
    third = issued(payer)
    assert owed(third) == D("131.400")
    assert balance_of(payer) == D("131.400")


def test_a_chosen_invoice_is_paid_first(issued, payer, accountant):
    first, second = issued(payer), issued(payer)
    receive_payment(
        payer=payer, method="transfer", amount=D("143.800"), invoices=[second], by=accountant
    )
    assert (owed(first), owed(second)) == (D("143.800"), 0)


def test_receipts_are_numbered_for_each_device_and_day(payer, accountant, clock):
    codes = [receive_cash(payer=payer, amount=D(1), by=accountant).code for _n in range(2)]
    codes.append(receive_cash(payer=payer, amount=D(1), device="A1", by=accountant).code)
    clock.shift(24 * 3600)
    codes.append(receive_cash(payer=payer, amount=D(1), by=accountant).code)
    assert codes == ["2027-02-16/001", "2027-02-16/002", "2027-02-16/A1/001", "2027-02-17/001"]


def test_the_same_cash_sent_again_is_the_same_receipt(payer, accountant):
    said = {
        "payer": payer, "amount": D(5), "device": "A1", "number_on_device": 7,
        "taken_at": timezone.now() - timedelta(hours=2), "key": uuid4(), "by": accountant,
    }  # fmt: skip
    one, two = receive_cash(**said), receive_cash(**said)
    assert one == two
    assert one.code == "2027-02-16/A1/007"
    assert receive_cash(payer=payer, amount=D(1), device="A1", by=accountant).receipt_number == 8


def test_a_number_given_twice_by_an_emptied_device_loses_no_money(payer, accountant):
    said = {"payer": payer, "amount": D(5), "device": "A1", "number_on_device": 1}
    receive_cash(**said, key=uuid4(), by=accountant)
    again = receive_cash(**said, key=uuid4(), by=accountant)
    assert (again.receipt_number, again.printed_number) == (2, 1)
    assert Payment.objects.count() == 2


@pytest.mark.parametrize("amount", ["0", "-5", "0.0005"])
def test_what_is_no_payment_is_refused(payer, accountant, amount):
    with pytest.raises(Refused):
        receive_cash(payer=payer, amount=D(amount), by=accountant)


@pytest.mark.parametrize(
    "cheque",
    [
        None,
        Cheque("", "1"),
        Cheque("Banque", ""),
        Cheque("Banque", "1", D("143.799")),
        Cheque("Banque", "1", None, date(2027, 2, 15)),
    ],
)
def test_a_cheque_has_its_rules(payer, accountant, cheque):
    with pytest.raises(Refused):
        receive_payment(
            payer=payer, method="cheque", amount=D("143.800"), cheque=cheque, by=accountant
        )


def test_a_cheque_that_comes_back_opens_its_invoice_again(issued, payer, accountant):
    invoice = issued(payer)
    payment = receive_payment(
        payer=payer, method="cheque", amount=D("143.800"), cheque=CHEQUE, by=accountant
    )
    assert not unpaid_of(payer)
    bounce_payment(payment=payment, why="sans provision", by=accountant)
    bounce_payment(payment=payment, by=accountant)
    assert owed(invoice) == balance_of(payer) == D("143.800")
    assert [line.owed for line in statement_of(payer)] == [D("143.800"), 0, D("143.800")]


def test_cash_does_not_bounce_but_a_mistake_is_taken_back(issued, payer, accountant):
    invoice = issued(payer)
    payment = receive_cash(payer=payer, amount=D("43.800"), by=accountant)
    with pytest.raises(Refused):
        bounce_payment(payment=payment, by=accountant)
    with pytest.raises(Refused):
        take_back_payment(payment=payment, why=" ", by=accountant)
    take_back_payment(payment=payment, why="mauvais nom", by=accountant)
    assert owed(invoice) == D("143.800")
    assert receive_cash(payer=payer, amount=D(1), by=accountant).receipt_number == 2


def test_who_leaves_owing_pays_in_three_parts(issued, payer, accountant):
    issued(payer)
    issued(payer)
    assert who_owes(today())[0].owed == D("287.600")
    plan = agree_instalments(payer=payer, count=3, first_on=date(2027, 2, 27), by=accountant)
    parts = list(plan.parts.values_list("amount", "due_on"))
    assert parts == [
        (D("95.867"), date(2027, 2, 27)),
        (D("95.867"), date(2027, 3, 27)),
        (D("95.866"), date(2027, 4, 27)),
    ]
    receive_cash(payer=payer, amount=D("100.000"), by=accountant)
    left = [one.left for one in agreements(today(), payer)[0].parts]
    assert left == [0, D("91.734"), D("95.866")]


def test_the_till_is_counted_and_a_difference_explained(payer, accountant, clock):
    second = factories.person("Second")
    move_till(kind=TillMoveKind.PUT_IN, amount=D(50), by=accountant)
    receive_cash(payer=payer, amount=D("143.800"), by=accountant)
    receive_payment(payer=payer, method="transfer", amount=D(9), by=accountant)
    assert expected_in_till() == D("193.800")
    clock.shift(60)
    with pytest.raises(Refused):
        count_till(counted=D("193.000"), by=accountant)
    row = count_till(counted=D("193.000"), explanation="monnaie", by=accountant)
    assert row.difference == D("-0.800")
    clock.shift(60)
    assert expected_in_till() == D("193.000")
    move_till(kind=TillMoveKind.TO_BANK, amount=D(190), by=accountant)
    assert expected_in_till() == D("3.000")
    with pytest.raises(Refused):
        move_till(kind=TillMoveKind.TO_BANK, amount=D("3.001"), by=accountant)
    receive_cash(payer=payer, amount=D(600), by=accountant)
    clock.shift(60)
    for nobody in (None, accountant):
        with pytest.raises(Refused):
            count_till(counted=D(603), second=nobody, by=accountant)
    count_till(counted=D(603), second=second, by=accountant)
    assert TillCount.objects.count() == 2


def test_cash_taken_back_after_a_count_leaves_the_till_that_day(payer, accountant, clock):
    payment = receive_cash(payer=payer, amount=D("43.800"), by=accountant)
    clock.shift(60)
    count_till(counted=D("43.800"), by=accountant)
    clock.shift(24 * 3600)
    take_back_payment(payment=payment, why="rendu", by=accountant)
    assert expected_in_till() == 0
    (event,) = till_day(local(today(), time()), local(today() + timedelta(days=1), time())).events
    assert (event.kind, event.row) == ("taken_back", payment)
    clock.shift(60)
    assert count_till(counted=D(0), by=accountant).difference == 0
    clock.shift(60)
    assert expected_in_till() == 0


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.integers(0, 4), st.integers(1, 90_000)), max_size=14))
def test_the_till_holds_what_a_box_of_coins_holds(steps, payer, accountant, clock):
    """A box: what comes is put in, what is taken back or banked is taken out, a count says it."""
    with transaction.atomic():
        box, held, second = 0, [], factories.person()
        for step, amount in steps:
            clock.shift(7 * 3600)
            dinars = D(amount) / 1000
            if step == 0:
                held.append((receive_cash(payer=payer, amount=dinars, by=accountant), amount))
                box += amount
            elif step == 1:
                move_till(kind=TillMoveKind.PUT_IN, amount=dinars, by=accountant)
                box += amount
            elif step == 2 and amount <= box:
                move_till(kind=TillMoveKind.TO_BANK, amount=dinars, by=accountant)
                box -= amount
            elif step == 3 and held:
                payment, inside = held.pop(amount % len(held))
                take_back_payment(payment=payment, why="rendu", by=accountant)
                box -= inside
            elif step == 4:
                count_till(counted=dinars, explanation="x", second=second, by=accountant)
                box = amount
            assert int(expected_in_till() * 1000) == box
        transaction.set_rollback(True)


def test_a_large_difference_needs_a_second_person(accountant):
    with pytest.raises(Refused):
        count_till(counted=D("5.001"), explanation="?", by=accountant)
    count_till(counted=D("5.000"), explanation="?", by=accountant)


def test_no_path_records_money_from_the_hub_to_anybody(payer, accountant, issued):
    """Amounts of money received cannot be less than nothing, and nothing else has a payer."""
    invoice = issued(payer)
    payment = receive_cash(payer=payer, amount=D(1), by=accountant)
    for attempt in (
        lambda: Payment.objects.filter(pk=payment.pk).update(amount=D(-1)),
        lambda: PaymentShare.objects.filter(payment=payment).update(amount=D(-1)),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    words = ("payout", "refund", "grant", "transfer", "funding", "loan", "expense")
    named = [model._meta.model_name for model in apps.get_app_config("billing").get_models()]
    assert not [name for name in named if any(word in name for word in words)]
    to_somebody = {
        model._meta.model_name
        for model in apps.get_app_config("billing").get_models()
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.name in {"payer", "venture"}
    }
    asked = {"invoice", "instalmentplan", "reminder", "latereturn"}
    assert to_somebody == {"payment", *asked, "waiver"}  # a waiver asks for less, and pays nobody
    assert {kind.value for kind in TillMoveKind} == {"put_in", "to_bank"}
    assert owed(invoice) == D("142.800")
