"""The table of roles: who may what; the director reads no confidential words."""

import pytest

from elspace.core.registries import parts_read_once
from elspace.people.enums import TEAM, Role
from elspace.people.permissions import ROLE_PERMISSIONS
from tests import factories

pytestmark = pytest.mark.django_db


def test_every_role_stands_in_the_table():
    assert set(ROLE_PERMISSIONS) == set(Role)


def test_only_the_programme_reads_confidential_words():
    readers = {
        role for role, may in ROLE_PERMISSIONS.items() if "needs.read_confidential_need" in may
    }
    assert readers == {Role.PROGRAMME}
    both = factories.person("Hela", roles=[Role.DIRECTOR, Role.PROGRAMME])
    assert both.has_perm("needs.read_confidential_need")


def test_outside_the_team_nobody_sees_other_people():
    own = {"site.view_my_week", "hosting.book_own_room", "hosting.use_own_desk"}
    for role in set(Role) - set(TEAM) - {Role.ACCOUNTANT}:
        assert ROLE_PERMISSIONS[role] <= own


def test_the_accountant_sees_money_and_nothing_else():
    others = {one for one in ROLE_PERMISSIONS[Role.ACCOUNTANT] if not one.startswith("billing.")}
    assert others == {"outbox.send_own_message"}  # to follow what they wrote themselves


def test_acting_role_is_the_strongest_held_today():
    assert factories.person(roles=[Role.EXPERT, Role.RECEPTION]).acting_role() == "reception"
    assert factories.person(roles=[Role.RESIDENT]).acting_role() == "resident"
    assert factories.person().acting_role() == "person"


def test_permissions_of_inactive_people_are_none():
    person = factories.person(roles=[Role.DIRECTOR], is_active=False)
    assert not person.has_perm("people.view_person")


def test_roles_of_a_list_cost_one_query(django_assert_num_queries):
    from elspace.people.models import Person

    for _many in range(10):
        factories.resident()
    with parts_read_once(), django_assert_num_queries(3):  # people, roles, the parts of the hub
        assert all(person.role_words for person in Person.objects.with_grants())
