"""Rooms that several groups share: seats add up to the capacity and no further."""

import random
from datetime import date, datetime, time

import pytest

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.actions import book_room, cancel_booking, change_room
from elspace.hosting.models import Booking, Occupancy, Room
from elspace.hosting.queries import Diary, free_rooms, is_free, peak
from elspace.people.models import Person
from tests import factories

DAY = date(2027, 4, 22)


def at(hour: int, minute: int = 0) -> datetime:
    return local(DAY, time(hour, minute))


def book(room: Room, start: datetime, end: datetime, people: int = 1) -> Booking:
    return book_room(room=room, start_at=start, end_at=end, people=people, by=None)


@pytest.fixture
def shared(hub: object) -> Room:
    return factories.room("Partagée", capacity=6, is_shared=True)


def test_seats_add_up_to_the_capacity(shared: Room) -> None:
    book(shared, at(10), at(12), 4)
    with pytest.raises(Refused) as refusal:
        book(shared, at(11), at(13), 3)
    assert refusal.value.offers
    book(shared, at(11), at(13), 2)
    assert not is_free(shared, at(11), at(12))
    diary = Diary.load(at(8, 30), at(19))
    assert diary.is_free(shared, at(12), at(13), 4)
    assert not diary.is_free(shared, at(12), at(13), 5)
    assert free_rooms(at(12), at(13), capacity=4) == [shared]
    assert free_rooms(at(12), at(13), capacity=5) == []


def test_people_are_seated_anew_when_no_seat_is_free_all_along(hub: object) -> None:
    room = factories.room("Deux", capacity=2, is_shared=True)
    first = book(room, at(9), at(11))
    book(room, at(9), at(10))
    book(room, at(10), at(12))
    cancel_booking(booking=first, by=None)
    book(room, at(11), at(13))
    third = book(room, at(9), at(11))  # by count there is a seat at every instant
    assert third.state == Booking.State.BOOKED
    with pytest.raises(Refused):
        book(room, at(10), at(12))


def test_no_order_of_bookings_wastes_a_seat(hub: object) -> None:
    room = factories.room("Grande", capacity=4, is_shared=True)
    chance = random.Random(7)
    made: list[Booking] = []
    for _step in range(60):
        if made and chance.random() < 0.3:
            cancel_booking(booking=made.pop(chance.randrange(len(made))), by=None)
            continue
        start = chance.randrange(9, 17)
        end = start + chance.randrange(1, 4)
        end, people = min(end, 18), chance.randrange(1, 3)
        rows = [(b.start_at, b.end_at) for b in made for _seat in range(b.people or 1)]
        fits = peak(rows, at(start), at(end)) + people <= room.capacity
        try:
            made.append(book(room, at(start), at(end), people))
        except Refused:
            assert not fits
        else:
            assert fits
    seats: dict[int, list[tuple[datetime, datetime]]] = {}
    for row in Occupancy.objects.filter(is_active=True):
        seats.setdefault(row.seat, []).append((row.blocked_from, row.blocked_until))
    assert set(seats) <= set(range(room.capacity))
    for rows in seats.values():
        assert peak(rows, at(8), at(19)) == 1


def test_a_hall_takes_all_the_seats_of_a_shared_part(shared: Room, programme: Person) -> None:
    hall = factories.room("Grande salle", capacity=40)
    hall.parts.set([shared, factories.room("Droite")])
    book(shared, at(10), at(11))
    with pytest.raises(Refused):
        book(hall, at(10), at(11))
    book(hall, at(14), at(15))
    with pytest.raises(Refused):
        book(shared, at(14), at(15))


def test_seats_of_a_room_change_only_while_nothing_is_booked(
    shared: Room, programme: Person
) -> None:
    booking = book(shared, at(10), at(11))
    change = {"room": shared, "hours": {}, "equipment": [], "parts": [], "by": programme}
    for fields in ({"capacity": 2}, {"is_shared": False}):
        with pytest.raises(Refused, match="22 avril 2027"):
            change_room(**change, **fields)
    cancel_booking(booking=booking, by=programme)
    assert change_room(**change, capacity=2).capacity == 2
