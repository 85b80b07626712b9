"""What a room asks of who books it: who, how long, how far ahead; buffers, prices, the wall."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.actions import book_own_room, book_room, change_booking, change_room
from elspace.hosting.enums import OpenTo
from elspace.hosting.models import Booking, Occupancy, Room
from elspace.hosting.queries import is_free, price_of
from elspace.hosting.rules import Heard
from elspace.people.enums import Role
from elspace.people.models import Person
from tests import factories

DAY = date(2027, 4, 22)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return local(day, time(hour, minute))


def own(room: Room, person: Person, start: datetime, minutes: int = 60) -> Booking:
    return book_own_room(
        person=person, room=room, start_at=start, end_at=start + timedelta(minutes=minutes)
    )


@pytest.fixture
def member(hub: object) -> Person:
    return factories.person("Sami", roles=[Role.MEMBER])


@pytest.mark.parametrize(
    ("open_to", "roles", "allowed"),
    [
        (OpenTo.HOSTED, [Role.MEMBER], True),
        (OpenTo.RESIDENTS, [Role.MEMBER], False),
        (OpenTo.RESIDENTS, [Role.RESIDENT], True),
        (OpenTo.TEAM, [Role.RESIDENT], False),
    ],
)
def test_who_may_book_a_room_themselves(hub, open_to, roles, allowed) -> None:
    room, other = factories.room("Zitoun", open_to=open_to), factories.room("Romman")
    person = factories.person("Sami", roles=roles)
    if allowed:
        assert own(room, person, at(10)).person == person
    else:
        with pytest.raises(Refused, match="Zitoun") as refusal:
            own(room, person, at(10))
        assert {offer.room for offer in refusal.value.offers} == {other}


def test_length_and_notice_bind_members_and_not_the_team(member, programme) -> None:
    room = factories.room("Zitoun", min_minutes=60, max_minutes=120, notice_minutes=24 * 60)
    for start, minutes, says in (
        (at(10), 30, "1 h"),
        (at(10), 180, "2 h"),
        (at(12, day=date(2027, 2, 16)), 60, "1"),
    ):
        with pytest.raises(Refused, match=says):
            own(room, member, start, minutes)
    book_room(room=room, start_at=at(10), end_at=at(10, 30), by=programme)
    own(room, member, at(12), 120)
    assert Booking.objects.count() == 2


def test_buffers_come_from_the_room_and_stay_with_the_booking(member, programme) -> None:
    room = factories.room("Zitoun", buffer_before=15, buffer_after=30)
    booking = own(room, member, at(10))
    change_room(room=room, hours={}, equipment=[], parts=[], buffer_after=0, by=programme)
    row = Occupancy.objects.get()
    assert (row.blocked_from, row.blocked_until) == (at(9, 45), at(11, 30))
    room.refresh_from_db()
    assert not is_free(room, at(11, 30), at(12))  # its own quarter of an hour before
    assert is_free(room, at(11, 45), at(12))
    booking.refresh_from_db()
    assert (booking.buffer_before, booking.buffer_after) == (15, 30)


@pytest.mark.parametrize(
    ("hour", "half", "day", "minutes", "price"),
    [
        ("20", "60", "100", 60, "20"),
        ("20", "60", "100", 61, "30"),  # by the half hour begun
        ("20", "60", "100", 180, "60"),
        ("20", "60", "100", 240, "60"),
        ("20", "60", "100", 300, "80"),  # a half-day and an hour
        ("20", "60", "100", 480, "100"),  # two half-days cost more
        (None, "60", None, 300, "120"),
        (None, None, "100", 30, "100"),
        ("0.333", None, None, 30, "0.167"),
        ("0", "60", None, 300, "0"),
        (None, None, None, 300, None),
    ],
)
def test_price_is_the_cheapest_way_to_buy_the_stretch(hub, hour, half, day, minutes, price) -> None:
    prices = {"price_hour": hour, "price_half_day": half, "price_day": day}
    room = factories.room(
        **{name: None if value is None else Decimal(value) for name, value in prices.items()}
    )
    expected = None if price is None else Decimal(price)
    assert price_of(room, at(9), at(9) + timedelta(minutes=minutes)) == expected


def test_price_is_kept_with_the_booking(member, programme) -> None:
    room = factories.room(price_hour=Decimal(20))
    booking = own(room, member, at(10), 90)
    assert booking.price == Decimal("30.000")
    change_room(room=room, hours={}, equipment=[], parts=[], price_hour=Decimal(50), by=programme)
    booking.refresh_from_db()
    assert booking.price == Decimal("30.000")
    assert change_booking(booking=booking, by=programme, end_at=at(11)).price == Decimal("50.000")


def test_noise_beside_a_quiet_room_is_said_before(member, programme) -> None:
    hall, booth = factories.room("Yasmine"), factories.room("Nana", is_confidential=True)
    hall.beside.set([booth])
    noisy = {"room": hall, "start_at": at(10), "end_at": at(12), "is_noisy": True}
    own(booth, member, at(11))
    with pytest.raises(Heard, match="Nana"):
        book_room(**noisy, noise_known=False, by=programme)
    assert book_room(**noisy, by=programme).is_noisy
    with pytest.raises(Heard, match="Yasmine"):
        own(booth, member, at(10))
    assert own(booth, member, at(13)).space == booth


def test_a_booking_that_cannot_move_stands_as_it_stood(member, programme) -> None:
    room = factories.room("Zitoun")
    first, second = own(room, member, at(10)), own(room, member, at(14))
    with pytest.raises(Refused) as refusal:
        change_booking(booking=second, by=programme, start_at=at(10, 30), end_at=at(11, 30))
    assert refusal.value.offers
    moved = change_booking(booking=second, by=programme, start_at=at(11), end_at=at(12))
    assert (moved.start_at, first.start_at) == (at(11), at(10))
    assert list(
        Occupancy.objects.filter(is_active=True).values_list("blocked_from", flat=True)
    ) == [at(10), at(11)]
    overlap = change_booking(booking=moved, by=programme, start_at=at(11, 30), end_at=at(12, 30))
    assert overlap.start_at == at(11, 30)  # over its own old hours
