"""What is typed into the form of a payment: amounts as people write them, days, far too much."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from elspace.billing.actions import receive_payment
from elspace.billing.forms.fields import AmountField
from elspace.billing.models import Payment
from elspace.core.answers import Refused
from elspace.core.moments import today

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def send(payer, accountant, sign_in):
    """Press "received" with these values; the page that answers."""
    client = sign_in(accountant)

    def press(**said):
        said = {"key": uuid4(), "payer": payer.key, "method": "cash", **said}
        said.setdefault("received_on", today().isoformat())
        return client.post(reverse("billing:payment-add"), said, follow=True)

    return press


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("120", "120"),
        ("12,5", "12.5"),
        ("1 234,500", "1234.5"),
        ("1.234,500", "1234.5"),
        ("1,234.500", "1234.5"),
        ("12\u202f345,678", "12345.678"),
        ("120,000 DT", "120"),
        ("120 TND", "120"),
        ("120,000\u00a0د.ت.", "120"),
        ("120 د.ت", "120"),
        ("120 دينار", "120"),
        ("١٢٠", "120"),
        ("١٢٠٫٠٠٠", "120"),
        ("١٬٠٣٥٫٨٨٢", "1035.882"),
        ("\u2067١٢٠٫٥\u2069", "120.5"),
        ("۱۲۰،۵", "120.5"),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed, amount):
    assert AmountField().clean(typed) == D(amount)


@pytest.mark.parametrize(
    "typed", ["1e3", "1E3", "NaN", "inf", "0x10", "1_000", "DT", "12 12 DT 5", "1,2,3", "--5", "²"]
)
def test_what_is_no_amount_is_refused(typed):
    from django.forms import ValidationError

    with pytest.raises(ValidationError):
        AmountField().clean(typed)


@pytest.mark.parametrize("day", ["2026-10-15", "2027-05-01"])
def test_cash_is_never_dated_on_another_day(send, issued, payer, accountant, day):
    issued(payer)
    page = send(amount="20", received_on=day).content.decode()
    assert not Payment.objects.exists()
    assert f'value="{day}"' in page
    assert "<details open" in page
    with pytest.raises(Refused):
        receive_payment(payer=payer, method="cash", amount=D(20), received_on=day, by=accountant)
    send(amount="20")
    assert Payment.objects.get().received_on == today()


def test_a_transfer_to_come_is_refused_at_its_day(send, issued, payer):
    issued(payer)
    answer = send(amount="20", method="transfer", received_on="2027-05-01")
    assert answer.context["form"].errors["received_on"]
    assert not Payment.objects.exists()


def test_a_cheque_says_what_it_lacks_and_unfolds(send, issued, payer):
    issued(payer)
    answer = send(amount="20", method="cheque")
    assert set(answer.context["form"].errors) == {"bank", "cheque_number"}
    assert "<details open" in answer.content.decode()
    assert not Payment.objects.exists()
    send(amount="20", method="cheque", bank="Zitouna", cheque_number="0001234")
    assert Payment.objects.get().bank == "Zitouna"


def test_what_is_asked_of_a_cheque_is_not_called_optional(accountant, sign_in):
    with translation.override("fr"):
        page = sign_in(accountant).get(reverse("billing:payment-add")).content.decode()
        till = sign_in(accountant).get(reverse("billing:till")).content.decode()
    for name in ("bank", "cheque_number"):
        label = page.split(f'for="id_{name}"')[1].split("</label>")[0]
        assert "facultatif" not in label
        assert "demandé pour un chèque" in label
    label = till.split('for="id_explanation"')[1].split("</label>")[0]
    assert "facultatif" not in label


def test_far_more_than_is_owed_is_asked_once_more(send, issued, payer):
    issued(payer)
    key = uuid4()
    answer = send(amount="100000", key=key)
    assert not Payment.objects.exists()
    assert "100\u202f000,000\u00a0DT" in answer.content.decode()
    sure = answer.context["form"]["sure"].value()
    assert f'value="{sure}"' in answer.content.decode()
    send(amount="200000", key=key, sure=sure)  # sure of another sum
    assert not Payment.objects.exists()
    send(amount="100000", key=key, sure=sure)
    assert Payment.objects.get().amount == 100000


def test_a_little_more_than_is_owed_is_not_asked(send, issued, payer):
    issued(payer)
    send(amount="1143,800")
    assert Payment.objects.get().amount == D("1143.800")


def test_taking_back_asks_why_before_it_is_sent(send, issued, payer, accountant, sign_in):
    issued(payer)
    send(amount="20")
    page = sign_in(accountant).get(reverse("billing:payment", args=[Payment.objects.get().key]))
    form = page.content.decode().split(
        reverse("billing:take-back", args=[Payment.objects.get().key])
    )[1]
    control = form.split('name="why"')[1].split(">")[0]
    assert "required" in control


@pytest.mark.parametrize(
    ("typed", "is_asked"), [("1.195", True), ("1,195", False), ("1 195", False), ("9.500", False)]
)
def test_a_point_that_may_part_thousands_is_asked_about_in_words(
    send, issued, payer, typed, is_asked
):
    issued(payer, "1000.000")  # 1191 are owed
    key = uuid4()
    answer = send(amount=typed, key=key)
    assert Payment.objects.exists() is not is_asked
    if not is_asked:
        return
    text = answer.content.decode()
    assert "un dinar et cent quatre-vingt-quinze millimes" in text
    assert "1195" in text
    sure = answer.context["form"]["sure"].value()
    send(amount=typed, key=key, sure=sure)
    assert Payment.objects.get().amount == D("1.195")


def test_what_was_understood_stands_in_words(send, issued, payer, accountant, sign_in):
    invoice = issued(payer)
    send(amount="12.500")
    client = sign_in(accountant)
    page = client.get(reverse("billing:payment", args=[Payment.objects.get().key]))
    assert "Douze dinars et cinq cents millimes" in page.content.decode()
    page = client.get(reverse("billing:invoice", args=[invoice.key]))
    assert "Cent quarante-trois dinars et huit cents millimes" in page.content.decode()
    said = {"key": uuid4(), "kind": "put_in", "amount": "1.195"}
    page = client.post(reverse("billing:till-move"), said, follow=True)
    assert "un dinar et cent quatre-vingt-quinze millimes" in page.content.decode()
