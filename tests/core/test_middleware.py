"""Null bytes never reach a page or the database."""

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
