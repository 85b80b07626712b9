"""Residents book a room themselves: what is free, as many ahead as the hub lets each hold."""

import uuid
from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.actions import book_own_room, book_room
from elspace.hosting.links import booking_link
from elspace.hosting.models import Booking
from elspace.hub.models import Hub
from elspace.people.actions import give_link
from elspace.people.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2027, 4, 22)
HOUR = timedelta(hours=1)


@pytest.fixture
def room(hub):
    return factories.room("Zitoun")


@pytest.fixture
def naima(hub):
    return factories.resident("Naïma")


def typed(room, **more):
    return {
        "day": DAY.isoformat(),
        "starts": "10:00",
        "minutes": "60",
        "people": "",
        "room": room.key,
        "title": "",
        "key": uuid.uuid4(),
    } | more


def test_a_resident_sees_free_rooms_books_one_and_gives_it_back(room, naima, sign_in):
    client, address = sign_in(naima), reverse("site:my-rooms")
    asked = {"day": DAY.isoformat(), "starts": "10:00", "minutes": "60"}
    assert "Zitoun" in client.get(address, asked).content.decode()
    values = typed(room)
    for _press in range(2):  # a double click
        assert client.post(address, values).status_code == 302
    booking = Booking.objects.get()
    assert (booking.person, booking.space.key) == (naima, room.key)
    assert client.get(address, asked).context["free"] == []
    give_back = reverse("site:give-room-back", args=[booking.key])
    assert give_back in client.get(address).content.decode()
    assert client.post(give_back).status_code == 302
    booking.refresh_from_db()
    assert booking.state == Booking.State.CANCELLED


def test_the_same_by_personal_link(room, naima, client):
    token = give_link(person=naima, by=None).token
    address = reverse("site:my-rooms-by-link", args=[token])
    assert address in client.get(reverse("site:my-page", args=[token])).content.decode()
    assert client.post(address, typed(room)).status_code == 302
    assert Booking.objects.get().person == naima


def test_no_more_rooms_ahead_than_the_hub_lets_each_hold(room, naima, sign_in):
    client, address = sign_in(naima), reverse("site:my-rooms")
    for starts in ("9:00", "10:00", "11:00"):
        page = client.post(address, typed(room, starts=starts))
    assert "Vous avez déjà 2 salles" in page.content.decode()
    assert page.context["when"].data["starts"] == "11:00"  # what was typed is kept
    assert Booking.objects.count() == 2
    Hub.objects.update(rooms_each=0)
    page = client.post(address, typed(room, starts="14:00"))
    assert "l’équipe réserve les salles" in page.content.decode()


def test_the_rooms_rules_hold_for_residents_too(room, naima):
    taken = local(DAY, time(10))
    book_room(room=room, start_at=taken, end_at=taken + HOUR, by=None)
    with pytest.raises(Refused):
        book_own_room(person=naima, room=room, start_at=taken, end_at=taken + HOUR)
    night = local(DAY, time(22, 30))
    with pytest.raises(Refused):
        book_own_room(person=naima, room=room, start_at=night, end_at=night + HOUR)
    assert Booking.objects.count() == 1


def test_others_book_nothing_and_give_nothing_of_hers_back(room, naima, sign_in):
    start = local(DAY, time(10))
    booking = book_own_room(person=naima, room=room, start_at=start, end_at=start + HOUR)
    expert = factories.person("Leïla", roles=[Role.EXPERT])
    with pytest.raises(Refused):
        book_own_room(person=expert, room=room, start_at=start + HOUR, end_at=start + 2 * HOUR)
    assert sign_in(expert).get(reverse("site:my-rooms")).status_code == 403
    other = factories.resident("Rim")
    address = reverse("site:give-room-back", args=[booking.key])
    assert sign_in(other).post(address).status_code == 404
    booking.refresh_from_db()
    assert booking.state == Booking.State.BOOKED


def test_a_room_is_given_back_by_personal_link(room, naima, client):
    start = local(DAY, time(10))
    booking = book_own_room(person=naima, room=room, start_at=start, end_at=start + HOUR)
    token = give_link(person=naima, by=None).token
    address = reverse("site:give-room-back-by-link", args=[token, booking.key])
    assert client.post(address).status_code == 302
    booking.refresh_from_db()
    assert booking.state == Booking.State.CANCELLED


def test_hours_of_a_plan_that_no_longer_come_back_are_said_before(room, naima, sign_in):
    said = "ses heures restent comptées"
    tomorrow = local(date(2027, 2, 17), time(9))  # in less than a day
    booking = Booking.objects.create(
        space=room, start_at=tomorrow, end_at=tomorrow + HOUR, person=naima, covered_minutes=60
    )
    client = sign_in(naima)
    for address in (reverse("site:my-rooms"), booking_link(booking)):
        assert said in client.get(address).content.decode()
    Booking.objects.update(covered_minutes=0)
    assert said not in client.get(reverse("site:my-rooms")).content.decode()


def test_two_taps_take_the_usual_room_at_its_next_free_hour(naima, programme, sign_in):
    small, usual = factories.room("Nana", capacity=3), factories.room("Romman", capacity=8)
    past = local(date(2027, 2, 9), time(10))
    Booking.objects.create(space=usual, start_at=past, end_at=past + HOUR, person=naima)
    now = local(date(2027, 2, 16), time(10))
    book_room(room=usual, start_at=now, end_at=now + HOUR, by=programme)
    client, address = sign_in(naima), reverse("site:my-rooms")
    page = client.get(address)
    ready = page.context["ready"]
    assert [(offer.room, offer.start_at) for offer, _query in ready] == [
        (usual, now + HOUR),
        (usual, now + 2 * HOUR),
        (small, now),
    ]
    assert "Les 30 derniers jours" in page.content.decode()
    chosen = client.get(f"{address}?{ready[0][1]}")
    assert chosen.context["one"] == usual
    values = {
        "day": "2027-02-16",
        "starts": "11:00",
        "minutes": "60",
        "people": "",
        "room": usual.key,
        "key": chosen.context["form"]["key"].value(),
    }
    for _press in range(2):
        assert client.post(address, values).status_code == 302
    booking = Booking.objects.get(person=naima, start_at=now + HOUR)
    assert (booking.space_id, booking.end_at) == (usual.pk, now + 2 * HOUR)


def test_one_says_that_a_room_is_kept_nobody_else_can(room, naima, sign_in):
    room.release_after = 15
    room.save()
    start = local(DAY, time(10))
    booking = book_own_room(person=naima, room=room, start_at=start, end_at=start + HOUR)
    address = reverse("site:confirm-room", kwargs={"key": booking.key})
    assert sign_in(factories.resident()).post(address).status_code == 404
    client = sign_in(naima)
    assert address in client.get(reverse("site:my-rooms")).content.decode()
    client.post(address)
    booking.refresh_from_db()
    assert booking.confirmed_at is not None
    assert address not in client.get(reverse("site:my-rooms")).content.decode()


def test_the_first_room_free_soon_is_booked_from_the_page_itself(room, naima, sign_in):
    client, address = sign_in(naima), reverse("site:my-rooms")
    page = client.get(address)
    first = page.context["first"]
    assert first["offer"] == page.context["ready"][0][0]
    values = dict(first["fields"]) | {"key": page.context["form"]["key"].value()}
    for _press in range(2):
        assert client.post(address, values).status_code == 302
    booking = Booking.objects.get(person=naima)
    assert (booking.space_id, booking.start_at) == (room.pk, first["offer"].start_at)


def test_nothing_is_offered_at_once_to_who_holds_as_many_as_each_may(room, naima, sign_in):
    client, address = sign_in(naima), reverse("site:my-rooms")
    assert client.get(address).context["first"]
    most = Hub.objects.get().rooms_each
    for n in range(most):
        start = local(DAY, time(9 + n))
        book_own_room(person=naima, room=room, start_at=start, end_at=start + HOUR)
    assert client.get(address).context["first"] is None


def test_the_form_begins_at_the_next_half_hour(room, naima, sign_in, clock):
    form = sign_in(naima).get(reverse("site:my-rooms")).context["when"]
    assert (form["day"].value(), form["starts"].value()) == (date(2027, 2, 16), time(10, 30))
    clock.move_to(local(date(2027, 2, 16), time(21)))
    form = sign_in(naima).get(reverse("site:my-rooms")).context["when"]
    assert (form["day"].value(), form["starts"].value()) == (date(2027, 2, 17), time(9))
