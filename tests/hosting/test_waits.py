"""Waiting for a room: held for the first who waits, taken by a pressed button, then the next."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.core.registries import periodic_jobs
from elspace.hosting.actions import (
    book_own_room,
    book_room,
    cancel_booking,
    confirm_booking,
    take_held,
    wait_for_room,
    withdraw_wait,
)
from elspace.hosting.enums import BookingState, WaitState
from elspace.hosting.links import booking_link, wait_link
from elspace.hosting.models import Booking, Occupancy, Room, RoomWait
from elspace.outbox.models import Message
from elspace.people.models import Person
from tests import factories

DAY = date(2027, 4, 22)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return local(day, time(hour, minute))


@pytest.fixture
def zitoun(hub: object) -> Room:
    return factories.room("Zitoun", release_after=15)


@pytest.fixture
def people(hub: object) -> list[Person]:
    return [factories.resident(name) for name in ("Naïma", "Monia", "Rim")]


def own(room: Room, person: Person, start: datetime) -> Booking:
    end = start + timedelta(hours=1)
    return book_own_room(person=person, room=room, start_at=start, end_at=end)


def wait(room: Room, person: Person, start: datetime) -> RoomWait:
    end = start + timedelta(hours=1)
    return wait_for_room(room=room, person=person, start_at=start, end_at=end, by=person)


def state(row: Booking | RoomWait) -> str:
    row.refresh_from_db()
    return row.state


def test_who_waits_first_has_the_room_held_then_the_next(
    zitoun, people, clock, django_capture_on_commit_callbacks
) -> None:
    booking = own(zitoun, people[0], at(10))
    first, second = wait(zitoun, people[1], at(10)), wait(zitoun, people[2], at(10))
    assert wait(zitoun, people[1], at(10)) == first
    with django_capture_on_commit_callbacks(execute=True):
        cancel_booking(booking=booking, by=people[0])
    assert (state(first), state(second)) == (WaitState.OFFERED, WaitState.WAITING)
    assert first.booking.state == BookingState.HELD
    assert first.booking.held_until - first.offered_at == timedelta(hours=2)
    with pytest.raises(Refused):
        own(zitoun, people[0], at(10))  # held is taken
    message = Message.objects.get(kind="room_free")
    assert message.recipient == people[1]
    assert "/rooms/offered/" in message.body
    clock.shift(timedelta(hours=2))
    with pytest.raises(Refused):
        take_held(wait=first, by=people[1])
    with django_capture_on_commit_callbacks(execute=True):
        periodic_jobs["hosting.holds"].run()
    assert (state(first), state(second)) == (WaitState.PASSED, WaitState.OFFERED)
    taken = take_held(wait=second, by=people[2])
    assert take_held(wait=second, by=people[2]) == taken
    assert (taken.state, taken.person) == (BookingState.BOOKED, people[2])
    assert Occupancy.objects.filter(is_active=True).count() == 1


def test_a_hold_ends_half_an_hour_before_and_is_not_made_later(
    zitoun, people, clock, django_capture_on_commit_callbacks
) -> None:
    booking = own(zitoun, people[0], at(10))
    waiting = wait(zitoun, people[1], at(10))
    clock.move_to(at(8, 45))
    with django_capture_on_commit_callbacks(execute=True):
        cancel_booking(booking=booking, by=people[0])
    assert state(waiting) == WaitState.OFFERED
    assert waiting.booking.held_until == at(9, 30)
    withdraw_wait(wait=waiting, by=people[1])
    again = wait(zitoun, people[2], at(10))
    clock.move_to(at(9, 40))
    periodic_jobs["hosting.waits"].run()
    assert state(again) == WaitState.WAITING
    clock.move_to(at(10))
    periodic_jobs["hosting.holds"].run()
    assert state(again) == WaitState.PASSED


def test_who_waits_for_the_hall_gets_it_when_its_half_is_free(
    hub, people, django_capture_on_commit_callbacks
) -> None:
    left, right = factories.room("Gauche"), factories.room("Droite")
    hall = factories.room("Grande salle", capacity=40)
    hall.parts.set([left, right])
    booking = own(left, people[0], at(10))
    other = own(right, people[0], at(10))
    waiting = wait(hall, people[1], at(10))
    with django_capture_on_commit_callbacks(execute=True):
        cancel_booking(booking=booking, by=people[0])
    assert state(waiting) == WaitState.WAITING
    with django_capture_on_commit_callbacks(execute=True):
        cancel_booking(booking=other, by=people[0])
    assert state(waiting) == WaitState.OFFERED


def test_unused_rooms_are_released_unless_somebody_kept_them(
    zitoun, people, programme, clock
) -> None:
    unused, kept = own(zitoun, people[0], at(10)), own(zitoun, people[1], at(11))
    session = book_room(
        room=zitoun, start_at=at(12), end_at=at(13), by=programme, subject=programme
    )
    confirm_booking(booking=kept, by=people[1])
    for now, expected in ((at(10, 14), BookingState.BOOKED), (at(10, 15), BookingState.RELEASED)):
        clock.move_to(now)
        periodic_jobs["hosting.unused"].run()
        assert state(unused) == expected
    clock.move_to(at(12, 30))
    periodic_jobs["hosting.unused"].run()
    assert (state(kept), state(session)) == (BookingState.BOOKED, BookingState.BOOKED)
    assert Occupancy.objects.filter(is_active=True).count() == 2


def test_a_reminder_leaves_once_and_its_page_acts_only_when_pressed(
    zitoun, people, clock, client
) -> None:
    booking = own(zitoun, people[0], at(15))
    late = Booking.objects.filter(pk=booking.pk)
    clock.move_to(at(10, 59))
    periodic_jobs["hosting.reminders"].run()
    assert not Message.objects.exists()
    clock.move_to(at(11))
    for _run in range(2):
        periodic_jobs["hosting.reminders"].run()
    address = "/" + booking_link(booking).split("/", 3)[3]
    message = Message.objects.get(kind="room_reminder")
    assert "/rooms/answer/" in message.body
    for _look in range(2):
        assert client.get(address).status_code == 200
    assert late.get().confirmed_at is None
    assert client.post(address, {"answer": "keep"}).status_code == 302
    assert late.get().confirmed_at is not None
    assert client.post(address, {"answer": "give_back"}).status_code == 302
    assert state(booking) == BookingState.CANCELLED
    assert client.get(address + "x").status_code == 404


def test_early_rooms_are_reminded_the_evening_before(zitoun, people, clock) -> None:
    own(zitoun, people[0], at(9))
    clock.move_to(at(17, day=DAY - timedelta(days=1)))
    periodic_jobs["hosting.reminders"].run()
    assert Message.objects.filter(kind="room_reminder").count() == 1


def test_a_room_booked_within_its_reminder_is_kept(zitoun, people, clock) -> None:
    clock.move_to(at(9))
    assert own(zitoun, people[0], at(10)).confirmed_at is not None


def test_the_page_of_a_held_room_takes_it_when_pressed(
    zitoun, people, client, django_capture_on_commit_callbacks
) -> None:
    booking = own(zitoun, people[0], at(10))
    waiting = wait(zitoun, people[1], at(10))
    address = "/" + wait_link(waiting).split("/", 3)[3]
    assert client.get(address).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        cancel_booking(booking=booking, by=people[0])
    client.get(address)
    assert state(waiting) == WaitState.OFFERED
    for _press in range(2):
        assert client.post(address, {"answer": "take"}).status_code == 302
    assert state(waiting) == WaitState.TAKEN


def test_a_resident_waits_from_the_refusal_and_the_team_sees_it(
    zitoun, people, programme, sign_in
) -> None:
    own(zitoun, people[0], at(10))
    asked = {"day": DAY.isoformat(), "starts": "10:00", "minutes": "60", "people": ""}
    client, address = sign_in(people[1]), reverse("site:my-rooms")
    page = client.get(address, asked)
    assert page.context["taken"] == [zitoun]
    values = asked | {"wait": "yes", "room": zitoun.key, "key": page.context["wait_key"]}
    for _press in range(2):
        assert client.post(address, values).status_code == 302
    assert RoomWait.objects.get().person == people[1]
    day = sign_in(programme).get("/rooms/", {"day": DAY.isoformat()})
    assert "Monia" in day.content.decode()
    assert day.context["table"].waits == [RoomWait.objects.get()]
