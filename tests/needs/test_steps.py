"""Buttons about a need: who may press them, what they change, from a link and signed in."""

import pytest
from django.urls import reverse

from elspace.needs import actions
from elspace.needs.enums import State
from elspace.needs.models import Need
from elspace.people.actions import give_link
from elspace.people.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db


def press(client, need, step, **data):
    return client.post(reverse("needs:step", args=[need.key, step]), data)


def test_the_person_says_it_is_settled_or_not_yet_by_link(hub, client):
    naima = factories.resident("Naïma")
    token = give_link(person=naima, by=None).token
    for step, state in (("settled", State.VERIFIED), ("not-yet", State.CONFIRMED)):
        need = factories.need(naima, state=State.ADDRESSED)
        client.post(reverse("needs:step-by-link", args=[token, need.key, step]))
        assert Need.objects.get(pk=need.pk).state == state


def test_a_link_moves_nobody_elses_need(hub, client):
    token = give_link(person=factories.resident(), by=None).token
    need = factories.need(state=State.ADDRESSED)
    address = reverse("needs:step-by-link", args=[token, need.key, "settled"])
    assert client.post(address).status_code == 404
    assert client.get(address).status_code in {404, 405}


def test_my_needs_ask_one_question_after_the_team_sorted(hub, client):
    naima = factories.resident("Naïma")
    token = give_link(person=naima, by=None).token
    need = factories.need(naima, state=State.STATED, words="Mes comptes")
    page = client.get(reverse("needs:mine-by-link", args=[token])).content.decode()
    assert "Avez-vous bien voulu dire cela\xa0?" in page
    client.post(reverse("needs:step-by-link", args=[token, need.key, "confirm"]))
    page = client.get(reverse("needs:mine-by-link", args=[token])).content.decode()
    assert "Une date est cherchée." in page


def test_a_declined_need_shows_its_reason_to_the_person_and_can_come_back(hub, programme, sign_in):
    naima = factories.resident("Naïma")
    need = factories.need(naima, state=State.STATED)
    actions.decline_need(need=need, reason="Une avocate peut, pas nous", by=programme)
    client = sign_in(naima)
    assert "Une avocate peut, pas nous" in client.get(reverse("needs:mine")).content.decode()
    press(client, need, "reopen")
    assert Need.objects.get(pk=need.pk).state == State.CONFIRMED


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.RESIDENT, 404), (Role.EXPERT, 404), (Role.RECEPTION, 302), (Role.PROGRAMME, 302)],
)
def test_who_may_confirm_the_need_of_another(hub, sign_in, role, status):
    need = factories.need(state=State.STATED)
    client = sign_in(factories.person(roles=[role]))
    assert press(client, need, "confirm").status_code == status


def test_a_confidential_need_does_not_exist_for_others_of_the_team(hub, sign_in):
    need = factories.need(state=State.STATED, is_confidential=True)
    for role in (Role.RECEPTION, Role.COMMUNITY, Role.DIRECTOR):
        assert press(sign_in(factories.person(roles=[role])), need, "confirm").status_code == 404


def test_an_old_page_is_told_kindly(hub, sign_in):
    naima = factories.resident("Naïma")
    need = factories.need(naima, state=State.WITHDRAWN)
    answer = sign_in(naima).post(reverse("needs:step", args=[need.key, "settled"]), follow=True)
    assert "merci de le regarder à nouveau" in answer.content.decode()


def test_the_way_back_never_leaves_the_site(hub, programme, sign_in):
    need = factories.need(state=State.STATED)
    answer = press(sign_in(programme), need, "confirm", next="https://elsewhere.example/")
    assert answer.url == reverse("needs:need", args=[need.key])


@pytest.mark.parametrize("count", [2, 9])
def test_my_needs_ask_the_same_number_of_queries(
    hub, sign_in, count, django_assert_max_num_queries
):
    naima = factories.resident("Naïma")
    for _each in range(count):
        factories.need(naima)
    client = sign_in(naima)
    with django_assert_max_num_queries(16):
        client.get(reverse("needs:mine"))
