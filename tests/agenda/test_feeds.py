"""Calendars: valid, stable, silent about people; revocable; hours that never move by themselves."""

from datetime import date, datetime, time, timedelta

import icalendar
import pytest
import recurring_ical_events

from elspace.agenda.actions import (
    change_occasion,
    give_calendar_link,
    renew_calendar_link,
    revoke_calendar_link,
)
from elspace.agenda.enums import OccasionState
from elspace.agenda.models import Invitation, Occasion
from elspace.agenda.queries import busy, week_of
from elspace.hub.models import OpeningProfile
from elspace.people.actions import give_link
from elspace.people.enums import Role
from elspace.support.enums import SessionState
from tests import factories
from tests.conftest import NOW, TUNIS

pytestmark = pytest.mark.django_db


@pytest.fixture
def naima(hub):
    return factories.resident("Naïma")


@pytest.fixture
def session(naima):
    room = factories.room("Zitoun")
    made = factories.session(
        needs=[factories.need(naima), factories.need()],
        by=factories.expert("Leïla"),
        where=room,
        state=SessionState.ANNOUNCED,
    )
    from elspace.hosting.models import Booking

    occasion = made.occasion
    occasion.booking = Booking.objects.create(
        space=room, start_at=occasion.start_at, end_at=occasion.end_at
    )
    occasion.save()
    return made


@pytest.fixture
def feed(naima, client):
    link = give_calendar_link(person=naima, by=naima)
    return lambda **headers: client.get(f"/calendar/{link.token}.ics", headers=headers)


def events(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(response.content)
    assert calendar.errors == []
    return list(calendar.events)


def test_a_session_is_one_valid_event(session, feed):
    response = feed()
    (event,) = events(response)
    assert event["uid"] == f"{session.occasion.key}@elspace"
    assert event.start == datetime(2027, 2, 25, 10, 30, tzinfo=TUNIS)
    assert event.end - event.start == timedelta(minutes=90)
    assert (event["status"], event["sequence"]) == ("CONFIRMED", 0)
    assert str(event["location"]) == "Zitoun, La maison"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    assert b"METHOD" not in response.content
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in response.content


def test_the_event_falls_on_its_local_day_for_a_calendar_program(session, feed):
    calendar = icalendar.Calendar.from_ical(feed().content)
    assert len(recurring_ical_events.of(calendar).at(date(2027, 2, 25))) == 1
    assert recurring_ical_events.of(calendar).at(date(2027, 2, 26)) == []


def test_nobody_invited_is_named(session, feed):
    others = [seat.person.first_name for seat in session.occasion.invitations.all()]
    text = feed().content.decode()
    assert [name for name in others if name in text] == []
    assert "ATTENDEE" not in text


def test_a_confidential_session_is_an_appointment(session, feed):
    session.is_confidential = True
    session.title = "Parler de mes dettes"
    session.save()
    (event,) = events(feed())
    assert str(event["summary"]) == "Rendez-vous"
    assert "description" not in event
    assert "dettes" not in feed().content.decode()
    assert "Leïla" not in feed().content.decode()


def test_what_is_planned_is_tentative_and_has_no_room(session, feed):
    Occasion.objects.update(state=OccasionState.PLANNED)
    (event,) = events(feed())
    assert event["status"] == "TENTATIVE"
    assert "location" not in event
    assert "prévu, à confirmer" in str(event["summary"])


@pytest.mark.parametrize("state", [OccasionState.DRAFT, OccasionState.RESERVED])
def test_what_is_not_known_to_its_people_is_not_there(session, feed, state):
    Occasion.objects.update(state=state)
    assert events(feed()) == []


def test_a_cancelled_session_stays_as_cancelled_with_a_higher_sequence(session, feed):
    change_occasion(occasion=session.occasion, state=OccasionState.CANCELLED, by=None)
    (event,) = events(feed())
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)


def test_what_was_refused_leaves_the_calendar(session, feed):
    Invitation.objects.update(reply="no")
    assert events(feed()) == []


def test_a_program_that_has_the_calendar_gets_304_until_something_changes(session, feed, clock):
    etag = feed()["ETag"]
    clock.move_to(NOW + timedelta(hours=3))
    assert feed(if_none_match=etag).status_code == 304
    change_occasion(
        occasion=session.occasion, end_at=session.occasion.end_at + timedelta(minutes=30), by=None
    )
    assert feed(if_none_match=etag).status_code == 200


def test_new_opening_hours_move_no_session(session, feed):
    before = [event.start for event in events(feed())]
    for profile in OpeningProfile.objects.filter(season="ramadan"):
        profile.starts_on, profile.ends_on = date(2027, 2, 20), date(2027, 3, 20)
        profile.save()
    assert [event.start for event in events(feed())] == before


def test_an_hour_after_iftar_is_the_same_instant_everywhere(naima, feed):
    factories.session(
        on=date(2027, 2, 18),
        at=time(21),
        needs=[factories.need(naima)],
        state=SessionState.ANNOUNCED,
    )
    assert b"DTSTART:20270218T200000Z" in feed().content  # 21:00 in Tunis, all year


def test_a_revoked_address_answers_nothing_and_a_new_one_does(naima, session, client):
    old = give_calendar_link(person=naima, by=naima)
    assert give_calendar_link(person=naima, by=naima) == old
    new = renew_calendar_link(person=naima, by=naima)
    assert client.get(f"/calendar/{old.token}.ics").status_code == 404
    assert len(events(client.get(f"/calendar/{new.token}.ics"))) == 1
    revoke_calendar_link(person=naima, by=naima)
    assert client.get(f"/calendar/{new.token}.ics").status_code == 404


def test_the_calendar_of_someone_who_left_closes(naima, feed):
    naima.is_active = False
    naima.save()
    assert feed().status_code == 404


def test_the_public_calendar_has_public_announced_dates_only(session, client):
    assert events(client.get("/calendar/public.ics")) == []
    Occasion.objects.update(audience="public")
    assert len(events(client.get("/calendar/public.ics?lang=fr"))) == 1
    Occasion.objects.update(state=OccasionState.PLANNED)
    assert events(client.get("/calendar/public.ics")) == []


def test_one_session_is_for_its_people_its_expert_and_the_team(session, naima, sign_in):
    address = f"/calendar/occasion/{session.occasion.key}.ics"
    team = factories.person(roles=[Role.RECEPTION])
    for person in (naima, session.expert.person, team):
        assert len(events(sign_in(person).get(address))) == 1
    assert sign_in(factories.resident()).get(address).status_code == 404


def test_a_personal_link_adds_her_session_and_not_anothers(session, naima, client):
    mine, other = [give_link(person=p, by=None).token for p in (naima, factories.resident())]
    key = session.occasion.key
    assert len(events(client.get(f"/p/{mine}/occasion/{key}.ics"))) == 1
    assert client.get(f"/p/{other}/occasion/{key}.ics").status_code == 404


def test_an_expert_is_busy_with_and_sees_what_they_lead(session):
    expert = session.expert.person
    occasion = session.occasion
    assert busy(expert, occasion.start_at, occasion.end_at) == [occasion]
    assert week_of(expert, date(2027, 2, 22)) == [occasion]


def test_the_page_gives_the_address_only_when_asked(naima, client):
    page = f"/p/{give_link(person=naima, by=None).token}/calendar/"
    assert ".ics" not in client.get(page).content.decode().replace("public.ics", "")
    client.post(f"{page}give/")
    first = client.get(page).content.decode()
    assert "webcal://" in first
    client.post(f"{page}revoke/")
    assert client.get(page).content.decode().count("webcal://") == 1
    assert client.post(f"{page}other/").status_code == 404


def test_a_calendar_asks_the_same_number_of_queries_for_few_and_many(naima, feed):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for more in (2, 8):
        for index in range(more):
            factories.session(
                on=date(2027, 3, 1 + index),
                needs=[factories.need(naima)],
                by=factories.expert(),
                state=SessionState.ANNOUNCED,
            )
        with CaptureQueriesContext(connection) as asked:
            feed()
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_feed_holds_the_rooms_one_booked_and_takes_back_those_given_back(naima, feed):
    from elspace.hosting.actions import book_room, cancel_booking

    room = factories.room("Romman")
    start = NOW + timedelta(days=1)
    booking = book_room(
        room=room, start_at=start, end_at=start + timedelta(hours=1), person=naima, by=naima
    )
    other = factories.resident()
    later = start + timedelta(hours=2)
    book_room(room=room, start_at=later, end_at=later + timedelta(hours=1), person=other, by=other)
    found = [event for event in events(feed()) if event["uid"] == f"{booking.key}@elspace"]
    assert [(str(event["summary"]), str(event["status"])) for event in found] == [
        ("Romman", "CONFIRMED")
    ]
    assert len(events(feed())) == 1
    cancel_booking(booking=booking, by=naima)
    assert [str(event["status"]) for event in events(feed())] == ["CANCELLED"]
