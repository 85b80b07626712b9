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
from tests.personas import PAGES, PERSONAS, persona, world

pytestmark = pytest.mark.django_db

PARTS = ("needs", "programme", "desks", "plans", "invoices", "reception", "check_in")
# Words a page says of one part alone.
WORDS = {
    "needs": r"\b[Bb]esoins?\b(?! d)",
    "programme": r"\b[Pp]rogramm|\b[Ee]xpert|\b[Ss]éances?\b|\b[Tt]rimestres?\b",
    "desks": r"\b[Pp]ostes?\b",
    "plans": r"\b[Ff]ormules?\b|[Aa]bonnement",
    "invoices": r"\b[Ff]actur|\b[Cc]aisse\b|[Pp]aiement",
    "reception": r"Attendus|Les salles maintenant",
    "check_in": r"Ahla\s*!|Je suis là|d’évacuation|sur place",
}
# Words of every day, of wages and of those who pay, with no part behind them.
EVERYDAY = re.compile(
    r"Séance unique|توقيت الحصّة الواحدة|pas besoin"
    r"|payé par un programme|Le trimestre\s: du 1er|\w+@hub\.example"
)
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
    for part in off & WORDS.keys():
        yield from found_words(page, WORDS[part])


def found_words(page: str, pattern: str) -> Iterator[str]:
    """Where these words stand on a page, with what is around them."""
    words = unescape(re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", page, flags=re.S))
    words = EVERYDAY.sub("", words)
    for found in re.finditer(pattern, words):
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


def test_a_hub_of_rooms_alone_is_one_for_everybody(sign_in):
    rows, used = world(), ["places"]
    people = {who: persona(who) for who in PERSONAS}
    for number, person in enumerate(one for one in people.values() if one):
        person.first_name = f"Sami {number}"  # not after their role
        person.save()
    factories.hub(modules=used)
    gone = set(modules) - set(used)
    found = [
        f"{who} {name}: {trace}"
        for who, person in people.items()
        for name, page in walked(sign_in(person), who, rows)
        for trace in traces(page, gone)
    ]
    assert not found, "\n".join(found)


# The same of a hub in other languages; English says "need" for everyday things too.
ELSEWHERE = {
    "ar": r"برنامج|خبير|خبراء|حصّ|حصص|ثلاثي|حاجة|حاجيات",
    "en": r"\b[Pp]rogramme|\b[Ee]xperts?\b|\b[Ss]essions?\b|\b[Tt]erms?\b|\b[Nn]eeds\b",
}


@pytest.mark.parametrize("language", ELSEWHERE)
def test_a_hub_of_rooms_alone_is_one_in_other_languages(sign_in, language):
    rows = world()
    director = persona("director")
    director.language = language
    director.save()
    factories.hub(modules=["places"])
    client = sign_in(director)
    found = [
        f"{name}: {trace}"
        for name, page in walked(client, "director", rows)
        if f'lang="{language}"' in page[:200]
        for trace in found_words(page, ELSEWHERE[language])
    ]
    assert not found, "\n".join(found)


def test_the_words_are_there_while_all_is_on(sign_in):
    rows = world()
    factories.hub()
    client = sign_in(persona("director"))
    pages = [page for _name, page in walked(client, "director", rows)]
    for part in PARTS:
        assert any(list(traces(page, {part})) for page in pages), part


@pytest.mark.parametrize("off", PARTS)
def test_a_part_alone_is_named_nowhere(sign_in, off):
    found = found_traces(sign_in, (off,))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("off", [*combinations(PARTS, 2), PARTS], ids=" ".join)
def test_parts_together_are_named_nowhere_where_parts_meet(sign_in, off):
    found = found_traces(sign_in, off, MEETING)
    assert not found, "\n".join(found)
