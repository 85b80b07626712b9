"""A room given back late: nothing is asked unless the hub says so, and the person read it first."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from elspace.billing.actions import run_month, set_late_fee
from elspace.billing.models import LateReturn
from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.actions import cancel_booking
from elspace.hosting.links import booking_link
from elspace.hosting.models import Booking
from elspace.trust.actions import erase_person
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal
TODAY = date(2027, 2, 16)  # ten o'clock


def book(day, price="40", **fields):
    who = factories.resident("Salma")
    start = local(day, time(14))
    return Booking.objects.create(
        space=factories.room("Romman"), person=who, start_at=start,
        end_at=start + timedelta(hours=2), price=D(price), **fields,
    )  # fmt: skip


def fee(accountant, percent="50", **fields):
    said = {"hours": 24, "percent": D(percent), "from_on": TODAY, "source": "charte"}
    return set_late_fee(**said | fields, by=accountant)


def test_without_a_setting_nothing_is_asked(client, accountant):
    booking = book(TODAY)
    page = booking_link(booking)
    assert "coûte" not in client.get(page).content.decode()
    client.post(page, {"answer": "give_back"})
    booking.refresh_from_db()
    assert booking.state == "cancelled"
    assert not LateReturn.objects.exists()


def test_the_sum_is_read_before_the_press_and_stands_on_the_next_invoice(client, accountant):
    booking = book(TODAY, covered_minutes=60)  # 20 are left, half of it is asked
    page = booking_link(booking)
    client.post(page, {"answer": "give_back"})  # before the fee: a page opened long ago
    Booking.objects.update(state="booked")
    fee(accountant)
    answer = client.post(page, {"answer": "give_back"})
    booking.refresh_from_db()
    assert booking.state == "booked"
    text = client.get(page).content.decode()
    assert "11,900" in text  # with tax
    for _press in range(2):
        client.post(page, {"answer": "give_back", "agreed": "11.900"})
    booking.refresh_from_db()
    assert booking.state == "cancelled"
    assert answer.status_code == 200
    (draft,) = run_month(month=date(2027, 2, 1), by=accountant)
    line = draft.lines.get()
    assert (line.net, line.vat) == (D("10.000"), D("1.900"))
    assert "Romman" in line.words
    fee(accountant, percent="0")
    (again,) = run_month(month=date(2027, 2, 1), by=accountant)
    assert again.total == draft.total


def test_from_ones_own_page_the_sum_is_read_first_too(accountant, sign_in):
    booking = book(TODAY)
    fee(accountant)
    page = sign_in(booking.person)
    address = reverse("site:give-room-back", args=[booking.key])
    text = page.post(address, follow=True).content.decode()
    assert "23,800" in text
    booking.refresh_from_db()
    assert booking.state == "booked"
    fee(accountant, percent="0")
    page.post(address)
    booking.refresh_from_db()
    assert booking.state == "cancelled"
    assert not LateReturn.objects.exists()


def test_in_time_it_is_free_and_the_page_says_until_when(client, accountant):
    fee(accountant)
    booking = book(date(2027, 2, 18))
    text = client.get(booking_link(booking)).content.decode()
    assert "23,800" in text
    client.post(booking_link(booking), {"answer": "give_back"})
    booking.refresh_from_db()
    assert booking.state == "cancelled"
    assert not LateReturn.objects.exists()


def test_the_team_gives_back_for_nothing(accountant, programme):
    fee(accountant)
    cancel_booking(booking=book(TODAY), by=programme)
    assert not LateReturn.objects.exists()


def test_a_fee_never_begins_before_it_was_said(accountant, sign_in):
    with pytest.raises(Refused):
        fee(accountant, from_on=date(2027, 2, 15))
    client, url = sign_in(accountant), reverse("billing:settings")
    said = {
        "which": "late", "late-hours": "24", "late-percent": "50", "late-from_on": "2027-02-16",
        "late-source": "charte",
    }  # fmt: skip
    assert client.post(url, said).status_code == 302
    assert "charte" in client.get(url).content.decode()


def test_who_is_erased_is_asked_for_no_room_given_back_late(client, accountant):
    booking = book(TODAY)
    fee(accountant)
    client.post(booking_link(booking), {"answer": "give_back", "agreed": "23.800"})
    assert LateReturn.objects.get().person == booking.person
    erase_person(person=booking.person, by=None)
    assert LateReturn.objects.get().person is None
    assert run_month(month=date(2027, 2, 1), by=accountant) == []


def test_a_fee_that_comes_to_nothing_is_not_asked(client, accountant):
    booking = book(TODAY, price="0.001")
    fee(accountant, percent="10")
    client.post(booking_link(booking), {"answer": "give_back"})
    booking.refresh_from_db()
    assert booking.state == "cancelled"
    assert not LateReturn.objects.exists()
