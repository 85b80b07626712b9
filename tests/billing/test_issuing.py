"""Drafts, numbers, the sums of an invoice; what is issued never changes."""

from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from elspace.billing.actions import (
    Item,
    add_stamp,
    add_vat_rate,
    change_payer,
    change_settings,
    discard_draft,
    draft_invoice,
    issue_invoice,
    note_external_ref,
)
from elspace.billing.models import Claim, Frozen, Invoice, InvoiceLine
from elspace.billing.money import line_sum, parts_of, to_millime
from elspace.core.answers import Refused

pytestmark = pytest.mark.django_db
D = Decimal


def test_amounts_are_rounded_to_the_millime_halves_up():
    assert to_millime(D("0.0005")) == D("0.001")
    assert to_millime(D("0.00149")) == D("0.001")
    assert line_sum(D("3"), D("33.333"), D("19")).vat == D("19.000")  # 18.99981
    assert line_sum(D("0.5"), D("0.001"), D("0")).net == D("0.001")


def test_parts_add_up_and_the_last_takes_the_rest():
    assert parts_of(D("287.600"), 3) == [D("95.867"), D("95.867"), D("95.866")]
    assert sum(parts_of(D("0.005"), 4)) == D("0.005")
    assert all(part > 0 for part in parts_of(D("0.002"), 7))


@pytest.mark.parametrize(
    ("price", "total"),
    [
        ("200.000", "239.000"),
        ("120.000", "143.800"),
        ("100.000", "120.000"),
        ("50.000", "60.500"),
        ("12.000", "15.280"),
    ],
)
def test_prices_of_plans_come_to_what_is_told(issued, payer, price, total):
    assert issued(payer, price).total == D(total)


def test_each_line_has_its_own_rate(payer, accountant):
    items = [
        Item("a", D(2), D("10.005"), "normal"),
        Item("b", D(1), D("100"), "middle"),
        Item("c", D(1), D("100"), "reduced"),
        Item("d", D(1), D("100"), "zero"),
        Item("e", D(1), D("100"), "exempt"),
    ]
    invoice = issue_invoice(
        invoice=draft_invoice(payer=payer, items=items, by=accountant), by=accountant
    )
    assert [line.vat for line in invoice.lines.all()] == [D("3.802"), 13, 7, 0, 0]
    assert (invoice.net, invoice.vat) == (D("420.010"), D("23.802"))
    assert invoice.total == D("444.812")


def test_rates_and_stamp_are_those_of_the_day_of_issue(payer, accountant, clock):
    item = Item("a", D(1), D("100"), "normal")
    old = draft_invoice(payer=payer, items=[item], by=accountant)
    add_vat_rate(vat_class="normal", rate=D(18), from_on=date(2027, 3, 1), source="x", by=None)
    add_stamp(amount=D("1.500"), from_on=date(2027, 3, 1), source="x", by=None)
    assert old.total == D("120.000")
    clock.move_to(datetime(2027, 3, 1, 9, tzinfo=ZoneInfo("Africa/Tunis")))
    assert issue_invoice(invoice=old, by=accountant).total == D("119.500")


def test_numbers_are_unbroken_in_a_year_and_begin_again(issued, payer, clock, accountant):
    assert [issued(payer).code for _n in range(2)] == ["2027-0001", "2027-0002"]
    draft = draft_invoice(payer=payer, items=[Item("a", D(1), D(5), "normal")], by=accountant)
    discard_draft(invoice=draft, by=accountant)
    assert issued(payer).code == "2027-0003"
    clock.move_to(datetime(2028, 1, 3, 9, tzinfo=ZoneInfo("Africa/Tunis")))
    assert issued(payer).code == "2028-0001"


def test_a_number_is_not_lost_when_issuing_fails(issued, payer, accountant):
    nothing = draft_invoice(payer=payer, items=[Item("a", D(1), D(0), "normal")], by=accountant)
    with pytest.raises(Refused):
        issue_invoice(invoice=nothing, by=accountant)
    assert issued(payer).number == 1


def test_no_number_is_dated_before_the_last_one(issued, payer, accountant):
    issued(payer)
    draft = draft_invoice(payer=payer, items=[Item("a", D(1), D(5), "normal")], by=accountant)
    for day in (date(2027, 2, 15), date(2027, 2, 17)):
        with pytest.raises(Refused):
            issue_invoice(invoice=draft, on=day, by=accountant)


def test_issuing_twice_gives_one_number(issued, payer, accountant):
    first = issued(payer)
    assert issue_invoice(invoice=first, by=accountant).number == first.number
    key = uuid4()
    items = [Item("a", D(1), D(5), "normal")]
    one, two = (draft_invoice(payer=payer, items=items, key=key, by=accountant) for _n in range(2))
    assert one == two


def test_what_is_issued_never_changes(issued, payer, accountant):
    invoice = issued(payer)
    line = invoice.lines.get()
    before = (Invoice.objects.values().get(), InvoiceLine.objects.values().get())
    invoice.total = D("1.000")
    line.words = "autre"
    attempts = [
        invoice.save,
        lambda: invoice.save(update_fields=["total"]),
        invoice.delete,
        line.save,
        line.delete,
        lambda: Invoice.objects.update(total=D("1.000")),
        lambda: Invoice.objects.filter(pk=invoice.pk).delete(),
        lambda: InvoiceLine.objects.update(words="x"),
        lambda: invoice.lines.all().delete(),
        lambda: invoice.lines.create(
            words="x", unit_price=1, vat_class="normal", vat_rate=19, net=1, vat=0
        ),
        lambda: InvoiceLine.objects.bulk_create(
            [
                InvoiceLine(
                    invoice=invoice, words="x", unit_price=1, vat_class="zero", vat_rate=0,
                    net=1, vat=0,
                )
            ]
        ),
    ]  # fmt: skip
    for attempt in attempts:
        with pytest.raises(Frozen):
            attempt()
    with pytest.raises(Refused):
        discard_draft(invoice=invoice, by=accountant)
    assert (Invoice.objects.values().get(), InvoiceLine.objects.values().get()) == before


def test_payer_and_issuer_stay_as_they_were_at_issue(issued, payer, accountant):
    change_settings(legal_name="Association El Space", tax_id="0000028N/A/M/000", by=accountant)
    invoice = issued(payer)
    change_payer(payer=payer, name="Autre nom", by=accountant)
    change_settings(legal_name="Autre", by=accountant)
    invoice = Invoice.objects.get(pk=invoice.pk)
    assert (invoice.payer_name, invoice.issuer_name) == (
        "Association Rives",
        "Association El Space",
    )
    assert invoice.payer_tax_id == "0000011D/A/M/000"


def test_only_the_reference_elsewhere_is_noted_afterwards(issued, payer, accountant):
    invoice = note_external_ref(invoice=issued(payer), reference="TTN-1", by=accountant)
    assert Invoice.objects.get().external_ref == "TTN-1"
    assert invoice.is_issued


def test_nothing_stands_on_two_invoices(payer, accountant):
    item = Item("a", D(1), D(5), "normal", "booking:1")
    draft = draft_invoice(payer=payer, items=[item], by=accountant)
    with pytest.raises(Refused):
        draft_invoice(payer=payer, items=[item], by=accountant)
    discard_draft(invoice=draft, by=accountant)
    assert not Claim.objects.exists()
    draft_invoice(payer=payer, items=[item], by=accountant)
