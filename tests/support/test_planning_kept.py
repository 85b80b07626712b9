"""What people placed keeps its place in the planner's problem; certain hours come first."""

from datetime import date, time

import pytest

from elspace.hosting.models import RoomHours
from elspace.hub.enums import FormatCode, Half, Season
from elspace.needs.enums import Level, State
from elspace.people.enums import Free
from elspace.support.actions import proposals
from elspace.support.actions.proposals import ask_proposal, compute_proposal
from elspace.support.enums import Preset, RunState, SessionState
from elspace.support.models import Proposal, Session
from elspace.support.planning import build_problem, place_solution
from optimiser.check import check
from optimiser.parsing import parse_problem
from optimiser.solution import parse_solution
from tests import factories

pytestmark = pytest.mark.django_db
THURSDAY_10_30 = (6 * 6 + 3) * 5 + 1  # 25 February 2027, week 7 of the term


@pytest.fixture
def term(hub):
    return factories.term(weeks=8)


def brief_of(term, **choice):
    brief = build_problem(term=term, preset=Preset.BALANCED, **choice)
    parse_problem(brief.problem)  # the planner's own reader finds no fault
    return brief


def by_hand(term, need, **fields):
    """A session of one person placed by hand on Thursday 25 February, 10:30."""
    values = {
        "by": factories.expert(),
        "where": factories.room(),
        "format": factories.format(FormatCode.INDIVIDUAL),
        "is_by_hand": True,
    }
    return factories.session(of=term, needs=[need], **(values | fields))


def run(term, programme, **choice):
    proposal, _new = ask_proposal(term=term, preset=Preset.BALANCED, by=programme, **choice)
    compute_proposal(proposal)
    proposal.refresh_from_db()
    return proposal


def test_two_sessions_placed_by_hand_that_clash_never_stop_the_planner(term):
    first = by_hand(term, factories.need())
    by_hand(term, factories.need(), by=first.expert)
    problem = brief_of(term).problem
    assert [one["id"] for one in problem["locked"]] == [f"s{first.pk}"]
    busy = {row["id"]: set(row["busy"]) for row in problem["residents"]}
    assert len(busy) == 1


def test_a_need_in_two_sessions_is_sent_once(term):
    need = factories.need()
    first = by_hand(term, need)
    by_hand(term, need, on=date(2027, 2, 26))
    (locked,) = brief_of(term).problem["locked"]
    assert locked["id"] == f"s{first.pk}"


def test_people_of_a_session_between_residents_are_busy_then(term):
    who = factories.resident()
    met, waiting = factories.need(who), factories.need(who, code="selling")
    by_hand(term, met, by=None, format=factories.format(FormatCode.PEER_GROUP))
    problem = brief_of(term).problem
    assert [row["id"] for row in problem["needs"]] == [f"n{waiting.pk}"]
    assert THURSDAY_10_30 in problem["residents"][0]["busy"]


def test_a_session_of_an_expert_who_left_is_sent_as_absence(term):
    session = by_hand(term, factories.need())
    session.expert.is_active = False
    session.expert.save()
    problem = brief_of(term).problem
    assert problem["locked"] == []
    assert problem["needs"] == []


def test_a_held_session_counts_for_the_experts_week(term):
    expert = factories.expert()
    factories.need()
    factories.session(
        of=term, on=date(2027, 2, 16), at=time(9), by=expert, state=SessionState.HELD, needs=[]
    )
    available = brief_of(term).problem["experts"][0]["available"]
    assert available
    assert {slot // 30 for slot in available} == {6, 7}


def test_an_hour_an_expert_refused_is_not_asked_again(term, clock):
    need = factories.need()
    session = by_hand(term, need, cannot_at="2027-02-16T08:00:00Z")
    problem = brief_of(term).problem
    expert = next(row for row in problem["experts"] if row["id"] == f"e{session.expert_id}")
    assert THURSDAY_10_30 not in expert["available"]
    assert problem["locked"] == []
    assert [row["id"] for row in problem["needs"]] == [f"n{need.pk}"]


def test_a_need_narrows_the_languages_of_its_person(term):
    who = factories.resident(speaks=("fr", "aeb"))
    need = factories.need(who)
    need.speaks.set([factories.language("aeb")])
    (row,) = brief_of(term).problem["residents"]
    assert row["languages"] == ["aeb"]


def test_a_need_in_a_language_of_its_own_is_held_back_not_met_otherwise(term):
    who = factories.resident(speaks=("fr", "aeb"))
    first, other = factories.need(who, level=Level.BLOCKING), factories.need(who, code="selling")
    first.speaks.set([factories.language("aeb")])
    other.speaks.set([factories.language("fr")])
    brief = brief_of(term)
    assert brief.held_back == {other.pk: "language"}
    assert list(brief.needs) == [f"n{first.pk}"]


def test_a_hall_and_its_halves_are_never_used_at_once(term):
    halves = [factories.room(f"Moitié {n}", 20) for n in (1, 2)]
    hall = factories.room("Salle", 40)
    hall.parts.set(halves)
    rooms = {row["id"]: set(row["closed"]) for row in brief_of(term).problem["rooms"]}
    assert len(rooms[f"r{hall.pk}"]) == 8 * 6 * 5
    assert rooms[f"r{halves[0].pk}"] != rooms[f"r{hall.pk}"]


def test_a_room_with_hours_of_its_own_is_closed_outside(term):
    room = factories.room()
    RoomHours.objects.create(room=room, weekday=3, opens=time(9), closes=time(10, 30))
    (row,) = brief_of(term).problem["rooms"]
    assert THURSDAY_10_30 - 1 not in row["closed"]
    assert THURSDAY_10_30 in row["closed"]


@pytest.fixture
def sure_and_likely(term):
    """Leïla is sure of Monday mornings and may come on Wednesdays; two people, one free each."""
    leila = factories.expert("Leïla", every_half_day=False, formats=[FormatCode.INDIVIDUAL])
    leila.max_per_week = 2
    leila.save()
    factories.half_days(leila.person, (0, Half.MORNING), season=Season.RAMADAN)
    factories.half_days(leila.person, (2, Half.MORNING), season=Season.RAMADAN, free=Free.MAYBE)
    needs = []
    for day in (0, 2):
        who = factories.resident()
        never = [(one, half) for one in range(6) for half in Half if one != day]
        factories.half_days(who, *never, free=Free.NO)
        needs.append(factories.need(who, level=Level.BLOCKING))
    factories.room("Zitoun")
    return term, needs


def test_probable_hours_complete_the_plan_made_in_certain_ones(sure_and_likely, programme):
    term, needs = sure_and_likely
    proposal = run(term, programme)
    assert (proposal.state, proposal.error) == (RunState.READY, "")
    seats = {
        session.occasion.invitations.get().need: session.occasion.start_at.weekday()
        for session in Session.objects.all()
    }
    assert seats == {needs[0]: 0, needs[1]: 2}
    # the limit speaks of the hours that are certain
    assert (proposal.solution["points"], proposal.solution["bound"]) == (8, 8)
    assert proposal.solution["points_in_all"] == 16
    assert proposal.solution["likely"] == 1


def test_what_the_planner_gives_is_checked_placed_and_checked_again(term, programme):
    """Rows → problem → plan → rows → problem: nothing is lost on the way round."""
    needs = [factories.need(level=level) for level in (3, 3, 2, 2, 1)]
    needs += [factories.need(code="selling", level=Level.BLOCKING) for _ in range(3)]
    factories.need(code="selling", is_confidential=True, level=Level.BLOCKING)
    factories.expert("Leïla", "finance")
    factories.expert("Imed", "selling")
    factories.room("Zitoun")
    factories.room("Nana", 3, is_confidential=True)
    proposal = run(term, programme)
    assert (proposal.state, proposal.error) == (RunState.READY, "")
    again = build_problem(term=term, preset=Preset.BALANCED, everything=True)
    problem = parse_problem(again.problem)
    plan = {"sessions": again.problem["locked"]}
    assert check(problem, parse_solution(plan)) == []
    assert len(again.problem["locked"]) == Session.objects.count()
    points = sum(problem.needs[n].weight for one in problem.locked for n in one.attendees)
    people = {problem.needs[n].resident for one in problem.locked for n in one.attendees}
    assert points + 3 * len(people) == proposal.solution["points"]
    assert place_solution(again, plan) == ([], [])


def test_completing_around_what_stands_moves_nothing(term, programme):
    for _ in range(4):
        factories.need(level=Level.BLOCKING)
    factories.expert("Leïla", formats=[FormatCode.WORKSHOP])
    factories.room()
    run(term, programme)
    (first,) = Session.objects.all()
    late = factories.need(code="selling")
    factories.expert("Imed", "selling")
    assert run(term, programme, around_mine=True).state == RunState.READY
    kept, new = Session.objects.order_by("pk")
    assert (kept.pk, kept.occasion.start_at) == (first.pk, first.occasion.start_at)
    assert new.occasion.invitations.get().need == late


def test_a_refused_date_leaves_once_its_people_have_another(term, programme):
    need = factories.need(level=Level.BLOCKING)
    refused = by_hand(term, need, cannot_at="2027-02-16T08:00:00Z")
    assert run(term, programme).state == RunState.READY
    (session,) = Session.objects.all()
    assert session.pk != refused.pk
    assert session.occasion.invitations.get().need == need


def test_what_was_placed_while_the_planner_searched_is_not_taken_twice(term, programme):
    need = factories.need(level=Level.BLOCKING)
    expert, room = factories.expert(), factories.room()
    proposal, _new = ask_proposal(term=term, preset=Preset.BALANCED, by=programme)
    Proposal.objects.update(state=RunState.COMPUTING)
    brief = brief_of(term)
    sure, plan = proposals._plan(brief, lambda _progress: True)
    mine = by_hand(term, need, by=expert, where=room)
    proposals._place(proposal, brief, sure, plan)
    assert Session.objects.get() == mine


def test_a_run_that_cannot_be_read_fails_with_a_word(term, programme):
    factories.need(state=State.CONFIRMED)
    workshop = factories.format(FormatCode.WORKSHOP)
    workshop.min_people, workshop.max_people = 9, 4  # nobody can meet so
    workshop.save()
    proposal = run(term, programme)
    assert proposal.state == RunState.FAILED
    assert proposal.error
    assert Session.objects.count() == 0
