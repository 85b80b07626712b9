"""Pictures of use: shares of open hours by weekday and hour, recomputed; no person in them."""

from collections.abc import Callable
from datetime import date, time, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elspace.core.moments import local
from elspace.hosting.actions.desks import hold_desk
from elspace.hosting.models import Booking, Room
from elspace.hosting.queries.use import last_weeks, use_of_desks, use_of_rooms
from elspace.hub.enums import Half, Weekday
from elspace.hub.models import Hub
from elspace.hub.queries import Calendar
from elspace.people.models import Person
from tests import factories

SignIn = Callable[[Person | None], Client]
MONDAY = date(2027, 1, 11)  # in the eight weeks before 15 February


def booked(room: Room, day: date = MONDAY, hour: int = 10, **more: object) -> None:
    start = local(day, time(hour))
    Booking.objects.create(space=room, start_at=start, end_at=start + timedelta(minutes=90), **more)


def test_a_cell_is_the_share_of_open_hours_that_were_taken(hub: object) -> None:
    north, south = factories.room("Nord"), factories.room("Sud")
    hall = factories.room("Salle", capacity=40)
    hall.parts.set([north, south])
    booked(hall)  # both halves, hours 10 and 11
    booked(north, MONDAY + timedelta(weeks=1))
    booked(south, MONDAY + timedelta(weeks=1), state="cancelled")
    booked(south, date(2027, 2, 15))  # this week: not yet counted
    use = use_of_rooms(Calendar.load())
    assert (use.first, use.last) == last_weeks() == (date(2026, 12, 21), date(2027, 2, 14))
    rows = dict(use.rows)
    cell = dict(zip(use.columns, rows[Weekday.MONDAY], strict=True))["10:00"]
    calendar = Calendar.load()
    mondays = [date(2026, 12, 21) + timedelta(weeks=n) for n in range(8)]
    open_then = 2 * sum(
        any(o <= time(10) < c for o, c in calendar.opening_on(day)) for day in mondays
    )
    assert (cell.taken, cell.open) == (3, open_then)
    assert cell.percent == round(100 * 3 / open_then)
    assert sum(one.taken for _day, cells in use.rows for one in cells) == 6


def test_desks_count_by_half_days_and_only_when_the_hub_uses_them(
    programme: Person, sign_in: SignIn
) -> None:
    factories.room("Zitoun")
    desk = factories.desk("A1")
    hold_desk(
        desk=desk,
        person=factories.resident("Samia"),
        from_on=date(2027, 2, 16),
        halves=[(Weekday.TUESDAY, Half.MORNING)],
        by=programme,
    )
    desk.holdings.update(from_on=date(2026, 1, 1))
    desk.holdings.get().halves.update(from_on=date(2026, 1, 1))
    use = use_of_desks(Calendar.load())
    morning, afternoon = dict(use.rows)[Weekday.TUESDAY]
    assert (morning.percent, afternoon.taken) == (100, 0)
    client = sign_in(programme)
    page = client.get("/rooms/use/")
    assert page.context["desks"] is not None
    assert "Samia" not in page.content.decode()
    Hub.objects.update(modules=[])
    assert client.get("/rooms/use/").context["desks"] is None


def test_use_takes_the_same_queries_at_two_sizes(programme: Person, sign_in: SignIn) -> None:
    client = sign_in(programme)
    booked(factories.room("R0"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/rooms/use/?table=yes").status_code == 200
        return len(captured)

    queries()
    few = queries()
    for n in range(1, 6):
        booked(factories.room(f"R{n}"))
        factories.desk(f"D{n}")
    factories.desk("D9")
    assert abs(queries() - few) <= 2  # a hub without desks reads no marks of them


def test_nothing_is_drawn_of_fewer_than_five_people(programme: Person, sign_in: SignIn) -> None:
    room, client = factories.room("Zitoun"), sign_in(programme)
    words = "Moins de cinq personnes"
    for n in range(4):
        booked(room, MONDAY + timedelta(days=n), person=factories.person(f"P{n}"))
        page = client.get("/rooms/use/").content.decode()
        assert words in page
        assert 'class="use' not in page
        assert words in client.get("/rooms/use/?table=yes").content.decode()
    booked(room, MONDAY + timedelta(days=4), person=factories.person("P5"))
    page = client.get("/rooms/use/").content.decode()
    assert words not in page
    assert 'class="use' in page


def test_desks_of_fewer_than_five_people_are_not_drawn_either(programme: Person) -> None:
    def use_of(people: int) -> bool:
        for n in range(people):
            desk = factories.desk(f"D{people}{n}")
            hold_desk(
                desk=desk,
                person=factories.resident(f"R{people}{n}"),
                from_on=date(2027, 2, 16),
                halves=[(Weekday.TUESDAY, Half.MORNING)],
                by=programme,
            )
            desk.holdings.update(from_on=date(2026, 1, 1))
            desk.holdings.get().halves.update(from_on=date(2026, 1, 1))
        return use_of_desks(Calendar.load()).is_of_few

    factories.room("Zitoun")
    assert use_of(4)
    assert not use_of(1)
