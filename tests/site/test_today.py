"""Today: what the day needs, a list that can be emptied, the day by room."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from elspace.agenda.models import Invitation
from elspace.hub.models import Closure, Holiday
from elspace.needs.actions import note_blank_slips
from elspace.needs.enums import Level, State
from elspace.people.enums import Role
from elspace.site.models import SetAside
from elspace.site.queries.decisions import decisions_for
from elspace.support.actions.sessions import (
    announce_sessions,
    ask_sessions,
    confirm_session,
    note_expert_cannot,
)
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2027, 2, 16)
SOON = date(2027, 2, 18)


@pytest.fixture
def team(programme, sign_in):
    return sign_in(programme)


def announced(programme, on=TODAY, at=time(10, 30), people=4, **fields):
    """A session of the day, its room really booked."""
    session = factories.session(
        on=on,
        at=at,
        needs=[factories.need(level=Level.BLOCKING) for _ in range(people)],
        by=factories.expert("Leïla"),
        where=factories.room(),
        **fields,
    )
    ask_sessions(sessions=[session], by=programme)
    confirm_session(session=session, by=programme)
    return announce_sessions(sessions=[session], by=programme)[0]


def facts(user):
    return [one.fact.split(":")[0] for one in decisions_for(user)]


def test_now_shows_the_session_its_answers_and_its_two_buttons(programme, team):
    session = announced(programme)
    Invitation.objects.filter(occasion=session.occasion).update(reply="yes")
    page = team.get("/today/").content.decode()
    assert "Leïla" in page
    assert reverse("support:roll-call", kwargs={"key": session.key}) in page
    assert reverse("support:session-cannot", kwargs={"key": session.key}) in page


def test_an_empty_day_says_so(team):
    assert "la journée est à vous" in team.get("/today/").content.decode()


def test_an_expert_who_cannot_come_is_decided_here(programme, team):
    session = announced(programme, on=SOON)
    note_expert_cannot(session=session, by=programme)
    assert facts(programme) == ["cannot"]
    assert "Leïla ne peut pas venir" in team.get("/today/").content.decode()


def test_too_few_people_are_a_decision_from_three_days_before(programme, clock):
    announced(programme, on=SOON, people=2)
    assert facts(programme) == ["few"]


def test_a_closed_day_is_a_decision(programme):
    session = announced(programme, on=SOON)
    Closure.objects.create(
        starts_at=session.occasion.start_at, ends_at=session.occasion.end_at, reason="Coupure"
    )
    assert facts(programme) == ["closed"]


def test_a_session_that_is_over_asks_for_its_roll_call(programme, clock):
    session = announced(programme)
    clock.move_to(session.occasion.end_at)
    assert facts(programme) == ["roll-call"]


def test_needs_to_sort_and_late_answers_are_one_line(programme):
    factories.need(code=None, state=State.STATED)
    factories.need(code=None, state=State.STATED)
    assert facts(programme) == ["needs-unclassified"]


def test_a_settled_decision_returns_only_when_it_changed(programme, team):
    session = announced(programme, on=SOON)
    note_expert_cannot(session=session, by=programme)
    (one,) = decisions_for(programme)
    sent = {"fact": one.fact, "fingerprint": one.fingerprint, "how": "settled"}
    team.post("/today/put-aside/", sent)
    assert facts(programme) == []
    session.refresh_from_db()
    session.cannot_at = session.cannot_at.replace(hour=6)
    session.save()
    assert facts(programme) == ["cannot"]


def test_later_comes_back_tomorrow(programme, team, clock):
    session = announced(programme, on=SOON)
    note_expert_cannot(session=session, by=programme)
    (one,) = decisions_for(programme)
    team.post(
        "/today/put-aside/", {"fact": one.fact, "fingerprint": one.fingerprint, "how": "later"}
    )
    assert facts(programme) == []
    clock.shift(24 * 3600)
    assert "cannot" in facts(programme)


def test_handed_over_is_shown_to_that_colleague_alone(programme, team):
    other = factories.person("Yassine", roles=[Role.COMMUNITY])
    session = announced(programme, on=SOON)
    note_expert_cannot(session=session, by=programme)
    (one,) = decisions_for(programme)
    sent = {"fact": one.fact, "fingerprint": one.fingerprint, "how": f"to:{other.key}"}
    team.post("/today/put-aside/", sent)
    assert facts(programme) == []
    assert [one.handed_by for one in decisions_for(other)] == [programme]


@pytest.mark.parametrize("how", ["", "nonsense", "to:nobody", "handed"])
def test_an_unknown_button_changes_nothing(team, how):
    answer = team.post("/today/put-aside/", {"fact": "x" * 500, "fingerprint": "", "how": how})
    assert answer.status_code in (302, 404)
    assert SetAside.objects.count() == 0


def test_nobody_is_named_as_lonely_and_no_guess_is_made(programme):
    for _ in range(5):
        factories.resident()
    assert facts(programme) == []


def test_the_page_takes_the_same_queries_at_two_sizes(programme, team):
    def grow(count):
        for number in range(count):
            announced(programme, on=SOON, at=time(9 + number), people=1, title=f"T{number}")

    announced(programme)
    grow(1)
    team.get("/today/")
    with CaptureQueriesContext(connection) as small:
        team.get("/today/")
    for hour in (time(10, 15), time(11, 30)):
        announced(programme, on=SOON, at=hour, people=1)
    announced(programme, on=TODAY, at=time(12, 30))
    with CaptureQueriesContext(connection) as large:
        team.get("/today/")
    assert len(large) == len(small)


def test_confidential_sessions_are_appointments_on_the_teams_day(programme, team):
    announced(
        programme,
        is_confidential=True,
        code="wellbeing",
        people=1,
        format=factories.format("individual"),
    )
    page = team.get("/today/").content.decode()
    assert "Wellbeing" not in page.split("<aside")[0]


def test_a_term_that_reaches_a_year_without_holidays_is_told(programme):
    factories.term()
    assert facts(programme) == []
    Holiday.objects.all().delete()
    assert facts(programme) == ["holidays"]
    assert facts(factories.person(roles=[Role.RECEPTION])) == []  # changes no table: not asked


def test_a_sure_session_nobody_was_told_of_is_a_decision(programme):
    session = factories.session(
        on=SOON,
        needs=[factories.need() for _ in range(4)],
        by=factories.expert("Leïla"),
        where=factories.room(),
    )
    ask_sessions(sessions=[session], by=programme)
    confirm_session(session=session, by=programme)
    assert facts(programme) == ["announce"]
    announce_sessions(sessions=[session], by=programme)
    assert facts(programme) == []


def test_an_open_workshop_shows_how_many_answered_and_closes_with_one_press(programme, team):
    workshop = factories.workshop(title="Besoins du printemps", expected=20)
    for name in ("Amal", "Sami"):
        factories.said_at(workshop, "Vendre en ligne", name=name)
    page = team.get("/today/").content.decode()
    assert "Besoins du printemps" in page
    assert "2</strong> sur 20" in page
    assert facts(programme) == ["needs-unclassified"]
    address = reverse("needs:workshop-close", args=[workshop.key])
    assert address in page
    assert team.post(address).url == reverse("needs:workshop-page", args=[workshop.key])
    workshop.refresh_from_db()
    closed_at = workshop.closes_at
    team.post(address)
    workshop.refresh_from_db()
    assert workshop.closes_at == closed_at
    assert address not in team.get("/today/").content.decode()
    assert facts(programme) == ["workshop"]


def test_who_only_receives_sees_the_open_workshop_without_the_button(hub, sign_in):
    workshop = factories.workshop()
    host = sign_in(factories.person("Nour", roles=[Role.RECEPTION]))
    page = host.get("/today/").content.decode()
    assert reverse("needs:workshop-page", args=[workshop.key]) in page
    assert reverse("needs:workshop-close", args=[workshop.key]) not in page


def test_a_past_workshop_is_a_decision_until_its_slips_are_typed_and_sorted(programme, clock):
    workshop = factories.workshop()
    slips = factories.slips(workshop)
    need = factories.said_at(workshop, "Vendre en ligne")
    clock.shift(24 * 3600)
    (one,) = [one for one in decisions_for(programme) if one.fact.startswith("workshop")]
    assert one.url == reverse("needs:workshop-page", args=[workshop.key])
    assert "20" in one.reason
    numbers = [slip.number for slip in slips]
    note_blank_slips(workshop=workshop, numbers=numbers, by=programme)
    (one,) = [one for one in decisions_for(programme) if one.fact.startswith("workshop")]
    assert one.url == reverse("needs:classify")
    need.discipline = factories.discipline("finance")
    need.save()
    assert "workshop" not in facts(programme)


def test_workshops_cost_today_the_same_queries_at_two_sizes(programme, team, clock):
    def lay(count):
        for _n in range(count):
            factories.said_at(factories.workshop(), "Vendre en ligne")

    counts = []
    for size in (1, 4):
        lay(size)
        team.get("/today/")
        with CaptureQueriesContext(connection) as queries:
            team.get("/today/")
        counts.append(len(queries))
    clock.shift(24 * 3600)
    decisions_for(programme)  # who may do what is read once
    with CaptureQueriesContext(connection) as queries:
        decisions_for(programme)
    assert counts[0] == counts[1]
    few = len(queries)
    lay(3)
    clock.shift(24 * 3600)
    with CaptureQueriesContext(connection) as queries:
        decisions_for(programme)
    assert len(queries) == few
