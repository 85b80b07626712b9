"""What a neighbourhood opens, what may be held in it, and what came of searching it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from optimiser.model.hub import Floats
from optimiser.model.plan import Key, Plan

Var = cp_model.IntVar


@dataclass(slots=True)
class Opening:
    """What to open: sessions taken out, needs unseated elsewhere, templates offered instead.

    With `prices` a session that very many could attend is offered to the dearest of them alone.
    """

    sessions: list[Key]
    needs: list[int]
    templates: list[int]
    filled: list[Key]  # sessions that stay, whose free seats may be used
    prices: Floats | None = None


@dataclass(slots=True)
class Effort:
    """How long to search: seconds of the clock, or the solver's own deterministic measure."""

    seconds: float | None
    steps: float
    seed: int


@dataclass(slots=True)
class Option:
    """A session that may be held; `held` is None when it stays in any case.

    `larger` holds for each size of room the rooms that give it, as bits, and whether the session
    has one of them.
    """

    expert: int
    slot: int
    group: int
    held: Var | None
    own_room: int = -1
    seats: dict[int, Var] = field(default_factory=dict)
    larger: list[tuple[int, Var]] = field(default_factory=list)


@dataclass(slots=True)
class Outcome:
    """The best `plan` found and the `limit` the search proved; None where there is none."""

    plan: Plan | None
    limit: int | None
    finished: bool
    steps: float = 0.0
