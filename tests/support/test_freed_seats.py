"""A need that needs no date any more gives its seat back, and the next in line is offered it."""

from datetime import date

import pytest
from django.urls import reverse

from elspace.agenda.models import Invitation
from elspace.core.answers import Refused
from elspace.needs.actions import (
    answer_otherwise,
    classify_need,
    decline_need,
    reopen_need,
    unclassify_needs,
    withdraw_need,
)
from elspace.needs.enums import AnswerKind, Level, State
from elspace.needs.rules import can_answer_otherwise
from elspace.outbox.enums import State as MessageState
from elspace.outbox.models import Message
from elspace.site.queries.decisions import decisions_for
from elspace.site.queries.week import week_of
from elspace.support.actions.living import invite_next
from elspace.support.actions.sessions import announce_sessions, ask_sessions, confirm_session
from elspace.support.enums import SessionState
from elspace.support.queries.sessions import next_for_seat, sessions_with_people
from tests import factories

pytestmark = pytest.mark.django_db

DAY = date(2027, 2, 25)


@pytest.fixture
def needs(hub):
    return [factories.need(level=Level.BLOCKING) for _ in range(4)]


@pytest.fixture
def asked(needs, programme):
    factories.term()
    made = factories.session(
        needs=needs, by=factories.expert("Leïla"), where=factories.room("Zitoun", 4), on=DAY
    )
    return ask_sessions(sessions=[made], by=programme)[0]


@pytest.fixture
def announced(asked, needs, programme):
    confirm_session(session=asked, by=asked.expert.person)
    session = announce_sessions(sessions=[asked], by=programme)[0]
    for need in needs:
        need.refresh_from_db()
    return session


def waiting(kind):
    return Message.objects.filter(kind=f"support.{kind}", state=MessageState.QUEUED)


def seat_of(session, need):
    return session.occasion.invitations.get(need=need)


def otherwise(need, by):
    return answer_otherwise(need=need, kind=AnswerKind.ADDRESS, text="Bureau 4, lundi", by=by)


def test_withdrawing_a_planned_need_frees_its_seat_for_the_next(announced, needs, programme):
    factories.letters_leave()
    next_one = factories.need(level=Level.BLOCKING)
    withdraw_need(need=needs[0], by=needs[0].person)
    assert seat_of(announced, needs[0]).is_dropped
    assert next_for_seat(sessions_with_people().get(pk=announced.pk)) == [next_one]
    assert [d.fact for d in decisions_for(programme)] == [f"seat:{announced.key}"]
    invite_next(session=announced, need=next_one, by=programme)
    assert waiting("invitation").get().recipient == next_one.person


def test_an_invitation_still_waiting_is_taken_back(announced, needs):
    withdraw_need(need=needs[0], by=needs[0].person)
    assert waiting("invitation").count() == 3
    assert not waiting("seat_freed").exists()


def test_the_page_of_the_person_shows_no_seat_she_gave_back(announced, needs):
    withdraw_need(need=needs[0], by=needs[0].person)
    week = week_of(needs[0].person)
    assert (week.to_answer, week.coming) == ([], [])


@pytest.mark.parametrize("state", [SessionState.ASKED, SessionState.PROPOSED])
def test_declining_frees_the_seat_of_a_date_not_yet_told(asked, needs, programme, state):
    asked.state = state
    asked.save()
    decline_need(need=needs[0], reason="Pas ici", by=programme)
    assert not Invitation.objects.filter(need=needs[0], is_dropped=False).exists()
    assert asked.occasion.invitations.filter(is_dropped=False).count() == 3


def test_a_need_with_a_date_may_be_answered_otherwise_and_its_person_knows(
    announced, needs, programme
):
    factories.letters_leave()
    assert can_answer_otherwise(programme, needs[0])
    otherwise(needs[0], programme)
    needs[0].refresh_from_db()
    assert needs[0].state == State.ADDRESSED
    assert seat_of(announced, needs[0]).is_dropped
    letter = waiting("seat_freed").get()
    assert letter.recipient == needs[0].person
    assert "25 février" in letter.body


def test_a_session_that_is_over_keeps_its_seats(announced, needs):
    announced.state = SessionState.HELD
    announced.save()
    withdraw_need(need=needs[0], by=needs[0].person)
    assert not seat_of(announced, needs[0]).is_dropped


def test_withdrawn_by_mistake_the_seat_can_be_given_again_and_is_told(announced, needs, programme):
    factories.letters_leave()
    withdraw_need(need=needs[0], by=needs[0].person)
    reopen_need(need=needs[0], by=needs[0].person)
    session = sessions_with_people().get(pk=announced.pk)
    assert next_for_seat(session) == [needs[0]]
    invite_next(session=session, need=needs[0], by=programme)
    needs[0].refresh_from_db()
    assert needs[0].state == State.PLANNED
    assert waiting("invitation").get().recipient == needs[0].person


def test_pressed_twice_nothing_is_freed_twice(announced, needs):
    for _press in range(2):
        withdraw_need(need=needs[0], by=needs[0].person)
    assert announced.occasion.invitations.filter(is_dropped=True).count() == 1


def test_a_place_given_back_is_not_counted_among_those_who_come(
    announced, needs, programme, sign_in
):
    withdraw_need(need=needs[0], by=needs[0].person)
    page = sign_in(programme).get(f"/sessions/{announced.key}/?lang=fr").content.decode()
    assert '<h2 id="people">3 personnes</h2>' in page
    assert "place rendue" in page


# Sorted under another discipline while it has a seat.


@pytest.fixture
def sales(hub):
    return factories.discipline("sales")


def test_a_seated_need_keeps_its_discipline_until_its_seat_is_freed(asked, needs, sales, programme):
    with pytest.raises(Refused) as refused:
        classify_need(need=needs[0], discipline=sales, by=programme)
    assert len(refused.value.offers) == 1
    needs[0].refresh_from_db()
    assert needs[0].discipline != sales
    classify_need(need=needs[0], discipline=sales, by=programme, frees=True)
    needs[0].refresh_from_db()
    assert (needs[0].discipline, needs[0].state) == (sales, State.CONFIRMED)
    assert seat_of(asked, needs[0]).is_dropped
    assert not waiting("seat_other").exists()  # she had not heard of the date


def test_who_knew_of_the_date_is_told_that_it_was_about_something_else(
    announced, needs, sales, programme
):
    factories.letters_leave()
    classify_need(need=needs[0], discipline=sales, by=programme, frees=True)
    needs[0].refresh_from_db()
    assert needs[0].state == State.CONFIRMED
    letter = waiting("seat_other").get()
    assert letter.recipient == needs[0].person
    assert not waiting("seat_freed").exists()


def test_the_same_discipline_again_frees_nothing(announced, needs, programme):
    same = needs[0].discipline
    classify_need(need=needs[0], discipline=same, by=programme, frees=True)
    assert not seat_of(announced, needs[0]).is_dropped


def test_changing_the_discipline_on_the_screen_says_the_seat_and_frees_it_by_one_press(
    announced, needs, sales, programme, sign_in
):
    client = sign_in(programme)
    page = client.get(reverse("needs:need", args=[needs[0].key])).content.decode()
    assert reverse("needs:classify") in page
    typed = {"need": needs[0].key, "discipline": sales.key}
    asked_first = client.post(reverse("needs:classify"), typed)
    assert asked_first.status_code == 422
    assert "jeudi 25 février" in asked_first.content.decode()
    assert not seat_of(announced, needs[0]).is_dropped
    assert client.post(reverse("needs:classify"), {**typed, "free": "1"}).status_code == 302
    assert seat_of(announced, needs[0]).is_dropped
    needs[0].refresh_from_db()
    assert needs[0].discipline == sales


def test_taking_a_sorting_back_leaves_seated_needs_alone(asked, needs, programme):
    keys = [need.key for need in needs[:1]]
    assert unclassify_needs(keys=keys, discipline=needs[0].discipline, by=programme) == []
