"""The timeline of rooms: who takes what on a day and in a week, in a constant number of queries."""

import uuid
from collections.abc import Callable
from datetime import date, time, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elspace.core.moments import local
from elspace.hosting.actions import book_room, wait_for_room
from elspace.hosting.enums import BookingState
from elspace.hosting.models import Booking, Room
from elspace.hosting.queries.timeline import timeline
from elspace.hub.models import Closure, Equipment
from elspace.people.models import Person
from tests import factories

SignIn = Callable[[Person | None], Client]
MONDAY = date(2027, 4, 19)
WEEK = [MONDAY + timedelta(days=n) for n in range(7)]


def taken(room: Room, by: Person, day: date = MONDAY, hour: int = 10, **more: object) -> Booking:
    start = local(day, time(hour))
    end = start + timedelta(hours=1)
    return book_room(room=room, start_at=start, end_at=end, by=by, **more)


def test_week_shows_each_booking_on_its_day_with_hours_and_title(
    programme: Person, sign_in: SignIn
) -> None:
    zitoun = factories.room("Zitoun")
    taken(zitoun, programme, MONDAY + timedelta(days=2), title="Atelier couture")
    answer = sign_in(programme).get("/rooms/week/", {"day": "2027-04-22"})
    table = answer.context["table"]
    assert table.days == WEEK
    assert [len(day.lines) for day in table.rows[0].days] == [0, 0, 1, 0, 0, 0, 0]
    line = table.rows[0].days[2].lines[0]
    assert (line.starts, line.ends, line.shown.title) == (600, 660, "Atelier couture")
    page = answer.content.decode()
    assert "10:00–11:00" in page
    assert ' style="' not in page


def test_a_hall_shows_what_is_booked_in_its_parts(programme: Person) -> None:
    north, south = factories.room("Nord"), factories.room("Sud")
    hall = factories.room("Salle", capacity=40)
    hall.parts.set([north, south])
    taken(north, programme, title="Au nord")
    taken(hall, programme, hour=14, title="Ensemble")
    rows = {
        row.room: row.days[0].lines for row in timeline([hall, north, south], WEEK, programme).rows
    }
    assert [(line.shown.title, line.of) for line in rows[hall]] == [
        ("Au nord", "Nord"),
        ("Ensemble", ""),
    ]
    assert [(line.shown.title, line.of) for line in rows[south]] == [("Ensemble", "Salle")]


def test_held_and_waited_for_are_shown_as_such(programme: Person, sign_in: SignIn) -> None:
    zitoun = factories.room("Zitoun")
    booking = taken(zitoun, programme, title="Réunion")
    wait_for_room(
        room=zitoun,
        person=factories.resident("Amel"),
        start_at=booking.start_at,
        end_at=booking.end_at,
        key=uuid.uuid4(),
        by=programme,
    )
    held = taken(zitoun, programme, hour=14, title="Secret")
    Booking.objects.filter(pk=held.pk).update(state=BookingState.HELD)
    page = sign_in(programme).get("/rooms/week/", {"day": "2027-04-19"}).content.decode()
    assert "1 personne attend" in page
    assert "gardée pour quelqu’un qui attend" in page
    assert "Secret" not in page


def test_a_closed_day_and_closed_hours_are_not_open(programme: Person) -> None:
    room = factories.room("Zitoun")
    Closure.objects.create(
        starts_at=local(MONDAY, time(10)), ends_at=local(MONDAY, time(11)), reason="Panne"
    )
    days = timeline([room], [MONDAY, date(2027, 4, 9)], programme).rows[0].days
    assert all(not (opens < 660 and closes > 600) for opens, closes in days[0].hours)
    assert days[0].hours
    assert days[1].hours == ()


def test_rooms_are_narrowed_and_the_address_keeps_it(programme: Person, sign_in: SignIn) -> None:
    screen = Equipment.objects.create(name_fr="Écran", name_ar="شاشة", name_en="Screen")
    factories.room("Nana", capacity=3)
    large = factories.room("Yasmine", capacity=40)
    large.equipment.add(screen)
    client = sign_in(programme)
    asked = {"people": "10", "equipment": str(screen.key), "day": "2027-04-19"}
    answer = client.get("/rooms/week/", asked)
    assert [row.room for row in answer.context["table"].rows] == [large]
    assert f"people=10&amp;equipment={screen.key}&amp;day=2027-04-26" in answer.content.decode()
    none = client.get("/rooms/week/", asked | {"people": "100"})
    assert "Aucune salle n’est ainsi" in none.content.decode()
    assert client.get("/rooms/week/", {"people": "x", "equipment": "x"}).status_code == 200


def test_week_and_day_take_the_same_queries_at_two_sizes(
    programme: Person, sign_in: SignIn
) -> None:
    client = sign_in(programme)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def fill(first: int, last: int) -> None:
        for n in range(first, last):
            room = factories.room(f"R{n}")
            for hour in (9, 10):
                taken(
                    room,
                    factories.person(f"P{n}{hour}"),
                    person=factories.person(f"Q{n}{hour}"),
                    hour=hour,
                )

    addresses = [
        "/rooms/week/?day=2027-04-19",
        "/rooms/hours/?day=2027-04-19",
        "/rooms/week/?day=2027-04-19&all=yes",
    ]
    fill(0, 2)
    few = [queries(address) for address in addresses]
    fill(2, 8)
    assert [queries(address) for address in addresses] == few
    assert max(few) <= 40
