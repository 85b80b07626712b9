"""Answers, calls, freed seats and marks: what one step must not undo of another."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from elspace.agenda.enums import Presence, Reply
from elspace.agenda.models import Invitation
from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hub.enums import FormatCode
from elspace.needs.actions import verify_need
from elspace.needs.enums import Level, State
from elspace.outbox.actions import cancel_message
from elspace.outbox.enums import State as MessageState
from elspace.outbox.models import Message
from elspace.support.actions.living import (
    answer_invitation,
    hold_session,
    invite_next,
    mark_present,
    queue_calls,
    write_lines,
)
from elspace.support.actions.sessions import (
    announce_sessions,
    ask_sessions,
    cancel_session,
    confirm_session,
    give_reason,
    move_session,
    note_expert_cannot,
    propose_session,
    refuse_session,
)
from elspace.support.enums import SessionState
from elspace.support.queries.by_hand import waiting_needs
from elspace.support.queries.programme import standing_of
from elspace.support.queries.sessions import next_for_seat, sessions_with_people, without_answer
from tests import factories

pytestmark = pytest.mark.django_db

DAY = date(2027, 2, 25)  # a Thursday within the firm weeks
LATER = date(2027, 3, 3)


@pytest.fixture
def needs(hub):
    return [factories.need(level=Level.BLOCKING) for _ in range(4)]


@pytest.fixture
def yasmine(hub):
    return factories.term()


def proposed(term, needs, programme, *, on=DAY, at=time(10, 30), by="Leïla"):
    return propose_session(
        term=term,
        discipline=factories.discipline(),
        format=factories.format(FormatCode.WORKSHOP),
        expert=factories.expert(by),
        room=factories.room(capacity=5),
        language=factories.language("fr"),
        start_at=local(on, at),
        end_at=local(on, at) + timedelta(minutes=90),
        needs=needs,
        by=programme,
    )


def announced_with(term, needs, programme, **when):
    made = proposed(term, needs, programme, **when)
    ask_sessions(sessions=[made], by=programme)
    confirm_session(session=made, by=made.expert.person)
    return announce_sessions(sessions=[made], by=programme)[0]


@pytest.fixture
def announced(yasmine, needs, programme):
    return announced_with(yasmine, needs, programme)


def seat_of(session, need):
    return session.occasion.invitations.get(need=need)


def state(row):
    row.refresh_from_db()
    return row.state


def calls(state=MessageState.QUEUED):
    return Message.objects.filter(kind="support.no_answer", state=state)


def test_who_does_not_answer_about_the_new_date_is_called(announced, programme, clock):
    start = local(LATER, time(10, 30))
    new = move_session(
        session=announced, start_at=start, end_at=start + timedelta(minutes=90), by=programme
    )
    clock.shift(timedelta(hours=49))
    assert {seat.occasion for seat in without_answer()} == {new.occasion}


def test_who_has_answered_is_not_called_any_more(announced, needs, clock):
    clock.shift(timedelta(hours=49))
    queue_calls()
    assert calls().count() == 4
    seat = seat_of(announced, needs[0])
    answer_invitation(invitation=seat, reply=Reply.YES, by=seat.person)
    assert calls().count() == 3
    assert not calls().filter(recipient=seat.person).exists()


@pytest.mark.parametrize("what", ["cancel", "move"])
def test_nobody_is_called_about_what_no_longer_takes_place(announced, programme, clock, what):
    clock.shift(timedelta(hours=49))
    queue_calls()
    if what == "cancel":
        cancel_session(session=announced, by=programme)
    else:
        start = local(LATER, time(10, 30))
        end = start + timedelta(minutes=90)
        move_session(session=announced, start_at=start, end_at=end, by=programme)
    assert not calls().exists()


def test_a_call_the_team_gave_up_does_not_come_back(announced, programme, clock):
    clock.shift(timedelta(hours=49))
    queue_calls()
    cancel_message(message=calls().first(), by=programme)
    queue_calls()
    assert calls().count() == 3


def test_a_seat_given_back_frees_nothing_that_has_another_date(
    announced, yasmine, needs, programme, clock
):
    refused = seat_of(announced, needs[0])
    answer_invitation(invitation=refused, reply=Reply.OTHER_DATE, by=refused.person)
    needs[0].refresh_from_db()
    announced_with(yasmine, needs[:1], programme, on=LATER, by="Imed")
    assert state(needs[0]) == State.PLANNED
    clock.move_to(local(DAY, time(12, 30)))
    hold_session(session=announced, by=programme)
    assert state(needs[0]) == State.PLANNED


def test_cancelling_frees_only_the_needs_that_had_this_date(announced, yasmine, needs, programme):
    refused = seat_of(announced, needs[0])
    answer_invitation(invitation=refused, reply=Reply.NO, by=refused.person)
    needs[0].refresh_from_db()
    announced_with(yasmine, needs[:1], programme, on=LATER, by="Imed")
    cancel_session(session=announced, by=programme)
    assert [state(need) for need in needs] == [State.PLANNED, *[State.CONFIRMED] * 3]


def test_a_mark_mended_later_moves_the_need_of_that_person_alone(
    announced, yasmine, needs, programme, clock
):
    clock.move_to(local(DAY, time(12, 30)))
    hold_session(session=announced, by=programme)
    needs[0].refresh_from_db()
    announced_with(yasmine, needs[:1], programme, on=LATER, by="Imed")
    mark_present(
        session=announced,
        key=factories.need().key,
        presence=Presence.PRESENT,
        person=needs[1].person,
        by=programme,
    )
    assert [state(need) for need in needs[:2]] == [State.PLANNED, State.ADDRESSED]


def test_lines_written_meanwhile_bring_no_cancelled_session_back(announced, programme):
    stale = type(announced).objects.get(pk=announced.pk)
    cancel_session(session=announced, by=programme)
    with pytest.raises(Refused):
        write_lines(session=stale, text="Très bien passé", by=stale.expert.person)
    assert state(announced) == SessionState.CANCELLED


def test_a_mark_on_an_old_page_of_a_cancelled_session_is_refused(announced, needs, programme):
    stale = type(announced).objects.get(pk=announced.pk)
    cancel_session(session=announced, by=programme)
    with pytest.raises(Refused):
        mark_present(
            session=stale,
            key=stale.key,
            presence=Presence.PRESENT,
            person=needs[0].person,
            by=programme,
        )


def test_asking_again_after_a_no_starts_anew(yasmine, needs, programme):
    made = proposed(yasmine, needs, programme)
    ask_sessions(sessions=[made], by=programme)
    refuse_session(session=made, by=made.expert.person)
    asked = ask_sessions(sessions=[made], by=programme)[0]
    assert (asked.state, asked.cannot_at) == (SessionState.ASKED, None)


def test_a_session_whose_expert_cannot_come_is_not_announced(yasmine, needs, programme):
    made = proposed(yasmine, needs, programme)
    ask_sessions(sessions=[made], by=programme)
    confirm_session(session=made, by=made.expert.person)
    note_expert_cannot(session=made, by=made.expert.person)
    with pytest.raises(Refused):
        announce_sessions(sessions=[made], by=programme)
    assert not Message.objects.filter(kind="support.invitation").exists()


def test_a_need_with_a_date_elsewhere_is_not_next_in_line(announced, yasmine, needs, programme):
    other = factories.need(level=Level.BLOCKING)
    coming = proposed(yasmine, [other], programme, on=LATER, by="Imed")
    ask_sessions(sessions=[coming], by=programme)
    announced = sessions_with_people().get(pk=announced.pk)
    assert next_for_seat(announced) == []
    with pytest.raises(Refused):
        invite_next(session=announced, need=other, by=programme)


def test_a_sealed_need_takes_no_seat_among_others(announced, programme):
    sealed = factories.need(level=Level.BLOCKING, is_confidential=True)
    with pytest.raises(Refused):
        invite_next(session=announced, need=sealed, by=programme)


def test_a_talk_is_offered_only_to_who_asked_for_talks(hub):
    any_form, talks = factories.need(), factories.need()
    talks.formats.set([factories.format(FormatCode.LECTURE)])
    talk = factories.session(by=factories.expert(), where=factories.room())
    talk.format = factories.format(FormatCode.LECTURE)
    talk.save()
    assert next_for_seat(talk) == [talks]
    assert any_form not in next_for_seat(talk)


def test_not_yet_waits_again_for_a_date_everywhere(announced, needs, programme, clock):
    clock.move_to(local(DAY, time(12, 30)))
    for need in needs[:2]:
        mark_present(
            session=announced,
            key=need.key,
            presence=Presence.PRESENT,
            person=need.person,
            by=programme,
        )
    held = hold_session(session=announced, by=programme)
    needs[0].refresh_from_db()
    verify_need(need=needs[0], settled=False, by=needs[0].person)
    again = {needs[0], needs[2], needs[3]}  # not yet, and the two absent
    assert set(waiting_needs(factories.discipline())) == again
    held = sessions_with_people().get(pk=held.pk)
    assert set(standing_of([held], programme).unanswered) == again


def test_reasons_are_cleaned_and_fit_their_column(yasmine, programme):
    long = "parce que\x00 " * 100
    useful = factories.need(level=Level.USEFUL)
    made = propose_session(
        term=yasmine,
        discipline=factories.discipline(),
        format=factories.format(FormatCode.INDIVIDUAL),
        expert=factories.expert(),
        room=factories.room(),
        language=factories.language("fr"),
        start_at=local(DAY, time(10, 30)),
        end_at=local(DAY, time(12)),
        needs=[useful],
        reason=long,
        by=programme,
    )
    cancelled = cancel_session(session=made, reason=long, by=programme)
    for kept in (made.reason, cancelled.end_reason):
        assert len(kept) <= 300
        assert "\x00" not in kept


def test_a_reason_of_signs_nobody_sees_is_no_reason(yasmine, needs, programme):
    made = proposed(yasmine, needs, programme)
    with pytest.raises(Refused):
        give_reason(session=made, reason="\x00\x01 ", by=programme)


def test_the_last_place_is_given_once(announced, needs, programme):
    """Whoever is second reads the session as it stands then, not as their page showed it."""
    seats = [seat_of(announced, need) for need in needs]
    announced.room.capacity = 4
    announced.room.save()
    for seat in seats[:2]:
        answer_invitation(invitation=seat, reply=Reply.NO, by=seat.person)
    other = factories.need(level=Level.BLOCKING)
    invite_next(session=announced, need=other, by=programme)
    answer_invitation(invitation=seats[0], reply=Reply.YES, by=seats[0].person)
    with pytest.raises(Refused):
        answer_invitation(invitation=seats[1], reply=Reply.YES, by=seats[1].person)
    taken = Invitation.objects.filter(occasion=announced.occasion, is_dropped=False)
    assert taken.count() == 4
    assert timezone.now() < announced.occasion.start_at
