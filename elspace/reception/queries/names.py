"""Finding who stands at the desk: by letters of a name in any spelling, or by what a card says."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from elspace.people.enums import TEAM, Role
from elspace.people.models import Person
from elspace.people.queries import people_matching, person_of_link

MOST = 8
FEWEST_LETTERS = 2
_ON_A_CARD = re.compile(r"/p/([\w-]{16,40})/?\s*$")


@dataclass(frozen=True)
class Found:
    """What was typed or scanned, and who it may be."""

    text: str
    people: tuple[Person, ...] = ()
    is_card: bool = False  # the square of a personal link: exactly one person

    @property
    def only(self) -> Person | None:
        """The one person it can be."""
        return self.people[0] if len(self.people) == 1 else None


def found_by(text: str) -> Found:
    """Whom this text means. A card's square holds the address of a personal page."""
    text = text.strip()
    card = _ON_A_CARD.search(text)
    if card:
        person = person_of_link(card[1])
        return Found("", (person,) if person else (), is_card=True)
    if len(text) < FEWEST_LETTERS:
        return Found(text)
    return Found(text, tuple(people_matching(text)[:MOST]))


def may_be_visited(also: set[int]) -> QuerySet[Person]:
    """Whom a visit may be for: the team, residents, and who is here or expected."""
    known: Any = Person.objects.with_role(*TEAM, Role.RESIDENT).values("pk")
    people = Person.objects.filter(is_active=True)
    return people.filter(pk__in=known) | people.filter(pk__in=also)
