"""Pages of ventures: people and readable needs, changes by the team."""

import pytest
from django.urls import reverse

from elspace.needs.enums import State
from tests import factories

pytestmark = pytest.mark.django_db


def page(venture):
    return reverse("site:venture", args=[venture.key])


def test_a_venture_shows_its_people_and_only_readable_needs(hub, programme, sign_in):
    naima, mouna = factories.resident("Naïma"), factories.resident("Mouna")
    venture = factories.venture("Zarbia Net", naima, mouna)
    factories.need(naima, venture=venture, words="Mots de Naïma", state=State.STATED)
    factories.need(mouna, venture=venture, words="Mots scellés", is_confidential=True)
    shown = sign_in(mouna).get(page(venture)).content.decode()
    assert "Naïma" in shown
    assert "Mots de Naïma" not in shown
    reception = factories.person(roles=["reception"])
    shown = sign_in(reception).get(page(venture)).content.decode()
    assert "Mots de Naïma" in shown
    assert "Mots scellés" not in shown
    assert "Mots scellés" in sign_in(programme).get(page(venture)).content.decode()


def test_somebody_joins_by_name_and_is_asked_when_two_are_meant(hub, programme, sign_in):
    venture = factories.venture("Zarbia Net")
    one = factories.resident("Amal", last_name="Rezgallah")
    factories.resident("Amal", last_name="Ben Salah")
    client, address = sign_in(programme), reverse("site:venture-join", args=[venture.key])
    asked = client.post(address, {"name": "Amal"})
    assert "Ben Salah" in asked.content.decode()
    client.post(address, {"name": "Amal", "chosen": str(one.key)})
    assert list(venture.members.all()) == [one]
    client.post(reverse("site:venture-leave", args=[venture.key, one.key]))
    assert list(venture.members.all()) == []


def test_a_venture_is_added_once_and_changed(hub, programme, sign_in):
    client = sign_in(programme)
    data = {"key": "3f0c8f5e-8a64-4b43-9c39-6d8f3a2b1c00", "name": "حلفاء", "stage": "idea"}
    answers = [client.post(reverse("site:venture-add"), data) for _click in range(2)]
    assert answers[0].url == answers[1].url
    changed = client.post(f"{answers[0].url}change/", {"name": "Halfa", "stage": ""}, follow=True)
    assert "Halfa" in changed.content.decode()
