"""Eight tables of four over ten rounds, nobody twice beside anybody: the famous social golfers.

People are four columns of the group of three bits, and adding one element of the group to everybody
leaves every round as it is. Six rounds hold one person of each column at a table. In three rounds
tables hold two of each of two columns, in the last one all four are of one column. Two elements of
the group are left over for each two columns by the six; whoever is two at a table of the next three
differ by their sum, and what all these differences leave over in a column is a line, which
gives the tables of the last round. So everything follows from the six, which are found by trying.
"""

from __future__ import annotations

from itertools import combinations, product

Shift = tuple[int, ...]  # what is added to the columns of one of the six rounds, the first 0
Tables = list[list[int]]

ORDER = 8
COLUMNS = range(4)
MATCHINGS = (((0, 1), (2, 3)), ((0, 2), (1, 3)), ((0, 3), (1, 2)))


def ten_rounds() -> list[Tables]:
    """Rounds of tables of people from 0 to 31."""
    shifts = _six()
    across = [
        [[_person(c, shift[c] ^ g) for c in COLUMNS] for g in range(ORDER)] for shift in shifts
    ]
    sums = _sums(shifts)
    halves = [
        [table for one, other in matching for table in _two_each(shifts, sums, one, other)]
        for matching in MATCHINGS
    ]
    within = [table for column in COLUMNS for table in _lines(sums, column)]
    return [*across, *halves, within]


def _person(column: int, element: int) -> int:
    return column * ORDER + element


def _differences(shift: Shift) -> list[int]:
    return [shift[one] ^ shift[other] for one, other in combinations(COLUMNS, 2)]


def _six() -> list[Shift]:
    """Six shifts no two of which set two columns off alike, with independent sums."""
    zero: Shift = (0, 0, 0, 0)
    every = [(0, *rest) for rest in product(range(1, ORDER), repeat=3)]

    def grown(chosen: list[Shift], left: list[Shift]) -> list[Shift] | None:
        if len(chosen) == 6:
            return chosen if _are_independent(_sums(chosen)[1:]) else None
        for place, shift in enumerate(left):
            apart = [other for other in left[place + 1 :] if _set_apart(shift, other)]
            found = grown([*chosen, shift], apart)
            if found is not None:
                return found
        return None

    return grown([zero], [shift for shift in every if _set_apart(shift, zero)]) or [zero]


def _set_apart(one: Shift, other: Shift) -> bool:
    pairs = zip(_differences(one), _differences(other), strict=True)
    return all(mine != theirs for mine, theirs in pairs)


def _sums(shifts: list[Shift]) -> list[int]:
    sums = [0, 0, 0, 0]
    for shift in shifts:
        sums = [total ^ element for total, element in zip(sums, shift, strict=True)]
    return sums


def _are_independent(sums: list[int]) -> bool:
    one, two, three = sums
    return len({0, one, two, one ^ two}) == 4 and three not in {0, one, two, one ^ two}


def _two_each(shifts: list[Shift], sums: list[int], one: int, other: int) -> Tables:
    used = {shift[one] ^ shift[other] for shift in shifts}
    apart = min(set(range(ORDER)) - used)
    step = sums[one] ^ sums[other]
    return [
        [
            _person(one, g),
            _person(one, g ^ step),
            _person(other, g ^ apart),
            _person(other, g ^ apart ^ step),
        ]
        for g in range(ORDER)
        if g < g ^ step
    ]


def _lines(sums: list[int], column: int) -> Tables:
    """The two cosets of the line that the differences of the column leave over."""
    first, second, third = (sums[c] for c in COLUMNS if c != column)
    line = [0, first ^ second, first ^ third, second ^ third]
    rest = min(set(range(ORDER)) - set(line))
    return [[_person(column, g ^ start) for g in line] for start in (0, rest)]
