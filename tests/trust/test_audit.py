"""The audit page: who did what, as which role, when; few queries, nothing personal of its own."""

import pytest
from django.urls import reverse

from elspace.people import actions
from elspace.people.enums import Role
from elspace.trust.actions import record
from elspace.trust.models import AuditLine
from elspace.trust.queries import readable_lines
from elspace.trust.verbs import VERBS, in_words
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def director(hub):
    return factories.person("Dali", roles=[Role.DIRECTOR])


def test_page_names_who_as_which_role_and_about_whom(director, sign_in):
    naima = actions.add_person(first_name="Naïma", by=director)
    page = sign_in(director).get(reverse("trust:audit"))
    line = page.context["lines"][0]
    assert (line.row.actor, line.title, line.words) == (director, "Naïma", in_words("add_person"))
    assert line.url == reverse("site:person", args=[naima.key])


def test_confidential_need_is_an_appointment_to_the_direction(director):
    need = factories.need(words="Une chose intime", is_confidential=True)
    record("state_need", subject=need, actor=need.person)
    [line] = readable_lines(AuditLine.objects.all(), director)
    assert "intime" not in line.title
    assert line.url == ""


def test_page_costs_the_same_queries_for_few_and_many_lines(
    director, sign_in, django_assert_max_num_queries
):
    client = sign_in(director)

    def queries() -> int:
        with django_assert_max_num_queries(30) as counted:
            client.get(reverse("trust:audit"))
        return len(counted)

    actions.add_person(first_name="Naïma", by=director)
    few = queries()
    for _many in range(30):
        actions.add_person(first_name="Naïma", by=director)
    assert queries() == few


def test_verbs_of_people_are_said_in_words():
    import re
    from pathlib import Path

    import elspace.people.actions as package

    source = "".join(p.read_text() for p in Path(package.__file__).parent.glob("*.py"))
    verbs = set(re.findall(r'record\(\s*"(\w+)"', source))
    assert len(verbs) > 8
    assert verbs <= set(VERBS)
