"""The square of a card read by a colleague's phone: it asks, and only a pressed button says."""

import uuid

import pytest

from elspace.hub.models import Hub
from elspace.people.actions import give_link
from elspace.reception.actions import check_in
from elspace.reception.models import PresenceMark
from elspace.reception.queries import in_now
from tests import factories
from tests.personas import persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def amel(hub):
    return factories.resident("Amel", last_name="Rezgallah", language="ar")


@pytest.fixture
def address(amel):
    return f"/p/{give_link(person=amel, by=None).token}/"


def test_the_phone_of_the_desk_asks_and_only_a_press_says(amel, address, sign_in):
    phone = sign_in(persona("reception"))
    page = phone.get(address).content.decode()
    assert "Amel Rezgallah" in page
    assert 'lang="fr"' in page  # of whoever asks
    assert f'value="{amel.key}" autofocus' in page
    assert PresenceMark.objects.count() == 0
    phone.post("/reception/in/", {"person": amel.key, "key": uuid.uuid4()})
    assert in_now().people == [amel]


def test_who_is_in_already_is_said(amel, address, sign_in):
    check_in(person=amel, key=uuid.uuid4(), by=None)
    page = sign_in(persona("reception")).get(address).content.decode()
    assert "autofocus" not in page
    assert 'action="/reception/out/"' in page


def test_the_page_itself_is_one_tap_away(amel, address, sign_in):
    page = sign_in(persona("reception")).get(address, {"page": 1}).content.decode()
    assert 'action="/reception/in/"' not in page
    assert "here/" in page


def test_nobody_else_is_asked(amel, address, sign_in):
    for who in (None, amel, persona("resident"), persona("expert")):
        page = sign_in(who).get(address).content.decode()
        assert "/reception/" not in page
    Hub.objects.update(modules=["reception"])
    assert "/reception/in/" not in sign_in(persona("reception")).get(address).content.decode()
