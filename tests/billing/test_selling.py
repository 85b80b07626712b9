"""A day or a book of days sold at the reception."""

from decimal import Decimal
from uuid import uuid4

import pytest

from elspace.billing.actions import run_month
from elspace.billing.models import Invoice, Payment
from elspace.core.moments import today
from elspace.hosting.enums import PlanKind
from elspace.hosting.models import DeskDay, Subscription
from elspace.hosting.queries.plans import balance
from elspace.hub.models import Hub
from elspace.people.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def ines(hub):
    return factories.resident("Inès")


@pytest.fixture
def book(hub):
    return factories.plan("100.000", PlanKind.DAY_BOOK, days=10, name_fr="Carnet de 10")


@pytest.fixture(params=[Role.RECEPTION, Role.COMMUNITY])
def desk_team(request, hub, sign_in):
    return sign_in(factories.person("Sami", roles=[request.param]))


@pytest.fixture
def reception(hub, sign_in):
    return sign_in(factories.person("Sami", roles=[Role.RECEPTION]))


def said(plan, **more):
    return {"plan": plan.key, "paid": "cash", "key": uuid4(), "desk": "", "half": "day"} | more


def page(person):
    return f"/people/{person.key}/sell/"


def test_who_stands_at_the_desk_sells_a_book_for_cash_in_one_press(desk_team, ines, book, clock):
    desk = factories.desk()
    read = desk_team.get(page(ines)).content.decode()
    assert "&lt;bdi" not in read
    assert "120,000" in read  # 100 before tax, 19 of VAT, 1 of stamp
    sent = said(book, desk=desk.key)
    for _press in range(2):
        answer = desk_team.post(page(ines), sent, follow=True)
        assert "120,000" in answer.content.decode()
    one, payment, invoice = Subscription.objects.get(), Payment.objects.get(), Invoice.objects.get()
    assert (one.person, one.terms.get().kind, one.terms.get().price) == (ines, "full", None)
    assert (payment.amount, invoice.total, payment.receipt_number) == (D("120"), D("120"), 1)
    assert not Invoice.objects.unpaid().exists()
    assert DeskDay.objects.filter(person=ines, desk=desk).exists()
    sat = DeskDay.objects.filter(person=ines).count()
    assert balance(one, "desk_halves", one.from_on) == 20 - sat


def test_paid_later_it_waits_for_the_month(reception, ines, book):
    answer = reception.post(page(ines), said(book, paid="later"))
    assert answer.url == f"/people/{ines.key}/"
    assert Subscription.objects.get().person == ines
    assert not Payment.objects.exists()
    assert not Invoice.objects.exists()


def test_money_paid_ahead_is_not_asked_again(reception, ines, book):
    from elspace.billing.actions import receive_cash
    from elspace.hosting.actions.subscriptions import payer_for

    receive_cash(payer=payer_for(ines), amount=D("50"), by=None)
    assert "50,000" in reception.get(page(ines)).content.decode().split("<form", 1)[1]
    reception.post(page(ines), said(book))
    assert sorted(Payment.objects.values_list("amount", flat=True)) == [D("50"), D("70")]


def test_a_desk_that_is_taken_sells_nothing(reception, ines, book):
    desk = factories.desk()
    assert reception.post(page(ines), said(book, desk=uuid4())).status_code == 422
    assert reception.post(page(ines), said(factories.plan())).status_code == 422  # by the month
    assert desk
    assert not Subscription.objects.exists()
    assert not Payment.objects.exists()


def test_a_book_without_price_takes_no_money(reception, ines, book):
    book.prices.all().delete()
    assert reception.post(page(ines), said(book)).status_code == 422
    assert not Subscription.objects.exists()


def test_a_free_day_is_given_without_a_receipt(reception, ines):
    free = factories.plan("0.000", PlanKind.DAY, days=1)
    assert reception.post(page(ines), said(free)).status_code == 302
    one = Subscription.objects.get()
    assert one.until_on == one.from_on
    assert not Payment.objects.exists()


def test_only_what_the_hub_uses_is_asked(reception, ines, book):
    factories.desk()
    Hub.objects.update(modules=["plans"])
    read = reception.get(page(ines)).content.decode()
    assert 'name="desk"' not in read
    assert 'name="paid"' not in read
    assert "100,000" in read
    assert reception.post(page(ines), said(book)).status_code == 302
    assert not Invoice.objects.exists()
    Hub.objects.update(modules=["invoices"])
    assert reception.get(page(ines)).status_code == 404
    assert page(ines) not in reception.get(f"/people/{ines.key}/").content.decode()


def test_the_persons_page_leads_there(reception, ines, book):
    assert page(ines) in reception.get(f"/people/{ines.key}/").content.decode()


def test_what_waits_for_the_month_is_not_called_paid(reception, ines, book):
    form = said(book, paid="later")
    reception.post(page(ines), form)
    run_month(month=today().replace(day=1), by=None)
    answer = reception.post(page(ines), form | {"paid": "cash"})
    assert answer.status_code == 422
    assert not Payment.objects.exists()
