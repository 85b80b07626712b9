"""Finding rows by words in any spelling and script: written the same first, then begun so, then
sounding so.

The database gathers candidates by stored words and sounds (core.models.Folded), alike on both
engines because both sides are folded; what decides and ranks is `core.spelling`, in Python.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import Any

from django.db.models import Model, Q, QuerySet

from .spelling import MARK, PARTICLES, alike, folded_texts, sounds_of, words_of

LONGEST = 100  # signs of a query that are read
MOST_WORDS = 6
MOST_CANDIDATES = 500  # the newest; whoever finds more adds a word


class Rank(IntEnum):
    """How a word is found."""

    SAME = 0
    BEGUN = 1
    SOUNDS = 2


def words_asked(text: str) -> list[str]:
    """The folded words of a query that must be found; articles and particles only when there is
    nothing else."""
    words = words_of(text[:LONGEST])
    return list(dict.fromkeys([word for word in words if word not in PARTICLES] or words))[
        :MOST_WORDS
    ]


def ranked(
    rows: QuerySet[Any], text: str, folded: Sequence[str] = ("folded",), also: Q | None = None
) -> list[tuple[int, Any]]:
    """The rows in which every word of `text` is found in one of the `folded` columns, or that
    `also` finds, each with its rank: the best first, the rest in the order of `rows`."""
    words = words_asked(text)
    wanted = _candidates(words, folded) if words else Q(pk=None)
    if also is not None:
        wanted |= also
        by_also = set(rows.filter(also).values_list("pk", flat=True))
    elif not words:
        return []
    else:
        by_also = set()
    newest = rows.order_by("-pk").filter(wanted).values_list("pk", flat=True).distinct()
    found = []
    for row in rows.filter(pk__in=list(newest[:MOST_CANDIDATES])):
        rank = int(Rank.SAME) if row.pk in by_also else _rank(words, _words_at(row, folded))
        if rank is not None:
            found.append((rank, row))
    return sorted(found, key=lambda pair: pair[0])


def _candidates(words: Iterable[str], folded: Sequence[str]) -> Q:
    wanted = Q()
    for word in words:
        parts = [f" {word}", *(f" {MARK}{sound} " for sound in sounds_of(word))]
        either = Q()
        for path in folded:
            for part in parts:
                either |= Q(**{f"{path}__contains": part})
        wanted &= either
    return wanted


def _rank(asked: list[str], stored: set[str]) -> int | None:
    """The worst rank among the words asked, then how many stand so; None when one is missing."""
    ranks = []
    for word in asked:
        if word in stored:
            ranks.append(Rank.SAME)
        elif any(one.startswith(word) for one in stored):
            ranks.append(Rank.BEGUN)
        elif any(alike(word, one) for one in stored):
            ranks.append(Rank.SOUNDS)
        else:
            return None
    return 10 * max(ranks) + sum(ranks) if ranks else None


def _words_at(row: Model, folded: Sequence[str]) -> set[str]:
    return {
        word
        for path in folded
        for stored in _read(row, path.split("__"))
        for word in stored.split()
        if not word.startswith(MARK)
    }


def _read(row: Any, path: list[str]) -> Iterator[str]:
    """The texts a path of a query leads to; what it passes through is loaded with the rows."""
    if row is None:
        return
    if not path:
        yield row
        return
    value = getattr(row, path[0])
    for one in value.all() if hasattr(value, "all") else [value]:
        yield from _read(one, path[1:])


def refold(model: type[Model], found_by: Sequence[str]) -> int:
    """Write anew what the rows of a model are found by, where it differs; how many did. Takes the
    fields by name, because a migration's models know no more."""
    changed = []
    for row in model._default_manager.only("pk", "folded", *found_by).iterator(chunk_size=500):
        stored = folded_texts(getattr(row, name) for name in found_by)
        if row.folded != stored:  # type: ignore[attr-defined]
            row.folded = stored  # type: ignore[attr-defined]
            changed.append(row)
    model._default_manager.bulk_update(changed, ["folded"], batch_size=200)
    return len(changed)
