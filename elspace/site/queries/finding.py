"""What a search finds, by group, for one person."""

from dataclasses import dataclass
from typing import Any

from elspace.core.registries import Findable, Hit, findables, parts_off
from elspace.core.search import LONGEST, ranked

A_GROUP = 6  # hits shown of each group, before one is opened
ALL = 100  # hits shown of the group opened


@dataclass(frozen=True)
class Group:
    """The hits of one kind: the best few, and how many there are."""

    findable: Findable
    hits: list[Hit]
    total: int
    rows: list[Any]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.hits)


def find(user: Any, text: str, only: str = "") -> list[Group]:
    """The groups in which something is found; `only` opens one of them. A fixed number of
    queries, whatever is found."""
    text = " ".join(text[:LONGEST].split())
    if not text:
        return []
    found, off = [], parts_off()
    for findable in findables.values():
        if only in findables and findable.code != only:
            continue
        if findable.module in off or not user.has_perm(findable.permission):
            continue
        also = findable.also(text) if findable.also else None
        pairs = ranked(findable.visible_to(user), text, findable.folded, also)
        rows = [row for _rank, row in pairs[: ALL if only in findables else A_GROUP]]
        if rows:
            hits = [findable.show(row, user) for row in rows]
            found.append(Group(findable, hits, len(pairs), rows))
    return found
