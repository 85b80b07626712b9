"""Residents book several dates themselves: each counts, and each is offered something else."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.actions import book_own_room, book_own_series, book_room
from elspace.hosting.models import Booking, Series
from elspace.hosting.queries import Rule
from elspace.hub.models import Hub
from elspace.people.actions import give_link
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2027, 4, 22)


@pytest.fixture
def room(hub):
    Hub.objects.update(rooms_each=3)
    return factories.room("Zitoun")


@pytest.fixture
def naima(hub):
    return factories.resident("Naïma")


def rule(room, weeks=2):
    until = DAY + timedelta(weeks=weeks)
    return Rule(room, (DAY.weekday(),), 1, DAY, until, time(10), 60)


def typed(room, weeks=2, **more):
    return {
        "room": str(room.key),
        "weekdays": str(DAY.weekday()),
        "every_weeks": "1",
        "starts_on": DAY.isoformat(),
        "until_on": (DAY + timedelta(weeks=weeks)).isoformat(),
        "starts": "10:00",
        "minutes": "60",
        "people": "",
        "title": "",
        "key": str(uuid4()),
    } | more


def test_every_date_is_previewed_booked_and_given_back_one_by_one(room, naima, sign_in):
    client, address = sign_in(naima), reverse("site:my-series")
    assert address in client.get(reverse("site:my-rooms")).content.decode()
    page = client.get(address, typed(room)).content.decode()
    assert "3 dates libres sur 3" in page or page.count("libre") >= 3
    values = typed(room)
    for _press in range(2):  # a double click
        assert client.post(address, values).url == reverse("site:my-rooms")
    assert Series.objects.get().person == naima
    assert Booking.objects.filter(person=naima, state="booked").count() == 3
    page = client.get(reverse("site:my-rooms")).content.decode()
    assert page.count("give-back") == 3


def test_a_personal_link_books_dates_too(room, naima, client):
    token = give_link(person=naima, by=None).token
    address = reverse("site:my-series-by-link", args=[token])
    assert client.post(address, typed(room)).url == reverse("site:my-rooms-by-link", args=[token])
    assert Booking.objects.count() == 3


def test_as_many_dates_as_the_hub_lets_each_hold(room, naima, sign_in):
    at = local(DAY, time(16))
    book_own_room(person=naima, room=room, start_at=at, end_at=at + timedelta(hours=1))
    client, address = sign_in(naima), reverse("site:my-series")
    page = client.post(address, typed(room)).content.decode()
    assert "Il reste 2 dates possibles" in page
    assert not Series.objects.exists()
    skipped = f"date-{(DAY + timedelta(weeks=2)).isoformat()}"
    client.post(address, typed(room, **{skipped: "left_out"}))
    assert Booking.objects.filter(person=naima).count() == 3


def test_the_limits_of_the_room_hold_for_dates(naima, room, programme):
    kept, short = factories.room("Archives", open_to="team"), factories.room("Cabine")
    short.max_minutes = 30
    short.save()
    for one in (kept, short):
        with pytest.raises(Refused):
            book_own_series(person=naima, rule=rule(one))
    Hub.objects.update(rooms_each=0)
    with pytest.raises(Refused, match="l’équipe"):
        book_own_series(person=naima, rule=rule(room))
    assert not Booking.objects.exists()


def test_a_taken_date_offers_only_what_one_may_book(naima, room, programme, sign_in):
    factories.room("Archives", open_to="team")
    other = factories.room("Yasmine")
    at = local(DAY, time(10))
    book_room(room=room, start_at=at, end_at=at + timedelta(hours=1), by=programme)
    client, address = sign_in(naima), reverse("site:my-series")
    page = client.get(address, typed(room)).content.decode()
    assert "Yasmine" in page
    assert "Archives" not in page
    instead = f"{other.key} {at.isoformat()} {(at + timedelta(hours=1)).isoformat()}"
    client.post(address, typed(room, **{f"date-{DAY.isoformat()}": instead}))
    assert set(Booking.objects.filter(person=naima).values_list("space", flat=True)) == {
        room.pk,
        other.pk,
    }
