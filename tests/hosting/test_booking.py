"""Booking a room: who gets it, why not, what is offered instead."""

import uuid
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.actions import add_room, book_room, cancel_booking, change_room
from elspace.hosting.models import Booking, Occupancy, Room, RoomHours
from elspace.hosting.queries import (
    RoomOffer,
    day_by_room,
    free_rooms,
    is_free,
    occupancies_between,
    rooms_open,
)
from elspace.hub.models import Equipment
from elspace.people.models import Person
from elspace.trust.models import AuditLine
from tests import factories

# Thursday 22 April 2027: usual hours, 8:30–19:00.
DAY = date(2027, 4, 22)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return local(day, time(hour, minute))


def book(room: Room, hour: int, by: Person, **more: object) -> Booking:
    start = at(hour)
    return book_room(room=room, start_at=start, end_at=start + timedelta(hours=1), by=by, **more)


@pytest.fixture
def zitoun(hub: object) -> Room:
    return factories.room("Zitoun")


def test_book_room_writes_booking_occupancy_and_audit_line(zitoun: Room, programme: Person) -> None:
    booking = book(zitoun, 10, programme, title="Atelier", buffer_before=15, buffer_after=10)
    row = Occupancy.objects.get()
    assert (row.space_id, row.blocked_from, row.blocked_until, row.is_active) == (
        zitoun.pk,
        at(9, 45),
        at(11, 10),
        True,
    )
    assert row.booking == booking
    line = AuditLine.objects.get(verb="book_room")
    assert (line.subject_kind, line.subject_id, line.actor) == (
        "hosting.booking",
        booking.pk,
        programme,
    )
    assert "Atelier" not in str(line.changes)


def test_book_room_same_key_returns_first_booking(zitoun: Room, programme: Person) -> None:
    key = uuid.uuid4()
    first = book(zitoun, 10, programme, key=key)
    assert book(zitoun, 10, programme, key=key) == first
    with pytest.raises(Refused, match="a déjà servi à autre chose"):
        book(zitoun, 15, programme, key=key)
    assert Booking.objects.count() == 1
    assert AuditLine.objects.filter(verb="book_room").count() == 1


def test_book_room_taken_offers_best_first(zitoun: Room, programme: Person) -> None:
    small = factories.room("Romman", capacity=8)
    large = factories.room("Yasmine", capacity=40)
    book(zitoun, 10, programme)
    with pytest.raises(Refused) as refusal:
        book(zitoun, 10, programme)
    assert str(refusal.value).startswith("Zitoun ")
    assert refusal.value.offers == [
        RoomOffer(large, at(10), at(11)),
        RoomOffer(zitoun, at(11), at(12)),
        RoomOffer(zitoun, at(9), at(10)),
        RoomOffer(small, at(10), at(11)),
    ]


def test_book_room_taken_touching_ends_are_free(zitoun: Room, programme: Person) -> None:
    book(zitoun, 10, programme)
    book(zitoun, 11, programme)
    book(zitoun, 9, programme)
    assert Booking.objects.count() == 3


def test_book_room_too_many_people_offers_larger_rooms_only(
    zitoun: Room, programme: Person
) -> None:
    large = factories.room("Yasmine", capacity=40)
    factories.room("Romman", capacity=8)
    with pytest.raises(Refused) as refusal:
        book(zitoun, 10, programme, people=20)
    assert refusal.value.offers == [RoomOffer(large, at(10), at(11))]


def test_book_room_confidential_is_replaced_by_confidential_only(
    zitoun: Room, programme: Person
) -> None:
    nana = factories.room("Nana", capacity=3, is_confidential=True)
    book(nana, 10, programme)
    with pytest.raises(Refused) as refusal:
        book(nana, 10, programme)
    assert {offer.room for offer in refusal.value.offers} == {nana}


def test_book_room_on_holiday_offers_next_open_day(zitoun: Room, programme: Person) -> None:
    holiday = date(2027, 4, 9)  # Friday, Martyrs' Day
    with pytest.raises(Refused, match="Journée des Martyrs") as refusal:
        book_room(
            room=zitoun, start_at=at(10, day=holiday), end_at=at(11, day=holiday), by=programme
        )
    saturday = date(2027, 4, 10)
    assert refusal.value.offers[0] == RoomOffer(zitoun, at(10, day=saturday), at(11, day=saturday))


def test_book_room_outside_hours_is_refused_with_hours(zitoun: Room, programme: Person) -> None:
    with pytest.raises(Refused, match="8:30–19:00") as refusal:
        book_room(room=zitoun, start_at=at(18, 30), end_at=at(19, 30), by=programme)
    assert refusal.value.offers == [
        RoomOffer(zitoun, at(18), at(19)),
        RoomOffer(zitoun, at(17, 30), at(18, 30)),
        RoomOffer(zitoun, at(18, 30), at(19)),
    ]


def test_book_room_in_ramadan_follows_its_hours(zitoun: Room, programme: Person) -> None:
    thursday = date(2027, 2, 18)
    book_room(room=zitoun, start_at=at(21, day=thursday), end_at=at(22, day=thursday), by=programme)
    with pytest.raises(Refused, match="9:00–14:30, 20:30–23:00"):
        book_room(
            room=zitoun, start_at=at(14, day=thursday), end_at=at(15, day=thursday), by=programme
        )


def test_book_room_own_hours_narrow_the_hubs(zitoun: Room, programme: Person) -> None:
    RoomHours.objects.create(room=zitoun, weekday=3, opens=time(7), closes=time(12))
    assert rooms_open(zitoun, at(8, 30), at(12))
    assert not rooms_open(zitoun, at(8), at(9))
    assert not rooms_open(zitoun, at(11), at(13))
    friday = DAY + timedelta(days=1)
    assert not rooms_open(zitoun, at(10, day=friday), at(11, day=friday))


def test_book_room_of_a_day_gone_by_is_refused(zitoun: Room, programme: Person) -> None:
    monday = date(2027, 2, 15)
    with pytest.raises(Refused) as refusal:
        book_room(room=zitoun, start_at=at(10, day=monday), end_at=at(11, day=monday), by=programme)
    assert refusal.value.offers[0].start_at == at(10, day=date(2027, 2, 16))


def test_book_room_end_before_beginning_is_refused(zitoun: Room, programme: Person) -> None:
    with pytest.raises(Refused):
        book_room(room=zitoun, start_at=at(11), end_at=at(10), by=programme)


def test_hall_takes_its_halves_and_halves_take_the_hall(hub: object, programme: Person) -> None:
    left, right = factories.room("Gauche", capacity=20), factories.room("Droite", capacity=20)
    hall = factories.room("Grande salle", capacity=40)
    hall.parts.set([left, right])
    book(hall, 10, programme)
    assert set(Occupancy.objects.values_list("space_id", flat=True)) == {left.pk, right.pk}
    for half in (left, right):
        with pytest.raises(Refused):
            book(half, 10, programme)
    book(left, 14, programme)
    with pytest.raises(Refused):
        book(hall, 14, programme)
    assert is_free(right, at(14), at(15))


def test_cancel_booking_gives_room_back_once(zitoun: Room, programme: Person) -> None:
    booking = book(zitoun, 10, programme)
    cancel_booking(booking=booking, by=programme)
    cancel_booking(booking=booking, by=programme)
    assert not occupancies_between(at(0), at(23)).exists()
    assert AuditLine.objects.filter(verb="cancel_booking").count() == 1
    book(zitoun, 10, programme)
    assert Occupancy.objects.filter(is_active=True).count() == 1


def test_change_room_keeps_parts_while_booked(hub: object, programme: Person) -> None:
    hall, half = factories.room("Grande"), factories.room("Petite")
    booking = book(hall, 10, programme)
    change = {"room": hall, "hours": {}, "equipment": [], "by": programme}
    with pytest.raises(Refused, match="22 avril 2027"):
        change_room(parts=[half], **change)
    cancel_booking(booking=booking, by=programme)
    change_room(parts=[half], **change)
    assert list(hall.parts.all()) == [half.space_ptr]
    with pytest.raises(Refused):
        change_room(room=half, hours={}, equipment=[], parts=[hall], by=programme)


def test_add_room_with_hours_and_equipment(hub: object, programme: Person) -> None:
    projector = Equipment.objects.first()
    key = uuid.uuid4()
    made = [
        add_room(
            place=factories.place(),
            name_fr="Zitoun",
            name_ar="زيتون",
            name_en="Zitoun",
            capacity=16,
            equipment=[projector],
            hours={0: [(time(9), time(12))]},
            key=key,
            by=programme,
        )
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert list(made[0].hours.values_list("weekday", "opens")) == [(0, time(9))]


def test_free_rooms_smallest_that_suits_first(zitoun: Room, programme: Person) -> None:
    projector, board = Equipment.objects.all()[:2]
    large = factories.room("Yasmine", capacity=40)
    romman = factories.room("Romman", capacity=8)
    closed = factories.room("Fermée", is_active=False)
    zitoun.equipment.set([projector, board])
    large.equipment.set([projector])
    assert free_rooms(at(10), at(11)) == [romman, zitoun, large]
    assert free_rooms(at(10), at(11), capacity=10) == [zitoun, large]
    assert free_rooms(at(10), at(11), equipment=[projector, board]) == [zitoun]
    book(zitoun, 10, programme)
    assert free_rooms(at(10, 30), at(11, 30), capacity=10) == [large]
    assert free_rooms(at(19), at(20)) == []
    assert closed not in free_rooms(at(10), at(11))


@pytest.mark.parametrize("rooms", [2, 12])
def test_free_rooms_and_day_ask_the_same_however_many(hub: object, rooms: int) -> None:
    by = factories.person()
    for _ in range(rooms):
        book(factories.room(), 10, by, person=by)
    with CaptureQueriesContext(connection) as queries:
        free_rooms(at(9), at(10))
    assert len(queries) == 9
    with CaptureQueriesContext(connection) as queries:
        day_by_room(DAY, None)
    assert len(queries) == 9


def test_day_by_room_blocks_folded_hours_and_iftar(zitoun: Room, programme: Person) -> None:
    thursday = date(2027, 2, 18)
    nana = factories.room("Nana")
    for hour in (10, 21):
        book_room(
            room=zitoun,
            start_at=at(hour, 15, day=thursday),
            end_at=at(hour + 1, 15, day=thursday),
            by=programme,
        )
    table = day_by_room(thursday, None)
    assert table.rooms == (zitoun, nana)
    folded = [row for row in table.rows if row.is_closed]
    assert [(row.start_at, row.end_at) for row in folded] == [
        (at(14, 30, day=thursday), at(20, 30, day=thursday))
    ]
    assert folded[0].iftar is not None
    blocks = [cell.block for row in table.rows for cell in row.cells if cell.block]
    assert [(block.start_at, block.rows) for block in blocks] == [
        (at(10, 15, day=thursday), 4),  # 10:15, 10:30, 10:45, 11:00
        (at(21, 15, day=thursday), 4),
    ]
    width = {len([c for c in row.cells if not c.is_covered]) for row in table.rows if row.cells}
    assert width == {1, 2}


def test_day_by_room_joins_what_two_halves_hold_at_once(hub: object, programme: Person) -> None:
    left, right = factories.room("Gauche"), factories.room("Droite")
    hall = factories.room("Grande", capacity=40)
    hall.parts.set([left, right])
    one = book(left, 10, programme)
    two = book_room(room=right, start_at=at(10, 30), end_at=at(12), by=programme)
    blocks = [
        cell.block
        for row in day_by_room(DAY, None).rows
        for cell in row.cells
        if cell.block and cell.room == hall
    ]
    assert [(b.start_at, b.end_at, b.bookings, b.is_own) for b in blocks] == [
        (at(10), at(12), (one, two), False)
    ]


def test_day_by_room_closed_day_says_why(zitoun: Room) -> None:
    table = day_by_room(date(2027, 4, 9), None)
    assert table.is_empty
    assert table.closed_reason == "Journée des Martyrs"
