"""Who the personas are, and what one line of the table says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from elspace.people.enums import Role

PERSONAS: dict[str, Role | None] = {
    "visitor": None,
    "resident": Role.RESIDENT,
    "expert": Role.EXPERT,
    "funder": Role.FUNDER,
    "reception": Role.RECEPTION,
    "community": Role.COMMUNITY,
    "programme": Role.PROGRAMME,
    "director": Role.DIRECTOR,
    "accountant": Role.ACCOUNTANT,
}

EVERYBODY = frozenset(PERSONAS)

TEAM = frozenset({"reception", "community", "programme", "director"})

SIGNED_IN = EVERYBODY - {"visitor"}

PROGRAMME = frozenset({"programme", "director"})

OWN_WEEK = frozenset({"resident", "expert"})

BOOKS = PROGRAMME | {"accountant"}  # who keeps the hub's books

TILL = TEAM | {"accountant"}

DIRECTOR = frozenset({"director"})

IMPORTERS = PROGRAMME | {"community"}

TAKERS = PROGRAMME

HOLDERS = PROGRAMME | {"community"}  # of needs workshops


def PERSON(world: dict[str, Any]) -> dict[str, Any]:
    """The arguments of an address about one person."""
    return {"key": world["person"].key}


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
