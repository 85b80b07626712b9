"""A draft is corrected before it is issued; papers name people in their script; reminders read."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.html import escape

from elspace.billing.actions import (
    Item,
    credit_invoice,
    draft_invoice,
    issue_invoice,
    issue_month,
    run_month,
)
from elspace.billing.models import Claim, Invoice
from elspace.billing.paper import html_of
from elspace.billing.queries.invoices import vat_table
from elspace.billing.queries.rates import billing_settings
from elspace.core.answers import Refused
from elspace.hosting.enums import PayerKind
from elspace.outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal
FEBRUARY = date(2027, 2, 1)


def shown(client, draft):
    """What the form of a draft shows, as it would be sent."""
    form = client.get(reverse("billing:invoice-change", args=[draft.key])).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


@pytest.fixture
def draft(accountant):
    person = factories.resident("Amal")
    for _n in range(2):
        factories.subscription(person, factories.plan())
    (only,) = run_month(month=FEBRUARY, by=accountant)
    return only


def test_a_draft_is_corrected_and_keeps_what_it_invoices(draft, accountant, sign_in):
    client, url = sign_in(accountant), reverse("billing:invoice-change", args=[draft.key])
    sources = set(Claim.objects.values_list("source", flat=True))
    assert len(sources) == 2
    said = shown(client, draft) | {"price_0": "50", "words_2": "Casier", "price_2": "10,500"}
    answer = client.post(url, said, follow=True)
    assert answer.redirect_chain
    again = client.post(url, said)  # a second press
    assert again.status_code == 302
    draft.refresh_from_db()
    lines = list(draft.lines.all())
    assert [line.words for line in lines][2] == "Casier"
    assert lines[0].unit_price == 50
    assert draft.net == sum(line.net for line in lines)
    assert set(Claim.objects.values_list("source", flat=True)) == sources
    run_month(month=FEBRUARY, by=accountant)  # leaves it as it is, and writes nothing twice
    assert Invoice.objects.get().lines.count() == 3
    issue_month(month=FEBRUARY, by=accountant)  # it stays in the run, and is issued with it
    issued = Invoice.objects.get()
    assert (issued.is_issued, issued.month) == (True, FEBRUARY)
    page = client.get(reverse("billing:month")).content.decode()
    assert issued.code in page


def test_a_line_taken_out_is_due_again(draft, accountant, sign_in):
    client = sign_in(accountant)
    said = shown(client, draft) | {"words_0": "", "price_0": ""}
    client.post(reverse("billing:invoice-change", args=[draft.key]), said)
    assert draft.lines.count() == 1
    run_month(month=FEBRUARY, by=accountant)
    assert Invoice.objects.count() == 2
    assert Claim.objects.count() == 2


def test_a_draft_is_not_corrected_to_nothing_but_waived(draft, accountant, sign_in):
    client, url = sign_in(accountant), reverse("billing:invoice-change", args=[draft.key])
    answer = client.post(url, shown(client, draft) | {"price_0": "0", "price_1": "0"})
    assert answer.context["refusal"]
    draft.refresh_from_db()
    assert (draft.net, draft.is_corrected) == (D("240.000"), False)
    assert issue_month(month=FEBRUARY, by=accountant)


def test_a_draft_without_anything_to_pay_is_named_when_the_month_is_issued(draft, accountant):
    draft.lines.update(unit_price=0, net=0, vat=0)
    Invoice.objects.update(net=0, vat=0, total=draft.stamp, is_corrected=True)
    with pytest.raises(Refused, match="Amal"):
        issue_month(month=FEBRUARY, by=accountant)
    assert not Invoice.objects.issued().exists()


def test_a_form_left_open_never_overwrites_another_correction(draft, accountant, sign_in):
    client, url = sign_in(accountant), reverse("billing:invoice-change", args=[draft.key])
    first, second = shown(client, draft), shown(client, draft)
    client.post(url, first | {"price_0": "50"})
    answer = client.post(url, second | {"price_0": "60"})
    assert answer.context["refusal"]
    assert draft.lines.first().unit_price == 50


def test_what_is_issued_is_not_corrected(draft, accountant, sign_in):
    client, url = sign_in(accountant), reverse("billing:invoice-change", args=[draft.key])
    said = shown(client, draft) | {"price_0": "1"}
    issued = issue_invoice(invoice=draft, by=accountant)
    assert client.post(url, said).status_code == 302
    assert Invoice.objects.get().total == issued.total


@pytest.mark.parametrize(("language", "name"), [("ar", "غادة اللطيفي"), ("fr", "Ghada Ltifi")])
def test_a_paper_names_a_person_in_its_script(accountant, language, name):
    person = factories.resident("Ghada", last_name="Ltifi")
    person.first_name_ar, person.last_name_ar = "غادة", "اللطيفي"
    person.save()
    payer = factories.payer("Ghada Ltifi", person=person, kind=PayerKind.PERSON)
    items = [Item("Bureau", D(1), D(10), "normal")]
    draft = draft_invoice(payer=payer, items=items, language=language, by=accountant)
    assert issue_invoice(invoice=draft, by=accountant).payer_name == name
    payer.name = "Ltifi Conseil"
    payer.save()
    assert payer.name_in("ar") == "Ltifi Conseil"


def test_reminders_are_read_before_they_are_written(issued, accountant, sign_in, clock):
    person = factories.resident("Amal")
    issued(factories.payer("Amal", person=person, kind=PayerKind.PERSON))
    clock.shift(86400 * 60)
    client, url = sign_in(accountant), reverse("billing:reminders")
    page = client.get(url).content.decode()
    ((proposal, title, words),) = client.get(url).context["rows"]
    assert escape(words.split("\n")[0]) in page
    assert not Message.objects.exists()
    client.post(url, {"payer": proposal.payer.key})
    assert words in Message.objects.get(kind="billing.reminder").body
    assert title


def test_a_quarter_stands_on_the_paper_as_a_quarter(accountant, payer, issued, sign_in):
    """A line that reads 0.3 × 120 = 30 adds up for nobody."""
    invoice = issued(payer)
    line = invoice.lines.get()
    note = credit_invoice(
        invoice=invoice, quantities={line.pk: D("0.25")}, reason="x", by=accountant
    )
    page = sign_in(accountant).get(reverse("billing:invoice", args=[note.key])).content.decode()
    context = {"invoice": note, "vat_rows": vat_table(note), "settings": billing_settings()}
    for text in (page, html_of("billing/paper/invoice.html", "fr", context)):
        assert "0,25<" in text
        assert "0,3<" not in text
