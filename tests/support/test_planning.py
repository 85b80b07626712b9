"""From rows to the planner's problem and back: nothing personal out, nothing illegal in."""

import json
from datetime import date, time

import pytest

from elspace.agenda.enums import OccasionState
from elspace.core.moments import local
from elspace.hub.enums import FormatCode, Half, Season
from elspace.needs.enums import Level, State
from elspace.people.enums import Free
from elspace.support.actions.proposals import (
    ask_proposal,
    compute_proposal,
    is_interrupted,
    stop_proposal,
)
from elspace.support.enums import Preset, RunState, SessionState
from elspace.support.models import Proposal, Session
from elspace.support.planning import build_problem
from optimiser.parsing import parse_problem
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(hub):
    """The last four weeks are left at the frozen clock: week 6 of a six-week term and on."""
    return factories.term(weeks=8)


def problem_of(term):
    problem = build_problem(term=term, preset=Preset.BALANCED).problem
    parse_problem(problem)  # the planner's own reader finds no fault
    return problem


def need_row(problem, need):
    return next(row for row in problem["needs"] if row["id"] == f"n{need.pk}")


def test_no_name_and_no_word_leaves_towards_the_planner(term):
    who = factories.resident("Salma", last_name="Ouerghemmi", phone="+21660000001")
    factories.need(who, words="Combien me coûte un tapis")
    factories.expert("Leïla")
    factories.room("Zitoun")
    text = json.dumps(problem_of(term), ensure_ascii=False)
    for word in ("Salma", "Ouerghemmi", "60000001", "tapis", "Leïla", "Zitoun"):
        assert word not in text


def test_only_confirmed_needs_with_a_discipline_are_sent(term):
    sent = factories.need()
    for state in (State.STATED, State.ADDRESSED, State.DECLINED, State.VERIFIED):
        factories.need(state=state)
    factories.need(code=None)
    assert [row["id"] for row in problem_of(term)["needs"]] == [f"n{sent.pk}"]


def test_weights_follow_the_choice_of_what_counts(term):
    blocking, useful = factories.need(level=Level.BLOCKING), factories.need(level=Level.USEFUL)
    weights = {}
    for preset in Preset:
        problem = build_problem(term=term, preset=preset).problem
        weights[preset] = (
            need_row(problem, blocking)["weight"],
            need_row(problem, useful)["weight"],
            problem["first_bonus"],
        )
    assert weights == {
        Preset.BALANCED: (5, 1, 3),
        Preset.BLOCKING_FIRST: (10, 1, 1),
        Preset.EVERYONE: (3, 1, 8),
    }


def test_asking_more_often_never_weighs_more(term):
    """Promise 1: asking for help never counts against anyone, nor for anyone."""
    once = factories.need()
    often = factories.resident()
    rows = [factories.need(often) for _ in range(6)]
    problem = problem_of(term)
    assert {need_row(problem, need)["weight"] for need in [once, *rows]} == {3}


def test_past_slots_are_nobodys(term):
    who = factories.expert("Leïla")
    factories.need()
    problem = problem_of(term)
    (expert,) = problem["experts"]
    assert expert["id"] == f"e{who.pk}"
    assert min(expert["available"]) >= (5 * 6 + 1) * 5  # week 6, Tuesday
    assert set(range((5 * 6 + 1) * 5)) <= set(problem["residents"][0]["busy"])


def test_maybe_hours_are_kept_for_a_second_look(term):
    expert = factories.expert("Imed", every_half_day=False)
    factories.half_days(expert.person, (0, Half.MORNING), season=Season.RAMADAN)
    factories.half_days(expert.person, (2, Half.MORNING), season=Season.RAMADAN, free=Free.MAYBE)
    brief = build_problem(term=term, preset=Preset.BALANCED)
    sure = set(brief.problem["experts"][0]["available"])
    maybe = set(brief.maybe[f"e{expert.pk}"])
    assert {slot // 5 % 6 for slot in sure} == {0}
    assert {slot // 5 % 6 for slot in maybe} == {2}


def test_impossible_half_days_keep_a_person_busy(term):
    who = factories.resident()
    factories.half_days(who, (3, Half.MORNING), free=Free.NO)
    factories.need(who)
    busy = set(problem_of(term)["residents"][0]["busy"])
    thursday_morning = (6 * 6 + 3) * 5
    assert thursday_morning in busy
    assert thursday_morning + 2 not in busy


def test_a_confidential_need_is_met_alone_where_nobody_hears(term):
    need = factories.need(is_confidential=True, level=Level.BLOCKING)
    factories.room("Zitoun")
    quiet = factories.room("Nana", 3, is_confidential=True)
    factories.expert()
    problem = problem_of(term)
    (form,) = need_row(problem, need)["formats"]
    assert problem["formats"][form] == {"min": 1, "max": 1, "equipment": ["confidential"]}
    assert [r["id"] for r in problem["rooms"] if "confidential" in r["equipment"]] == [
        f"r{quiet.pk}"
    ]


def test_between_residents_is_left_to_people(term):
    need = factories.need()
    factories.expert(formats=[FormatCode.WORKSHOP])
    problem = problem_of(term)
    assert FormatCode.PEER_GROUP not in problem["formats"]
    assert FormatCode.PEER_GROUP not in need_row(problem, need)["formats"]


def test_confirmed_sessions_are_locked_with_their_people(term):
    needs = [factories.need() for _ in range(2)]
    kept = factories.session(
        of=term,
        needs=needs,
        by=factories.expert(),
        where=factories.room(),
        state=SessionState.CONFIRMED,
        format=factories.format(FormatCode.ROTA),
    )
    (locked,) = problem_of(term)["locked"]
    assert locked["id"] == f"s{kept.pk}"
    assert locked["slot"] == (6 * 6 + 3) * 5 + 1  # Thursday 25 February, 10:30
    assert locked["attendees"] == [f"n{need.pk}" for need in needs]


def test_a_session_off_the_grid_is_sent_as_absence(term):
    expert, room, need = factories.expert(), factories.room(), factories.need()
    factories.session(
        of=term, at=time(11), needs=[need], by=expert, where=room, state=SessionState.CONFIRMED
    )
    factories.need()
    problem = problem_of(term)
    touched = {(6 * 6 + 3) * 5 + 1, (6 * 6 + 3) * 5 + 2}  # 10:30–12:00 and 12:30–14:00
    assert problem["locked"] == []
    assert touched - set(problem["rooms"][0]["closed"]) == {(6 * 6 + 3) * 5 + 2}
    assert not touched & set(problem["experts"][0]["available"]) - {(6 * 6 + 3) * 5 + 2}
    assert f"n{need.pk}" not in {row["id"] for row in problem["needs"]}


def test_a_date_someone_refused_is_not_proposed_again(term):
    need = factories.need()
    session = factories.session(
        of=term, needs=[need], by=factories.expert(), where=factories.room()
    )
    seat = session.occasion.invitations.get()
    seat.reply, seat.is_dropped = "no", True
    seat.save()
    assert (6 * 6 + 3) * 5 + 1 in problem_of(term)["residents"][0]["busy"]


def test_the_problem_takes_the_same_queries_at_two_sizes(term, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def grow():
        for _ in range(3):
            factories.need()
            factories.expert()
            factories.room()

    grow()
    with CaptureQueriesContext(connection) as small:
        build_problem(term=term, preset=Preset.BALANCED)
    grow()
    grow()
    with CaptureQueriesContext(connection) as large:
        build_problem(term=term, preset=Preset.BALANCED)
    assert len(large) == len(small)


@pytest.fixture
def small_hub(term):
    """Four people with the same need, one expert, one room: one workshop answers all."""
    needs = [factories.need(level=Level.BLOCKING) for _ in range(4)]
    factories.expert("Leïla", formats=[FormatCode.WORKSHOP])
    factories.room("Zitoun")
    return term, needs


def test_a_run_puts_proposed_sessions_on_the_board_and_holds_nothing(small_hub, programme):
    term, needs = small_hub
    proposal, is_new = ask_proposal(term=term, preset=Preset.BALANCED, by=programme)
    assert is_new
    compute_proposal(proposal)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.error) == (RunState.READY, "")
    assert proposal.solution["points"] == 4 * (5 + 3)
    (session,) = Session.objects.all()
    assert session.state == SessionState.PROPOSED
    assert session.occasion.state == OccasionState.DRAFT
    assert {seat.need for seat in session.occasion.invitations.all()} == set(needs)
    assert {need.state for need in needs} == {State.CONFIRMED}


def test_two_people_pressing_get_one_run(small_hub, programme):
    term, _needs = small_hub
    first, _new = ask_proposal(term=term, preset=Preset.BALANCED, by=programme)
    second, is_new = ask_proposal(term=term, preset=Preset.EVERYONE, by=programme)
    assert (second, is_new) == (first, False)
    assert Proposal.objects.count() == 1


def test_a_run_without_a_sign_of_life_is_interrupted_and_does_not_block(
    small_hub, programme, clock
):
    term, _needs = small_hub
    dead, _new = ask_proposal(term=term, preset=Preset.BALANCED, by=programme)
    assert not is_interrupted(dead)
    clock.shift(31)
    assert is_interrupted(dead)
    fresh, is_new = ask_proposal(term=term, preset=Preset.BALANCED, by=programme)
    assert is_new
    dead.refresh_from_db()
    assert (dead.state, fresh.state) == (RunState.FAILED, RunState.QUEUED)


def test_good_enough_stops_with_the_best_found(small_hub, programme):
    term, _needs = small_hub
    proposal, _new = ask_proposal(term=term, preset=Preset.BALANCED, by=programme)
    stop_proposal(proposal=proposal, by=programme)
    compute_proposal(proposal)
    proposal.refresh_from_db()
    assert proposal.state == RunState.READY
    assert Session.objects.count() == 1


def test_a_new_proposal_replaces_the_old_one_but_nothing_placed_by_hand(small_hub, programme):
    term, _needs = small_hub
    mine = factories.session(
        of=term,
        needs=[factories.need(code="selling")],
        by=factories.expert("Imed", "selling"),
        where=factories.room(),
        code="selling",
        is_by_hand=True,
        on=date(2027, 2, 26),
        format=factories.format(FormatCode.INDIVIDUAL),
    )
    for _ in range(2):
        proposal, _new = ask_proposal(term=term, preset=Preset.BALANCED, by=programme)
        compute_proposal(proposal)
        proposal.refresh_from_db()
        assert proposal.state == RunState.READY
    assert Session.objects.count() == 2
    mine.refresh_from_db()
    assert mine.occasion.start_at == local(date(2027, 2, 26), time(10, 30))


def test_unmet_needs_keep_their_reason_as_facts(term, programme):
    need = factories.need(code="communication", level=Level.BLOCKING)
    factories.room()
    proposal, _new = ask_proposal(term=term, preset=Preset.BALANCED, by=programme)
    compute_proposal(proposal)
    proposal.refresh_from_db()
    assert proposal.solution["unmet"][str(need.pk)]["code"] == "no_expert"


def test_a_first_name_alone_keeps_nobody_out_of_the_programme(term):
    need = factories.need(factories.resident("Naïma", speaks=(), language="ar"))
    factories.expert("Leïla", speaks=("aeb",))
    problem = problem_of(term)
    assert need_row(problem, need)["resident"] == f"p{need.person.pk}"
    assert [row["languages"] for row in problem["residents"]] == [["aeb", "ar"]]
