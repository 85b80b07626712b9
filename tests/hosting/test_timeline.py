"""The timeline of rooms: who takes what on a day and in a week, in a constant number of queries."""

import re
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
from elspace.hub.queries import Calendar
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


def test_each_block_leads_to_its_booking_or_to_what_holds_it(
    programme: Person, sign_in: SignIn
) -> None:
    zitoun, client = factories.room("Zitoun"), sign_in(programme)
    own = taken(zitoun, programme, title="Atelier couture", person=programme)
    taken(zitoun, programme, hour=14, subject=factories.session(on=MONDAY, at=time(14)))
    for address in ("/rooms/week/", "/rooms/hours/", "/rooms/"):
        page = client.get(address, {"day": MONDAY.isoformat()}).content.decode()
        lines = re.findall(r'<li class="(?:terra|leaf)".*?</li>', page)
        assert lines
        assert all(re.search(r'<a href="[^"]+"><b dir="ltr">[0-9:–]+</b>', one) for one in lines)
        assert f'href="/rooms/bookings/{own.key}/"' in page
    page = client.get(f"/rooms/bookings/{own.key}/").content.decode()
    assert "Atelier couture" in page
    assert "Rendre la salle" in page
    own.state = "held"
    own.save()
    assert client.get(f"/rooms/bookings/{own.key}/").status_code == 404
    page = client.get("/rooms/week/", {"day": MONDAY.isoformat()}).content.decode()
    assert str(own.key) not in page


def test_a_hall_shows_what_is_booked_in_its_parts(programme: Person) -> None:
    north, south = factories.room("Nord"), factories.room("Sud")
    hall = factories.room("Salle", capacity=40)
    hall.parts.set([north, south])
    taken(north, programme, title="Au nord")
    taken(hall, programme, hour=14, title="Ensemble")
    rows = {
        row.room: row.days[0].lines
        for row in timeline([hall, north, south], WEEK, programme, Calendar.load()).rows
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
    days = timeline([room], [MONDAY, date(2027, 4, 9)], programme, Calendar.load()).rows[0].days
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
    assert max(few) <= 22


def test_three_hundred_rooms_take_the_same_queries_at_any_number_of_bookings(
    programme: Person, sign_in: SignIn
) -> None:
    place, client = factories.place(), sign_in(programme)
    rooms = [
        Room.objects.create(place=place, name_fr=f"S{n}", name_ar=f"S{n}", name_en="", capacity=8)
        for n in range(300)
    ]
    people = [factories.person(f"P{n}") for n in range(5)]

    def lay(hour: int, title: str) -> None:
        Booking.objects.bulk_create(
            Booking(
                space=room,
                person=people[n % 5],
                title=title,
                start_at=local(MONDAY + timedelta(days=n % 7), time(hour)),
                end_at=local(MONDAY + timedelta(days=n % 7), time(hour + 1)),
            )
            for n, room in enumerate(rooms)
        )

    def queries() -> list[int]:
        found = []
        for address in ("/rooms/week/?all=yes&", "/rooms/hours/?all=yes&", "/rooms/?"):
            with CaptureQueriesContext(connection) as captured:
                page = client.get(f"{address}day=2027-04-19")
            assert page.status_code == 200
            found.append(len(captured))
        return found

    lay(9, "")
    few = queries()
    for hour in (10, 11, 14, 15):
        lay(hour, "Réunion" if hour % 2 else "")
    assert queries() == few
    assert max(few) <= 30


def test_what_people_write_is_shown_and_never_run(programme: Person, sign_in: SignIn) -> None:
    room = factories.room('<b title="x">Zitoun</b>')
    taken(room, programme, title='"><script>alert(1)</script>')
    for address in ("/rooms/", "/rooms/week/", "/rooms/hours/"):
        page = sign_in(programme).get(address, {"day": "2027-04-19"}).content.decode()
        assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "&lt;b title=&quot;x&quot;&gt;Zitoun&lt;/b&gt;" in page
        assert "<script>alert" not in page
        assert '<b title="x">' not in page


def test_a_closed_day_is_not_a_free_one(programme: Person, sign_in: SignIn) -> None:
    factories.room("Zitoun")
    client = sign_in(programme)
    for address in ("/rooms/", "/rooms/hours/"):
        page = client.get(address, {"day": "2027-04-25"}).content.decode()  # a Sunday
        assert "Le hub est fermé ce jour-là" in page
        assert "Toutes les salles sont libres" not in page
        page = client.get(address, {"day": "2027-04-19"}).content.decode()
        assert "Toutes les salles sont libres toute la journée" in page


def test_a_day_of_ramadan_says_when_the_fast_is_broken(programme: Person, sign_in: SignIn) -> None:
    factories.room("Zitoun")
    client = sign_in(programme)
    for address in ("/rooms/", "/rooms/week/", "/rooms/hours/"):
        assert "Iftar" in client.get(address, {"day": "2027-02-18"}).content.decode()
        assert "Iftar" not in client.get(address, {"day": "2027-04-19"}).content.decode()


def test_rooms_of_a_large_house_come_fifty_a_page(programme: Person, sign_in: SignIn) -> None:
    for n in range(52):
        factories.room(f"R{n:02d}")
    client = sign_in(programme)
    first = client.get("/rooms/", {"day": "2027-04-19"})
    assert len(first.context["table"].rows) == 50
    assert "page 1 sur 2" in first.content.decode()
    assert len(client.get("/rooms/", {"page": "2"}).context["page"].object_list) == 2
