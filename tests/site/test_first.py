"""The first page of a new hub, and what everybody else sees until it was filled in."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client

from elspace.hub.actions import tell_hours
from elspace.hub.first import first_token, is_first_token
from elspace.hub.models import Hub, Place
from elspace.people.models import Person
from elspace.trust.models import AuditLine
from tests import factories

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Dar Cheikh",
    "name_ar": "دار الشيخ",
    "first_language": "ar",
    "other_languages": ["fr", "ar"],
    "place": "La maison bleue",
    "address": "12 rue du Pacha, Tunis",
    "first_name": "Emna",
    "last_name": "Gaaloul",
    "email": "Emna@dar.example",
    "password": "trois jasmins bleus",
}


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


def typed(**changed: Any) -> dict[str, Any]:
    return TYPED | {"key": str(uuid.uuid4())} | changed


def is_being_set_up(page: str) -> bool:
    return any(words in page for words in ("en préparation", "قيد التحضير", "being set up"))


def address() -> str:
    return f"/first/{first_token()}/"


def test_first_page_makes_hub_place_and_director_and_signs_in(client: Client) -> None:
    answer = client.post(address(), typed())
    assert answer.url == "/today/"
    hub, place, director = Hub.objects.get(), Place.objects.get(), Person.objects.get()
    assert (hub.pk, hub.name, hub.languages) == (1, "Dar Cheikh", ["ar", "fr"])
    assert {place.name_fr, place.name_ar, place.name_en} == {"La maison bleue"}
    assert place.address_ar == "12 rue du Pacha, Tunis"
    assert director.roles == {"director"}
    assert director.email == "emna@dar.example"
    assert client.session["_auth_user_id"] == str(director.pk)
    assert (hub.is_first_hour, hub.hours_are_told) == (True, False)
    assert set(AuditLine.objects.values_list("verb", flat=True)) == {"open_hub", "add_person"}


def test_director_signs_in_by_password_then_sets_up_the_second_factor(client: Client) -> None:
    client.post(address(), typed())
    login = {"login": "emna@dar.example", "password": TYPED["password"]}
    assert client.post("/account/sign-in/", login).status_code == 302
    assert client.get("/people/").url == "/account/second-factor/totp/activate/"


def test_director_is_not_asked_again_who_they_are_for_the_second_factor(
    client: Client, clock: time_machine.Traveller
) -> None:
    client.post(address(), typed())
    activate = "/account/second-factor/totp/activate/"
    assert client.get("/today/").url == activate
    assert client.get(activate).status_code == 200
    clock.shift(timedelta(minutes=16))
    assert client.get(activate).url.startswith("/account/again/")


def test_a_new_hub_publishes_no_hours_and_the_name_of_its_place(client: Client) -> None:
    client.post(address(), typed())
    page = Client().get("/fr/").content.decode()
    assert "La maison bleue" in page
    assert "8:30" not in page
    tell_hours(by=Person.objects.get())
    assert "8:30" in Client().get("/fr/").content.decode()


def test_the_address_leads_nowhere_afterwards(client: Client) -> None:
    used = address()
    client.post(used, typed())
    assert not is_first_token(used.split("/")[2])
    answer = client.get(used)
    assert answer.status_code == 404
    assert "/account/sign-in/" in answer.content.decode()


def test_a_double_click_and_a_second_tab_leave_one_hub(client: Client) -> None:
    used, same = address(), typed()
    client.post(used, same)
    assert client.post(used, same).url == "/account/sign-in/"
    other = typed(name="Autre", email="autre@dar.example")
    assert client.post(used, other).url == "/account/sign-in/"
    assert Hub.objects.get().name == "Dar Cheikh"
    assert Person.objects.count() == 1


@pytest.mark.parametrize("wrong", ["x", "é" * 20, "../secret"])
def test_a_wrong_token_is_no_page_and_says_where_the_right_one_is(
    client: Client, wrong: str
) -> None:
    first_token()
    answer = client.post(f"/first/{wrong}/", typed())
    assert answer.status_code == 404
    assert not Hub.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 5000),
        ("name", "\x00"),
        ("first_language", "de"),
        ("other_languages", ["fr", "xx"]),
        ("place", " "),
        ("first_name", "x" * 5000),
        ("email", "nobody"),
        ("email", "a" * 5000 + "@dar.example"),
        ("password", "short"),
        ("password", "1234567890"),
        ("password", "emna@dar.example"),
        ("password", "x\x00" * 8),
    ],
)
def test_bad_input_is_refused_and_everything_typed_is_kept(
    client: Client, field: str, value: Any
) -> None:
    answer = client.post(address(), typed(**{field: value}))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not Hub.objects.exists()
    assert not Person.objects.exists()
    assert 'role="alert"' in page
    kept = {name: text for name, text in TYPED.items() if isinstance(text, str) and name != field}
    kept.pop("first_language", "")
    for text in kept.values():
        assert f'value="{text}"' in page
    assert answer.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_refused_words_are_shown_as_text(client: Client) -> None:
    answer = client.post(address(), typed(name="<b>x</b>", email="no"))
    assert "<b>x</b>" not in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/", "/fr/", "/ar/", "/en/contact/", "/today/", "/account/sign-in/", "/more/", "/p/x/"]
)
def test_before_the_hub_is_there_every_page_is_kind(client: Client, path: str) -> None:
    answer = client.get(path, follow=True)
    assert answer.status_code in {200, 404}
    if answer.status_code == 200:
        assert is_being_set_up(answer.content.decode())


def test_before_the_hub_is_there_nobody_can_leave_a_need(client: Client) -> None:
    page = client.post("/fr/need/", {"words": "Un toit", "level": "blocking"})
    assert page.status_code in {200, 404}
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("", "ar"), ("de", "ar"), ("fr-FR,fr;q=0.9", "fr"), ("en,fr;q=0.8", "fr")],
)
def test_a_visitor_reads_a_language_of_the_hub_the_first_by_default(
    client: Client, asked: str, expected: str
) -> None:
    factories.hub(languages=["ar", "fr"])
    headers = {"Accept-Language": asked} if asked else {}
    page = client.get("/account/sign-in/", headers=headers).content.decode()
    assert f'<html lang="{expected}"' in page
    assert '<html lang="en"' in client.get("/account/sign-in/?lang=en").content.decode()
