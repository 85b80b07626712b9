"""Why no plan exists: a smallest set of named rules that contradict each other."""

from __future__ import annotations

from collections.abc import Callable

from ortools.sat.python import cp_model

from optimiser.meetings.model import DayModel
from optimiser.meetings.problem import Day

MOST_NAMED = 8
Rule = tuple[str, str]  # family and whom it concerns; "*" for all of a family


def conflict_of(day: Day, seconds: Callable[[], float]) -> list[str]:
    """Rules of which no one can be left out, at most eight; families where singles are too many."""
    families = _families(day)
    found: list[Rule] = [(family, "*") for family in families]
    found = _shrunk(day, found, families, seconds)
    for rule in list(found):
        family = rule[0]
        members = [(family, name) for name in families[family]]
        if rule[1] == "*" and members != [(family, "")]:
            others = [r for r in found if r != rule]
            fine = _shrunk(day, [*members, *others], families, seconds, members)
            if len(fine) <= MOST_NAMED:
                found = fine
    return [_named(rule) for rule in found]


def _families(day: Day) -> dict[str, list[str]]:
    """Every rule by family, those that bind nothing left out."""
    found = {
        "after": [m.id for m in day.meetings.values() if m.after],
        "fixed": [m.id for m in day.meetings.values() if m.fixed is not None],
        "session": [m.id for m in day.meetings.values() if m.session is not None],
        "forbidden": [p.id for p in day.participants.values() if p.forbidden],
        "once": list(day.participants),
        "locations": [""],
        "fairness": [""] if day.fairness is not None else [],
    }
    return {family: names for family, names in found.items() if names}


def _shrunk(
    day: Day,
    rules: list[Rule],
    families: dict[str, list[str]],
    seconds: Callable[[], float],
    only: list[Rule] | None = None,
) -> list[Rule]:
    """Leaves out rule after rule while the rest still contradict; halves first, then singles."""
    kept = list(rules)
    open_rules = list(rules if only is None else only)
    size = max(1, len(open_rules) // 2)
    while open_rules:
        part, open_rules = open_rules[:size], open_rules[size:]
        trial = [rule for rule in kept if rule not in part]
        if _contradict(day, trial, families, seconds()):
            kept = trial
        elif len(part) > 1:
            open_rules = part + open_rules
            size = max(1, len(part) // 2)
            continue
        size = max(1, min(size * 2, len(open_rules) // 2))
    return kept


def _contradict(
    day: Day, rules: list[Rule], families: dict[str, list[str]], seconds: float
) -> bool:
    if seconds <= 0:
        return False
    kept = set(rules)
    model = DayModel(day, keep=lambda r, n: (r, "*") in kept or (r, n) in kept)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 0
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.catch_sigint_signal = False
    return bool(solver.solve(model.model) == cp_model.INFEASIBLE)


def _named(rule: Rule) -> str:
    family, name = rule
    return family if name in ("*", "") else f"{family} {name}"
