"""A room let to a customer from outside: who pays, the price agreed, its invoice."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from elspace.billing.actions.monthly import run_month
from elspace.billing.models import Invoice
from elspace.core.moments import local
from elspace.hosting.actions import book_room, change_booking
from elspace.hosting.models import Payer, Room
from elspace.hub.models import Hub
from elspace.people.enums import Role
from elspace.people.models import Person
from tests import factories

DAY = date(2027, 2, 18)


@pytest.fixture
def hall(hub: Hub, clock: object) -> Room:
    Hub.objects.update(modules=["plans", "invoices"])
    return factories.room("Grand salon", capacity=60, price_hour=Decimal(40))


@pytest.fixture
def director(hub: Hub) -> Person:
    return factories.person("Rim", roles=[Role.DIRECTOR])


def taken(hall: Room, by: Person, **more):
    start = local(DAY, time(10))
    return book_room(room=hall, start_at=start, end_at=start + timedelta(hours=3), by=by, **more)


def page_of(booking) -> str:
    return reverse("hosting:booking", args=[booking.key])


def test_a_booking_becomes_a_customers_and_has_its_invoice(hall, director, sign_in) -> None:
    booking, client = taken(hall, director, person=director), sign_in(director)
    typed = {"name": "Association Lumière", "phone": "98 123 456", "price": "150"}
    page = client.post(page_of(booking) + "customer/", typed, follow=True).content.decode()
    booking.refresh_from_db()
    assert (booking.customer.name, booking.person, booking.price) == (
        "Association Lumière",
        None,
        Decimal("150.000"),
    )
    assert booking.confirmed_at  # nobody is asked whether the room is kept
    assert "Association Lumière" in page
    assert "150,000" in page
    change_booking(booking=booking, end_at=local(DAY, time(14)), by=director)
    booking.refresh_from_db()
    assert booking.price == Decimal("150.000")  # as agreed, not as the list says
    for _press in range(2):
        client.post(reverse("billing:booking-draft", args=[booking.key]))
    draft = Invoice.objects.get()
    assert (draft.payer, draft.net) == (booking.customer, Decimal("150.000"))
    assert "Grand salon" in draft.lines.get().words


def test_the_monthly_run_takes_what_no_draft_took(hall, director, sign_in, clock) -> None:
    booking = taken(hall, director)
    typed = {"name": "Lumière", "phone": "", "price": "90,5"}
    sign_in(director).post(page_of(booking) + "customer/", typed)
    clock.move_to(local(date(2027, 3, 1), time(10)))
    run_month(month=date(2027, 2, 1), by=director)
    assert [(one.payer.name, one.net) for one in Invoice.objects.all()] == [
        ("Lumière", Decimal("90.500"))
    ]
    client = sign_in(director)
    client.post(reverse("billing:booking-draft", args=[booking.key]))
    assert Invoice.objects.count() == 1


def test_a_customer_who_comes_again_is_the_same(hall, director, sign_in) -> None:
    client = sign_in(director)
    for hour in (0, 1):
        booking = taken(factories.room(f"Salle {hour}"), director)
        typed = {"name": " Lumière ", "phone": "98123456", "price": "10"}
        client.post(page_of(booking) + "customer/", typed)
    assert Payer.objects.get().bookings.count() == 2


def test_what_is_somebodys_or_over_is_not_let(hall, director, sign_in, clock) -> None:
    naima, client = factories.resident("Naïma"), sign_in(director)
    typed = {"name": "Lumière", "phone": "", "price": "10"}
    hers = taken(hall, director, person=naima)
    assert "Rattacher" not in client.get(page_of(hers)).content.decode()
    client.post(page_of(hers) + "customer/", typed)
    client.post(reverse("billing:booking-draft", args=[hers.key]))
    assert not Payer.objects.exists()
    assert not Invoice.objects.exists()
    other = taken(factories.room("Salle"), director)
    bad = client.post(page_of(other) + "customer/", typed | {"price": "-3", "phone": "abc"})
    assert bad.status_code == 200
    assert not Payer.objects.exists()


def test_no_word_of_invoices_where_they_are_off(hall, director, sign_in) -> None:
    Hub.objects.update(modules=[])
    page = sign_in(director).get(page_of(taken(hall, director))).content.decode()
    assert "facture" not in page
    assert "client" not in page
