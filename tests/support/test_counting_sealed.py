"""Confidential needs in the Programme's figures: in a cell of five or more, else not at all."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from elspace.hub.queries import Calendar
from elspace.needs.enums import Level, State
from elspace.people.enums import Role
from elspace.support.enums import RunState
from elspace.support.models import Proposal, Term
from elspace.support.queries.before import before_proposing
from elspace.support.queries.programme import standing_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(hub):
    return factories.term()


@pytest.fixture
def colleague(hub):
    return factories.person("Yassine", roles=[Role.COMMUNITY])


def ordinary(count):
    return [factories.need(level=Level.BLOCKING) for _ in range(count)]


def sealed(count, **fields):
    return [
        factories.need(level=Level.BLOCKING, is_confidential=True, **fields) for _ in range(count)
    ]


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, 0), (4, 0), (5, 5), (6, 6)])
def test_who_may_not_read_them_counts_them_apart_from_five_on(term, colleague, count, shown):
    ordinary(3)
    sealed(count)
    standing = standing_of([], colleague)
    assert (standing.people, standing.by_level[0].total, standing.sealed) == (3, 3, shown)
    assert not any(need.is_confidential for need in standing.unanswered)


def test_who_may_read_them_counts_them_with_the_others(term, programme):
    ordinary(3)
    sealed(2)
    standing = standing_of([], programme)
    assert (standing.people, standing.by_level[0].total, standing.sealed) == (5, 5, 0)


def test_a_referent_counts_the_one_she_reads(term, colleague):
    ordinary(3)
    sealed(1, referent=colleague)
    sealed(4)
    standing = standing_of([], colleague)
    assert (standing.people, standing.sealed) == (4, 0)


def test_the_answered_among_them_change_no_figure_of_others(term, colleague):
    sealed(1, state=State.ADDRESSED)
    needs = ordinary(2)
    session = factories.session(needs=sealed(1), is_confidential=True)
    standing = standing_of([session, factories.session(needs=needs[:1])], colleague)
    assert (standing.people_answered, standing.people) == (1, 2)
    assert (standing.by_level[0].answered, standing.by_level[0].total) == (1, 2)


@pytest.mark.parametrize("state", [State.STATED, State.CONFIRMED])
def test_what_is_said_before_a_proposal_counts_none_of_them(term, colleague, state):
    before = before_proposing(term, colleague, Calendar.load())
    for need in sealed(2, state=state):
        need.person.speaks.clear()
    sealed(1, code=None, state=State.STATED)
    assert before_proposing(term, colleague, Calendar.load()) == before


def running(needs):
    return Proposal.objects.create(
        term=Term.objects.get(),
        state=RunState.COMPUTING,
        heartbeat_at=timezone.now(),
        progress={"residents_met": 26},
        problem={"residents": [{}] * 32, "needs": [{"id": f"n{need.pk}"} for need in needs]},
    )


def test_a_run_that_counts_them_shows_no_figure_to_who_may_not_read_them(
    term, colleague, programme, sign_in
):
    running([*ordinary(3), *sealed(1)])
    address = reverse("support:programme") + "?lang=fr"
    theirs = sign_in(colleague).get(address)
    assert "26 personnes" not in text_of(theirs)
    assert 'value="26"' not in theirs.content.decode()
    assert "Des personnes ont déjà une réponse" in text_of(theirs)
    assert "26 personnes sur 32" in text_of(sign_in(programme).get(address))


def test_a_run_without_them_shows_its_figures_to_all(term, colleague, sign_in):
    running(ordinary(3))
    shown = text_of(sign_in(colleague).get(reverse("support:programme") + "?lang=fr"))
    assert "26 personnes sur 32" in shown
