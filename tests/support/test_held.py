"""Sessions held before they were on the platform; people whose spoken language nobody noted."""

from datetime import date, time

import pytest
from django.urls import reverse

from elspace.agenda.queries import presence_at
from elspace.hub.enums import FormatCode
from elspace.needs.enums import State
from elspace.support.enums import SessionState
from elspace.support.forms.by_hand import read_choice
from elspace.support.models import Session
from elspace.support.queries.why import why_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(hub):
    return factories.term()


@pytest.fixture
def team(programme, sign_in):
    return sign_in(programme)


def fields(page, **said):
    form = page.context["form"]
    return {
        "key": str(form["key"].value()),
        "on": "2027-01-19",
        "at": "14:00",
        "minutes": "90",
        "discipline": factories.discipline("finance").pk,
        "format": factories.format(FormatCode.WORKSHOP).pk,
        "language": factories.language("fr").pk,
    } | said


def test_a_session_of_a_week_that_is_over_is_typed_with_who_came(term, team):
    address = reverse("support:held", args=[term.key])
    came, along = factories.resident("Salma"), factories.resident("Anis")
    need, other = factories.need(came), factories.need(came, code="selling")
    leila = factories.expert("Leïla")
    sent = fields(team.get(address), expert=leila.pk, people=[came.pk, along.pk])
    for _ in range(2):  # a double click
        assert team.post(address, sent).status_code == 302
    (session,) = Session.objects.all()
    assert (session.state, session.expert, session.room) == (SessionState.HELD, leila, None)
    assert set(presence_at(session.occasion)) == {came.pk, along.pk}
    need.refresh_from_db()
    other.refresh_from_db()
    assert (need.state, other.state) == (State.ADDRESSED, State.CONFIRMED)


def test_without_a_need_its_reason_is_asked_and_what_was_typed_stays(term, team):
    address = reverse("support:held", args=[term.key])
    who = factories.resident("Salma")
    page = team.post(address, fields(team.get(address), people=[who.pk]))
    assert page.status_code == 200
    assert 'value="2027-01-19"' in page.content.decode()
    assert not Session.objects.exists()
    sent = fields(team.get(address), people=[who.pk], reason="Demandée à l'ouverture")
    assert team.post(address, sent).status_code == 302


@pytest.mark.parametrize("on", ["2027-02-17", "2026-12-30", "hier", ""])
def test_only_a_day_of_the_term_up_to_today_is_taken(term, team, on):
    address = reverse("support:held", args=[term.key])
    page = team.post(address, fields(team.get(address), on=on, reason="Ouverture"))
    assert page.status_code == 200
    assert not Session.objects.exists()


def test_a_session_of_this_afternoon_is_not_held_yet(term, team):
    address = reverse("support:held", args=[term.key])
    sent = fields(team.get(address), on="2027-02-16", at="14:00", reason="Ouverture")
    assert "pas encore finie" in team.post(address, sent).content.decode()


def test_a_person_without_a_noted_language_can_be_placed_by_hand(term, rf):
    """The planner takes what they read for it; by hand it was refused in every language."""
    need = factories.need(factories.resident("Moncef", speaks=(), language="ar"))
    request = rf.get("/", {"discipline": "finance", "need": str(need.key)})
    choice = read_choice(request.GET)
    assert choice.needs == [need]
    assert choice.silent == []


def test_why_names_those_whose_language_nobody_noted(term):
    moncef = factories.resident("Moncef", speaks=())
    session = factories.session(
        on=date(2027, 2, 25),
        at=time(10, 30),
        needs=[factories.need(moncef), factories.need()],
        by=factories.expert(),
    )
    assert why_of(session).unspoken == (moncef,)
