"""Who sees which needs: ordinary ones the team, confidential ones very few."""

import pytest
from django.contrib.auth.models import AnonymousUser

from elspace.needs.enums import Level, State
from elspace.needs.queries import (
    board_rows,
    classify_queue,
    confidential_cell,
    needs_visible_to,
    totals,
    words_visible_to,
)
from elspace.needs.rules import can_read_words
from elspace.people.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(hub):
    return {role: factories.person(role, roles=[role]) for role in Role}


def test_needs_visible_to_and_words_visible_to_agree_for_everybody(team):
    referent = factories.person("Référente", roles=[Role.RECEPTION])
    mine = team[Role.RESIDENT]
    needs = [
        factories.need(mine),
        factories.need(mine, is_confidential=True),
        factories.need(is_confidential=True, referent=referent),
        factories.need(),
    ]
    for user in [*team.values(), referent, AnonymousUser()]:
        seen = set(needs_visible_to(user).values_list("pk", flat=True))
        assert seen == {need.pk for need in needs if words_visible_to(user, need)}
        assert [bool(can_read_words(user, need)) for need in needs] == [
            need.pk in seen for need in needs
        ]


def test_a_confidential_need_is_read_by_person_referent_and_programme_only(team):
    referent = factories.person("Référente", roles=[Role.RECEPTION])
    need = factories.need(is_confidential=True, referent=referent)
    readers = [role for role, user in team.items() if words_visible_to(user, need)]
    assert readers == [Role.PROGRAMME]
    assert words_visible_to(need.person, need)
    assert words_visible_to(referent, need)


def test_a_confidential_need_counts_nowhere_on_the_board_of_others(team):
    factories.need(is_confidential=True, level=Level.BLOCKING)
    factories.need(code=None, is_confidential=True)
    reception, programme = team[Role.RECEPTION], team[Role.PROGRAMME]
    assert totals(reception).needs == 0
    assert [row.needs for row in board_rows(reception)] == [0, 0, 0, 0]
    assert list(classify_queue(reception)) == []
    assert totals(programme).needs == 2
    assert len(classify_queue(programme)) == 1


def test_confidential_cell_is_silent_below_five(team):
    reception = team[Role.RECEPTION]
    for _need in range(4):
        factories.need(is_confidential=True)
    assert confidential_cell(reception) == 0
    factories.need(is_confidential=True)
    assert confidential_cell(reception) == 5
    assert confidential_cell(team[Role.PROGRAMME]) == 0


def test_board_rows_put_first_what_stops_most_people(team):
    for level in (Level.IMPORTANT, Level.IMPORTANT, Level.IMPORTANT):
        factories.need(code="finance", level=level)
    factories.need(code="selling", level=Level.BLOCKING)
    rows = board_rows(team[Role.PROGRAMME])
    assert [(r.discipline.code, r.blocking, r.important) for r in rows[:2]] == [
        ("selling", 1, 0),
        ("finance", 0, 3),
    ]


def test_board_rows_count_a_person_once_a_consequence(team):
    twice = factories.resident()
    factories.need(twice, level=Level.BLOCKING)
    factories.need(twice, level=Level.BLOCKING)
    row = board_rows(team[Role.PROGRAMME])[0]
    assert (row.blocking, row.needs) == (1, 2)


def test_hours_asked_are_sessions_needed_times_the_slot(team):
    for _each in range(5):
        factories.need(factories.resident(speaks=["aeb"]))
    alone = factories.need()
    alone.formats.set([factories.format("individual")])
    factories.need(state=State.PLANNED)
    row = board_rows(team[Role.PROGRAMME])[0]
    assert row.asked == 3 * 90
    assert row.asked_by_languages == {frozenset({"aeb"}): 180, frozenset({"fr", "aeb"}): 90}


@pytest.mark.parametrize("people", [2, 12])
def test_board_rows_ask_the_same_number_of_queries(team, people, django_assert_num_queries):
    for _each in range(people):
        factories.need()
    user = team[Role.PROGRAMME]
    user.has_perm("needs.view_need")
    with django_assert_num_queries(BOARD_QUERIES):
        board_rows(user)


BOARD_QUERIES = 7
