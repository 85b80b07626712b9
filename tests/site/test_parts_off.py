"""A part switched off leaves no trace: its addresses are gone, and no page leads to them."""

import re

import pytest
from django.urls import Resolver404, resolve, reverse

from elspace.core import registries
from elspace.hub.models import Hub
from tests import factories
from tests.personas import PAGES, PERSONAS, Page, persona, world

LINK = re.compile(r'(?:href|action|hx-get|hx-post)="(/[^"?#]*)')
CODES = (
    "places",
    "projects",
    "needs",
    "programme",
    "desks",
    "plans",
    "invoices",
    "reception",
    "check_in",
)


def part_at(address: str) -> str:
    """The part a page belongs to; "" for one every hub has."""
    try:
        return getattr(resolve(address).func, "module", "")
    except Resolver404:
        return ""


def switched_off(code: str) -> set[str]:
    """Uses everything but this part and those that need it; what is off then."""
    off = {code} | {one.code for one in registries.modules.values() if code in one.needs}
    Hub.objects.update(modules=[one for one in registries.modules if one not in off])
    return off


def test_every_part_is_tried():
    assert set(CODES) == set(registries.modules)


def addresses() -> dict[str, Page]:
    """The pages one looks at, by address."""
    there = world()
    factories.venture("Zarbia Net", there["person"])
    return {reverse(page.name, kwargs=page.rows(there)): page for page in PAGES if page.look}


def opened(sign_in, address: str, page: Page):
    """The page, for the director or the first who may open it."""
    opener = "director" if "director" in page.may else next(p for p in PERSONAS if p in page.may)
    return sign_in(persona(opener)).get(address)


def links_to(off: set[str], answer) -> set[str]:
    if answer.status_code != 200 or answer.streaming:
        return set()
    return {link for link in LINK.findall(answer.content.decode()) if part_at(link) in off}


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_a_part_switched_off_has_no_address_and_no_link_from_another_part(code, sign_in):
    asked = {address: page for address, page in addresses().items() if part_at(address)}
    off, still, left = switched_off(code), [], {}
    for address, page in asked.items():
        answer = opened(sign_in, address, page)
        if part_at(address) in off:
            still += [page.name] if answer.status_code != 404 else []
        elif links := links_to(off, answer):
            left[page.name] = links
    assert any(part_at(address) in off for address in asked)
    assert still == []
    assert left == {}


@pytest.mark.django_db
def test_no_page_every_hub_has_leads_to_a_part_switched_off(sign_in):
    asked = {address: page for address, page in addresses().items() if not part_at(address)}
    Hub.objects.update(modules=[])
    left = {
        page.name: links
        for address, page in asked.items()
        if (links := links_to(set(CODES), opened(sign_in, address, page)))
    }
    assert left == {}


@pytest.mark.django_db
def test_without_projects_nothing_says_whose_project_one_carries(sign_in):
    there = world()
    need = there["need"]
    need.venture = factories.venture("Zarbia Net", there["person"])
    need.save()
    pages = ("/people/", f"/people/{there['person'].key}/", f"/needs/{need.key}/")
    found = "/search/?q=zarbia"
    director = sign_in(persona("director"))
    for page in (*pages, found):
        assert "Zarbia" in director.get(page).content.decode(), page
    switched_off("projects")
    for page in pages:
        assert "Zarbia" not in director.get(page).content.decode(), page
    assert "/ventures/" not in director.get(found).content.decode()
    own = sign_in(persona("resident"))
    for page in ("/my-week/", "/needs/say/"):
        assert "Zarbia" not in own.get(page).content.decode(), page
    home = sign_in(None).get("/fr/").content.decode()
    assert "projet travaille" not in home
