"""Numbers about people that may leave the house: no group under five, not even by subtraction.

A table gives away a small cell in two ways: by showing it, and by showing its total and every other
cell. So the small cells are hidden (primary suppression), and then the next smallest ones, until
what is hidden together is at least two groups and at least five people (complementary suppression;
L. H. Cox, "Suppression methodology and statistical disclosure control", Journal of the American
Statistical Association 75, 1980). Empty cells are hidden with them, so that nobody learns which of
the hidden groups have anybody in them. A total under five is hidden with all its cells.

What this does not do: two pages given on different days can be compared, and somebody who counts in
a group can take themselves off it.
"""

from collections.abc import Iterable, Mapping
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

    @property
    def hidden(self) -> int | None:
        """How many people the hidden cells hold together; None when that is hidden too."""
        if self.total is None:
            return None
        return self.total - sum(number for number in self.cells.values() if number)

    def gathered(self) -> "Table":
        """The same without the names of the hidden cells: they are one group, whoever is in it."""
        return Table(self.total, {name: n for name, n in self.cells.items() if n is not None})


def mask_number(number: int, least: int = LEAST) -> int | None:
    """A number that stands alone: hidden when it is small and not nothing."""
    return None if 0 < number < least else number


def mask(cells: Mapping[str, int], least: int = LEAST) -> Table:
    """The table as it may be shown. The cells part the total: each person stands in one."""
    total = sum(cells.values())
    small = {name for name, number in cells.items() if 0 < number < least}
    if not small:
        return Table(total, dict(cells))
    if total < least:
        return all_hidden(cells)
    hidden = small | {name for name, number in cells.items() if number == 0}
    rest = sorted((number, name) for name, number in cells.items() if name not in hidden)
    for _number, name in rest:
        held = [cells[one] for one in hidden if cells[one]]
        if len(held) >= 2 and sum(held) >= least:
            break
        hidden.add(name)
    return Table(total, {name: None if name in hidden else cells[name] for name in cells})


def all_hidden(cells: Iterable[str]) -> Table:
    """A table of which nothing may be shown, not even the total."""
    return Table(None, dict.fromkeys(cells))
