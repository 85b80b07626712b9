"""Every address as every persona: the right people in, everybody else kindly out."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.personas import PAGES, PERSONAS, persona, world

THIRD_PARTY = {"allauth", "django"}


def our_patterns(resolver: URLResolver | None = None, space: str = "") -> dict[str, URLPattern]:
    """URL name → pattern of all addresses whose view is ours."""
    found: dict[str, URLPattern] = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found |= our_patterns(pattern, inner)
        elif pattern.callback.__module__.split(".")[0] == "elspace":
            found[f"{space}{pattern.name}"] = pattern
    return found


def test_every_view_has_a_gate():
    assert [n for n, p in our_patterns().items() if not hasattr(p.callback, "gate")] == []


def test_every_address_is_in_the_table():
    assert sorted(our_patterns()) == sorted(page.name for page in PAGES)


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_persona_gets_in_or_is_kept_out(page, sign_in):
    rows = page.rows(world())
    address = reverse(page.name, kwargs=rows)
    got = {}
    expected = {}
    for name in PERSONAS:
        status = sign_in(persona(name)).get(address).status_code
        got[name] = status
        outside = {302} if name == "visitor" else {403, 404}
        expected[name] = {page.answers} if name in page.may else outside
    assert {n: s for n, s in got.items() if s not in expected[n]} == {}
