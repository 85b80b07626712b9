"""Null bytes never reach a page or the database; kept forms learn whether they arrived."""

import pytest
from django.urls import reverse

from elspace.site.models import SetAside

pytestmark = pytest.mark.django_db


def test_null_bytes_are_taken_out_of_what_is_sent(programme, sign_in):
    client = sign_in(programme)
    sent = {"fact": "seat:\x00abc", "fingerprint": "\x00f", "how": "settled"}
    assert client.post(reverse("site:put-aside"), sent).status_code == 302
    row = SetAside.objects.get()
    assert (row.fact, row.fingerprint) == ("seat:abc", "f")
    assert client.get("/people/?q=na%00ima%40hub").context["text"] == "naima@hub"


@pytest.mark.parametrize("address", ["/p/%00/", "/p/abc%00/needs/", "/share/week/%00/"])
def test_an_address_with_a_null_byte_leads_nowhere(hub, client, address):
    assert client.get(address).status_code == 404


def test_a_kept_form_is_told_where_to_go_and_the_message_waits_for_that_page(programme, sign_in):
    client = sign_in(programme)
    key = "b1a0a1de-6f0c-4c1e-9a35-7f5e0d6c2f10"
    sent = {"key": key, f"name-{key}": "Salma", f"words-{key}": "vendre", f"who-{key}": "new"}
    answer = client.post(reverse("needs:quick"), sent, headers={"X-Kept": "1"})
    assert answer.status_code == 200
    assert (answer["X-Kept"], answer["X-Location"]) == ("done", reverse("needs:quick"))
    assert not answer.content
    assert not answer.has_header("Location")
    assert "1 besoin" in client.get(answer["X-Location"]).content.decode()
    assert client.post(reverse("needs:quick"), sent).status_code == 302  # without script


def test_being_sent_to_the_sign_in_page_is_no_arrival(hub, client):
    answer = client.post(reverse("needs:quick"), {}, headers={"X-Kept": "1"})
    assert answer["X-Kept"] == "sign-in"
    assert answer["X-Location"].startswith(reverse("account_login"))


def test_a_fault_is_shown_as_it_is(programme, sign_in):
    answer = sign_in(programme).post(reverse("needs:add"), {"words": ""}, headers={"X-Kept": "1"})
    assert answer.status_code == 422
    assert not answer.has_header("X-Kept")
