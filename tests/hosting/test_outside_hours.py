"""Rooms on closed hours: why, in a sentence; booked knowingly; told when the hub closes later."""

import uuid
from datetime import date, time, timedelta

import pytest

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.actions import book_room
from elspace.hosting.models import Booking
from elspace.hub.models import Closure
from elspace.hub.queries import struck
from elspace.support.actions.sessions import ask_sessions
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2027, 4, 22)  # a Thursday, 8:30 to 19:00


@pytest.fixture
def zitoun(hub):
    return factories.room("Zitoun")


def typed(room, **more):
    return {
        "day": DAY.isoformat(),
        "starts": "20:00",
        "minutes": "90",
        "people": "",
        "room": room.key,
        "title": "Journée Yasmine",
        "key": uuid.uuid4(),
    } | more


def book(room, by, at=time(10), **more):
    start = local(DAY, at)
    return book_room(room=room, start_at=start, end_at=start + timedelta(hours=1), by=by, **more)


def close(reason="Travaux"):
    start = local(DAY, time(7))
    Closure.objects.create(starts_at=start, ends_at=start + timedelta(hours=14), reason=reason)


def test_whoever_looks_for_a_room_on_closed_hours_reads_why(zitoun, programme, sign_in):
    asked = {"day": DAY.isoformat(), "starts": "20:00", "minutes": "60", "people": ""}
    page = sign_in(programme).get("/rooms/book/", asked).content.decode()
    assert "Ce jour-là, le hub est ouvert 8:30–19:00." in page
    assert "Aucune salle n’est libre" not in page
    assert "Réserver hors des horaires" in page


def test_without_saying_so_nothing_is_booked_on_closed_hours(zitoun, programme, sign_in):
    page = sign_in(programme).post("/rooms/book/", typed(zitoun)).content.decode()
    assert "le hub est ouvert 8:30–19:00" in page
    assert "Journée Yasmine" in page  # what was typed is kept
    assert not Booking.objects.exists()


def test_the_team_books_outside_the_hours_with_a_warning(zitoun, programme, sign_in):
    client = sign_in(programme)
    done = client.post("/rooms/book/", typed(zitoun, outside="yes"), follow=True)
    assert "pensez à qui ouvre la porte" in done.content.decode()
    booking = Booking.objects.get()
    assert booking.is_outside_hours
    assert "hors des horaires" in client.get("/rooms/bookings/").content.decode()


def test_knowing_that_it_is_closed_takes_no_room_twice(zitoun, programme):
    book(zitoun, programme, at=time(20), outside_hours=True)
    with pytest.raises(Refused, match="déjà prise"):
        book(zitoun, programme, at=time(20), outside_hours=True)


def test_an_ordinary_booking_is_not_marked(zitoun, programme):
    assert not book(zitoun, programme, outside_hours=True).is_outside_hours


def test_a_booking_struck_by_a_new_closure_is_told_with_the_sessions(zitoun, programme):
    book(zitoun, programme, title="Réunion")
    book(zitoun, programme, at=time(20), title="Fête", outside_hours=True)
    assert struck() == []
    close()
    (one,) = struck()
    assert one.title == "Zitoun · Réunion"
    assert one.url.startswith("/rooms/bookings/")


def test_a_session_asked_on_closed_hours_says_why(zitoun, programme):
    factories.term(weeks=20)
    session = factories.session(
        needs=[factories.need()], by=factories.expert(), where=zitoun, on=DAY
    )
    close("Coupure d’eau")
    with pytest.raises(Refused, match="Coupure d’eau"):
        ask_sessions(sessions=[session], by=programme)
