"""Seatings without any repeat, from algebra: for so many tables of so many people.

Round robin for tables of two; lines of an affine plane over a finite field (transversal designs)
where there are as many tables as the field has elements; and base rounds turned by a cyclic group
(Kirkman systems and their relatives), found once by exact cover and written down in
`base_rounds.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from optimiser.tables.base_rounds import BASE_ROUNDS
from optimiser.tables.eights import ten_rounds

Seats = list[list[list[int]]]  # rounds, tables, people
Operation = Callable[[int, int], int]

# Irreducible polynomials, lowest coefficient first, of the fields that are no prime fields.
_POLYNOMIALS = {
    4: (2, [1, 1, 1]),
    8: (2, [1, 1, 0, 1]),
    9: (3, [1, 0, 1]),
    16: (2, [1, 1, 0, 0, 1]),
}


# For each order of a field by how many powers the second pair of a table is turned on.
_TWISTS = {5: 1, 9: 2, 13: 3}


def best_design(tables: int, size: int) -> Seats:
    """As many rounds without a repeat as are known here for `tables` tables of `size`."""
    if tables < 1 or size < 1:
        return []
    found = [_one_round(tables, size)]
    if size == 2:
        found.append(_round_robin(2 * tables))
    if 1 < size <= tables:
        found.append(_lines(tables, size))
    if size == 4 and (order := (4 * tables - 1) // 3) in _TWISTS and 3 * order + 1 == 4 * tables:
        found.append(_by_fours(order, _TWISTS[order]))
    if (tables, size) == (8, 4):
        found.append(ten_rounds())
    found += [_turned(*base) for base in BASE_ROUNDS.get((tables, size), [])]
    return max(found, key=len)


def _one_round(tables: int, size: int) -> Seats:
    return [[list(range(t * size, (t + 1) * size)) for t in range(tables)]]


def _round_robin(people: int) -> Seats:
    """One sits still, the others turn."""
    ring = people - 1
    rounds = []
    for turn in range(ring):
        others = [((turn + k) % ring, (turn - k) % ring) for k in range(1, people // 2)]
        rounds.append([[ring, turn], *(list(both) for both in others)])
    return rounds


def _lines(tables: int, size: int) -> Seats:
    """Person (x, y) sits in round m at table y - m x; then each column by itself.

    Two people meet twice only if (m - m') (x - x') = 0, which a field excludes. Without a field
    two rounds are left.
    """
    field = _field(tables)
    rounds: Seats = []
    slopes = range(tables) if field else range(2)
    plus, times = field or (lambda a, b: (a + b) % tables, lambda a, b: a * b % tables)
    for slope in slopes:
        rounds.append(
            [[x * tables + plus(c, times(slope, x)) for x in range(size)] for c in range(tables)]
        )
    if tables % size == 0:
        within = best_design(tables // size, size)
        for inner in within:
            rounds.append(
                [[x * tables + y for y in seated] for x in range(size) for seated in inner]
            )
    return rounds


def _by_fours(order: int, twist: int) -> Seats:
    """Everybody meets everybody once at tables of four (Hanani, Ray-Chaudhuri and Wilson 1972).

    People are three copies of a field and one more; tables are pairs of opposite powers in one
    copy with a pair of another, and the three zeros with the one.
    """
    field = _field(order)
    if field is None:
        return []
    plus, times = field
    powers = next(found for found in (_powers(times, x, order) for x in range(2, order)) if found)
    half = (order - 1) // 2
    base: list[list[tuple[int, int]]] = [[(0, 0), (0, 1), (0, 2), (0, 3)]]
    for first in range(half // 2):
        for copy in range(3):
            second = first + twist
            base.append(
                [
                    (powers[first], copy),
                    (powers[first + half], copy),
                    (powers[second % (order - 1)], (copy + 1) % 3),
                    (powers[(second + half) % (order - 1)], (copy + 1) % 3),
                ]
            )
    return [
        [
            [copy * order + (0 if copy == 3 else plus(value, shift)) for value, copy in seated]
            for seated in base
        ]
        for shift in range(order)
    ]


def _powers(times: Operation, element: int, order: int) -> list[int] | None:
    """The powers of an element, None unless they are all of the field but zero."""
    found = [1]
    while len(found) < order - 1:
        found.append(times(found[-1], element))
        if found[-1] == 1:
            return None
    return found


def _field(order: int) -> tuple[Operation, Operation] | None:
    """Sum and product of the finite field of this order, None where there is none (to 49)."""
    if order >= 2 and all(order % d for d in range(2, order)):
        return (lambda a, b: (a + b) % order, lambda a, b: a * b % order)
    if order not in _POLYNOMIALS:
        return None
    prime, polynomial = _POLYNOMIALS[order]
    degree = len(polynomial) - 1

    def digits(value: int) -> list[int]:
        return [value // prime**k % prime for k in range(degree)]

    def number(values: list[int]) -> int:
        return sum(v * prime**k for k, v in enumerate(values))

    def plus(one: int, other: int) -> int:
        return number([(a + b) % prime for a, b in zip(digits(one), digits(other), strict=True)])

    def times(one: int, other: int) -> int:
        product = [0] * (2 * degree - 1)
        for i, a in enumerate(digits(one)):
            for j, b in enumerate(digits(other)):
                product[i + j] = (product[i + j] + a * b) % prime
        for place in range(2 * degree - 2, degree - 1, -1):
            lead = product[place]
            for k, coefficient in enumerate(polynomial):
                product[place - degree + k] = (
                    product[place - degree + k] - lead * coefficient
                ) % prime
        return number(product[:degree])

    return plus, times


def _turned(turns: int, classes: int, cosets: bool, bases: Seats) -> Seats:
    """The rounds that arise when base rounds are turned: person c * turns + x becomes x + 1.

    People from classes * turns on sit still. With `cosets` one more round: those who sit still, and
    within each class those whose distance divides the turns by the size of a table.
    """
    still = classes * turns

    def moved(person: int, by: int) -> int:
        if person >= still:
            return person
        return person // turns * turns + (person % turns + by) % turns

    rounds = [
        [[moved(person, by) for person in seated] for seated in base]
        for base in bases
        for by in range(turns)
    ]
    if cosets:
        size, tables = len(bases[0][0]), len(bases[0])
        step = turns // size
        last = [
            [c * turns + x + k * step for k in range(size)]
            for c in range(classes)
            for x in range(step)
        ]
        rest = list(range(still, tables * size))
        rounds.append(last + ([rest] if rest else []))
    return rounds
