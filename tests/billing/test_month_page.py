"""The screens of the month and of what is owed: asked once, in order, and the accountant's sums."""

import csv
import io
import re
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from elspace.billing.actions import (
    add_vat_rate,
    correct_draft,
    credit_invoice,
    discard_draft,
    issue_month,
    receive_cash,
    run_month,
)
from elspace.billing.actions.invoices import as_written
from elspace.billing.models import Invoice
from elspace.billing.queries.due import due_and_unclaimed
from elspace.core.moments import local
from elspace.hosting.models import Booking
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal
FEBRUARY = date(2027, 2, 1)


@pytest.fixture
def two_drafts(accountant):
    plan = factories.plan()
    for name in ("Amal", "Omar"):
        factories.subscription(factories.resident(name), plan)
    return run_month(month=FEBRUARY, by=accountant)


def looked_at(client):
    """The mark of the drafts on the page of the month."""
    return client.get(reverse("billing:month")).context["seen"]


def test_issuing_them_all_says_how_many_and_how_much_first(two_drafts, accountant, sign_in):
    client, url = sign_in(accountant), reverse("billing:month-issue")
    asked = client.post(url, {"month": "2027-02", "seen": looked_at(client)})
    assert asked.context["sum"] == sum(one.total for one in two_drafts)
    assert not Invoice.objects.issued().exists()
    said = {"month": "2027-02", "seen": asked.context["seen"], "sure": "1"}
    client.post(url, said)
    assert Invoice.objects.issued().count() == 2
    again = client.post(url, said, follow=True)
    *_before, told = (str(one) for one in again.context["messages"])
    assert told == "Tout ce qui est dû est déjà facturé."


@pytest.mark.parametrize("step", ["asked", "sure"])
@pytest.mark.parametrize("what", ["words", "price of two lines", "rate of VAT"])
def test_what_changed_since_it_was_seen_is_not_issued(two_drafts, accountant, sign_in, step, what):
    """Also where the number of drafts and their sum stay the same."""
    client, url = sign_in(accountant), reverse("billing:month-issue")
    said = {"month": "2027-02", "seen": looked_at(client)}
    if step == "sure":
        said |= {"sure": "1"}
    if what == "rate of VAT":
        add_vat_rate(
            vat_class="normal", rate=D(18), from_on=date(2027, 2, 16), source="x", by=accountant
        )
        if step == "asked":
            run_month(month=FEBRUARY, by=accountant)
    else:
        for draft, more in zip(two_drafts, (D(1), D(-1)), strict=True):
            (item,) = as_written(draft)
            by = more if what == "price of two lines" else D(0)
            other = replace(item, words=f"{item.words}.", unit_price=item.unit_price + by)
            seen = list(draft.lines.values_list("pk", flat=True))
            correct_draft(
                invoice=draft, items=[other], language=draft.language, seen=seen, by=accountant
            )
    answer = client.post(url, said, follow=True)
    assert answer.redirect_chain
    assert answer.context["messages"]
    assert not Invoice.objects.issued().exists()


def test_drafts_thrown_away_meanwhile_are_not_said_to_be_invoiced(two_drafts, accountant, sign_in):
    client = sign_in(accountant)
    said = {"month": "2027-02", "seen": looked_at(client), "sure": "1"}
    for draft in two_drafts:
        discard_draft(invoice=draft, by=accountant)
    (told,) = client.post(reverse("billing:month-issue"), said, follow=True).context["messages"]
    assert str(told) == "Il n’y a aucun brouillon à émettre."


def test_rooms_on_an_invoice_are_not_loaded_again(accountant):
    start = local(date(2027, 2, 10), time(9))
    room = factories.room("Romman")
    for hour in range(2):
        begins = start + timedelta(hours=hour)
        Booking.objects.create(
            space=room,
            person=factories.resident(),
            start_at=begins,
            end_at=begins + timedelta(hours=1),
            price=D(45),
        )
    run_month(month=FEBRUARY, by=accountant)
    issue_month(month=FEBRUARY, by=accountant)
    with CaptureQueriesContext(connection) as asked:
        assert due_and_unclaimed(FEBRUARY) == []
    assert [one["sql"] for one in asked if "hosting_room" in one["sql"]] == []


def test_a_month_to_come_has_no_button_that_refuses(accountant, sign_in):
    client = sign_in(accountant)
    factories.subscription(factories.resident("Amal"), factories.plan())
    now = client.get(reverse("billing:month")).content.decode()
    assert "?month=2027-03" in now
    assert reverse("billing:month-run") in now
    later = client.get(reverse("billing:month"), {"month": "2027-03"}).content.decode()
    assert reverse("billing:month-run") not in later
    assert "1er mars 2027" in later


def test_what_is_late_stands_first_with_its_age(issued, accountant, sign_in, clock):
    issued(factories.payer("Rives"))
    clock.shift(86400 * 45)
    issued(factories.payer("Ateliers"))
    client = sign_in(accountant)
    page = client.get(reverse("billing:due"))
    rows = page.context["rows"]
    assert [one.payer.name for one in rows] == ["Rives", "Ateliers"]
    assert rows[0].days_late > 0
    assert rows[1].days_late == 0
    text = page.content.decode()
    assert f"depuis {rows[0].days_late} jours" in text
    assert text.count('class="status gap"') == 1
    assert page.context["totals"]["late"] == D("143.800")


@pytest.mark.parametrize("words", ["2027-0001", "٢٠٢٧-٠٠٠١", "rivés"])
def test_an_open_invoice_is_found_by_number_or_name(issued, accountant, sign_in, words):
    issued(factories.payer("Rives"))
    issued(factories.payer("Ateliers"))
    rows = sign_in(accountant).get(reverse("billing:due"), {"q": words}).context["rows"]
    assert [one.payer.name for one in rows] == ["Rives"]


def test_every_amount_of_the_file_has_three_decimals(issued, payer, accountant, sign_in):
    first = issued(payer, "200.000")
    issued(payer, "72.4")
    credit_invoice(invoice=first, reason="x", by=accountant, quantities={first.lines.get().pk: 1})
    receive_cash(payer=payer, amount=D("20"), by=accountant)
    client, url = sign_in(accountant), reverse("billing:export-file")
    days = {"first": "2027-02-01", "last": "2027-02-28"}
    money = {"documents": range(6, 11), "lines": (4, 7, 8), "vat": (2, 3), "payments": (4,)}
    for sheet, columns in money.items():
        text = client.get(url, days | {"sheet": sheet}).content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
        cells = [row[column] for row in rows for column in columns]
        assert cells
        assert [one for one in cells if not re.fullmatch(r"-?\d+,\d{3}", one)] == []
        assert "-0,000" not in cells
    book = load_workbook(io.BytesIO(client.get(url, days).content))
    lines = next(book.worksheets[1].iter_rows(min_row=2, max_row=2))
    assert [lines[n].number_format for n in (3, 4, 6, 7)] == ["0.00", "0.000", "0.00", "0.000"]
