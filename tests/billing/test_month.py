"""The monthly run, credit notes, closing, reminders."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from elspace.billing.actions import (
    Item,
    agree_instalments,
    change_settings,
    close_month,
    correct_draft,
    credit_invoice,
    discard_draft,
    draft_invoice,
    issue_invoice,
    issue_month,
    receive_cash,
    receive_payment,
    remind,
    run_month,
    take_back_payment,
)
from elspace.billing.actions.invoices import as_written
from elspace.billing.models import Invoice, InvoiceLine, Reminder
from elspace.billing.queries.agreements import agreements
from elspace.billing.queries.owed import balance_of
from elspace.billing.queries.reminders import proposals
from elspace.billing.queries.statement import statement_of
from elspace.core.answers import Refused
from elspace.core.moments import local, today
from elspace.hosting.enums import PayerKind, PriceKind
from elspace.hosting.models import Booking, SubscriptionPause
from elspace.outbox.models import Message
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal
FEB = date(2027, 2, 1)
TUNIS = ZoneInfo("Africa/Tunis")


def owed(invoice):
    return Invoice.objects.with_owed().get(pk=invoice.pk).owed


def salma_pays():
    return factories.payer("Salma", kind=PayerKind.PERSON, person=factories.resident("Salma"))


def snapshot():
    return list(Invoice.objects.order_by("pk").values()), list(
        InvoiceLine.objects.order_by("pk").values()
    )


def test_a_run_writes_a_draft_a_payer_and_repeating_changes_nothing(accountant):
    rives = factories.payer("Programme Rives")
    of = factories.plan()
    for name in ("Amal", "Omar"):
        factories.subscription(factories.resident(name), of, pays=rives, kind=PriceKind.PROGRAMME)
    factories.subscription(factories.resident("Salma"), of)
    factories.subscription(factories.resident("Yosra"), of, kind=PriceKind.WAIVED)
    drafts = run_month(month=FEB, by=accountant)
    assert sorted(draft.total for draft in drafts) == [D("143.800"), D("286.600")]
    before = snapshot()
    run_month(month=FEB, by=accountant)
    assert snapshot() == before
    assert len(issue_month(month=FEB, by=accountant)) == 2
    before = snapshot()
    assert run_month(month=FEB, by=accountant) == []
    assert issue_month(month=FEB, by=accountant) == []
    assert snapshot() == before


def test_drafts_follow_what_is_due(accountant, clock):
    subscription = factories.subscription(factories.resident("Salma"))
    run_month(month=FEB, by=accountant)
    SubscriptionPause.objects.create(
        subscription=subscription, from_on=date(2027, 1, 20), until_on=date(2027, 3, 2)
    )
    assert run_month(month=FEB, by=accountant) == []
    assert not Invoice.objects.exists()


def test_what_was_entered_after_a_run_stands_on_the_next_one(accountant, clock):
    of = factories.plan()
    factories.subscription(factories.resident("Amal"), of)
    run_month(month=FEB, by=accountant)
    issue_month(month=FEB, by=accountant)
    late = factories.subscription(factories.resident("Omar"), of, from_on=date(2027, 2, 10))
    clock.move_to(datetime(2027, 3, 1, 9, tzinfo=TUNIS))
    march = date(2027, 3, 1)
    for _again in range(2):
        drafts = run_month(month=march, by=accountant)
        assert sorted(one.net for one in drafts) == [D("120.000"), D("240.000")]
    line, _of_march = Invoice.objects.get(payer__person=late.person).lines.all()
    assert "février 2027" in line.words
    assert run_month(month=FEB, by=accountant) == []
    issue_month(month=march, by=accountant)
    for month in (FEB, march):
        assert run_month(month=month, by=accountant) == []


@pytest.mark.parametrize("then", ["nothing due", "thrown away", "corrected"])
def test_what_was_entered_late_is_found_whatever_the_run_left(accountant, clock, then):
    of = factories.plan()
    if then != "nothing due":
        factories.subscription(factories.resident("Amal"), of, until_on=date(2027, 2, 28))
    for draft in run_month(month=FEB, by=accountant):
        if then == "thrown away":
            discard_draft(invoice=draft, by=accountant)
        else:
            items = [replace(item, words="Autrement") for item in as_written(draft)]
            seen = list(draft.lines.values_list("pk", flat=True))
            correct_draft(invoice=draft, items=items, language="fr", seen=seen, by=accountant)
            issue_month(month=FEB, by=accountant)
    late = factories.subscription(factories.resident("Omar"), of, from_on=date(2027, 2, 10))
    clock.move_to(datetime(2027, 4, 1, 9, tzinfo=TUNIS))  # and March was forgotten
    drafts = run_month(month=date(2027, 4, 1), by=accountant)
    of_omar = next(one for one in drafts if one.payer.person == late.person)
    words = [line.words for line in of_omar.lines.all()]
    assert ["février 2027" in words[0], "avril 2027" in words[-1]] == [True, True]
    assert run_month(month=FEB, by=accountant) == []


def test_a_month_never_run_is_not_drawn_into_the_first_run(accountant, clock):
    factories.subscription(factories.resident("Amal"))
    assert [one.net for one in run_month(month=FEB, by=accountant)] == [D("120.000")]
    run_month(month=date(2027, 1, 1), by=accountant)
    before = snapshot()
    run_month(month=FEB, by=accountant)
    assert snapshot() == before


def test_drafts_of_the_month_before_are_left_where_they_are(accountant, clock):
    factories.subscription(factories.resident("Amal"))
    run_month(month=FEB, by=accountant)
    clock.move_to(datetime(2027, 3, 1, 9, tzinfo=TUNIS))
    assert [one.net for one in run_month(month=date(2027, 3, 1), by=accountant)] == [D("120.000")]
    assert Invoice.objects.filter(month=FEB).count() == 1


def test_a_priced_booking_is_due_but_for_what_is_covered(accountant):
    who, start = factories.resident("Salma"), local(date(2027, 2, 10), time(9))
    room = factories.room("Romman")
    Booking.objects.create(
        space=room, person=who, start_at=start, end_at=start + timedelta(hours=3), price=D("45"),
        covered_minutes=60,
    )  # fmt: skip
    line = run_month(month=FEB, by=accountant)[0].lines.get()
    assert line.net == D("30.000")
    assert "Romman" in line.words


def test_a_room_has_a_class_of_vat_or_the_one_of_the_settings(accountant):
    who, hall, atelier = factories.resident("Salma"), factories.room("Halle"), factories.room("Rim")
    hall.vat_class = "exempt"
    hall.save()
    start = local(date(2027, 2, 10), time(9))
    for space in (hall, atelier):
        Booking.objects.create(
            space=space, person=who, start_at=start, end_at=start + timedelta(hours=1),
            price=D("10"),
        )  # fmt: skip
    classes = [line.vat_class for line in run_month(month=FEB, by=accountant)[0].lines.all()]
    assert sorted(classes) == ["exempt", "normal"]
    change_settings(vat_class="reduced", by=accountant)
    (draft,) = run_month(month=FEB, by=accountant)
    assert sorted((line.vat_class, line.vat) for line in draft.lines.all()) == [
        ("exempt", 0), ("reduced", D("0.700")),
    ]  # fmt: skip


def test_a_credit_note_never_comes_to_more_than_its_invoice(payer, accountant):
    items = [Item("a", D(3), D("33.333"), "normal"), Item("b", D(1), D("10"), "reduced")]
    invoice = issue_invoice(
        invoice=draft_invoice(payer=payer, items=items, by=accountant), by=accountant
    )
    a, b = invoice.lines.all()
    with pytest.raises(Refused):
        credit_invoice(invoice=invoice, quantities={a.pk: D(4)}, reason="x", by=accountant)
    for _n in range(2):
        credit_invoice(invoice=invoice, quantities={a.pk: D(1)}, reason="x", by=accountant)
    rest = credit_invoice(invoice=invoice, with_stamp=True, reason="x", by=accountant)
    assert owed(invoice) == 0
    assert sum(note.total for note in invoice.credit_notes.all()) == invoice.total
    assert rest.code == "A2027-0003"
    for target in (invoice, rest):
        with pytest.raises(Refused):
            credit_invoice(invoice=target, with_stamp=True, reason="x", by=accountant)
    assert b.words == "b"


def test_what_was_paid_too_much_waits_for_the_next_invoice(issued, payer, accountant):
    invoice = issued(payer)
    receive_cash(payer=payer, amount=invoice.total, by=accountant)
    credit_invoice(invoice=invoice, reason="x", by=accountant)
    assert owed(invoice) == 0
    assert balance_of(payer) == D("-142.800")
    assert owed(issued(payer)) == D("1.000")


def test_what_a_credit_note_lets_go_is_due_again(accountant):
    factories.subscription(factories.resident("Salma"))
    run_month(month=FEB, by=accountant)
    invoice = issue_month(month=FEB, by=accountant)[0]
    credit_invoice(invoice=invoice, reason="nom", lets_go=True, by=accountant)
    assert len(run_month(month=FEB, by=accountant)) == 1


def test_nothing_is_dated_back_into_a_closed_month(payer, accountant, issued, clock):
    draft = draft_invoice(payer=payer, items=[Item("a", D(1), D(5), "normal")], by=accountant)
    with pytest.raises(Refused):
        close_month(month=FEB, by=accountant)
    close_month(month=date(2027, 1, 1), by=accountant)
    late = date(2027, 1, 31)
    with pytest.raises(Refused):
        issue_invoice(invoice=draft, on=late, by=accountant)
    with pytest.raises(Refused):
        receive_payment(
            payer=payer, method="transfer", amount=D(1), received_on=late, by=accountant
        )
    offline = receive_cash(
        payer=payer, amount=D(1), device="A", number_on_device=1,
        taken_at=datetime(2027, 1, 30, 10, tzinfo=TUNIS), by=accountant,
    )  # fmt: skip
    assert (offline.received_on, offline.receipt_on) == (today(), date(2027, 1, 30))
    assert issue_invoice(invoice=draft, by=accountant).is_issued


def test_a_mistake_of_a_closed_month_is_taken_back_today(payer, accountant, issued, clock):
    invoice = issued(payer)
    payment = receive_cash(payer=payer, amount=D("43.800"), by=accountant)
    same_day = receive_cash(payer=payer, amount=D("5.000"), by=accountant)
    take_back_payment(payment=same_day, why="mauvais nom", by=accountant)
    clock.move_to(datetime(2027, 3, 9, 9, tzinfo=TUNIS))
    close_month(month=FEB, by=accountant)
    take_back_payment(payment=payment, why="mauvais nom", by=accountant)
    assert owed(invoice) == D("143.800")
    lines = [(line.on, line.kind, line.owed) for line in statement_of(payer)]
    assert lines == [
        (date(2027, 2, 16), "invoice", D("143.800")),
        (date(2027, 2, 16), "payment", D("100.000")),
        (date(2027, 3, 9), "ended", D("143.800")),
    ]


def test_reminders_are_proposed_twice_a_month_and_pressed(accountant, clock):
    factories.subscription(factories.resident("نجوى", language="ar"))
    run_month(month=FEB, by=accountant)
    issue_month(month=FEB, by=accountant)
    ranks = []
    for day in (7, 8, 20):
        clock.move_to(datetime(2027, 3, day, 9, tzinfo=TUNIS))
        found = proposals(today())
        ranks.append([one.rank for one in found])
        if found:
            payers = [one.payer for one in found]
            assert remind(payers=payers, by=accountant) == 1
            assert remind(payers=payers, by=accountant) == 0
    assert ranks == [[], [1], [2]]
    assert (Message.objects.count(), Reminder.objects.count()) == (2, 2)
    body = Message.objects.first().body
    assert "2027-0001" in body
    assert "143,800" in body


def test_a_reminder_nobody_here_reads_comes_to_who_presses_to_be_passed_on(
    issued, payer, accountant, clock, sign_in
):
    payer.language, payer.email = "fr", "compta@rives.example"
    payer.save()
    issued(payer)
    clock.move_to(datetime(2027, 3, 8, 9, tzinfo=TUNIS))
    (found,) = proposals(today())
    assert found.person is None
    page = sign_in(accountant).get(reverse("billing:reminders")).content.decode()
    assert "compta@rives.example" in page
    assert "disabled" not in page
    assert remind(payers=[payer], by=accountant) == 1
    message = Message.objects.get()
    assert message.recipient == accountant
    assert "Association Rives" in message.title
    assert "2027-0001" in message.body
    assert "compta@rives.example" in message.body
    assert proposals(today()) == []


def test_an_agreement_that_is_kept_is_left_in_peace_and_ends_when_paid(issued, accountant, clock):
    payer = salma_pays()
    issued(payer)
    agree_instalments(payer=payer, count=2, first_on=date(2027, 3, 1), by=accountant)
    clock.move_to(datetime(2027, 3, 8, 9, tzinfo=TUNIS))  # a week of patience
    assert [one.is_broken for one in agreements(today())] == [False]
    assert proposals(today()) == []
    receive_cash(payer=payer, amount=D("143.800"), by=accountant)
    assert agreements(today()) == []
    clock.move_to(datetime(2027, 5, 20, 9, tzinfo=TUNIS))
    assert (agreements(today()), proposals(today())) == ([], [])
    issued(payer)
    clock.move_to(datetime(2027, 7, 8, 9, tzinfo=TUNIS))
    assert [one.owed for one in proposals(today())] == [D("143.800")]


def test_a_broken_agreement_is_reminded_of_in_friendly_words(issued, accountant, clock):
    payer = salma_pays()
    issued(payer)
    agree_instalments(payer=payer, count=2, first_on=date(2027, 3, 1), by=accountant)
    clock.move_to(datetime(2027, 3, 9, 9, tzinfo=TUNIS))
    (found,) = proposals(today())
    assert (found.owed, [one.left for one in found.parts]) == (D("71.900"), [D("71.900")])
    assert remind(payers=[payer], by=accountant) == 1
    body = Message.objects.get().body
    assert "1er mars 2027" in body
    assert "71,900" in body
    assert "143,800" not in body
    receive_cash(payer=payer, amount=D("71.900"), by=accountant)
    assert [one.is_broken for one in agreements(today())] == [False]


def test_after_a_broken_agreement_another_can_be_made(issued, accountant, clock, sign_in):
    payer = salma_pays()
    issued(payer)
    agree_instalments(payer=payer, count=2, first_on=date(2027, 3, 1), by=accountant)
    client, page = sign_in(accountant), reverse("billing:payer", args=[payer.key])
    form = reverse("billing:parts", args=[payer.key])
    assert form not in client.get(page).content.decode()
    clock.move_to(datetime(2027, 3, 9, 9, tzinfo=TUNIS))
    client = sign_in(accountant)
    assert form in client.get(page).content.decode()
    said = {"key": uuid4(), "count": 3, "first_on": "2027-04-01"}
    assert client.post(form, said).status_code == 302
    assert [one.is_broken for one in agreements(today())] == [False]
    assert len(agreements(today())[0].parts) == 3
