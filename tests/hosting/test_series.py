"""Series: every date seen before, conflicts skipped or replaced, changed and cancelled."""

import re
import uuid
from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.actions import (
    NothingFree,
    add_series_day,
    book_room,
    book_series,
    cancel_series,
    change_booking,
    change_series,
)
from elspace.hosting.enums import BookingState
from elspace.hosting.models import Booking, Occupancy, Room, Series
from elspace.hosting.queries import Rule, occurrences_of, preview_series
from elspace.people.models import Person
from tests import factories

THURSDAY = date(2027, 4, 22)


def thursday(number: int) -> date:
    return THURSDAY + timedelta(weeks=number)


def at(hour: int, day: date) -> datetime:
    return local(day, time(hour))


@pytest.fixture
def zitoun(hub: object) -> Room:
    return factories.room("Zitoun")


def rule(room: Room, weeks: int = 4, **more: object) -> Rule:
    values = {
        "room": room,
        "weekdays": (3,),
        "every_weeks": 1,
        "starts_on": THURSDAY,
        "until_on": thursday(weeks - 1),
        "starts": time(10),
        "minutes": 90,
    }
    return Rule(**(values | more))  # type: ignore[arg-type]


def take(room: Room, day: date, hour: int = 10) -> Booking:
    start = at(hour, day)
    return book_room(room=room, start_at=start, end_at=start + timedelta(hours=1), by=None)


def days_of(series: Series, state: str = BookingState.BOOKED) -> list[date]:
    found = series.bookings.filter(state=state).order_by("series_day")
    return list(found.values_list("series_day", flat=True))


def test_a_rule_wants_its_weekdays_every_so_many_weeks(zitoun: Room) -> None:
    assert rule(zitoun).days() == [thursday(n) for n in range(4)]
    two = rule(zitoun, weekdays=(1, 3), every_weeks=2)  # 20 April is before the first day
    assert two.days() == [thursday(0), thursday(2) - timedelta(days=2), thursday(2)]


def test_preview_says_of_each_date_whether_it_is_free(zitoun: Room) -> None:
    other = factories.room("Romman", capacity=16)
    take(zitoun, thursday(1))
    dates = preview_series(rule(zitoun))
    assert [bool(one.reason) for one in dates] == [False, True, False, False]
    assert dates[1].offers[0].room == other
    assert dates[1].offers[0].start_at == at(10, thursday(1))


@pytest.mark.parametrize("weeks", [2, 20])
def test_preview_asks_the_same_however_many_dates(zitoun: Room, weeks: int) -> None:
    for number in range(0, weeks, 2):
        take(zitoun, thursday(number))
    with CaptureQueriesContext(connection) as queries:
        preview_series(rule(zitoun, weeks))
    assert len(queries) == 11


def test_conflicts_are_skipped_replaced_and_added_later(zitoun: Room, programme: Person) -> None:
    romman = factories.room("Romman", capacity=16)
    taken = [take(zitoun, thursday(number)) for number in (1, 2)]
    asked = rule(zitoun)
    offer = preview_series(asked)[1].offers[0]
    key = uuid.uuid4()
    made = [
        book_series(rule=asked, instead={thursday(1): offer}, key=key, by=programme)
        for _press in range(2)
    ]
    assert made[0] == made[1]
    series = made[0]
    assert days_of(series) == [thursday(0), thursday(1), thursday(3)]
    assert series.bookings.get(series_day=thursday(1)).space.pk == romman.pk
    with pytest.raises(Refused) as refusal:
        add_series_day(series=series, day=thursday(2), by=programme)
    added = [
        add_series_day(series=series, day=thursday(2), offer=refusal.value.offers[0], by=programme)
        for _press in range(2)
    ]
    assert added[0] == added[1]
    assert days_of(series) == [thursday(number) for number in range(4)]
    with pytest.raises(Refused):
        add_series_day(series=series, day=thursday(9), by=programme)
    assert Occupancy.objects.filter(is_active=True).count() == 4 + len(taken)


def test_when_no_date_is_free_every_one_is_refused_with_offers(
    zitoun: Room, programme: Person
) -> None:
    book_series(rule=rule(zitoun), by=programme)
    with pytest.raises(NothingFree) as refusal:
        book_series(rule=rule(zitoun), by=programme)
    assert [one.day for one in refusal.value.dates] == [thursday(n) for n in range(4)]
    assert all(one.reason and one.offers for one in refusal.value.dates)
    assert Series.objects.count() == 1


def test_this_and_the_following_splits_the_series(zitoun: Room, programme: Person) -> None:
    series = book_series(rule=rule(zitoun), by=programme)
    take(zitoun, thursday(3), 15)
    done = change_series(
        series=series,
        from_day=thursday(2),
        room=zitoun,
        starts=time(15),
        minutes=60,
        title="Chorale",
        by=programme,
    )
    series.refresh_from_db()
    assert (done.changed, done.stayed) == ((thursday(2),), (thursday(3),))
    assert (days_of(series), series.until_on) == (
        [thursday(0), thursday(1)],
        thursday(2) - timedelta(days=1),
    )
    assert done.series.continues == series
    moved, stayed = done.series.bookings.order_by("series_day")
    assert (moved.start_at, stayed.start_at) == (at(15, thursday(2)), at(10, thursday(3)))
    assert {moved.title, stayed.title} == {"Chorale"}


def test_all_to_come_changes_the_rule_and_leaves_what_was_moved_by_hand(
    zitoun: Room, programme: Person, clock
) -> None:
    series = book_series(rule=rule(zitoun), by=programme)
    by_hand = series.bookings.get(series_day=thursday(2))
    change_booking(
        booking=by_hand, by=programme, start_at=at(12, thursday(2)), end_at=at(13, thursday(2))
    )
    clock.move_to(at(12, thursday(0)))
    done = change_series(
        series=series,
        from_day=thursday(0),
        room=zitoun,
        starts=time(14),
        minutes=90,
        title="",
        is_split=False,
        by=programme,
    )
    assert (done.series, done.changed, done.stayed) == (
        series,
        (thursday(1), thursday(3)),
        (thursday(2),),
    )
    hours = [booking.start_at for booking in series.bookings.order_by("series_day").all()]
    assert hours == [
        at(10, thursday(0)),
        at(14, thursday(1)),
        at(12, thursday(2)),
        at(14, thursday(3)),
    ]


def test_the_following_are_given_back_and_what_passed_stays(
    zitoun: Room, programme: Person, clock
) -> None:
    series = book_series(rule=rule(zitoun), by=programme)
    clock.move_to(at(12, thursday(1)))
    assert cancel_series(series=series, from_day=thursday(3), by=programme) == 1
    assert cancel_series(series=series, from_day=thursday(1), by=programme) == 1
    assert days_of(series) == [thursday(0), thursday(1)]
    assert Occupancy.objects.filter(is_active=True).count() == 2
    states = [one.stands for one in occurrences_of(series)]
    assert states == [True, True, False, False]


def test_the_pages_preview_book_change_and_tell_the_history(
    zitoun: Room, programme: Person, sign_in
) -> None:
    factories.room("Romman", capacity=16)
    take(zitoun, thursday(1))
    client = sign_in(programme)
    asked = {
        "room": str(zitoun.key),
        "weekdays": ["3"],
        "every_weeks": "1",
        "starts_on": THURSDAY.isoformat(),
        "until_on": thursday(2).isoformat(),
        "starts": "10:00",
        "minutes": "90",
        "people": "",
        "title": "Chorale",
    }
    page = client.get("/rooms/series/add/", asked)
    rows = page.context["rows"]
    assert [bool(row["date"].reason) for row in rows] == [False, True, False]
    assert not Series.objects.exists()
    chosen = {rows[1]["name"]: rows[1]["offers"][0][0], rows[2]["name"]: "left_out"}
    values = asked | chosen | {"key": page.context["key"]}
    for _press in range(2):
        made = client.post("/rooms/series/add/", values)
    series = Series.objects.get()
    address = f"/rooms/series/{series.key}/"
    assert made["Location"] == address
    assert days_of(series) == [thursday(0), thursday(1)]
    assert client.post(f"{address}{thursday(2).isoformat()}/").status_code == 302
    assert len(days_of(series)) == 3
    change = {"room": zitoun.key, "starts": "11:00", "minutes": "60", "title": "Chorale"}
    day = {"day": thursday(2).isoformat()}
    client.post(f"{address}change/", change | day | {"scope": "this"})
    assert series.bookings.get(series_day=thursday(2)).start_at == at(11, thursday(2))
    text = client.get(address).content.decode()
    assert "Historique" in text
    assert text.count("a réservé une salle en série") == 1
    client.post(f"{address}cancel/", day | {"scope": "following"})
    client.post(f"{address}{thursday(0).isoformat()}/", {"act": "give_back"})
    assert days_of(series) == [thursday(1)]
    again = client.post("/rooms/series/add/", values | {"key": uuid.uuid4()})
    assert again.status_code == 302  # what was given back is free again
    assert client.get("/rooms/series/").status_code == 200


def test_two_offers_for_one_date_differ_by_their_hours(zitoun, programme, sign_in) -> None:
    take(zitoun, thursday(2))
    series = book_series(rule=rule(zitoun), person=programme, by=programme)
    page = sign_in(programme).get(f"/rooms/series/{series.key}/").content.decode()
    offers = re.findall(r'name="offer".*?</button>', page, re.DOTALL)
    assert offers
    words = [re.sub(r"<[^>]*>|^[^>]*>", "", offer) for offer in offers]
    assert all(re.search(r"\d+:\d\d–\d+:\d\d", said) for said in words)
    assert len(set(words)) == len(words)


def test_the_pages_of_series_read_as_much_whatever_they_hold(zitoun, programme, sign_in) -> None:
    client = sign_in(programme)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as read:
            assert client.get(address).status_code == 200
        return len(read)

    first = book_series(rule=rule(zitoun, weeks=2), by=programme, person=programme)
    small = [queries("/rooms/series/"), queries(f"/rooms/series/{first.key}/")]
    rooms = [factories.room(f"Salle {number}") for number in range(6)]
    large = [
        book_series(rule=rule(room, weeks=12), by=programme, person=factories.resident())
        for room in rooms
    ]
    cancel_series(series=large[0], from_day=thursday(9), by=programme)
    pages = ["/rooms/series/", f"/rooms/series/{large[1].key}/"]
    assert [queries(page) for page in pages] == small
