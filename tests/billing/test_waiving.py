"""What is due is waived with a reason, before it is invoiced; after, a credit note does."""

from datetime import date, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from elspace.billing.actions import (
    credit_invoice,
    issue_month,
    run_month,
    take_back_waiver,
    waive_line,
)
from elspace.billing.models import Invoice, Waiver
from elspace.billing.paper import html_of
from elspace.billing.personal_data import PERSONAL_DATA
from elspace.billing.queries.owed import balance_of
from elspace.billing.queries.rates import billing_settings
from elspace.billing.queries.statement import statement_of
from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.enums import PriceKind
from elspace.hosting.models import Booking
from elspace.trust.actions import erase_person
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal
FEBRUARY = date(2027, 2, 1)


@pytest.fixture
def draft(accountant):
    """Two plans of one person: 120 each."""
    person = factories.resident("Amal")
    for _n in range(2):
        factories.subscription(person, factories.plan())
    (only,) = run_month(month=FEBRUARY, by=accountant)
    return only


def test_a_line_is_waived_from_the_screen_and_no_run_draws_it_in_again(
    draft, programme, accountant, sign_in
):
    client, line = sign_in(programme), draft.lines.first()
    url = reverse("billing:waive", args=[draft.key, line.pk])
    page = reverse("billing:invoice", args=[draft.key])
    assert url in client.get(page).content.decode()
    assert url not in sign_in(accountant).get(page).content.decode()
    assert sign_in(accountant).get(url).status_code == 403
    said = {"key": uuid4(), "reason": ""}
    assert client.post(url, said).status_code == 200
    assert not Waiver.objects.exists()
    for _press in range(2):
        answer = client.post(url, said | {"reason": "mois difficile"})
        assert answer.url == reverse("billing:payer", args=[draft.payer.key])
    row = Waiver.objects.get()
    assert (row.amount, row.by) == (D("142.800"), programme)
    run_month(month=FEBRUARY, by=accountant)
    assert Invoice.objects.get().net == D("120.000")
    (issued,) = issue_month(month=FEBRUARY, by=accountant)
    assert run_month(month=FEBRUARY, by=accountant) == []
    assert balance_of(draft.payer) == issued.total


def test_the_statement_says_what_was_waived_and_only_the_house_why(
    draft, programme, accountant, sign_in
):
    waive_line(line=draft.lines.first(), reason="mois difficile", by=programme)
    url = reverse("billing:payer", args=[draft.payer.key])
    for person, reads in ((programme, True), (accountant, False)):
        page = sign_in(person).get(url).content.decode()
        assert "142,800" in page
        assert ("mois difficile" in page) is reads
    rows = statement_of(draft.payer)
    assert [(row.kind, row.owed) for row in rows] == [("waived", 0)]
    context = {"rows": rows, "payer": draft.payer, "settings": billing_settings(), "day": FEBRUARY}
    paper = html_of("billing/paper/statement.html", "fr", context | {"balance": 0, "owed": 0})
    assert "142,800" in paper
    assert "mois difficile" not in paper


def test_the_last_line_takes_its_draft_along_and_back_it_is_due_again(
    draft, programme, accountant, sign_in
):
    for line in draft.lines.all():
        waive_line(line=line, reason="x", by=programme)
    assert not Invoice.objects.exists()
    assert run_month(month=FEBRUARY, by=accountant) == []
    first = Waiver.objects.first()
    sign_in(programme).post(reverse("billing:waive-back", args=[first.key]))
    take_back_waiver(waiver=first, by=programme)
    (again,) = run_month(month=FEBRUARY, by=accountant)
    assert again.lines.get().claim.source == first.source
    assert [row.waiver for row in statement_of(draft.payer)] == [Waiver.objects.last()]
    waive_line(line=again.lines.get(), reason="y", by=programme)
    assert run_month(month=FEBRUARY, by=accountant) == []


def test_after_the_invoice_a_credit_note_waives_and_its_reason_is_read(
    draft, programme, accountant
):
    line = draft.lines.first()
    (issued,) = issue_month(month=FEBRUARY, by=accountant)
    with pytest.raises(Refused):
        waive_line(line=line, reason="x", by=programme)
    credit_invoice(
        invoice=issued, quantities={line.pk: D(1)}, reason="remise de février", by=accountant
    )
    rows = statement_of(draft.payer)
    assert [row.invoice.reason for row in rows] == ["", "remise de février"]


def test_the_copy_of_a_person_says_what_was_waived_and_not_why(draft, programme):
    waive_line(line=draft.lines.first(), reason="mois difficile", by=programme)
    person = draft.payer.person
    said = str(list(PERSONAL_DATA.export(person, person)))
    assert "142.800" in said
    assert "mois difficile" not in said


def test_who_is_erased_is_named_by_no_waiver_of_who_pays_for_them(accountant, programme):
    omar, pays = factories.resident("Omar"), factories.payer("Rives")
    factories.subscription(omar, factories.plan(), pays=pays, kind=PriceKind.PROGRAMME)
    factories.subscription(pays=pays, kind=PriceKind.PROGRAMME)  # of somebody else
    start = local(date(2027, 2, 10), time(9))
    Booking.objects.create(
        space=factories.room("Romman"),
        person=omar,
        start_at=start,
        end_at=start + timedelta(hours=3),
        price=D(45),
    )
    for draft in run_month(month=FEBRUARY, by=accountant):
        for line in draft.lines.all():
            waive_line(line=line, reason="Omar est malade", by=programme)
    assert Waiver.objects.count() == 3
    erase_person(person=omar, by=None)
    rows = Waiver.objects.filter(reason="Omar est malade")
    assert [row.payer for row in rows] == [pays]
    assert not Waiver.objects.filter(words__contains="Omar").exists()
