"""The team books a series for somebody: each date in words, their limits and plan, told once."""

import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elspace.core.moments import local
from elspace.hosting.actions import (
    NothingFree,
    add_series_day,
    book_own_series,
    book_room,
    book_series,
    book_series_for,
    cancel_series,
)
from elspace.hosting.models import AllowanceMove, Booking, Occupancy, Room, Series
from elspace.hosting.queries import Rule, preview_series
from elspace.hub.models import Hub
from elspace.outbox.models import Message
from elspace.people.models import Person
from elspace.trust.models import AuditLine
from tests import factories

DAY = date(2027, 4, 22)
URL = "/rooms/series/add/"


def at(hour: int, day: date = DAY) -> datetime:
    return local(day, time(hour))


def day(week: int) -> date:
    return DAY + timedelta(weeks=week)


def rule(room: Room, weeks: int = 3) -> Rule:
    return Rule(room, (DAY.weekday(),), 1, DAY, day(weeks - 1), time(10), 60)


def typed(room: Room, weeks: int = 3, **more: object) -> dict[str, object]:
    return {
        "room": str(room.key),
        "weekdays": str(DAY.weekday()),
        "every_weeks": "1",
        "starts_on": DAY.isoformat(),
        "until_on": day(weeks - 1).isoformat(),
        "starts": "10:00",
        "minutes": "60",
        "people": "",
        "title": "",
        "key": str(uuid.uuid4()),
    } | more


def name(week: int) -> str:
    return f"date-{day(week).isoformat()}"


@pytest.fixture
def zitoun(hub: Hub, clock: object) -> Room:
    return factories.room("Zitoun")


@pytest.fixture
def naima(hub: Hub) -> Person:
    Hub.objects.update(rooms_each=9)
    return factories.resident("Naïma", email="naima@mail.example")


def booked(person: Person) -> list[date]:
    found = Booking.objects.filter(person=person, state="booked").order_by("start_at")
    return list(found.values_list("series_day", flat=True))


def test_the_team_books_a_series_for_somebody_who_is_told_once(
    zitoun, programme, naima, sign_in
) -> None:
    client = sign_in(programme)
    page = client.get(URL, typed(zitoun, who="Naï"))
    assert "Réserver en série pour" in page.content.decode()
    assert f'name="chosen" value="{naima.key}"' in page.content.decode()
    asked = typed(zitoun, chosen=str(naima.key), **{name(1): "left_out"})
    for _press in range(2):
        made = client.post(URL, asked, follow=True)
    assert "2 dates sont réservées pour Naïma." in made.content.decode()
    assert booked(naima) == [day(0), day(2)]
    message = Message.objects.get(recipient=naima)
    assert message.kind == "series_booked"
    assert message.body.count("Zitoun") == 2
    address = next(line for line in message.body.splitlines() if line.startswith("http"))
    path = "/" + address.split("//", 1)[1].partition("/")[2]
    page = sign_in(None).get(path).content.decode()
    assert "Les autres dates de cette série" in page
    assert page.count('class="button" href="http') == 1


def test_many_dates_are_told_in_few_lines_with_what_they_cost_together(
    zitoun, programme, naima
) -> None:
    Hub.objects.update(modules=["plans"], rooms_each=20)
    Room.objects.update(price_hour=Decimal(20))
    zitoun.refresh_from_db()
    book_series_for(person=naima, rule=rule(zitoun, weeks=13), by=programme)
    body = Message.objects.get(recipient=naima).body
    assert body.count("Zitoun") == 10
    assert "et 3 autres dates" in body
    assert "260,000" in body


def test_their_plan_covers_a_series_for_as_long_as_its_minutes_last(
    zitoun, programme, naima
) -> None:
    Hub.objects.update(modules=["plans"])
    Room.objects.update(price_hour=Decimal(20))
    zitoun.refresh_from_db()
    factories.subscription(naima, factories.plan(room_minutes=90))
    book_series_for(person=naima, rule=rule(zitoun, weeks=4), by=programme)
    found = Booking.objects.order_by("start_at").values_list("covered_minutes", "price")
    price = Decimal("20.000")  # 22 and 29 April, then May: a month of its own
    assert list(found) == [(60, price), (30, price), (60, price), (30, price)]
    used = AllowanceMove.objects.filter(kind="used").order_by("pk")
    assert list(used.values_list("amount", flat=True)) == [-60, -30, -60, -30]


def test_each_date_says_what_stands_against_it_and_the_team_passes_over_it(
    hub, naima, programme, sign_in
) -> None:
    kept = factories.room("Archives", open_to="team")
    free = factories.room("Yasmine")
    book_room(room=kept, start_at=at(10, day(1)), end_at=at(11, day(1)), by=None)
    client = sign_in(programme)
    page = client.get(URL, typed(kept, who="Naïma"))
    rows = page.context["rows"]
    assert all("Archives" in row["date"].reason for row in rows)
    assert [bool(row["seen"]) for row in rows] == [True, False, True]
    assert [offer.room.pk for _value, offer in rows[0]["offers"]] == [free.pk]
    assert page.content.decode().count("Réserver cette date quand même") == 2
    asked = typed(kept, chosen=str(naima.key))
    refused = client.post(URL, asked)
    assert (refused.status_code, Booking.objects.filter(person=naima).count()) == (200, 0)
    other = factories.resident("Salma")
    passed = {name(0): rows[0]["seen"], name(1): "left_out"}
    client.post(URL, asked | passed | {"chosen": str(other.key)})  # read for somebody else
    client.post(URL, asked | passed | {"minutes": "90"})  # read of other hours
    assert Booking.objects.exclude(person=None).count() == 0
    client.post(URL, asked | passed)
    assert booked(naima) == [day(0)]


def test_as_many_as_each_may_is_said_of_the_dates_beyond(zitoun, naima, programme) -> None:
    Hub.objects.update(rooms_each=2)
    asked = rule(zitoun)
    dates = preview_series(asked, grounds=asked.grounds(asked.days(), person=naima))
    assert [bool(one.reason) for one in dates] == [False, False, True]
    assert "Naïma" in dates[2].reason
    assert dates[2].objection.may_pass
    book_series_for(person=naima, rule=asked, by=programme)
    assert booked(naima) == [day(0), day(1)]
    Booking.objects.all().delete()
    Occupancy.objects.all().delete()
    seen = {day(2): dates[2].reason}
    book_series_for(person=naima, rule=asked, seen=seen, by=programme)
    assert booked(naima) == [day(0), day(1), day(2)]
    later = Rule(zitoun, (DAY.weekday(),), 1, day(5), day(6), time(10), 60)
    dates = preview_series(later, grounds=later.grounds(later.days(), person=naima))
    assert all("Naïma a déjà 2 salles réservées" in one.reason for one in dates)


def test_every_date_passed_over_is_booked_though_the_dates_before_come_to_count(
    hub, naima, programme, sign_in
) -> None:
    Hub.objects.update(rooms_each=2)
    kept, client = factories.room("Archives", open_to="team"), sign_in(programme)
    rows = client.get(URL, typed(kept, weeks=4, who="Naïma")).context["rows"]
    assert [len(row["date"].objection.reasons) for row in rows] == [1, 1, 2, 2]
    all_same = {name(week): row["seen"] for week, row in enumerate(rows)}
    asked = typed(kept, weeks=4, chosen=str(naima.key))
    client.post(URL, asked | all_same | {name(0): "left_out"})  # then less stands against the third
    assert booked(naima) == [day(1), day(2), day(3)]
    Booking.objects.all().delete()
    Occupancy.objects.all().delete()
    client.post(URL, typed(kept, weeks=4, chosen=str(naima.key)) | all_same)
    assert booked(naima) == [day(0), day(1), day(2), day(3)]


def test_a_date_that_became_one_too_many_is_said_and_a_chosen_one_is_had(
    zitoun, naima, programme, sign_in
) -> None:
    Hub.objects.update(rooms_each=2)
    client, other = sign_in(programme), factories.room("Nana")
    book_room(room=zitoun, start_at=at(10), end_at=at(11), by=None)
    rows = client.get(URL, typed(zitoun, weeks=4, who="Naïma")).context["rows"]
    assert [bool(row["offers"]) for row in rows] == [True, False, False, False]
    (value, _offer), *_more = [pair for pair in rows[0]["offers"] if pair[1].room.pk == other.pk]
    asked = typed(zitoun, weeks=4, chosen=str(naima.key))
    made = client.post(URL, asked | {name(0): value, name(3): "left_out"}, follow=True)
    assert booked(naima) == [day(0), day(1)]
    assert "jeu. 6 mai" in made.content.decode()
    assert "pas été réservée" in made.content.decode()


def test_who_books_for_themselves_reads_the_limits_and_the_quiet_rule(hub, naima, sign_in) -> None:
    Hub.objects.update(rooms_each=2)
    hall, booth = factories.room("Hangar"), factories.room("Nana", is_quiet=True)
    other = factories.room("Yasmine")
    hall.beside.set([booth])
    start = at(10, day(0))
    book_room(room=hall, start_at=start, end_at=at(12, day(0)), is_noisy=True, by=None)
    page = sign_in(naima).get(reverse("site:my-series"), typed(booth, weeks=4))
    rows = page.context["rows"]
    quiet, *free, beyond = rows
    assert "Hangar" in quiet["date"].reason
    assert quiet["offers"][0][1].room.pk == other.pk
    assert [row["date"].reason for row in free] == ["", ""]
    assert "2 salles réservées" in beyond["date"].reason
    text = page.content.decode()
    assert text.count("Prendre cette date et en passer une autre") == 1
    assert "quand même" not in text
    with pytest.raises(NothingFree) as refusal:
        book_own_series(person=naima, rule=rule(booth, weeks=1))
    assert "Hangar" in refusal.value.dates[0].reason


def test_what_the_series_takes_itself_is_offered_for_no_date(zitoun, programme) -> None:
    book_room(room=zitoun, start_at=at(10), end_at=at(11), by=None)
    daily = Rule(zitoun, (3, 4), 1, DAY, DAY + timedelta(days=1), time(10), 480)
    dates = preview_series(daily)
    offers = [offer for one in dates for offer in one.offers]
    assert offers
    assert all(timezone.localdate(offer.start_at) != DAY + timedelta(days=1) for offer in offers)


def test_dates_moved_by_the_team_are_told_to_their_person_once(
    zitoun, programme, naima, sign_in
) -> None:
    series = book_series_for(person=naima, rule=rule(zitoun), by=programme)
    Message.objects.all().delete()
    client, address = sign_in(programme), f"/rooms/series/{series.key}/change/"
    hours = {"room": str(zitoun.key), "starts": "14:00", "minutes": "60", "title": ""}
    client.post(address, hours | {"scope": "all"})
    told = Message.objects.get(recipient=naima)
    assert (told.kind, told.body.count("14:00")) == ("series_changed", 3)
    client.post(address, hours | {"scope": "all", "title": "Répétition"})  # moves nothing
    assert Message.objects.count() == 1
    client.post(address, hours | {"scope": "this", "day": day(1).isoformat(), "starts": "15:00"})
    assert Message.objects.latest("pk").body.count("15:00") == 1
    own = book_series(rule=rule(factories.room("Nana")), person=programme, by=programme)
    client.post(
        f"/rooms/series/{own.key}/change/",
        hours | {"room": str(own.space.room.key), "scope": "all"},
    )
    assert Message.objects.count() == 2


def test_dates_given_back_by_the_team_are_told_to_their_person(
    zitoun, programme, naima, sign_in
) -> None:
    series = book_series_for(person=naima, rule=rule(zitoun, weeks=4), by=programme)
    Message.objects.all().delete()
    client, page = sign_in(programme), f"/rooms/series/{series.key}/"
    client.post(f"{page}{day(1).isoformat()}/", {"act": "give_back"})
    assert Message.objects.get().kind == "room_cancelled"
    client.post(f"{page}{day(1).isoformat()}/", {"act": "give_back"})
    add_series_day(series=series, day=day(1), by=programme)
    assert Message.objects.filter(kind="room_booked").count() == 1
    client.post(f"{page}cancel/", {"scope": "following", "day": day(2).isoformat()})
    client.post(f"{page}cancel/", {"scope": "all"})
    told = Message.objects.filter(kind="series_cancelled").order_by("pk")
    assert [message.body.count("Zitoun") for message in told] == [2, 2]
    assert booked(naima) == []


def test_who_gives_back_their_own_series_is_not_written_to(zitoun, programme) -> None:
    series = book_series(rule=rule(zitoun), person=programme, by=programme)
    cancel_series(series=series, from_day=DAY, by=programme)
    assert not Message.objects.exists()


@pytest.mark.parametrize("weeks", [2, 30])
def test_a_series_writes_as_few_statements_however_many_dates(
    hub, programme, naima, weeks: int
) -> None:
    """Under the lock: what holds up everybody else who wants a room."""
    Hub.objects.update(rooms_each=90)
    hall = factories.room("Grand salon")
    hall.parts.set([factories.room("Nord"), factories.room("Sud", is_shared=True, capacity=4)])
    factories.room("Nana", is_quiet=True).beside.set([hall])
    with CaptureQueriesContext(connection) as read:
        book_series_for(person=naima, rule=rule(hall, weeks), by=programme)
    statements = [one["sql"] for one in read.captured_queries]
    lock = next(n for n, sql in enumerate(statements) if sql.startswith("SAVEPOINT"))
    assert len(booked(naima)) == weeks
    assert Occupancy.objects.count() == 5 * weeks  # one for the hall's north, four seats south
    assert AuditLine.objects.filter(verb="book_room").count() == weeks
    assert len(statements) - lock <= 34
    assert Series.objects.count() == 1
