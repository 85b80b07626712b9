"""What it costs that a pair meets once more or once less, looked up by the pair's state."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimiser.tables.problem import Evening

HARD = 10_000.0  # what a broken rule costs, in repeats
HISTORY, APART, WANTED = 1, 2, 4


@dataclass(frozen=True, slots=True)
class MeetingPrices:
    """`state` of a pair [one, other] before any meeting; each meeting adds one to it.

    `whole` is what a state costs, `more` and `less` what one meeting more adds or one less spares.
    """

    state: NDArray[np.int64]
    whole: NDArray[np.float64]
    more: NDArray[np.float32]
    less: NDArray[np.float32]


def meeting_prices(evening: Evening, size: int, fine: float) -> MeetingPrices:
    """For the people of an evening and so many more whom nobody minds; in repeats.

    `fine`: what a pair costs for each two of its meetings.
    """
    place = {name: i for i, name in enumerate(evening.people)}
    kind = np.zeros((size, size), dtype=np.int64)  # 0: beside nobody, or oneself
    people = kind[: len(place), : len(place)]
    people[:] = 1 + WANTED * evening.cover_all
    for pairs, wish in (
        (evening.history, HISTORY), (evening.apart, APART), (evening.together, WANTED),
    ):  # fmt: skip
        for one, other in pairs:
            a, b = place[one], place[other]
            people[a, b] = people[b, a] = 1 + ((people[a, b] - 1) | wish)
    np.fill_diagonal(kind, 0)
    met = np.arange(evening.rounds + 2)
    rows = [np.zeros(len(met))]
    for wishes in range(HISTORY + APART + WANTED + 1):
        free = 0 if wishes & HISTORY else 1
        cost = np.maximum(met - free, 0) + fine * met * (met - 1) / 2
        broken = met * bool(wishes & APART) + (met < 1) * bool(wishes & WANTED)
        rows.append(cost + HARD * broken)
    whole = np.array(rows)
    more = np.diff(whole, axis=1, append=0.0)
    less = np.diff(whole, axis=1, prepend=0.0)
    less[:, 0] = 0.0
    return MeetingPrices(
        kind * len(met), whole.ravel(),
        more.ravel().astype(np.float32), less.ravel().astype(np.float32),
    )  # fmt: skip
