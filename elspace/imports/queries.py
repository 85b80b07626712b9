"""Reads for an import: who is known, what was brought in before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from elspace.core.folding import fold
from elspace.needs.models import Need
from elspace.needs.queries import needs_visible_to
from elspace.needs.words import clean_words
from elspace.people.models import Person
from elspace.support.models import Expert
from elspace.ventures.models import Membership, Venture

from .enums import BatchState
from .models import HeaderMeaning, ImportBatch, ImportedRow

FINISHED = (BatchState.DONE, BatchState.UNDONE)
PERSON = "people.person"
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
    def ref(self) -> str:
        """How the workbook of everything calls them by."""
        return str(self.key)

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
    for some in in_turns(people):
        rows = needs_visible_to(user).filter(person__in=some).values_list("person_id", "words")
        for person, words in rows:
            said[person].add(fold(clean_words(words)))
    return said


def experts_among(people: Iterable[int]) -> set[int]:
    """Which of these people are experts today."""
    return {
        person
        for some in in_turns(people)
        for person in Expert.objects.filter(person__in=some, is_active=True).values_list(
            "person_id", flat=True
        )
    }


def people_of_rows(keys: Iterable[UUID], known: Iterable[Known]) -> dict[UUID, Known]:
    """Whom an earlier import made, or was told, for these rows."""
    by_pk = {one.pk: one for one in known}
    by_key = {one.key: one for one in by_pk.values()}
    keys = list(keys)
    found = {key: by_key[key] for key in keys if key in by_key}
    for some in in_turns(keys):
        rows = ImportedRow.objects.filter(row_key__in=some, kind=PERSON)
        for key, number in rows.order_by("pk").values_list("row_key", "number"):
            if key and number in by_pk:
                found[key] = by_pk[number]
    return found


def keys_taken(keys: Iterable[UUID]) -> set[UUID]:
    """Keys under which a person exists, erased ones too."""
    return {
        key
        for some in in_turns(keys)
        for key in Person.objects.filter(key__in=some).values_list("key", flat=True)
    }


def needs_made(keys: Iterable[UUID]) -> dict[UUID, int]:
    """Needs that exist under these keys, and the number of the person who said them."""
    return {
        key: person
        for some in in_turns(keys)
        for key, person in Need.objects.filter(key__in=some).values_list("key", "person_id")
    }


def in_turns(values: Iterable[Any]) -> Iterable[list[Any]]:
    """Some at a time, as many as both databases bind in one query."""
    values = list(values)
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


def batch_of(key: UUID, user: Any) -> ImportBatch | None:
    """The file under preview; only whoever chose it sees it."""
    return ImportBatch.objects.filter(key=key, by=user).first()


def meanings_of_headers() -> dict[str, dict[str, str]]:
    """What was said about headers before, by the mark of all headers of a sheet."""
    return dict(HeaderMeaning.objects.values_list("signature", "meanings"))


def imports_done(user: Any) -> QuerySet[ImportBatch]:
    """Files this user has brought in, the last ones first."""
    return ImportBatch.objects.filter(by=user, state__in=FINISHED).order_by("-finished_at")
