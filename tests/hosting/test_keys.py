"""The key of a page answers the row it made: to the same person, for the same wish, nobody else."""

import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elspace.billing.actions import receive_cash, receive_payment
from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.actions import (
    book_own_room,
    book_room,
    book_series,
    hold_for,
    take_held,
    wait_for_room,
)
from elspace.hosting.actions.subscriptions import subscribe
from elspace.hosting.models import Booking, Payer, Room, RoomWait, Series
from elspace.hosting.queries import Rule
from elspace.needs.actions import say_at_workshop
from elspace.people.enums import Role
from elspace.people.models import Person
from elspace.reception.actions import check_in
from tests import factories

DAY = date(2027, 4, 22)  # a Thursday
USED = "a déjà servi à autre chose"


def at(hour: int) -> datetime:
    return local(DAY, time(hour))


@pytest.fixture
def zitoun(hub: object, clock: object) -> Room:
    return factories.room("Zitoun")


@pytest.fixture
def naima(hub: object) -> Person:
    return factories.resident("Naïma")


@pytest.fixture
def monia(hub: object) -> Person:
    return factories.resident("Monia")


@pytest.fixture
def hela(hub: object) -> Person:
    return factories.person("Hela", roles=[Role.PROGRAMME])


def test_a_booking_is_never_answered_to_somebody_else(zitoun, naima, monia, hela) -> None:
    key = uuid.uuid4()
    asked = {"room": zitoun, "start_at": at(10), "end_at": at(11), "key": key}
    first = book_own_room(person=naima, **asked)
    assert book_own_room(person=naima, **asked) == first
    for other in (monia, None):
        with pytest.raises(Refused, match=USED):
            book_room(person=other, by=hela, **asked)
    with pytest.raises(Refused, match=USED):
        book_own_room(person=monia, **asked)
    assert Booking.objects.get() == first


def test_another_hour_under_the_same_key_is_not_said_to_be_booked(zitoun, naima) -> None:
    key = uuid.uuid4()
    book_own_room(person=naima, room=zitoun, start_at=at(10), end_at=at(11), key=key)
    with pytest.raises(Refused, match=USED):
        book_own_room(person=naima, room=zitoun, start_at=at(14), end_at=at(15), key=key)


def test_a_wait_is_never_answered_to_somebody_else(zitoun, naima, monia, hela) -> None:
    book_room(room=zitoun, start_at=at(10), end_at=at(11), by=hela)
    key = uuid.uuid4()
    asked = {"room": zitoun, "start_at": at(10), "end_at": at(11), "key": key}
    first = wait_for_room(person=naima, by=naima, **asked)
    assert wait_for_room(person=naima, by=naima, **asked) == first
    with pytest.raises(Refused, match=USED):
        wait_for_room(person=monia, by=monia, **asked)
    assert RoomWait.objects.get() == first


def test_a_series_is_never_answered_to_somebody_else(zitoun, naima, monia, hela) -> None:
    rule = Rule(zitoun, (DAY.weekday(),), 1, DAY, DAY + timedelta(weeks=1), time(10), 60)
    key = uuid.uuid4()
    first = book_series(rule=rule, person=naima, key=key, by=hela)
    assert book_series(rule=rule, person=naima, key=key, by=hela) == first
    with pytest.raises(Refused, match=USED):
        book_series(rule=rule, person=monia, key=key, by=hela)
    assert Series.objects.get() == first


def test_a_subscription_and_money_are_never_answered_to_somebody_else(naima, monia, hela) -> None:
    key, plan = uuid.uuid4(), factories.plan()
    subscribe(person=naima, plan=plan, from_on=DAY, key=key, by=hela)
    with pytest.raises(Refused, match=USED):
        subscribe(person=monia, plan=plan, from_on=DAY, key=key, by=hela)
    payers: list[Payer] = [factories.payer("Une"), factories.payer("Autre")]
    for take, more in ((receive_cash, {}), (receive_payment, {"method": "transfer"})):
        key = uuid.uuid4()
        asked = {"amount": Decimal("10.000"), "key": key, "by": hela, **more}
        assert take(payer=payers[0], **asked) == take(payer=payers[0], **asked)
        with pytest.raises(Refused, match=USED):
            take(payer=payers[1], **asked)
        with pytest.raises(Refused, match=USED):
            take(payer=payers[0], **asked | {"amount": Decimal("20.000")})


def test_a_need_said_at_a_workshop_is_never_answered_to_who_knows_its_key(hub) -> None:
    workshop, key = factories.workshop(), uuid.uuid4()
    asked = {"workshop": workshop, "key": key, "level": 3}
    first = say_at_workshop(name="Amal", words="Faire une facture", **asked)
    assert say_at_workshop(name="Amal", words=" Faire une facture ", **asked) == first
    with pytest.raises(Refused):
        say_at_workshop(name="Rim", words="Autre chose", **asked)
    other = factories.workshop()
    with pytest.raises(Refused):
        say_at_workshop(name="Amal", words="Faire une facture", **asked | {"workshop": other})


def test_a_check_in_is_never_taken_for_somebody_elses(naima, monia, hela) -> None:
    key = uuid.uuid4()
    first = check_in(key=key, person=naima, by=hela)
    assert check_in(key=key, person=naima, by=hela) == first
    with pytest.raises(Refused, match=USED):
        check_in(key=key, person=monia, by=hela)


def test_taking_what_is_held_locks_the_person_before_the_room(zitoun, naima, hub) -> None:
    """Who takes a held room in one tab and books another in the next holds no more than allowed."""
    wait = wait_for_room(room=zitoun, start_at=at(10), end_at=at(11), person=naima, by=naima)
    assert hold_for(wait=wait) is not None
    with CaptureQueriesContext(connection) as queries:
        take_held(wait=RoomWait.objects.get(), by=naima)
    read = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    person = next(
        n for n, sql in enumerate(read) if 'FROM "people_person"' in sql and "LIMIT" in sql
    )
    room = next(n for n, sql in enumerate(read) if 'FROM "hosting_space"' in sql)
    assert person < room
