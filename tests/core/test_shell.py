"""The shell: the language switch, messages, error pages, what may not stand in a template."""

import re
from pathlib import Path

import pytest
from django.test import Client

from elspace.core.answers import Refused

ROOT = Path(__file__).parents[2]
# The content policy refuses these: style and script that stand in the page itself.
FORBIDDEN = re.compile(
    r"\sstyle=|<style|\son(?:click|change|input|load|submit)=|<script(?![^>]*\ssrc=)"
)
TEMPLATES = sorted((ROOT / "elspace").glob("*/templates/**/*.html"))


def switch(page: str) -> dict[str, str]:
    """Language code → address, as the switch of a page offers them."""
    nav = re.search(r'<nav class="languages".*?</nav>', page, re.S)
    assert nav
    return {
        code: address.replace("&amp;", "&")
        for address, code in re.findall(r'<a href="([^"]+)" lang="(\w+)"', nav[0])
    }


def test_a_public_page_links_its_siblings(client, hub):
    page = client.get("/fr/house/?from=qr").content.decode()
    assert switch(page) == {
        "fr": "/fr/house/?from=qr",
        "ar": "/ar/house/?from=qr",
        "en": "/en/house/?from=qr",
    }


def test_another_page_keeps_its_address_and_arguments(client, hub):
    page = client.get("/nowhere/?next=/today/&lang=ar&a=1&a=2").content.decode()
    assert switch(page)["fr"] == "/nowhere/?next=%2Ftoday%2F&a=1&a=2&lang=fr"


def test_the_switch_offers_the_hubs_languages_only(client, hub):
    hub.languages = ["fr", "ar"]
    hub.save()
    assert list(switch(client.get("/fr/").content.decode())) == ["fr", "ar"]


def test_direction_and_language_of_the_page(client, hub):
    assert '<html lang="ar" dir="rtl">' in client.get("/ar/").content.decode()
    assert '<html lang="fr" dir="ltr">' in client.get("/fr/").content.decode()


def test_an_unknown_address_is_answered_kindly(client, hub):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "core/elspace.css" in response.content.decode()


def test_an_expired_form_gives_back_what_was_typed(hub):
    client = Client(enforce_csrf_checks=True)
    response = client.post(
        "/fr/contact/",
        {"words": "كم تكلّفني <b>كلّ</b> زربية", "password": "secret-word"},
    )
    page = response.content.decode()
    assert response.status_code == 403
    assert "كم تكلّفني &lt;b&gt;كلّ&lt;/b&gt; زربية" in page
    assert "secret-word" not in page


def test_the_page_of_a_crash_needs_nothing(db):
    from django.test import RequestFactory
    from django.views.defaults import server_error

    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert 'id="main"' in response.content.decode()


def test_a_refusal_is_shown_with_its_offers(rf, hub):
    from django.shortcuts import render

    refused = Refused("La salle est <prise>.")
    request = rf.get("/fr/")
    page = render(
        request,
        "core/messages.html",
        {"refusal": refused, "offers": [{"label": "Romman", "url": "/rooms/2/"}]},
    ).content.decode()
    assert "La salle est &lt;prise&gt;." in page
    assert re.search(r'<a class="button" href="/rooms/2/">\s*Romman', page)
    assert 'role="alert"' in page


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_carries_style_or_script(path):
    source = path.read_text()
    assert (
        re.findall(
            r"\sstyle=|<style|\son(?:click|change|input|load|submit)=|<script(?![^>]*\ssrc=)",
            source,
        )
        == []
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_page_names_another_host(path):
    assert re.findall(r'(?:src|href|action)="(?:https?:)?//', path.read_text()) == []
