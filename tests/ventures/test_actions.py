"""Ventures: written down once, joined and left by day, changed with a trace."""

import uuid
from datetime import date

import pytest

from elspace.core.answers import Refused
from elspace.people.enums import Role
from elspace.trust.models import AuditLine
from elspace.ventures import actions
from elspace.ventures.models import Membership, Venture
from elspace.ventures.queries import ventures_of, ventures_visible_to
from tests import factories

pytestmark = pytest.mark.django_db


def test_add_venture_keeps_one_row_a_key_with_its_first_people(hub, programme):
    key, naima = uuid.uuid4(), factories.resident("Naïma")
    for _click in range(2):
        actions.add_venture(name=" Zarbia Net ", key=key, members=(naima,), by=programme)
    assert Venture.objects.get().name == "Zarbia Net"
    assert list(ventures_of(naima)) == [Venture.objects.get()]


def test_add_venture_needs_a_name(hub, programme):
    with pytest.raises(Refused):
        actions.add_venture(name="  ", by=programme)


def test_leave_venture_ends_now_and_can_be_joined_again(hub, programme):
    naima = factories.resident("Naïma")
    venture = factories.venture("Zarbia Net", naima)
    actions.leave_venture(venture=venture, person=naima, by=programme)
    assert list(ventures_of(naima)) == []
    assert Membership.objects.get().until_on == date(2027, 2, 15)
    with pytest.raises(Refused):
        actions.leave_venture(venture=venture, person=naima, by=programme)
    actions.join_venture(venture=venture, person=naima, by=programme)
    assert list(ventures_of(naima)) == [venture]


def test_who_joins_and_leaves_the_same_day_leaves_no_row(hub, programme):
    naima, venture = factories.resident(), factories.venture()
    actions.join_venture(venture=venture, person=naima, by=programme)
    actions.leave_venture(venture=venture, person=naima, by=programme)
    assert Membership.objects.count() == 0


def test_change_venture_records_what_changed_only(hub, programme):
    venture = factories.venture("Zarbia Net")
    actions.change_venture(venture=venture, by=programme, name="Zarbia", stage="idea")
    actions.change_venture(venture=venture, by=programme, name="Zarbia")
    line = AuditLine.objects.get(verb="change_venture")
    assert line.changes == {"name": ["Zarbia Net", "Zarbia"], "stage": ["", "idea"]}


def test_ventures_visible_to_are_all_for_the_team_and_ones_own_for_others(hub):
    naima = factories.resident("Naïma")
    own, other = factories.venture("A", naima), factories.venture("B")
    reception = factories.person(roles=[Role.RECEPTION])
    assert list(ventures_visible_to(reception)) == [own, other]
    assert list(ventures_visible_to(naima)) == [own]
