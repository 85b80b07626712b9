"""The life of a session: every step re-checks, moves occasion and needs along, queues letters."""

from datetime import date, time

import pytest

from elspace.agenda.enums import OccasionState, Presence, Reply
from elspace.core.answers import Refused
from elspace.core.moments import local
from elspace.hosting.models import Occupancy
from elspace.hub.enums import FormatCode
from elspace.needs.enums import Level, State
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
    ask_those_free,
    become_peer_session,
    cancel_session,
    confirm_session,
    drop_proposed,
    move_session,
    note_expert_cannot,
    propose_session,
    refuse_session,
    replace_expert,
)
from elspace.support.enums import SessionState
from elspace.support.models import Session
from elspace.support.queries.sessions import (
    asked_of,
    next_for_seat,
    rank_of,
    sessions_to_announce,
    sessions_to_ask,
    without_answer,
)
from tests import factories

pytestmark = pytest.mark.django_db

DAY = date(2027, 2, 25)  # a Thursday within the firm weeks
AT = (local(DAY, time(10, 30)), local(DAY, time(12)))


@pytest.fixture
def needs(hub):
    return [factories.need(level=Level.BLOCKING) for _ in range(4)]


@pytest.fixture
def made(hub, programme, needs):
    """A proposed session for four people."""
    return propose_session(
        term=factories.term(),
        discipline=factories.discipline(),
        format=factories.format(FormatCode.WORKSHOP),
        expert=factories.expert("Leïla"),
        room=factories.room("Zitoun", 5),
        language=factories.language("fr"),
        start_at=AT[0],
        end_at=AT[1],
        needs=needs,
        by=programme,
    )


@pytest.fixture
def announced(made, programme):
    ask_sessions(sessions=[made], by=programme)
    confirm_session(session=made, by=made.expert.person)
    return announce_sessions(sessions=[made], by=programme)[0]


def letters(kind):
    return Message.objects.filter(kind=f"support.{kind}")


def state(row):
    row.refresh_from_db()
    return row.state


def seat_of(session, need):
    return session.occasion.invitations.get(need=need)


def test_proposing_holds_nothing_and_tells_nobody(made):
    assert made.state == SessionState.PROPOSED
    assert made.occasion.state == OccasionState.DRAFT
    assert (Occupancy.objects.count(), Message.objects.count()) == (0, 0)


def test_proposing_without_a_serious_need_wants_a_reason(hub, programme):
    useful = factories.need(level=Level.USEFUL)
    values = {
        "term": factories.term(),
        "discipline": factories.discipline(),
        "format": factories.format(FormatCode.INDIVIDUAL),
        "expert": factories.expert(),
        "room": factories.room(),
        "language": factories.language("fr"),
        "start_at": AT[0],
        "end_at": AT[1],
        "needs": [useful],
        "by": programme,
    }
    with pytest.raises(Refused, match="Écrivez pourquoi"):
        propose_session(**values)
    assert propose_session(**values, reason="Demandé par l'école").reason == "Demandé par l'école"


def test_asking_books_the_room_holds_the_people_and_writes_to_the_expert(made, programme):
    ask_sessions(sessions=[made], by=programme)
    made.refresh_from_db()
    assert (made.state, made.occasion.state) == (SessionState.ASKED, OccasionState.RESERVED)
    assert made.occasion.booking.space_id == made.room_id
    assert list(asked_of(made.expert.person)) == [made]
    assert letters("ask_expert").get().recipient == made.expert.person


def test_one_letter_to_an_expert_with_all_her_dates(made, programme, needs):
    other = factories.session(
        by=made.expert, where=made.room, at=time(14), needs=[needs[0]], on=date(2027, 3, 15)
    )
    ask_sessions(sessions=[made, other], by=programme)
    letter = letters("ask_expert").get()
    assert letter.title == "2 dates pour vous à El Space"
    assert "25 février" in letter.body
    assert "15 mars" in letter.body


def test_asking_again_is_refused_and_books_nothing_twice(made, programme):
    ask_sessions(sessions=[made], by=programme)
    with pytest.raises(Refused):
        ask_sessions(sessions=[made], by=programme)
    assert Occupancy.objects.filter(is_active=True).count() == 1


def test_of_many_those_asked_or_drawn_back_meanwhile_are_left_with_why(made, programme):
    """Two people press together: the second has read all three as proposed."""
    gone, fresh = (
        factories.session(
            by=made.expert,
            where=made.room,
            on=date(2027, 3, day),
            needs=[factories.need(level=Level.BLOCKING)],
        )
        for day in (15, 17)
    )
    ask_sessions(sessions=[made], by=programme)
    drop_proposed(session=Session.objects.get(pk=gone.pk), by=programme)
    done = ask_those_free(sessions=[made, gone, fresh], by=programme)
    assert [one.pk for one in done.asked] == [fresh.pk]
    assert [one for one, _refused in done.left] == [made, gone]
    assert letters("ask_expert").count() == 2


def test_a_taken_room_refuses_all_that_were_asked_together(made, programme, needs):
    clash = factories.session(
        by=factories.expert("Imed"), where=made.room, needs=[], reason="Demandé par le réseau"
    )
    with pytest.raises(Refused) as refusal:
        ask_sessions(sessions=[made, clash], by=programme)
    assert refusal.value.offers
    assert state(made) == SessionState.PROPOSED
    assert Occupancy.objects.count() == 0


def test_an_expert_is_not_asked_for_two_places_at_once(made, programme):
    other = factories.session(
        by=made.expert, where=factories.room(), needs=[], reason="Demandé par le réseau"
    )
    ask_sessions(sessions=[made], by=programme)
    with pytest.raises(Refused, match="Leïla"):
        ask_sessions(sessions=[other], by=programme)


def test_a_person_expected_elsewhere_is_not_taken_twice(made, programme, needs):
    other = factories.session(by=factories.expert("Imed"), where=factories.room(), needs=[needs[0]])
    ask_sessions(sessions=[made], by=programme)
    with pytest.raises(Refused, match=needs[0].person.name):
        ask_sessions(sessions=[other], by=programme)


def test_a_refusing_expert_gives_the_room_back_and_nobody_else_hears(made, programme):
    ask_sessions(sessions=[made], by=programme)
    refuse_session(session=made, by=made.expert.person)
    assert state(made) == SessionState.PROPOSED
    assert Occupancy.objects.filter(is_active=True).count() == 0
    assert list(sessions_to_ask(made.term)) == []  # not asked again by mistake
    assert Message.objects.exclude(kind="support.ask_expert").count() == 0


def test_announcing_tells_each_person_once_in_their_language(made, programme, needs):
    arabic = needs[0].person
    arabic.language, arabic.first_name_ar = "ar", "نعيمة"
    arabic.save()
    ask_sessions(sessions=[made], by=programme)
    confirm_session(session=made, by=made.expert.person)
    announce_sessions(sessions=[made], by=programme)
    assert letters("invitation").count() == 4
    letter = letters("invitation").get(recipient=arabic)
    assert letter.language == "ar"
    assert "نعيمة" in letter.body
    assert "فيفري" in letter.body
    assert {state(need) for need in needs} == {State.PLANNED}
    with pytest.raises(Refused):
        announce_sessions(sessions=[made], by=programme)
    assert letters("invitation").count() == 4


def test_a_session_beyond_the_firm_weeks_is_not_announced_yet(made, programme):
    far = factories.session(
        on=date(2027, 3, 30), by=made.expert, state=SessionState.CONFIRMED, where=made.room
    )
    with pytest.raises(Refused, match="plus tard"):
        announce_sessions(sessions=[far], by=programme)
    assert list(sessions_to_announce(far.term)) == []


def test_a_no_frees_the_seat_for_the_next_need(announced, programme, needs):
    answer_invitation(invitation=seat_of(announced, needs[0]), reply=Reply.NO, by=needs[0].person)
    assert state(needs[0]) == State.CONFIRMED
    waiting = factories.need(level=Level.BLOCKING)
    announced = Session.objects.get(pk=announced.pk)
    assert next_for_seat(announced) == [waiting]
    invite_next(session=announced, need=waiting, by=programme)
    assert state(waiting) == State.PLANNED
    assert letters("invitation").filter(recipient=waiting.person).count() == 1
    assert letters("invitation").count() == 5


def test_who_said_no_may_come_after_all_while_a_seat_is_left(announced, programme, needs):
    seat = seat_of(announced, needs[0])
    answer_invitation(invitation=seat, reply=Reply.NO, by=needs[0].person)
    answer_invitation(invitation=seat, reply=Reply.YES, by=needs[0].person)
    assert state(needs[0]) == State.PLANNED
    answer_invitation(invitation=seat, reply=Reply.NO, by=needs[0].person)
    for _ in range(2):
        invite_next(session=announced, need=factories.need(), by=programme)
    with pytest.raises(Refused, match="Toutes les places"):
        answer_invitation(invitation=seat, reply=Reply.YES, by=needs[0].person)


def test_no_answer_for_48_hours_joins_the_call_list_once(announced, clock, needs):
    answer_invitation(invitation=seat_of(announced, needs[0]), reply=Reply.YES, by=needs[0].person)
    assert list(without_answer()) == []
    clock.shift(49 * 3600)
    assert without_answer().count() == 3
    queue_calls()
    queue_calls()
    assert letters("no_answer").count() == 3


def test_the_queue_goes_by_consequence_then_by_date(hub, clock):
    late_blocking = factories.need(level=Level.BLOCKING)
    first = factories.need(level=Level.IMPORTANT)
    clock.shift(60)
    second = factories.need(level=Level.IMPORTANT)
    chosen = factories.need(level=Level.BLOCKING, is_first=True)
    assert [rank_of(n) for n in (chosen, late_blocking, first, second)] == [1, 2, 3, 4]


def test_holding_moves_needs_of_the_present_and_frees_those_of_the_absent(
    announced, programme, needs, clock
):
    with pytest.raises(Refused, match="pas encore commencé"):
        hold_session(session=announced, by=programme)
    clock.move_to(AT[1])
    for need, presence in zip(needs[:2], (Presence.PRESENT, Presence.ABSENT), strict=True):
        mark_present(
            session=announced, key=need.key, presence=presence, person=need.person, by=programme
        )
    hold_session(session=announced, by=programme)
    assert [state(need) for need in needs[:3]] == [
        State.ADDRESSED,
        State.CONFIRMED,
        State.CONFIRMED,
    ]
    assert [m.recipient for m in letters("is_it_settled")] == [needs[0].person]


def test_a_mark_mended_after_closing_is_followed(announced, programme, needs, clock):
    clock.move_to(AT[1])
    hold_session(session=announced, by=programme)
    announced.refresh_from_db()
    mark_present(
        session=announced,
        key=needs[0].key,
        presence=Presence.PRESENT,
        person=needs[0].person,
        by=programme,
    )
    assert state(needs[0]) == State.ADDRESSED


def test_cancelling_gives_everything_back_and_tells_everybody(announced, programme, needs):
    factories.letters_leave()
    cancel_session(session=announced, reason="Coupure d'eau", by=programme)
    assert {state(need) for need in needs} == {State.CONFIRMED}
    assert Occupancy.objects.filter(is_active=True).count() == 0
    assert letters("cancelled").count() == 4
    assert "Coupure d'eau" in letters("cancelled").first().body
    assert letters("expert_cancelled").count() == 1


def test_moving_takes_everybody_along_and_leaves_history(announced, programme, needs):
    factories.letters_leave()
    to = (local(date(2027, 3, 4), time(9)), local(date(2027, 3, 4), time(10, 30)))
    new = move_session(session=announced, start_at=to[0], end_at=to[1], by=programme)
    announced.refresh_from_db()
    assert (announced.state, announced.moved_to) == (SessionState.MOVED, new)
    assert new.state == SessionState.ANNOUNCED
    assert new.occasion.invitations.count() == 4
    assert {state(need) for need in needs} == {State.PLANNED}
    assert Occupancy.objects.get(is_active=True).booking.start_at == to[0]
    assert letters("moved").count() == 4
    assert "4 mars" in letters("moved").first().body


def test_a_change_within_twelve_hours_leaves_at_once(announced, programme, clock):
    factories.letters_leave()
    clock.move_to(local(DAY, time(8, 20)))
    cancel_session(session=announced, by=programme)
    assert {m.is_urgent for m in letters("cancelled")} == {True}


def test_an_expert_who_cannot_come_leaves_a_decision_not_a_cancellation(announced, needs):
    note_expert_cannot(session=announced, by=announced.expert.person)
    assert state(announced) == SessionState.ANNOUNCED
    assert announced.cannot_at is not None
    assert {state(need) for need in needs} == {State.PLANNED}


def test_replacing_the_expert_keeps_the_hour_and_tells_the_people(announced, programme):
    factories.letters_leave()
    note_expert_cannot(session=announced, by=announced.expert.person)
    imed = factories.expert("Imed")
    replace_expert(session=announced, expert=imed, by=programme)
    announced.refresh_from_db()
    assert (announced.expert, announced.cannot_at) == (imed, None)
    assert letters("new_expert").count() == 4
    assert "Imed" in letters("new_expert").first().body


def test_a_substitute_speaks_the_language_of_the_session(announced, programme):
    jens = factories.expert("Jens", speaks=["en"])
    with pytest.raises(Refused, match="ne parle pas"):
        replace_expert(session=announced, expert=jens, by=programme)


def test_between_residents_needs_no_expert(announced, programme):
    become_peer_session(session=announced, by=programme)
    announced.refresh_from_db()
    assert announced.expert is None
    assert announced.format.code == FormatCode.PEER_GROUP


def test_lines_are_three_not_a_report(announced, programme):
    with pytest.raises(Refused):
        write_lines(session=announced, text="x" * 601, by=programme)
    assert write_lines(session=announced, text=" Bien ", by=programme).lines == "Bien"


def test_dropping_a_proposed_session_leaves_nothing(made, programme):
    drop_proposed(session=made, by=programme)
    assert Session.objects.count() == 0


def test_a_confidential_session_is_an_appointment_everywhere_but_for_its_own(hub, programme):
    need = factories.need(level=Level.BLOCKING, is_confidential=True, words="Mon secret à moi")
    made = propose_session(
        term=factories.term(),
        discipline=factories.discipline(),
        format=factories.format(FormatCode.INDIVIDUAL),
        expert=factories.expert("Asma"),
        room=factories.room("Nana", 3, is_confidential=True),
        language=factories.language("fr"),
        start_at=AT[0],
        end_at=AT[1],
        needs=[need],
        by=programme,
    )
    ask_sessions(sessions=[made], by=programme)
    confirm_session(session=made, by=made.expert.person)
    announce_sessions(sessions=[made], by=programme)
    made.refresh_from_db()
    texts = [made.name, made.occasion.booking.title]
    texts += [m.title + m.body for m in Message.objects.all()]
    assert "Rendez-vous" in made.name
    for text in texts:
        assert "secret" not in text
        assert made.discipline.name not in text
