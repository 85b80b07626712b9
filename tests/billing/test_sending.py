"""An issued invoice reaches who pays: a message, their own page, nobody else's."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elspace.billing.actions import Item, draft_invoice, send_invoices
from elspace.billing.money import ZERO
from elspace.billing.queries.own import not_sent, own_invoices, own_owed
from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.hosting.enums import PayerKind
from elspace.hosting.models import Payer
from elspace.outbox.actions import queue_message
from elspace.outbox.models import Message
from elspace.people.actions import give_link
from elspace.ventures.models import Membership
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def amel(hub):
    return factories.resident("Amel")


@pytest.fixture
def hers(amel):
    return factories.payer("Amel", kind=PayerKind.PERSON, person=amel)


def test_sending_writes_once_to_who_pays_with_the_way_to_the_paper(
    accountant, issued, hers, amel, client
):
    invoice = issued(hers)
    assert send_invoices(invoices=[invoice], by=accountant) == 1
    assert send_invoices(invoices=[invoice], by=accountant) == 0
    message = Message.objects.get(kind="billing.invoice")
    assert message.recipient == amel
    assert invoice.code in message.body
    page = client.get(re.search(r"https?://[^/]+(/p/\S+)", message.body)[1])
    assert invoice.code in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    paper = re.search(r'href="(/p/[^"]+/invoices/[0-9a-f-]{36}/)"', page.content.decode())[1]
    assert client.get(paper).content.startswith(b"%PDF")


def test_where_nobody_here_reads_who_presses_passes_it_on(accountant, issued, payer):
    invoice = issued(payer)
    assert send_invoices(invoices=[invoice], by=accountant) == 1
    message = Message.objects.get(kind="billing.invoice")
    assert message.recipient == accountant
    assert reverse("billing:invoice", args=[invoice.key]) in message.body


def test_a_draft_is_not_sent(accountant, hers):
    draft = draft_invoice(payer=hers, items=[Item("Bureau", 1, ZERO, "normal")], by=accountant)
    with pytest.raises(Refused):
        send_invoices(invoices=[draft], by=accountant)
    assert not Message.objects.filter(kind="billing.invoice").exists()


def test_what_was_taken_back_is_sent_again(accountant, issued, hers):
    invoice = issued(hers)
    send_invoices(invoices=[invoice], by=accountant)
    assert not_sent([invoice]) == []
    Message.objects.update(state="cancelled")
    assert not_sent([invoice]) == [invoice]
    assert send_invoices(invoices=[invoice], by=accountant) == 1


def test_nobody_opens_the_invoice_of_somebody_else(accountant, issued, hers, client):
    invoice = issued(hers)
    other = give_link(person=factories.resident("Bilel"), by=None)
    listed = client.get(reverse("site:my-invoices-by-link", args=[other.token]))
    assert invoice.code not in listed.content.decode()
    paper = client.get(reverse("site:my-invoice-by-link", args=[other.token, invoice.key]))
    assert paper.status_code == 404


def test_an_invoice_of_a_project_is_read_by_who_carries_it_longest(issued, hub):
    first, second = factories.resident("Amel"), factories.resident("Bilel")
    venture = factories.venture("Rives", first, second)
    payer = Payer.objects.create(kind=PayerKind.VENTURE, venture=venture, name="Rives")
    invoice = issued(payer)
    assert list(own_invoices(first)) == [invoice]
    assert own_owed(first) == invoice.total
    assert list(own_invoices(second)) == []


def test_sending_from_the_page(accountant, issued, hers, sign_in, clock):
    invoice = issued(hers)
    client = sign_in(accountant)
    answer = client.post(reverse("billing:invoice-send", args=[invoice.key]), follow=True)
    assert answer.redirect_chain
    assert Message.objects.filter(kind="billing.invoice").count() == 1
    page = client.get(reverse("billing:invoice", args=[invoice.key])).content.decode()
    assert reverse("billing:invoice-send", args=[invoice.key]) not in page


def test_my_invoices_cost_the_same_queries_at_any_number(issued, hers, amel, client):
    link = give_link(person=amel, by=None)
    address = reverse("site:my-invoices-by-link", args=[link.token])
    issued(hers)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(6):
        issued(hers)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_who_left_the_project_reads_nothing_more_of_it(accountant, issued, hub):
    before, now = factories.resident("Amel"), factories.resident("Bilel")
    venture = factories.venture("Rives", before, now)
    Membership.objects.filter(person=before).update(
        from_on=today() - timedelta(days=90), until_on=today() - timedelta(days=9)
    )
    payer = Payer.objects.create(kind=PayerKind.VENTURE, venture=venture, name="Rives")
    send_invoices(invoices=[issued(payer)], by=accountant)
    assert Message.objects.get(kind="billing.invoice").recipient == now


def test_the_accountant_follows_the_messages_they_wrote_and_no_other(
    accountant, programme, issued, hers, amel, sign_in, clock
):
    queue_message(kind="x", to=amel, title="Autre", body="Mot d’une collègue", by=programme)
    other = Message.objects.get()
    send_invoices(invoices=[issued(hers)], by=accountant)
    own = Message.objects.get(kind="billing.invoice")
    client = sign_in(accountant)
    assert own.title in client.get(reverse("outbox:waiting")).content.decode()
    clock.shift(3600)
    page = client.get(reverse("outbox:to-send")).content.decode()
    assert "2027-0001" in page
    assert "collègue" not in page
    for name in ("waiting", "sent", "slips"):
        assert "collègue" not in client.get(reverse(f"outbox:{name}")).content.decode()
    refused = client.post(reverse("outbox:mark-sent"), {"message": other.key})
    assert refused.status_code == 404
    for name in ("cancel-batch", "send-now"):
        client.post(reverse(f"outbox:{name}", args=[other.batch]))
    assert client.post(reverse("outbox:cancel-message", args=[other.key])).status_code == 404
    client.post(reverse("outbox:mark-sent"), {"message": own.key})
    other.refresh_from_db()
    own.refresh_from_db()
    assert (other.state, own.state) == ("queued", "sent")
    assert own.title in client.get(reverse("outbox:sent")).content.decode()
    assert "collègue" in sign_in(programme).get(reverse("outbox:to-send")).content.decode()


def test_the_accountant_takes_back_what_they_wrote(accountant, issued, hers, sign_in):
    send_invoices(invoices=[issued(hers)], by=accountant)
    own = Message.objects.get()
    sign_in(accountant).post(reverse("outbox:cancel-batch", args=[own.batch]))
    own.refresh_from_db()
    assert own.state == "cancelled"
