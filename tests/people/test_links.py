"""A personal link opens its person's page and nothing else; opening it changes nothing."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse
from django.utils.translation import get_language

from config.urls import urlpatterns as of_the_platform
from elspace.core.moments import today
from elspace.people import actions
from elspace.people.enums import Role
from elspace.people.links import address_of_page, by_personal_link, used
from elspace.people.models import PersonalLink
from elspace.support.actions.terms import open_term
from tests import factories

pytestmark = pytest.mark.django_db
PREVIEWS = ["WhatsApp/2.23.20.0", "facebookexternalhit/1.1", "TelegramBot (like TwitterBot)"]


@by_personal_link
def page(request, token):
    used(request)
    return HttpResponse(f"{request.link_person.pk} {get_language()}")


urlpatterns = [
    path("test/<str:token>/", page, name="test-page"),
    *of_the_platform,
]


@pytest.fixture(autouse=True)
def _page_of_this_test(settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def link(hub):
    return actions.give_link(person=factories.resident("Naïma", language="ar"), by=None)


def everything() -> dict[str, list]:
    """Every row of every table."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
    }


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("agent", ["Mozilla/5.0", *PREVIEWS])
def test_opening_writes_nothing_and_opens_no_session(link, method, agent):
    before = everything()
    client = Client(headers={"user-agent": agent})
    for _twice in range(2):
        response = getattr(client, method)(f"/test/{link.token}/")
        assert response.status_code == 200
    assert everything() == before
    assert "sessionid" not in client.cookies


def test_pressed_button_is_remembered(link):
    Client().post(f"/test/{link.token}/")
    link.refresh_from_db()
    assert link.last_used_at is not None


def test_page_speaks_her_language_unless_another_is_chosen(link):
    client = Client()
    person = link.person_id
    assert client.get(f"/test/{link.token}/").content.decode() == f"{person} ar"
    assert client.get(f"/test/{link.token}/?lang=fr").content.decode() == f"{person} fr"
    assert client.get(f"/test/{link.token}/").content.decode() == f"{person} fr"


def test_link_is_for_nobodys_cache_index_or_referrer(link):
    headers = Client().get(f"/test/{link.token}/").headers
    assert headers["Cache-Control"] == "private, no-store"
    assert "noindex" in headers["X-Robots-Tag"]
    assert headers["Referrer-Policy"] == "same-origin"


def test_link_ends_when_revoked_over_or_its_person_is_gone(link, clock):
    address = f"/test/{link.token}/"
    assert Client().get("/test/unknown/").status_code == 404
    actions.revoke_link(person=link.person, by=None)
    assert Client().get(address).status_code == 404
    new = actions.give_link(person=link.person, by=None)
    assert new.token != link.token
    clock.shift(timedelta(days=121))
    over = Client().get(f"/test/{new.token}/")
    assert over.status_code == 404
    assert reverse("public:home") in over.content.decode()


def test_link_lasts_120_days_without_a_term_and_two_weeks_after_one(link):
    assert link.expires_on == today() + timedelta(days=120)
    term = factories.term()
    other = actions.give_link(person=factories.resident("Olfa"), by=None)
    assert other.expires_on == term.ends_on + timedelta(days=14)


def test_live_link_is_reused_and_renewed_by_a_new_term(link):
    assert actions.give_link(person=link.person, by=None) == link
    over = PersonalLink.objects.create(
        person=factories.resident("Olfa"), expires_on=today() - timedelta(days=1)
    )
    director = factories.person("Dali", roles=[Role.DIRECTOR])
    term = open_term(name="Narjess", starts_on=date(2027, 5, 3), weeks=12, by=director)
    link.refresh_from_db()
    over.refresh_from_db()
    assert link.expires_on == term.ends_on + timedelta(days=14)
    assert not over.is_live


def test_team_shows_sends_prints_replaces_and_closes_a_link(hub, sign_in):
    client = sign_in(factories.person("Rim", roles=[Role.RECEPTION]))
    person = factories.resident("Naïma", last_name="Hlaoui", language="ar", phone="+21620000000")
    address = reverse("people:link", args=[person.key])
    client.post(address)
    first = person.links.get()
    shown = client.get(address).content.decode()
    assert address_of_page(first) in shown
    assert "https://wa.me/21620000000?text=" in shown
    card = client.get(reverse("people:card", args=[person.key])).content.decode()
    assert "Naïma" in card
    assert "Hlaoui" not in card
    assert "<svg" in card
    client.post(address, {"do": "replace"})
    first.refresh_from_db()
    assert not first.is_live
    assert person.links.count() == 2
    client.post(address, {"do": "revoke"})
    assert not any(one.is_live for one in person.links.all())


def test_address_on_cards_is_the_address_of_the_page(link):
    assert address_of_page(link).endswith(f"/p/{link.token}/")


def test_a_replaced_link_says_so(hub, client):
    person = factories.resident("Naïma")
    old = actions.give_link(person=person, by=None)
    actions.revoke_link(person=person, by=None)
    assert "durent un trimestre" in client.get(f"/p/{old.token}/").content.decode()
    actions.give_link(person=person, by=None)
    page = client.get(f"/p/{old.token}/")
    assert page.status_code == 404
    assert "a été remplacé" in page.content.decode()
    assert "durent un trimestre" not in page.content.decode()
