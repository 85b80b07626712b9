"""A check-in taken back takes with it what it caused: the room it kept, the message to a host."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from elspace.hosting.actions import book_room, confirm_booking
from elspace.hosting.actions.unused import release_unused
from elspace.hosting.models import Booking
from elspace.outbox.enums import State
from elspace.outbox.models import Message
from elspace.reception.actions import check_in, check_out, receive_visit, take_back
from tests import factories
from tests.reception.test_slips import merged

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking(hub, clock):
    """A room of tomorrow's ten o'clock, booked today, that is released a quarter of an hour after;
    it is ten minutes before."""
    room = factories.room("Romman", release_after=15)
    who = factories.resident("Inès")
    start = timezone.now().replace(minute=0, second=0) + timedelta(days=1)
    made = book_room(
        room=room, person=who, start_at=start, end_at=start + timedelta(hours=1), by=who
    )
    clock.move_to(start - timedelta(minutes=10))
    return made


def is_kept(booking: Booking) -> bool:
    booking.refresh_from_db()
    return booking.confirmed_at is not None


def comes(booking: Booking, **more: object):
    return check_in(person=booking.person, key=uuid.uuid4(), by=None, **more)


def test_a_slip_gives_back_the_confirmation_it_caused(booking, clock):
    slip = comes(booking)
    assert is_kept(booking)
    take_back(of=slip.key, by=None)
    assert not is_kept(booking)
    clock.move_to(booking.start_at + timedelta(minutes=20))
    release_unused()
    booking.refresh_from_db()
    assert booking.state == "released"


def test_a_slip_leaves_what_somebody_confirmed_before_it_or_after(booking, clock):
    slip = comes(booking)
    clock.move_to(timezone.now() + timedelta(minutes=1))
    confirm_booking(booking=booking, by=booking.person)  # from the reminder
    take_back(of=slip.key, by=None)
    assert is_kept(booking)
    clock.move_to(timezone.now() + timedelta(minutes=1))
    take_back(of=comes(booking).key, by=None)
    assert is_kept(booking)


def test_the_room_stays_while_another_mark_says_that_its_person_is_here(booking, clock):
    slip = comes(booking)
    clock.move_to(timezone.now() + timedelta(minutes=1))
    second = comes(booking)  # at the other desk
    take_back(of=slip.key, by=None)
    assert is_kept(booking)
    take_back(of=second.key, by=None)
    assert not is_kept(booking)


@pytest.mark.parametrize("order", ["came back", "back came", "came back came", "back came came"])
def test_a_slip_of_a_cut_keeps_no_room_in_whatever_order_it_arrives(booking, order):
    pressed = uuid.uuid4()
    said = {
        "came": {"kind": "in", "key": pressed, "person": booking.person.key},
        "back": {
            "kind": "back",
            "key": uuid.uuid4(),
            "of": pressed,
            "person": booking.person.key,
        },
    }
    for word in order.split():
        assert merged(said[word]) == [""]
    assert not is_kept(booking)


def test_who_came_yesterday_keeps_no_room_of_today(booking):
    comes(booking, at=timezone.now() - timedelta(hours=20))
    assert not is_kept(booking)


def test_no_hour_of_an_arrival_stands_on_a_booking(booking):
    slip = comes(booking)
    booking.refresh_from_db()
    assert booking.confirmed_at == booking.start_at
    assert booking.confirmed_at not in (slip.at, slip.received_at)


def visited(host: object, by: object = None):
    return receive_visit(key=uuid.uuid4(), first_name="Hatem", host=host, by=by)


def test_a_visit_taken_back_takes_back_the_message_that_has_not_left(hub):
    host = factories.resident("Amel")
    take_back(of=visited(host).key, by=None)
    assert [one.state for one in Message.objects.filter(recipient=host)] == [State.CANCELLED]


@pytest.mark.parametrize("state", [State.SENT, State.SENDING, State.UNCERTAIN])
def test_a_host_who_was_told_is_told_once_that_nobody_waits(hub, state):
    host = factories.resident("Amel")
    slip = visited(host)
    Message.objects.filter(recipient=host).update(state=state)
    for _again in range(2):
        take_back(of=slip.key, by=None)
    told, undone = Message.objects.filter(recipient=host).order_by("pk")
    assert told.state == state
    assert (undone.state, undone.is_urgent) == (State.QUEUED, True)
    assert undone.body == (
        "Personne ne vous attend à l’accueil\xa0: la visite avait été notée par erreur."
    )
    assert "Hatem" not in undone.title + undone.body


def test_a_message_somebody_has_tapped_may_have_left(hub):
    host = factories.resident("Amel")
    slip = visited(host)
    Message.objects.filter(recipient=host).update(opened_at=timezone.now())
    take_back(of=slip.key, by=None)
    states = Message.objects.filter(recipient=host).order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.CANCELLED, State.QUEUED]


@pytest.mark.parametrize("order", ["back came", "came back came"])
def test_a_visit_taken_back_during_a_cut_tells_nobody(hub, order):
    host, pressed, team = factories.resident("Amel"), uuid.uuid4(), factories.person("Rania")
    said = {
        "came": {"kind": "visit", "key": pressed, "first_name": "Hatem", "host": host.key},
        "back": {"kind": "back", "key": uuid.uuid4(), "of": pressed, "visit": pressed},
    }
    for word in order.split():
        assert merged(said[word], by=team) == [""]
    assert not Message.objects.filter(recipient=host).exclude(state=State.CANCELLED).exists()


def test_taking_back_that_a_visit_left_tells_nobody(hub):
    host = factories.resident("Amel")
    visit = visited(host)
    gone = check_out(visit=visit.visit, key=uuid.uuid4(), by=None)
    take_back(of=gone.key, by=None)
    assert [one.state for one in Message.objects.filter(recipient=host)] == [State.QUEUED]
