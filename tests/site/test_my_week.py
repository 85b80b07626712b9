"""My week: a person's own page, by link or signed in, and nothing of anyone else."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elspace.agenda.enums import Presence
from elspace.core.moments import local
from elspace.hosting.actions import book_own_room, cancel_booking
from elspace.needs.enums import Level, State
from elspace.people.actions import give_link
from elspace.support.actions.living import hold_session, mark_present
from elspace.support.actions.sessions import announce_sessions, ask_sessions, confirm_session
from elspace.support.enums import SessionState
from tests import factories

pytestmark = pytest.mark.django_db

SOON = date(2027, 2, 18)


@pytest.fixture
def made(hub, programme):
    """Four people invited to an announced session; the first is Naïma."""
    naima = factories.resident("Naïma", language="ar", first_name_ar="نعيمة")
    needs = [factories.need(naima, words="كم تكلّفني كلّ زربية", level=Level.BLOCKING)]
    needs += [factories.need(words="Le secret de mon voisin") for _ in range(3)]
    session = factories.session(
        on=SOON, at=time(10, 30), needs=needs, by=factories.expert("Leïla"), where=factories.room()
    )
    ask_sessions(sessions=[session], by=programme)
    confirm_session(session=session, by=programme)
    return announce_sessions(sessions=[session], by=programme)[0]


def page_of(person):
    return f"/p/{give_link(person=person, by=None).token}/"


def test_the_page_speaks_her_language_and_quotes_her_own_words_only(made, client):
    page = client.get(page_of(made.occasion.invitations.first().person)).content.decode()
    assert 'lang="ar"' in page
    assert "كم تكلّفني كلّ زربية" in page
    assert "secret de mon voisin" not in page


def test_an_answer_by_link_counts_and_keeps_no_session(made, client):
    seat = made.occasion.invitations.first()
    address = page_of(seat.person)
    client.post(f"{address}answers/{seat.key}/", {"reply": "yes"})
    seat.refresh_from_db()
    assert seat.reply == "yes"
    assert "sessionid" not in client.cookies


def test_nobody_answers_for_somebody_else(made, client):
    mine, other = made.occasion.invitations.order_by("pk")[:2]
    answer = client.post(f"{page_of(mine.person)}answers/{other.key}/", {"reply": "no"})
    other.refresh_from_db()
    assert (answer.status_code, other.reply) == (404, "none")


@pytest.mark.parametrize("reply", ["", "perhaps", "\x00", "y" * 5000])
def test_a_strange_answer_changes_nothing(made, client, reply):
    seat = made.occasion.invitations.first()
    answer = client.post(f"{page_of(seat.person)}answers/{seat.key}/", {"reply": reply})
    seat.refresh_from_db()
    assert (answer.status_code, seat.reply) == (302, "none")


def test_a_session_beyond_the_firm_weeks_shows_no_room(hub, programme, client):
    need = factories.need()
    room = factories.room("Yasmine")
    session = factories.session(
        on=date(2027, 3, 30), needs=[need], by=factories.expert(), where=room
    )
    ask_sessions(sessions=[session], by=programme)
    confirm_session(session=session, by=programme)
    page = client.get(page_of(need.person)).content.decode()
    assert "à confirmer" in page
    assert "Yasmine" not in page


def test_an_asked_session_is_shown_to_its_expert_and_not_to_its_people(hub, programme, client):
    need, expert = factories.need(), factories.expert("Leïla")
    session = factories.session(on=SOON, needs=[need], by=expert, where=factories.room())
    ask_sessions(sessions=[session], by=programme)
    assert str(session.key) in client.get(page_of(expert.person)).content.decode()
    assert str(session.key) not in client.get(page_of(need.person)).content.decode()


def test_an_expert_answers_a_date_by_link(hub, programme, client):
    expert = factories.expert("Leïla")
    session = factories.session(
        on=SOON, needs=[factories.need()], by=expert, where=factories.room()
    )
    ask_sessions(sessions=[session], by=programme)
    client.post(f"{page_of(expert.person)}dates/{session.key}/", {"said": "yes"})
    session.refresh_from_db()
    assert session.state == SessionState.CONFIRMED


def test_after_a_session_the_person_is_asked_and_the_need_is_settled(
    made, programme, client, clock
):
    seat = made.occasion.invitations.first()
    clock.move_to(made.occasion.end_at)
    mark_present(
        session=made, key=seat.key, presence=Presence.PRESENT, person=seat.person, by=programme
    )
    hold_session(session=made, by=programme)
    address = page_of(seat.person)
    settled = f"{address}need/{seat.need.key}/settled/"
    assert settled in client.get(address).content.decode()
    client.post(settled)
    seat.need.refresh_from_db()
    assert seat.need.state == State.VERIFIED


def test_who_sees_what_names_the_team_and_the_readers(made, client):
    seat = made.occasion.invitations.first()
    page = client.get(f"{page_of(seat.person)}who-sees/?lang=fr").content.decode()
    assert "Hela" in page


def test_the_page_takes_the_same_queries_at_two_sizes(hub, programme, client):
    person = factories.resident()

    def grow(hour):
        need = factories.need(person, code="selling")
        session = factories.session(
            on=SOON, at=hour, needs=[need], by=factories.expert(), where=factories.room()
        )
        ask_sessions(sessions=[session], by=programme)
        confirm_session(session=session, by=programme)
        announce_sessions(sessions=[session], by=programme)

    address = page_of(person)
    grow(time(9))
    with CaptureQueriesContext(connection) as small:
        client.get(address)
    grow(time(10, 30))
    grow(time(12, 30))
    with CaptureQueriesContext(connection) as large:
        client.get(address)
    assert len(large) == len(small)


def test_a_room_booked_stands_on_the_own_week(hub, clock, client):
    naima = factories.resident("Naïma")
    start = local(SOON, time(10))
    room = factories.room("Halfa")
    booking = book_own_room(
        person=naima, room=room, start_at=start, end_at=start + timedelta(hours=1)
    )
    address = page_of(naima)
    page = client.get(address).content.decode()
    assert "Halfa" in page
    assert "10:00–11:00" in page
    cancel_booking(booking=booking, by=naima)
    assert "Halfa" not in client.get(address).content.decode()
