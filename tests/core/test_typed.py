"""What was typed into a form that could not be taken is given back, and nothing else."""

import pytest
from django.urls import reverse

from elspace.core.typed import words_typed
from tests import factories

TYPED = {
    "csrfmiddlewaretoken": "Abc DEF",
    "key": "0b0f4c0e-0000-4000-8000-000000000000",
    "password": "Très secret",
    "person": "Naïma Hlaoui",
    "words": "Savoir combien me coûte un tapis",
    "phone": "22345678",
    "level": "3",
    "from": "call",
    "half-0-morning": "unknown",
    "reads": "team",
    "name": "salma",
    "speaks": "aeb",
    "empty": "  ",
}


def test_words_are_given_back_and_the_machines_values_are_not():
    assert words_typed(TYPED) == ["Naïma Hlaoui", "Savoir combien me coûte un tapis", "22345678"]


@pytest.mark.django_db
def test_a_form_sent_after_the_session_ended_loses_nothing(hub, programme, sign_in):
    client = sign_in(programme)
    address = reverse("needs:add")
    client.get(address)
    client.cookies.pop("sessionid")
    page = client.post(
        address,
        {"words": "Savoir combien me coûte un tapis"},
        headers={"referer": f"http://testserver{address}"},
    )
    assert page.status_code == 403
    text = page.content.decode()
    assert "Savoir combien me coûte un tapis" in text
    assert f"?next={address.replace('/', '%2F')}" in text


@pytest.mark.django_db
@pytest.mark.parametrize("back", ["https://evil.example/x/", "javascript:alert(1)", ""])
def test_a_foreign_page_is_never_gone_back_to(hub, client, back):
    page = client.post(reverse("needs:add"), {"words": "Un besoin"}, headers={"referer": back})
    assert "evil" not in page.content.decode()
    assert '?next=%2F"' in page.content.decode()


@pytest.mark.django_db
def test_a_visitor_who_only_opens_a_page_is_asked_to_sign_in(hub, client):
    factories.need()
    assert client.get(reverse("needs:add")).status_code == 302
