"""Who pays is named in the script of the page, on every page; what is issued stays as it was."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from elspace.billing.actions import (
    Item,
    bounce_payment,
    draft_invoice,
    issue_invoice,
    receive_cash,
    receive_payment,
    run_month,
    take_back_payment,
)
from elspace.billing.actions.payments import Cheque
from elspace.hosting.enums import PayerKind
from elspace.people.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal
FRENCH, ARABIC = "Ghada Ltifi", "غادة اللطيفي"
FEBRUARY = date(2027, 2, 1)


def ghada():
    person = factories.resident("Ghada", last_name="Ltifi")
    person.first_name_ar, person.last_name_ar = "غادة", "اللطيفي"
    person.save()
    return person


@pytest.fixture
def pays(hub):
    return factories.payer(FRENCH, person=ghada(), kind=PayerKind.PERSON)


@pytest.fixture
def reader(hub):
    return factories.person(
        "Sami", roles=[Role.ACCOUNTANT, Role.PROGRAMME], email="s@hub.example", language="ar"
    )


def text_of(client, url, **asked):
    answer = client.get(url, asked)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def pages(pays, reader, clock):
    """Every page on which a payer is named, with something of theirs on it."""
    hosted = factories.subscription(factories.resident("Omar"), pays=pays)
    items = [Item("Bureau", D(1), D("120"), "normal")]
    draft = draft_invoice(payer=pays, items=items, by=reader)
    issue_invoice(
        invoice=draft_invoice(payer=pays, items=items, language="ar", by=reader), by=reader
    )
    cash = receive_cash(payer=pays, amount=D(20), by=reader)
    cheque = receive_payment(
        payer=pays, method="cheque", amount=D(5), cheque=Cheque("BIAT", "123"), by=reader
    )
    bounce_payment(payment=cheque, by=reader)
    run_month(month=FEBRUARY, by=reader)
    return {
        "payments": reverse("billing:payments"),
        "payment": reverse("billing:payment", args=[cash.key]),
        "payment-add": reverse("billing:payment-add"),
        "till": reverse("billing:till"),
        "draft": reverse("billing:invoice", args=[draft.key]),
        "invoices": reverse("billing:invoices"),
        "invoice-add": reverse("billing:invoice-add"),
        "month": reverse("billing:month"),
        "due": reverse("billing:due"),
        "payer": reverse("billing:payer", args=[pays.key]),
        "member": reverse("hosting:member", args=[hosted.key]),
        "leave": reverse("hosting:member-leave", args=[hosted.key]),
        "person": reverse("site:person", args=[hosted.person.key]),
    }


PAGES = [
    "payments", "payment", "payment-add", "till", "draft", "invoices", "invoice-add", "month",
    "due", "payer", "member", "leave", "person",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_in_arabic_names_who_pays_in_arabic(pages, reader, sign_in, page):
    text = text_of(sign_in(reader), pages[page], lang="ar")
    assert ARABIC in text
    assert FRENCH not in text


def test_the_till_names_in_arabic_whose_cash_was_taken_back(pays, reader, sign_in, clock):
    cash = receive_cash(payer=pays, amount=D(20), by=reader)
    clock.shift(86400)
    take_back_payment(payment=cash, why="x", by=reader)
    text = text_of(sign_in(reader), reverse("billing:till"), lang="ar")
    assert ARABIC in text
    assert FRENCH not in text


def test_what_is_issued_names_who_paid_as_it_was_issued(pays, reader, sign_in):
    items = [Item("Bureau", D(1), D("120"), "normal")]
    draft = draft_invoice(payer=pays, items=items, language="fr", by=reader)
    issued = issue_invoice(invoice=draft, by=reader)
    page = reverse("billing:invoice", args=[issued.key])
    text = text_of(sign_in(reader), page, lang="ar")
    assert issued.payer_name == FRENCH
    assert text.count(FRENCH) == 2  # in the title of the window and on the page


@pytest.mark.parametrize("words", ["غادة", "Ghada", "ltifi"])
def test_an_invoice_is_found_by_the_name_in_either_script(pays, reader, sign_in, words):
    items = [Item("Bureau", D(1), D("120"), "normal")]
    issue_invoice(invoice=draft_invoice(payer=pays, items=items, by=reader), by=reader)
    page = sign_in(reader).get(reverse("billing:invoices"), {"q": words})
    assert len(page.context["page"].object_list) == 1


@pytest.mark.parametrize("page", ["payments", "payment-add", "till", "invoices", "month", "due"])
def test_naming_in_arabic_costs_the_same_queries_whatever_their_number(
    reader, sign_in, page, django_assert_max_num_queries
):
    client, counts = sign_in(reader), []
    for _size in range(2):
        for _n in range(3):
            person = ghada()
            payer = factories.payer(FRENCH, person=person, kind=PayerKind.PERSON)
            factories.subscription(person, pays=payer)
            items = [Item("Bureau", D(1), D("120"), "normal")]
            issue_invoice(invoice=draft_invoice(payer=payer, items=items, by=reader), by=reader)
            receive_cash(payer=payer, amount=D(1), by=reader)
        run_month(month=FEBRUARY, by=reader)
        client.get(reverse(f"billing:{page}"), {"lang": "ar"})
        with django_assert_max_num_queries(60) as seen:
            client.get(reverse(f"billing:{page}"), {"lang": "ar"})
        counts.append(len(seen))
    assert counts[0] == counts[1]
