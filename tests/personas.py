"""The personas of the hub and the table of addresses × who may open them.

Every address of the platform stands in `PAGES`; `tests/architecture/test_personas.py` opens each as
each persona and fails when an address is missing here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from elspace.agenda.actions import give_calendar_link
from elspace.people.actions import give_link
from elspace.people.enums import Role
from elspace.people.models import Person
from tests import factories

PERSONAS: dict[str, Role | None] = {
    "visitor": None,
    "resident": Role.RESIDENT,
    "expert": Role.EXPERT,
    "funder": Role.FUNDER,
    "reception": Role.RECEPTION,
    "community": Role.COMMUNITY,
    "programme": Role.PROGRAMME,
    "director": Role.DIRECTOR,
}
EVERYBODY = frozenset(PERSONAS)
TEAM = frozenset({"reception", "community", "programme", "director"})
SIGNED_IN = EVERYBODY - {"visitor"}
PROGRAMME = frozenset({"programme", "director"})


@dataclass(frozen=True)
class Page:
    """One address: its URL name, who may open it, and how to fill its arguments.

    `rows(world)` returns the URL arguments; `template` names the page for the browser's dark round;
    `look` says whether the browser opens it in three languages (fragments and downloads: no).
    `answers` is the status a permitted persona gets on GET (405: only buttons press it).
    """

    name: str
    may: frozenset[str]
    rows: Callable[[dict[str, Any]], dict[str, Any]] = field(default=lambda _world: {})
    answers: int = 200
    look: bool = True


def _announced(world: dict[str, Any], audience: str = "invited") -> Any:
    """The key of the session's occasion, announced."""
    occasion = world["session"].occasion
    occasion.state, occasion.audience = "announced", audience
    occasion.save()
    return occasion.key


def _calendar(world: dict[str, Any]) -> str:
    return give_calendar_link(person=world["person"], by=None).token


def _link(world: dict[str, Any]) -> str:
    return give_link(person=world["person"], by=None).token


PAGES: list[Page] = [
    Page("public:home", EVERYBODY),
    Page("public:house", EVERYBODY),
    Page("public:contact", EVERYBODY),
    Page("site:front", EVERYBODY, answers=302, look=False),
    Page("site:more", SIGNED_IN),
    Page("site:health", EVERYBODY, look=False),
    Page("agenda:my-calendar", SIGNED_IN),
    Page("agenda:public-feed", EVERYBODY, look=False),
    Page(
        "agenda:public-occasion", EVERYBODY, lambda w: {"key": _announced(w, "public")}, look=False
    ),
    Page("agenda:occasion", TEAM | {"resident"}, lambda w: {"key": _announced(w)}, look=False),
    Page("agenda:feed", EVERYBODY, lambda w: {"token": _calendar(w)}, look=False),
    Page("agenda:change-calendar", SIGNED_IN, lambda w: {"what": "give"}, 405, look=False),
    Page("agenda:my-calendar-by-link", EVERYBODY, lambda w: {"token": _link(w)}),
    Page(
        "agenda:change-calendar-by-link",
        EVERYBODY,
        lambda w: {"token": _link(w), "what": "give"},
        405,
        look=False,
    ),
    Page(
        "agenda:occasion-by-link",
        EVERYBODY,
        lambda w: {"token": _link(w), "key": _announced(w)},
        look=False,
    ),
    Page("outbox:to-send", TEAM),
    Page("outbox:waiting", TEAM),
    Page("outbox:sent", TEAM),
    Page("outbox:slips", TEAM),
    Page("outbox:mark-opened", TEAM, answers=405, look=False),
    Page("outbox:mark-sent", TEAM, answers=405, look=False),
    Page("outbox:mark-not-sent", TEAM, answers=405, look=False),
    Page("outbox:cancel-batch", TEAM, lambda w: {"batch": w["term"].key}, 405, look=False),
    Page("outbox:cancel-message", TEAM, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("outbox:retry-message", TEAM, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("outbox:take-in-hand", TEAM, lambda w: {"key": w["term"].key}, 405, look=False),
]


def persona(name: str) -> Person | None:
    """The person of a persona (None: a visitor), made on first use."""
    role = PERSONAS[name]
    if role is None:
        return None
    known = Person.objects.filter(email=f"{name}@hub.example").first()
    return known or factories.person(name.capitalize(), roles=[role], email=f"{name}@hub.example")


def world() -> dict[str, Any]:
    """One row of everything an address needs."""
    factories.hub()
    term = factories.term()
    need = factories.need(persona("resident"))
    expert = factories.expert("Leïla")
    room = factories.room("Zitoun")
    return {
        "term": term,
        "need": need,
        "person": need.person,
        "expert": expert,
        "room": room,
        "session": factories.session(of=term, needs=[need], by=expert, where=room),
    }
