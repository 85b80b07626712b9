"""What has not left yet is taken back: nobody reads an invitation and then a cancellation."""

from datetime import date, time, timedelta

import pytest

from elspace.agenda.enums import Reply
from elspace.core.moments import local
from elspace.needs.enums import Level
from elspace.outbox.actions import mark_opened
from elspace.outbox.enums import State as MessageState
from elspace.outbox.models import Message
from elspace.support.actions.living import answer_invitation, invite_next
from elspace.support.actions.sessions import (
    announce_sessions,
    ask_sessions,
    cancel_session,
    confirm_session,
    move_session,
    refuse_session,
    replace_expert,
)
from elspace.support.queries.told import who_knows
from tests import factories

pytestmark = pytest.mark.django_db

DAY = date(2027, 2, 25)
LATER = date(2027, 3, 3)


@pytest.fixture
def needs(hub):
    return [factories.need(level=Level.BLOCKING) for _ in range(3)]


@pytest.fixture
def asked(needs, programme):
    factories.term()
    leila, room = factories.expert("Leïla"), factories.room("Zitoun", 5)
    made = factories.session(needs=needs, by=leila, where=room, on=DAY)
    return ask_sessions(sessions=[made], by=programme)[0]


@pytest.fixture
def announced(asked, programme):
    """Announced to three people; their invitations wait the minutes of grace."""
    factories.letters_leave()
    confirm_session(session=asked, by=asked.expert.person)
    return announce_sessions(sessions=[asked], by=programme)[0]


def waiting(kind=""):
    found = Message.objects.filter(state=MessageState.QUEUED)
    return found.filter(kind=f"support.{kind}") if kind else found


def moved(session, programme, on=LATER):
    start = local(on, time(10, 30))
    end = start + timedelta(minutes=90)
    return move_session(session=session, start_at=start, end_at=end, by=programme)


def seat_of(session, need):
    return session.occasion.invitations.get(need=need)


def test_cancelled_before_the_invitations_left_the_people_hear_nothing(announced, programme):
    assert waiting("invitation").count() == 3
    cancel_session(session=announced, by=programme)
    assert [(m.kind, m.recipient) for m in waiting()] == [
        ("support.expert_cancelled", announced.expert.person)  # she had said yes
    ]


def test_only_those_who_were_told_hear_that_it_is_cancelled(announced, needs, programme):
    """One invitation was sent, one is open on a colleague's phone, one waits."""
    first, second, _third = (
        Message.objects.get(kind="support.invitation", recipient=need.person) for need in needs
    )
    Message.objects.filter(pk=first.pk).update(state=MessageState.SENT)
    mark_opened(message=second, by=programme)
    cancel_session(session=announced, by=programme)
    told = {m.recipient for m in waiting("cancelled")}
    assert told == {needs[0].person, needs[1].person}


def test_a_call_nobody_answered_told_nothing(announced, needs, programme):
    letter = Message.objects.get(kind="support.invitation", recipient=needs[0].person)
    letter.opened_at, letter.call_result = letter.created_at, "no_answer"
    letter.save()
    assert needs[0].person_id not in who_knows(announced)
    cancel_session(session=announced, by=programme)
    assert not waiting("invitation").exists()


def test_whoever_answered_on_their_page_is_told(announced, needs, programme):
    answer_invitation(invitation=seat_of(announced, needs[0]), reply=Reply.YES, by=needs[0].person)
    cancel_session(session=announced, by=programme)
    assert [m.recipient for m in waiting("cancelled")] == [needs[0].person]


def test_a_mail_that_failed_told_nothing_and_is_not_sent_again(announced, programme):
    waiting("invitation").update(state=MessageState.FAILED)
    cancel_session(session=announced, by=programme)
    assert not waiting("cancelled").exists()
    assert Message.objects.filter(kind="support.invitation").distinct().count() == 3
    assert not Message.objects.filter(state=MessageState.FAILED).exists()


def test_moved_before_the_invitations_left_people_are_invited_to_the_new_date(announced, programme):
    new = moved(announced, programme)
    assert not waiting("moved").exists()
    invitations = waiting("invitation")
    assert invitations.count() == 3
    assert {m.subject_id for m in invitations} == {new.pk}
    assert "3 mars" in invitations.first().body


def test_moved_twice_in_a_minute_people_hear_of_the_last_date(announced, programme):
    factories.letters_leave()
    second = moved(announced, programme)
    third = moved(second, programme, on=date(2027, 3, 4))
    letters = waiting("moved")
    assert {m.subject_id for m in letters} == {third.pk}
    assert letters.count() == 3
    for day in ("25 février", "4 mars"):
        assert day in letters.first().body
    assert "3 mars" not in letters.first().body


def test_moved_then_cancelled_in_a_minute_people_hear_that_their_date_is_off(announced, programme):
    factories.letters_leave()
    second = moved(announced, programme)
    cancel_session(session=second, reason="Coupure d'eau", by=programme)
    letter = waiting("cancelled").first()
    assert waiting("cancelled").count() == 3
    assert "25 février" in letter.body
    assert "Coupure d'eau" in letter.body
    assert not waiting("moved").exists()


def test_another_expert_before_the_invitations_left_words_them_anew(announced, programme):
    replace_expert(session=announced, expert=factories.expert("Imed"), by=programme)
    assert not waiting("new_expert").exists()
    assert waiting("invitation").count() == 3
    assert all("Imed" in m.body for m in waiting("invitation"))


def test_another_expert_twice_is_told_twice(announced, programme, clock):
    factories.letters_leave()
    for name in ("Imed", "Sami"):
        clock.shift(60)
        replace_expert(session=announced, expert=factories.expert(name), by=programme)
        factories.letters_leave()
    told = Message.objects.filter(kind="support.new_expert")
    assert told.count() == 6
    assert told.filter(body__contains="Sami").count() == 3


def test_cancelled_before_the_expert_read_that_she_is_asked_nobody_hears(asked, programme):
    cancel_session(session=asked, by=programme)
    assert not waiting().exists()


def test_cancelled_once_the_expert_was_asked_she_is_told(asked, programme):
    factories.letters_leave()
    cancel_session(session=asked, by=programme)
    assert [m.kind for m in waiting()] == ["support.expert_cancelled"]


@pytest.mark.parametrize("answer", [confirm_session, refuse_session])
def test_an_expert_who_answered_by_phone_is_not_asked_by_letter(asked, programme, answer):
    answer(session=asked, by=programme)
    assert not waiting("ask_expert").exists()


def test_a_no_by_phone_takes_the_invitation_back(announced, needs, programme):
    seat = seat_of(announced, needs[0])
    answer_invitation(invitation=seat, reply=Reply.NO, by=programme)
    assert not waiting("invitation").filter(recipient=seat.person).exists()
    answer_invitation(invitation=seat, reply=Reply.YES, by=programme)
    assert waiting("invitation").count() == 2  # they know


def test_only_the_next_in_line_is_invited_to_a_freed_seat(announced, needs, programme):
    factories.letters_leave()
    new = moved(announced, programme)
    factories.letters_leave()
    invite_next(session=new, need=factories.need(), by=programme)
    assert waiting("invitation").count() == 1


def test_the_preview_says_that_nobody_will_hear(announced, programme, sign_in):
    client = sign_in(programme)
    page = client.get(f"/sessions/{announced.key}/cannot/?way=cancel").content.decode()
    assert "3 invitations ne sont pas encore parties" in page
    assert "Valider et prévenir tout le monde" not in page
    done = client.post(f"/sessions/{announced.key}/cannot/", {"way": "cancel"}, follow=True)
    assert done.redirect_chain[-1][0] == "/today/"
