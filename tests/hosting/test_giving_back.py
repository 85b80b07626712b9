"""The team gives somebody else's room back: asked first, and the person is told."""

from datetime import date, time

import pytest

from elspace.core.moments import local
from elspace.hosting.actions import book_own_room, book_room
from elspace.hosting.models import Booking, Room
from elspace.hub.models import Hub
from elspace.outbox.models import Message
from elspace.people.enums import Role
from elspace.people.models import Person
from tests import factories

DAY = date(2027, 4, 22)
ALL = "/rooms/bookings/?whose=all"


@pytest.fixture
def zitoun(hub: Hub, clock: object) -> Room:
    return factories.room("Zitoun")


@pytest.fixture
def hela(hub: Hub) -> Person:
    return factories.person("Hela", roles=[Role.PROGRAMME])


@pytest.fixture
def hers(zitoun: Room) -> Booking:
    naima = factories.resident("Naïma")
    stretch = {"start_at": local(DAY, time(10)), "end_at": local(DAY, time(11))}
    return book_own_room(person=naima, room=zitoun, **stretch)


def test_somebody_elses_room_is_given_back_after_a_question(hers, hela, sign_in) -> None:
    client = sign_in(hela)
    address = f"/rooms/bookings/{hers.key}/cancel/"
    rows = client.get(ALL).content.decode()
    assert f'href="{address}?whose=all"' in rows
    assert f'action="{address}"' not in rows
    page = client.get(address).content.decode()
    assert "Rendre la salle de" in page
    assert "Naïma" in page
    assert "Rendre la salle de" in client.post(address).content.decode()  # an old page, sent
    hers.refresh_from_db()
    assert hers.state == Booking.State.BOOKED


def test_its_person_is_told_once_and_the_message_can_be_taken_back(hers, hela, sign_in) -> None:
    client = sign_in(hela)
    address = f"/rooms/bookings/{hers.key}/cancel/"
    said = client.post(address, {"sure": "yes", "whose": "all"}, follow=True)
    client.post(address, {"sure": "yes"})
    hers.refresh_from_db()
    message = Message.objects.get(kind="room_cancelled")
    assert hers.state == Booking.State.CANCELLED
    assert message.recipient == hers.person
    assert "Votre réservation" in message.title
    assert "a été annulée par l’équipe" in message.title
    assert message.send_after > message.created_at
    assert "Un message prévient Naïma" in said.content.decode()


def test_ones_own_room_takes_one_press_and_no_message(zitoun, hela, sign_in) -> None:
    stretch = {"start_at": local(DAY, time(10)), "end_at": local(DAY, time(11))}
    own = book_room(room=zitoun, person=hela, by=hela, **stretch)
    sign_in(hela).post(f"/rooms/bookings/{own.key}/cancel/")
    own.refresh_from_db()
    assert own.state == Booking.State.CANCELLED
    assert not Message.objects.exists()
