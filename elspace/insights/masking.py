"""Numbers about people that may leave the house: no group under five, not even by subtraction.

A table gives away a small cell in two ways: by showing it, and by showing its total and every other
cell. So the small cells are hidden (primary suppression), and then the next smallest ones, until
what is hidden together is at least two groups and at least five people (complementary suppression;
L. H. Cox, "Suppression methodology and statistical disclosure control", Journal of the American
Statistical Association 75, 1980). Empty cells are hidden with them, so that nobody learns which of
the hidden groups have anybody in them. A total under five is hidden with all its cells.

Two pages of one term, given on different days, are a third table: what came or went in between. So
a later page hides as much as it takes for every group that can be told from both to be the same on
both, or to have changed by five or more.

What this does not do: a group from which as many went as came looks unchanged, two terms can be
compared, and somebody who counts in a group can take themselves off it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

LEAST = 5


@dataclass(frozen=True)
class Table:
    """A total and its cells as they may be shown; None = hidden."""

    total: int | None
    cells: dict[str, int | None]

    @property
    def is_masked(self) -> bool:
        """Whether anything is hidden."""
        return self.total is None or bool(self.hidden)

    def held(self, group: Collection[str]) -> int:
        """How many people a group of cells holds, of which either all hidden ones are part or
        none."""
        shown = sum(self.cells.get(name) or 0 for name in group)
        has_hidden = any(self.cells.get(name) is None for name in group)
        return shown + (self.hidden or 0 if has_hidden else 0)

    @property
    def hidden(self) -> int | None:
        """How many people the hidden cells hold together; None when that is hidden too."""
        if self.total is None:
            return None
        return self.total - sum(number for number in self.cells.values() if number)

    def gathered(self) -> "Table":
        """The same without the names of the hidden cells: they are one group, whoever is in it."""
        return Table(self.total, {name: n for name, n in self.cells.items() if n is not None})


def mask_number(number: int, earlier: Iterable[int | None] = (), least: int = LEAST) -> int | None:
    """A number that stands alone: hidden when it is small and not nothing, or when it is that far
    from one that was given before."""
    apart = [number, *(number - before for before in earlier if before is not None)]
    return None if any(_is_small(one, least) for one in apart) else number


def mask(cells: Mapping[str, int], earlier: Sequence[Table] = (), least: int = LEAST) -> Table:
    """The table as it may be shown beside the `earlier` ones, which others hold already. The cells
    part the total: each person stands in one."""
    total = sum(cells.values())
    if any(_is_small(total - one.total, least) for one in earlier if one.total is not None):
        return all_hidden(cells)
    small = {name for name, number in cells.items() if 0 < number < least}
    if small and total < least:
        return all_hidden(cells)
    rest = sorted((number, name) for name, number in cells.items() if name not in small)
    hidden = small
    while hidden or _told(cells, hidden, earlier, least):
        hidden |= {name for name, number in cells.items() if number == 0}
        held = [cells[one] for one in hidden if cells[one]]
        told = _told(cells, hidden, earlier, least)
        if len(held) >= 2 and sum(held) >= least and not told:
            break
        left = [name for _number, name in rest if name not in hidden]
        if not left:
            break
        hidden.add(next((name for name in left if name in told), left[0]))
    return Table(total, {name: None if name in hidden else cells[name] for name in cells})


def _is_small(number: int, least: int) -> bool:
    return 0 < abs(number) < least


def _told(
    cells: Mapping[str, int], hidden: Collection[str], earlier: Sequence[Table], least: int
) -> set[str]:
    """The names of a group that would be seen to have changed by a few people; none is well."""
    for table in earlier:
        if table.total is None:
            continue
        for group in _told_from_both(cells, hidden, table):
            if _is_small(_held(cells, group) - table.held(group), least):
                return group
    return set()


def _held(cells: Mapping[str, int], group: Iterable[str]) -> int:
    return sum(cells.get(name, 0) for name in group)


def _told_from_both(
    cells: Mapping[str, int], hidden: Collection[str], table: Table
) -> Iterator[set[str]]:
    """The smallest groups of which both tables tell how many they hold. Whoever is not named in a
    table stands among its hidden ones, where it has any."""
    names = {*cells, *table.cells}
    before = {name for name in names if table.cells.get(name) is None} if table.is_masked else set()
    joined = set(hidden)
    if joined & before:
        joined |= before
        before = set()
    yield from ({name} for name in sorted(names - joined - before))
    yield from (group for group in (joined, before) if group)


def all_hidden(cells: Iterable[str]) -> Table:
    """A table of which nothing may be shown, not even the total."""
    return Table(None, dict.fromkeys(cells))
