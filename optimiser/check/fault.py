"""One thing that is wrong with a plan."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """`rule`: a key of labels.RULES or labels.FIGURES; `where`: a JSON path in the solution."""

    rule: str
    where: str
    text: str
