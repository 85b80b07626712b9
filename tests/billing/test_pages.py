"""The pages of billing, the accountant's file, and no trace when the part is off."""

import csv
import io
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from elspace.billing.actions import credit_invoice, move_till, receive_cash, run_month
from elspace.billing.models import Invoice, Payment, TillCount
from elspace.core import registries
from elspace.hosting.enums import PriceKind
from elspace.people.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal
DAYS = {"first": "2027-02-01", "last": "2027-02-28"}


def test_the_accountant_lands_on_invoices(accountant, sign_in):
    assert sign_in(accountant).get("/").url == reverse("billing:invoices")
    page = sign_in(accountant).get(reverse("billing:invoices")).content.decode()
    assert reverse("billing:till") in page


def test_an_invoice_by_hand_from_the_screen(accountant, payer, sign_in):
    client = sign_in(accountant)
    said = {
        "key": uuid4(), "payer": payer.key, "language": "fr", "words_0": "Salle", "quantity_0": "2",
        "price_0": "1 015,500", "vat_0": "reduced",
    }  # fmt: skip
    for _press in range(2):
        answer = client.post(reverse("billing:invoice-add"), said, follow=True)
        assert answer.status_code == 200
    draft = Invoice.objects.get()
    assert draft.total == D("2174.170")
    client.post(reverse("billing:invoice-issue", args=[draft.key]))
    assert "2027-0001" in client.get(reverse("billing:invoices")).content.decode()
    paper = client.get(reverse("billing:invoice-pdf", args=[draft.key]))
    assert paper.content.startswith(b"%PDF")


def test_a_payment_and_the_till_from_the_screen(issued, payer, accountant, sign_in, clock):
    issued(payer)
    client = sign_in(accountant)
    said = {
        "key": uuid4(), "payer": payer.key, "amount": "143,800", "method": "cash",
        "received_on": "2027-02-16",
    }  # fmt: skip
    client.post(reverse("billing:payment-add"), said)
    client.post(reverse("billing:payment-add"), said)
    payment = Payment.objects.get()
    assert client.get(reverse("billing:receipt", args=[payment.key])).content.startswith(b"%PDF")
    clock.shift(60)
    wrong = client.post(reverse("billing:till-count"), {"key": uuid4(), "counted": "140"})
    assert "140" in wrong.content.decode()
    assert not TillCount.objects.exists()
    client.post(reverse("billing:till-count"), {"key": uuid4(), "counted": "143,8"})
    assert TillCount.objects.get().difference == 0


def test_what_is_owed_stands_in_the_field_as_people_write_it(issued, payer, accountant, sign_in):
    issued(payer, "869.649")
    client = sign_in(accountant)
    page = client.get(reverse("billing:payment-add"), {"payer": payer.key}).content.decode()
    assert 'value="1035,882"' in page
    assert 'value="500,000"' in client.get(reverse("billing:settings")).content.decode()
    credit = reverse("billing:credit", args=[Invoice.objects.get().key])
    assert 'value="1"' in client.get(credit).content.decode()


def test_the_till_of_the_day_is_told_in_its_order(payer, accountant, sign_in, clock):
    move_till(kind="put_in", amount=D(50), note="matin", by=accountant)
    clock.shift(3600)
    receive_cash(payer=payer, amount=D(20), by=accountant)
    clock.shift(3600)
    move_till(kind="to_bank", amount=D(30), note="banque", by=accountant)
    page = sign_in(accountant).get(reverse("billing:till")).content.decode()
    assert page.index("matin") < page.index("Rives") < page.index("banque")


def test_a_tax_id_is_checked_and_its_key_only_warns(accountant, payer, sign_in):
    client, url = sign_in(accountant), reverse("billing:payer-change", args=[payer.key])
    said = {"name": "X", "language": "fr", "tax_id": "11/A"}
    assert client.post(url, said).status_code == 200
    answer = client.post(url, said | {"tax_id": "0000011N/A/M/000"}, follow=True)
    assert next(str(message) for message in answer.context["messages"]).endswith("une fois.")
    payer.refresh_from_db()
    assert payer.tax_id == "0000011N/A/M/000"


def test_no_reason_of_a_price_is_shown_to_the_accountant(accountant, sign_in):
    of = factories.plan()
    factories.subscription(factories.resident("Amal"), of, kind=PriceKind.SOLIDARITY, price=D(30))
    factories.subscription(factories.resident("Omar"), of, kind=PriceKind.WAIVED)
    run_month(month=date(2027, 2, 1), by=accountant)
    draft = Invoice.objects.get()
    client = sign_in(accountant)
    for page in (
        reverse("billing:month"),
        reverse("billing:invoices"),
        reverse("billing:invoice", args=[draft.key]),
        reverse("billing:payer", args=[draft.payer.key]),
    ):
        text = client.get(page).content.decode().lower()
        assert "solidar" not in text
        assert "exonération" not in text
        assert "omar" not in text


def test_words_that_look_like_formulas_stay_words(issued, payer, accountant, sign_in):
    payer.name = "=1+1"
    payer.save()
    issued(payer)
    client = sign_in(accountant)
    url = reverse("billing:export-file")
    book = load_workbook(io.BytesIO(client.get(url, DAYS).content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    assert "=1+1" in [cell.value for cell in cells]
    text = client.get(url, DAYS | {"sheet": "documents"}).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1][4] == "'=1+1"
    assert rows[1][9] == "143,800"


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fr", ["Documents", "Lignes", "TVA par taux", "Paiements", "Caisse"]),
        ("ar", ["الوثائق", "الأسطر", "الأداء حسب النسبة", "المدفوعات", "الصندوق"]),
    ],
)
def test_the_file_is_worded_for_its_reader(issued, payer, accountant, sign_in, language, names):
    accountant.language = language
    accountant.save()
    invoice = issued(payer, "100.000")
    credit_invoice(invoice=invoice, with_stamp=True, reason="x", by=accountant)
    issued(payer, "50.000")
    answer = sign_in(accountant).get(reverse("billing:export-file"), DAYS)
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == names
    rates = list(book[names[2]].iter_rows(values_only=True))
    assert [row[1:] for row in rates[1:]] == [(19, 50, 9.5)]


@pytest.mark.parametrize("sheet", ["", "documents", "lines", "vat", "payments", "till"])
@pytest.mark.parametrize("role", [Role.RECEPTION, Role.COMMUNITY, Role.RESIDENT])
def test_an_export_opens_to_those_alone_who_open_its_screen(hub, sign_in, role, sheet):
    client = sign_in(factories.person(roles=[role]))
    assert client.get(reverse("billing:export")).status_code == 403
    assert client.get(reverse("billing:export-file"), DAYS | {"sheet": sheet}).status_code == 403


@pytest.mark.parametrize("page", ["billing:invoices", "billing:due", "billing:payments"])
def test_a_list_costs_the_same_queries_whatever_its_length(
    issued, accountant, sign_in, page, django_assert_max_num_queries
):
    client = sign_in(accountant)
    counts = []
    for _size in range(2):
        for _n in range(4):
            payer = factories.payer()
            issued(payer)
            receive_cash(payer=payer, amount=D(1), by=accountant)
        client.get(reverse(page))
        with django_assert_max_num_queries(40) as seen:
            client.get(reverse(page))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_switched_off_it_leaves_no_trace(sign_in):
    codes = [code for code in registries.modules if code != "invoices"]
    factories.hub(modules=codes)
    for role in (Role.DIRECTOR, Role.ACCOUNTANT):
        client = sign_in(factories.person(roles=[role]))
        for name in ("invoices", "month", "due", "payments", "till", "settings", "export"):
            assert client.get(reverse(f"billing:{name}")).status_code == 404
        for page in ("/more/", "/today/"):
            text = client.get(page, follow=True).content.decode()
            assert "/billing/" not in text
            assert "/till/" not in text


def test_a_run_costs_the_same_queries_whatever_its_length(
    accountant, sign_in, django_assert_max_num_queries
):
    client, of, counts = sign_in(accountant), factories.plan(), []
    for _size in range(2):
        for _n in range(3):
            factories.subscription(factories.resident(), of)
        run_month(month=date(2027, 2, 1), by=accountant)
        client.get(reverse("billing:month"))
        with django_assert_max_num_queries(40) as seen:
            client.get(reverse("billing:month"))
        counts.append(len(seen))
    assert counts[0] == counts[1]
