"""Today's decisions about sessions that are past or far off, at the same cost for many."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elspace.agenda.enums import Reply
from elspace.agenda.models import Invitation
from elspace.core.moments import local
from elspace.hosting.models import Room, RoomHours
from elspace.hub.enums import FormatCode
from elspace.hub.models import Closure, Place
from elspace.needs.enums import Level
from elspace.people.enums import Role
from elspace.people.models import Away, HalfDay
from elspace.site.queries.decisions import decisions_for
from elspace.support.actions.living import answer_invitation
from elspace.support.actions.sessions import (
    announce_sessions,
    ask_sessions,
    cancel_session,
    confirm_session,
    note_expert_cannot,
)
from elspace.support.enums import RunState
from elspace.support.models import Expert, Proposal
from elspace.support.queries.next_in_line import next_in_line
from elspace.support.queries.sessions import next_for_seat, sessions_with_people
from tests import factories

pytestmark = pytest.mark.django_db

SOON = date(2027, 2, 18)
FAR = date(2027, 3, 31)  # the last week of the term


def asked(programme, on=SOON, at=time(10, 30), people=4, **fields):
    session = factories.session(
        on=on,
        at=at,
        needs=[factories.need(level=Level.BLOCKING) for _ in range(people)],
        by=factories.expert("Leïla"),
        where=factories.room(),
        **fields,
    )
    return ask_sessions(sessions=[session], by=programme)[0]


def announced(programme, **when):
    session = asked(programme, **when)
    confirm_session(session=session, by=programme)
    return announce_sessions(sessions=[session], by=programme)[0]


def facts(user):
    return [one.fact.split(":")[0] for one in decisions_for(user)]


def test_an_asked_session_whose_date_has_passed_is_a_decision(programme, clock):
    session = asked(programme)
    clock.move_to(session.occasion.end_at + timedelta(minutes=1))
    (one,) = decisions_for(programme)
    assert one.fact == f"unanswered:{session.key}"
    assert "Leïla" in one.reason
    confirm_session(session=session, by=programme)
    assert facts(programme) == ["roll-call"]


def test_an_asked_session_that_did_not_take_place_leaves_the_list_and_its_expert_alone(
    programme, clock
):
    session = asked(programme)
    factories.letters_leave()
    clock.move_to(session.occasion.end_at + timedelta(minutes=1))
    cancel_session(session=session, by=programme)
    assert facts(programme) == []
    assert not session.expert.person.messages.filter(kind="support.expert_cancelled").exists()


@pytest.mark.parametrize("day", [SOON, FAR])
def test_an_expert_who_cannot_come_is_decided_however_far(programme, day):
    session = asked(programme, on=day)
    confirm_session(session=session, by=programme)
    note_expert_cannot(session=session, by=programme)
    assert facts(programme) == ["cannot"]


def test_a_far_session_on_a_closed_day_is_a_decision_and_says_why(programme):
    asked(programme, on=FAR)
    start = local(FAR, time(8))
    Closure.objects.create(
        starts_at=start, ends_at=start + timedelta(hours=4), reason="Coupure d’eau"
    )
    (one,) = decisions_for(programme)
    assert one.fact.startswith("closed:")
    assert "Coupure d’eau" in one.reason


def test_a_closed_annex_strikes_only_its_own_sessions(programme):
    asked(programme, on=FAR)
    annex = Place.objects.create(name_fr="L’annexe", name_ar="الملحق", name_en="The annex")
    days = (local(FAR, time()), local(FAR + timedelta(days=1), time()))
    Closure.objects.create(place=annex, starts_at=days[0], ends_at=days[1])
    assert facts(programme) == []
    there = asked(programme, on=FAR, at=time(14))
    there.room.place = annex
    there.room.save()
    assert [one.fact for one in decisions_for(programme)] == [f"closed:{there.key}"]


def free_a_seat(session):
    seat = session.occasion.invitations.first()
    answer_invitation(invitation=seat, reply=Reply.NO, by=seat.person)


def test_many_freed_seats_cost_the_same_queries(programme):
    for number in range(6):
        factories.need(level=Level.BLOCKING, code=f"d{number}")

    def grow(numbers):
        for number in numbers:
            session = announced(programme, on=date(2027, 2, 19 + number), code=f"d{number}")
            free_a_seat(session)

    grow([0])
    decisions_for(programme)
    with CaptureQueriesContext(connection) as small:
        assert facts(programme) == ["seat"]
    grow([3, 4])
    with CaptureQueriesContext(connection) as large:
        assert facts(programme) == ["seat"] * 3
    assert len(large) == len(small)


def test_next_in_line_for_many_is_next_in_line_for_each(programme):
    """Language, format, refusals, other dates and sealed needs: both ways of asking agree."""
    sessions = [announced(programme, at=time(9)), announced(programme, on=date(2027, 2, 19))]
    for session in sessions:
        free_a_seat(session)
    other = asked(programme, on=date(2027, 2, 20), people=1)
    factories.need(factories.resident(speaks=["en"]), level=Level.BLOCKING)
    factories.need(factories.person(speaks=[], language="ar"), level=Level.BLOCKING)
    factories.need(level=Level.BLOCKING, is_confidential=True)
    talks = factories.need(level=Level.BLOCKING)
    talks.formats.set([factories.format(FormatCode.LECTURE)])
    wants = factories.need(level=Level.BLOCKING)
    wants.speaks.set([factories.language("aeb")])
    gone = factories.need(factories.person("Parti", is_active=False), level=Level.BLOCKING)
    last = factories.need(level=Level.USEFUL)
    found = list(sessions_with_people().order_by("pk"))
    each = {one.pk: next_for_seat(one, limit=1) for one in found}
    assert next_in_line(found) == {pk: needs[0] for pk, needs in each.items() if needs}
    dropped = set(Invitation.objects.filter(is_dropped=True).values_list("need", flat=True))
    firsts = {needs[0].pk for needs in each.values() if needs}
    assert firsts <= dropped | {last.pk}
    assert gone.pk not in firsts
    assert other.pk in each


def test_a_colleague_of_the_reception_reads_no_sealed_date(programme, clock):
    reception = factories.person("Accueil", roles=[Role.RECEPTION])
    session = asked(programme, people=1, is_confidential=True)
    clock.move_to(session.occasion.end_at + timedelta(minutes=1))
    assert facts(reception) == []
    assert facts(programme) == ["unanswered"]


@pytest.fixture
def proposal(hub):
    return Proposal.objects.create(term=factories.term(), state=RunState.READY)


def proposed(proposal, **fields):
    return factories.session(
        of=proposal.term,
        needs=[factories.need()],
        proposal=proposal,
        where=factories.room(),
        **fields,
    )


def away(session):
    day = session.occasion.start_at.date()
    Away.objects.create(person=session.expert.person, from_on=day, until_on=day)


def paused(session):
    Expert.objects.filter(pk=session.expert_id).update(is_active=False)


def taken_back(session):
    HalfDay.objects.filter(person=session.expert.person).delete()


def refused(session):
    HalfDay.objects.filter(person=session.expert.person).update(free="no")


def out_of_use(session):
    Room.objects.filter(pk=session.room_id).update(is_active=False)


def narrower(session):
    RoomHours.objects.create(room=session.room, weekday=0, opens=time(9), closes=time(17))


def closed(session):
    hours = {"starts_at": session.occasion.start_at, "ends_at": session.occasion.end_at}
    Closure.objects.create(reason="Peinture", **hours)


@pytest.mark.parametrize(
    "happens", [away, paused, taken_back, refused, out_of_use, narrower, closed]
)
def test_a_proposal_that_cannot_be_held_any_more_leads_to_planning_again(
    proposal, programme, happens
):
    session = proposed(proposal, by=factories.expert("Leïla"))
    proposed(proposal, by=factories.expert("Olfa"), on=date(2027, 3, 2))
    assert not decisions_for(programme)
    happens(session)
    (one,) = decisions_for(programme)
    assert one.fact == f"replan:{proposal.term.key}"
    assert one.url == reverse("support:programme-propose")
    assert one.title.startswith("1 ")
    assert not decisions_for(factories.person("Yassine", roles=[Role.COMMUNITY]))


def test_many_dates_to_plan_again_are_one_line_and_the_same_queries(proposal, programme):
    away(proposed(proposal, by=factories.expert("Leïla")))
    decisions_for(programme)
    with CaptureQueriesContext(connection) as small:
        assert len(decisions_for(programme)) == 1
    for name in ("Olfa", "Asma", "Rim"):
        away(proposed(proposal, by=factories.expert(name)))
    with CaptureQueriesContext(connection) as large:
        assert len(decisions_for(programme)) == 1
    assert len(large) == len(small)
