"""At 8:20 the expert of 10:30 cannot come: four taps, everybody told, needs follow."""

from datetime import date, datetime, time, timedelta

import pytest

from elspace.outbox.models import Message
from elspace.support.actions.sessions import announce_sessions, ask_sessions, confirm_session
from elspace.support.models import Session
from tests import factories
from tests.conftest import TUNIS

pytestmark = pytest.mark.django_db
DAY = date(2027, 2, 25)


@pytest.fixture
def session(programme, clock):
    """Three people expected at 10:30, told days before; it is 8:20 of the day."""
    factories.term()
    people = [factories.resident(name, phone=f"+2162012345{n}") for n, name in enumerate("ABC")]
    made = factories.session(
        on=DAY,
        at=time(10, 30),
        needs=[factories.need(one, level=3) for one in people],
        by=factories.expert("Leïla"),
        where=factories.room("Zitoun"),
    )
    ask_sessions(sessions=[made], by=programme)
    confirm_session(session=made, by=programme)
    announce_sessions(sessions=[made], by=programme)
    Message.objects.all().delete()
    clock.move_to(datetime.combine(DAY, time(8, 20), TUNIS))
    return made


def everybody_is_told(session, kind):
    told = Message.objects.filter(kind=kind)
    expected = {seat.person for seat in session.occasion.invitations.all()}
    assert {message.recipient for message in told} == expected
    assert all(message.is_urgent for message in told)


def test_to_another_date_in_four_taps(session, programme, walk):
    team = walk(programme).open("/today/")
    team.follow("Empêchement").follow("Choisir cette date")
    team.press("Valider et prévenir tout le monde")
    session.refresh_from_db()
    new = session.moved_to
    assert (session.state, new.state) == ("moved", "announced")
    assert team.address.startswith("/messages/")
    everybody_is_told(new, "support.moved")
    assert {seat.need.state for seat in new.occasion.invitations.all()} == {"planned"}
    assert new.occasion.start_at - session.occasion.start_at > timedelta(0)


def test_to_a_substitute_in_four_taps(session, programme, walk):
    other = factories.expert("Sami")
    team = walk(programme).open("/today/")
    team.follow("Empêchement").follow("Remplacer").press("Valider et prévenir tout le monde")
    session.refresh_from_db()
    assert (session.state, session.expert) == ("announced", other)
    everybody_is_told(session, "support.new_expert")


def test_to_residents_among_themselves_in_four_taps(session, programme, walk):
    team = walk(programme).open("/today/")
    team.follow("Empêchement").follow("La tenir entre résidents et résidentes")
    team.press("Valider et prévenir tout le monde")
    session.refresh_from_db()
    assert (session.state, session.expert, session.format.code) == ("announced", None, "peer_group")
    everybody_is_told(session, "support.new_expert")


def test_not_at_all_and_the_needs_wait_again(session, programme, walk):
    team = walk(programme).open(f"/sessions/{session.key}/cannot/")
    team.follow("Elle n’aura pas lieu").press("Valider et prévenir tout le monde")
    session.refresh_from_db()
    assert session.state == "cancelled"
    everybody_is_told(session, "support.cancelled")
    assert {seat.need.state for seat in session.occasion.invitations.all()} == {"confirmed"}


def test_pressed_twice_it_moves_once(session, programme, walk):
    team = walk(programme).open(f"/sessions/{session.key}/cannot/").follow("Choisir cette date")
    form, button = team.form_of("Valider")
    for _press in range(2):
        team.send(form, form.filled({}, button))
    assert Session.objects.count() == 2
    assert Message.objects.filter(kind="support.moved").count() == 3
