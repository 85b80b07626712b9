"""Reads for an import: who is known, what was brought in before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from elspace.core.folding import fold
from elspace.needs.models import Need
from elspace.needs.queries import needs_visible_to
from elspace.needs.words import clean_words
from elspace.people.models import Person
from elspace.support.models import Expert
from elspace.trust.models import AuditLine
from elspace.ventures.models import Membership, Venture

from .models import ImportBatch

AT_ONCE = 400  # values in one query: both databases bound them


@dataclass(frozen=True)
class Known:
    """A person of the hub, as far as telling people apart needs."""

    pk: int
    key: UUID
    first_name: str
    last_name: str
    first_name_ar: str
    last_name_ar: str
    phone: str
    email: str
    ventures: tuple[str, ...]  # as written

    @property
    def name(self) -> str:
        """The name as written."""
        return f"{self.first_name} {self.last_name}".strip()


def known_people() -> list[Known]:
    """Everybody active, with the names of their ventures (two queries)."""
    ventures: dict[int, list[str]] = defaultdict(list)
    rows = Membership.objects.current().values_list(
        "person_id", "venture__name", "venture__name_ar"
    )
    for person, *names in rows:
        ventures[person].extend(name for name in names if name)
    fields = ("pk", "key", "first_name", "last_name", "first_name_ar", "last_name_ar", "phone")
    people = Person.objects.filter(is_active=True).values(*fields, "email")
    return [
        Known(**row | {"email": row["email"] or "", "ventures": tuple(ventures[row["pk"]])})
        for row in people
    ]


def known_ventures() -> dict[str, Venture]:
    """Ventures by folded name, the older one where two are called the same."""
    found: dict[str, Venture] = {}
    for venture in Venture.objects.order_by("-pk"):
        for name in (venture.name, venture.name_ar):
            if name:
                found[fold(name)] = venture
    return found


def words_known_of(people: Iterable[int], user: Any) -> dict[int, set[str]]:
    """What these people have already said, as far as `user` may read it, by person."""
    said: dict[int, set[str]] = defaultdict(set)
    for some in _in_turns(people):
        rows = needs_visible_to(user).filter(person__in=some).values_list("person_id", "words")
        for person, words in rows:
            said[person].add(fold(clean_words(words)))
    return said


def experts_among(people: Iterable[int]) -> set[int]:
    """Which of these people are experts today."""
    return {
        person
        for some in _in_turns(people)
        for person in Expert.objects.filter(person__in=some, is_active=True).values_list(
            "person_id", flat=True
        )
    }


def keys_taken(keys: Iterable[UUID]) -> set[UUID]:
    """Keys under which a person exists, erased ones too."""
    return {
        key
        for some in _in_turns(keys)
        for key in Person.objects.filter(key__in=some).values_list("key", flat=True)
    }


def needs_made(keys: Iterable[UUID]) -> dict[UUID, int]:
    """Needs that exist under these keys, and the number of the person who said them."""
    return {
        key: person
        for some in _in_turns(keys)
        for key, person in Need.objects.filter(key__in=some).values_list("key", "person_id")
    }


def _in_turns(values: Iterable[Any]) -> Iterable[list[Any]]:
    values = list(values)
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


def batch_of(key: UUID, user: Any) -> ImportBatch | None:
    """The file under preview; only whoever chose it sees it."""
    return ImportBatch.objects.filter(key=key, by=user).first()


def import_done(key: UUID, user: Any) -> AuditLine | None:
    """The line of a finished import of this user."""
    return AuditLine.objects.filter(verb="import_file", batch=key, actor=user).first()
