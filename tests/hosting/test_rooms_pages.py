"""Pages about rooms: the day, booking with a replay, a refusal with links, giving back."""

import uuid
from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elspace.core.moments import local
from elspace.hosting.actions import book_room
from elspace.hosting.models import Booking, Room
from elspace.people.models import Person
from tests import factories

SignIn = Callable[[Person | None], Client]
DAY = date(2027, 4, 22)


@pytest.fixture
def zitoun(hub: object) -> Room:
    return factories.room("Zitoun")


def typed(room: Room, **more: object) -> dict[str, object]:
    return {
        "day": DAY.isoformat(),
        "starts": "10:00",
        "minutes": "90",
        "people": "",
        "room": room.key,
        "title": "Réunion",
        "key": uuid.uuid4(),
    } | more


def test_rooms_day_shows_bookings_and_why_closed(
    zitoun: Room, programme: Person, sign_in: SignIn
) -> None:
    start = local(DAY, time(10))
    book_room(
        room=zitoun,
        start_at=start,
        end_at=start + timedelta(hours=1),
        by=programme,
        title="Atelier",
    )
    client = sign_in(programme)
    page = client.get("/rooms/", {"day": DAY.isoformat()}).content.decode()
    assert '<rect class="terra" x="120" width="60" height="8"/>' in page
    assert "Atelier" in page
    assert "Journée des Martyrs" in client.get("/rooms/", {"day": "2027-04-09"}).content.decode()
    assert client.get("/rooms/", {"day": "9999-99-99"}).status_code == 200
    assert client.get("/rooms/", {"day": "0001-01-01"}).status_code == 200


def test_room_book_twice_by_double_click_is_one(
    zitoun: Room, programme: Person, sign_in: SignIn
) -> None:
    client = sign_in(programme)
    form = typed(zitoun)
    for _ in range(2):
        assert client.post("/rooms/book/", form).headers["Location"] == f"/rooms/?day={DAY}"
    booking = Booking.objects.get()
    assert (booking.person, booking.title) == (programme, "Réunion")


def test_room_book_taken_keeps_what_was_typed_and_links_to_offers(
    zitoun: Room, programme: Person, sign_in: SignIn
) -> None:
    large = factories.room("Yasmine", capacity=40)
    client = sign_in(programme)
    client.post("/rooms/book/", typed(zitoun))
    answer = client.post("/rooms/book/", typed(zitoun, title="À garder"))
    page = answer.content.decode()
    assert "À garder" in page
    offers = answer.context["offers"]
    assert offers[0]["offer"].room == large
    assert str(large.key) in offers[0]["url"]
    assert Booking.objects.count() == 1
    followed = client.get("/rooms/book/" + offers[0]["url"])
    assert followed.context["chosen"] == str(large.key)


def test_room_book_shows_only_free_rooms_that_hold_all(
    zitoun: Room, programme: Person, sign_in: SignIn
) -> None:
    factories.room("Romman", capacity=8)
    asked = {"day": DAY.isoformat(), "starts": "10:00", "minutes": "60", "people": "12"}
    free = sign_in(programme).get("/rooms/book/", asked).context["free"]
    assert free == [zitoun]


@pytest.mark.parametrize(
    "asked",
    [
        {"day": ""},
        {"day": "hier", "starts": "25:99", "minutes": "7", "people": "-3"},
        {"day": "2027-04-22", "starts": "10:00", "minutes": "60", "people": "\u202e<b>"},
        {"day": "0001-01-01", "starts": "10:00", "minutes": "60", "people": "\x00"},
    ],
)
def test_room_book_answers_bad_input_kindly(
    zitoun: Room, programme: Person, sign_in: SignIn, asked: dict[str, str]
) -> None:
    client = sign_in(programme)
    assert client.get("/rooms/book/", asked).status_code == 200
    assert client.post("/rooms/book/", asked).status_code == 200
    assert not Booking.objects.exists()


def test_booking_cancel_gives_back_unless_a_session_holds_it(
    zitoun: Room, programme: Person, sign_in: SignIn
) -> None:
    start = local(DAY, time(10))
    session = factories.session(where=zitoun)
    held = book_room(
        room=zitoun,
        start_at=start,
        end_at=start + timedelta(hours=1),
        by=programme,
        subject=session,
    )
    own = book_room(
        room=zitoun,
        start_at=start + timedelta(hours=2),
        end_at=start + timedelta(hours=3),
        by=programme,
        person=programme,
    )
    client = sign_in(programme)
    for booking in (held, own):
        client.post(f"/rooms/bookings/{booking.key}/cancel/")
    states = [Booking.objects.get(pk=b.pk).state for b in (held, own)]
    assert states == [Booking.State.BOOKED, Booking.State.CANCELLED]


def test_room_add_and_change_keep_hours(hub: object, programme: Person, sign_in: SignIn) -> None:
    client = sign_in(programme)
    form = {
        "name_fr": "Nana",
        "name_ar": "نعناع",
        "name_en": "Mint",
        "capacity": "3",
        "place": factories.place().pk,
        "is_confidential": "on",
        "hours_0": "9–12:30, 14:00–18:00",
        "key": uuid.uuid4(),
    }
    assert client.post("/rooms/add/", form).status_code == 302
    room = Room.objects.get()
    assert room.is_confidential
    hours = [(h.weekday, h.opens, h.closes) for h in room.hours.order_by("opens")]
    assert hours == [(0, time(9), time(12, 30)), (0, time(14), time(18))]
    refused = client.post(f"/rooms/{room.key}/", form | {"hours_0": "9:00–8:00", "is_active": "on"})
    assert refused.status_code == 200
    assert client.post(f"/rooms/{room.key}/", form | {"capacity": "4", "is_active": "on"})
    assert Room.objects.get().capacity == 4


@pytest.mark.parametrize("count", [2, 12])
@pytest.mark.parametrize(
    ("address", "queries"), [("/rooms/?day=2027-04-22", 26), ("/rooms/bookings/?whose=all", 14)]
)
def test_rooms_pages_ask_the_same_however_many(
    hub: object, programme: Person, sign_in: SignIn, count: int, address: str, queries: int
) -> None:
    start = local(DAY, time(10))
    for _ in range(count):
        book_room(
            room=factories.room(),
            start_at=start,
            end_at=start + timedelta(hours=1),
            by=programme,
            person=programme,
        )
    client = sign_in(programme)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) <= queries


def test_a_room_never_used_is_taken_away_and_a_used_one_is_not(
    zitoun: Room, programme: Person, sign_in: SignIn
) -> None:
    client = sign_in(programme)
    address, remove = f"/rooms/{zitoun.key}/", f"/rooms/{zitoun.key}/remove/"
    start = local(DAY, time(10))
    booking = book_room(room=zitoun, start_at=start, end_at=start + timedelta(hours=1), by=None)
    assert remove not in client.get(address).content.decode()
    assert client.post(remove, follow=True).redirect_chain[-1][0] == address
    assert Room.objects.filter(pk=zitoun.pk).exists()
    booking.delete()
    assert remove in client.get(address).content.decode()
    for _press in range(2):
        assert client.post(remove).url == "/rooms/"  # type: ignore[attr-defined]
    assert not Room.objects.filter(pk=zitoun.pk).exists()


def test_a_room_meant_for_a_session_or_part_of_another_stays(
    zitoun: Room, programme: Person, sign_in: SignIn
) -> None:
    hall = factories.room("Grande salle")
    hall.parts.add(zitoun)
    client = sign_in(programme)
    client.post(f"/rooms/{zitoun.key}/remove/")
    hall.parts.clear()
    factories.session(where=zitoun)
    client.post(f"/rooms/{zitoun.key}/remove/")
    assert Room.objects.filter(pk=zitoun.pk).exists()
