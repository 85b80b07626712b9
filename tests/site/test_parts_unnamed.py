"""A part switched off is named by no page that stays, alone and in pairs with another."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import combinations

import pytest
from django.test import Client
from django.urls import reverse

from elspace.core.registries import modules
from tests import factories
from tests.personas import PAGES, persona, world

pytestmark = pytest.mark.django_db

PARTS = ("desks", "plans", "invoices", "reception", "check_in")
# Words a page says of one part alone.
WORDS = {
    "desks": r"\b[Pp]ostes?\b",
    "plans": r"\b[Ff]ormules?\b|[Aa]bonnement",
    "invoices": r"\b[Ff]actur|\b[Cc]aisse\b|[Pp]aiement",
    "reception": r"Attendus|Les salles maintenant",
    "check_in": r"Ahla\s*!|Je suis là|d’évacuation|sur place",
}
# What files may bring; what is kept stays in a copy, whatever is switched off; kinds of plans
# are named after desks; words people said.
NAMES_PARTS = {
    "imports:start",
    "site:copy",
    "site:my-copy",
    "hosting:plan",
    "hosting:plan-add",
    "needs:classify",
    "needs:workshop-page",
    "trust:audit",  # what happened while the part was on
}
MEETING = (
    "site:today",
    "site:person",
    "site:my-week",
    "site:my-rooms",
    "hosting:rooms",
    "reception:day",
)


def used_without(*off: str) -> list[str]:
    """The modules of a hub without these and without those that need them."""
    return sorted(
        code for code, one in modules.items() if code not in off and not set(one.needs) & set(off)
    )


def traces(page: str, off: set[str]) -> Iterator[str]:
    """What a page says of parts that are off."""
    words = unescape(re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", page, flags=re.S))
    for part in off & WORDS.keys():
        for found in re.finditer(WORDS[part], words):
            yield words[max(0, found.start() - 30) : found.end() + 30].strip()


def walked(client: Client, who: str, rows: dict, only: tuple[str, ...] = ()) -> Iterator[tuple]:
    """Every page this persona opens."""
    for page in PAGES:
        if who not in page.may or page.answers != 200 or not page.look or page.name in NAMES_PARTS:
            continue
        if (only and page.name not in only) or page.name == "site:more":  # there they are switched
            continue
        address = reverse(page.name, kwargs=page.rows(rows))
        answer = client.get(address)
        if answer.status_code == 200 and not answer.streaming:
            yield page.name, answer.content.decode(errors="replace")


def found_traces(sign_in, off: tuple[str, ...], only: tuple[str, ...] = ()) -> list[str]:
    rows = world()
    used = used_without(*off)
    factories.hub(modules=used)
    gone = set(modules) - set(used)
    return [
        f"{who} {name}: {trace}"
        for who in ("director", "resident")
        for name, page in walked(sign_in(persona(who)), who, rows, only)
        for trace in traces(page, gone)
    ]


def test_the_words_are_there_while_all_is_on(sign_in):
    rows = world()
    factories.hub()
    client = sign_in(persona("director"))
    pages = [page for _name, page in walked(client, "director", rows)]
    for part in PARTS:
        assert any(list(traces(page, {part})) for page in pages), part


@pytest.mark.parametrize("off", PARTS)
def test_a_part_alone_is_named_nowhere(sign_in, off):
    assert found_traces(sign_in, (off,)) == []


@pytest.mark.parametrize("off", [*combinations(PARTS, 2), PARTS], ids=" ".join)
def test_parts_together_are_named_nowhere_where_parts_meet(sign_in, off):
    assert found_traces(sign_in, off, MEETING) == []
