"""Somebody else holds a session: whoever has not been asked yet is asked, whoever was is told."""

from datetime import date, time, timedelta

import pytest

from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.models import Occupancy
from elspace.hub.enums import FormatCode
from elspace.needs.enums import Level
from elspace.outbox.enums import State as MessageState
from elspace.outbox.models import Message
from elspace.support.actions.sessions import (
    announce_sessions,
    ask_sessions,
    become_peer_session,
    confirm_session,
    note_expert_cannot,
    replace_expert,
)
from elspace.support.enums import SessionState
from elspace.support.models import Session
from elspace.support.queries.sessions import asked_of
from tests import factories

pytestmark = pytest.mark.django_db

DAY = date(2027, 2, 25)


@pytest.fixture
def leila(hub):
    return factories.expert("Leïla")


@pytest.fixture
def imed(hub):
    return factories.expert("Imed")


@pytest.fixture
def asked(leila, programme):
    """A session for three people whose expert was asked and has not answered."""
    factories.term()
    needs = [factories.need(level=Level.BLOCKING) for _ in range(3)]
    made = factories.session(needs=needs, by=leila, where=factories.room("Zitoun"), on=DAY)
    return ask_sessions(sessions=[made], by=programme)[0]


def letters(kind, to, state=MessageState.QUEUED):
    return Message.objects.filter(kind=f"support.{kind}", recipient=to.person, state=state)


def test_a_new_expert_of_an_asked_session_is_asked(asked, imed, programme, clock):
    clock.shift(timedelta(hours=50))
    replaced = replace_expert(session=asked, expert=imed, by=programme)
    replaced.refresh_from_db()
    assert (replaced.state, replaced.expert) == (SessionState.ASKED, imed)
    assert replaced.asked_at - asked.asked_at == timedelta(hours=50)
    assert list(asked_of(imed.person)) == [replaced]
    assert letters("ask_expert", imed).count() == 1
    assert Occupancy.objects.filter(is_active=True).count() == 1


def test_whoever_was_asked_before_is_not_asked_any_more(asked, leila, imed, programme):
    replace_expert(session=asked, expert=imed, by=programme)
    assert not letters("ask_expert", leila).exists()
    assert not letters("expert_released", leila).exists()
    assert not asked_of(leila.person).exists()


def test_whoever_has_read_that_she_is_asked_is_told(asked, leila, imed, programme):
    factories.letters_leave()
    replace_expert(session=asked, expert=imed, by=programme)
    assert "25 février" in letters("expert_released", leila).get().body


def test_her_other_dates_are_still_asked_of_her(leila, imed, programme):
    factories.term()
    room = factories.room()
    first, second = (
        factories.session(needs=[factories.need()], by=leila, where=room, on=day)
        for day in (DAY, date(2027, 3, 4))
    )
    ask_sessions(sessions=[first, second], by=programme)
    replace_expert(session=first, expert=imed, by=programme)
    letter = letters("ask_expert", leila).get()
    assert "4 mars" in letter.body
    assert "25 février" not in letter.body


def test_between_residents_an_asked_session_has_nobody_to_ask(asked, programme):
    made = become_peer_session(session=asked, by=programme)
    made.refresh_from_db()
    assert (made.state, made.expert) == (SessionState.CONFIRMED, None)
    assert made.format.code == FormatCode.PEER_GROUP
    assert made.confirmed_at is not None


def test_a_proposed_session_simply_changes_its_expert(leila, imed, programme):
    made = factories.session(needs=[factories.need()], by=leila, where=factories.room())
    replace_expert(session=made, expert=imed, by=programme)
    made.refresh_from_db()
    assert (made.state, made.expert) == (SessionState.PROPOSED, imed)
    assert not Message.objects.exists()


def test_a_confirmed_expert_who_is_replaced_is_told(asked, leila, imed, programme):
    factories.letters_leave()
    confirm_session(session=asked, by=leila.person)
    replace_expert(session=asked, expert=imed, by=programme)
    assert letters("expert_released", leila).count() == 1


def test_whoever_said_that_she_cannot_come_is_told_nothing(asked, leila, imed, programme):
    factories.letters_leave()
    confirm_session(session=asked, by=leila.person)
    announce_sessions(sessions=[asked], by=programme)
    factories.letters_leave()
    note_expert_cannot(session=asked, by=leila.person)
    replace_expert(session=asked, expert=imed, by=programme)
    assert not letters("expert_released", leila).exists()


def test_a_busy_expert_is_not_asked_instead(asked, imed, programme):
    other = factories.session(
        by=imed,
        where=factories.room(),
        needs=[factories.need()],
        at=time(11),
        on=DAY,
        state=SessionState.CONFIRMED,
    )
    assert other.occasion.start_at == local(DAY, time(11))
    with pytest.raises(Refused, match="Imed"):
        replace_expert(session=asked, expert=imed, by=programme)
    assert Session.objects.get(pk=asked.pk).expert != imed


def test_replacing_on_the_page_says_that_the_new_one_is_asked(asked, imed, programme, sign_in):
    client = sign_in(programme)
    address = f"/sessions/{asked.key}/cannot/"
    preview = client.get(f"{address}?way=replace&expert={imed.key}").content.decode()
    assert "La salle reste réservée" in preview
    done = client.post(address, {"way": "replace", "expert": str(imed.key)}, follow=True)
    assert "Imed : la date est demandée" in done.content.decode().replace("\xa0", " ")
