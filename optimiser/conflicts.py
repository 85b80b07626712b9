"""Finds a smallest set of named rules that contradict each other, by leaving out all others."""

from __future__ import annotations

from collections.abc import Callable

MOST_NAMED = 8
Rule = tuple[str, str]  # family and whom it concerns; "*" for all of a family
Contradict = Callable[[set[Rule]], bool]


def smallest_conflict(families: dict[str, list[str]], contradict: Contradict) -> list[str]:
    """Rules of which no one can be left out, at most eight; families where singles are too many.

    `families` holds the members of each family that binds anything; `contradict` must say False
    where it does not know.
    """
    present = {family: names for family, names in families.items() if names}
    found = _shrunk([(family, "*") for family in present], contradict)
    for rule in list(found):
        members = [(rule[0], name) for name in present[rule[0]]]
        if members != [(rule[0], "")]:
            others = [r for r in found if r != rule]
            fine = _shrunk([*members, *others], contradict, members)
            if len(fine) <= MOST_NAMED:
                found = fine
    return [family if name in ("*", "") else f"{family} {name}" for family, name in found]


def keeps(kept: set[Rule], family: str, name: str) -> bool:
    return (family, "*") in kept or (family, name) in kept


def _shrunk(
    rules: list[Rule], contradict: Contradict, only: list[Rule] | None = None
) -> list[Rule]:
    """Leaves out rule after rule while the rest still contradict: large parts first."""
    kept = list(rules)
    waiting = list(rules if only is None else only)
    size = max(1, len(waiting) // 2)
    while waiting:
        part = waiting[:size]
        trial = [rule for rule in kept if rule not in part]
        if contradict(set(trial)):
            kept = trial
        elif len(part) > 1:
            size = len(part) // 2
            continue
        waiting = waiting[size:]
        size = max(1, min(size * 2, len(waiting) // 2))
    return kept
