"""Chooses which part of a plan to open next: where much is unmet, and what stands in its way."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import numpy as np

from optimiser.model.hub import Floats, Ints
from optimiser.model.opening import Opening
from optimiser.model.plan import Key, Plan
from optimiser.model.templates import Templates

SESSIONS_OPENED = 60  # at a time, where templates are chosen by promise
TEMPLATES_A_SESSION = 3


class Chooser:
    """Remembers which kinds of opening paid and how large a part the solver can close in time."""

    KINDS = ("promising", "discipline", "weeks", "people")

    def __init__(self, templates: Templates, plan: Plan, random: Random) -> None:
        self.templates = templates
        self.random = random
        self.hub = plan.hub
        self.worth = np.zeros(len(templates.expert))
        self.promise = np.zeros(len(templates.expert))
        self.prices: Floats | None = None
        self.size = dict.fromkeys(self.KINDS, 1.0)
        self.success = dict.fromkeys(self.KINDS, 1.0)
        bounds = np.searchsorted(templates.expert, np.arange(len(plan.hub.expert_ids) + 1))
        self.of_expert = [slice(a, b) for a, b in pairwise(bounds.tolist())]
        self.servable = np.zeros(len(plan.hub.need_ids), dtype=bool)
        self.disciplines = [need.discipline for need in plan.hub.problem.needs.values()]
        self.teachers: dict[str, list[int]] = {}
        for group in templates.groups:
            self.servable[group.members[group.eligible.any(axis=0)]] = True
        for expert, part in enumerate(self.of_expert):
            groups = np.unique(templates.pair_group[templates.pair[part]]).tolist()
            for name in dict.fromkeys(templates.groups[g].discipline for g in groups):
                self.teachers.setdefault(name, []).append(expert)

    def guide(self, prices: Floats, values: Floats, usage: Floats) -> None:
        """Takes prices, what templates are worth at them, and how often they were chosen."""
        self.prices = prices
        self.worth = values[self.templates.pair] * (0.5 + np.minimum(1.0, 4.0 * usage))
        self.promise = usage + 1e-6 * values[self.templates.pair]

    def learn(self, kind: str, gain: int, finished: bool, share: float) -> None:
        """Larger parts while the solver closes them with a small share of its effort."""
        factor = (1.35 if share < 0.2 else 1.1 if share < 0.5 else 0.97) if finished else 0.8
        self.size[kind] = min(20.0, max(0.3, self.size[kind] * factor))
        self.success[kind] = 0.9 * self.success[kind] + (1.0 if gain > 0 else 0.03)

    def choose(self, plan: Plan) -> tuple[str, Opening]:
        kinds = list(self.KINDS)
        kind = self.random.choices(kinds, [self.success[k] for k in kinds])[0]
        unmet = np.nonzero((plan.met_at < 0) & self.servable)[0]
        if not len(unmet) or kind == "weeks":
            return "weeks", self._weeks(plan)
        if kind == "people":
            return kind, self._people(plan, unmet)
        if kind == "promising":
            return kind, self._promising(plan, unmet)
        return kind, self._discipline(plan, unmet)

    def around(self, plan: Plan, people: Ints) -> Opening:
        """Some of these residents: who could meet what they miss, and what they attend instead."""
        theirs = np.isin(self.hub.owner, people)
        unmet = np.nonzero((plan.met_at < 0) & self.servable & theirs)[0]
        opening = self._people(plan, unmet) if len(unmet) else self._weeks(plan)
        # Prices know nothing of who is behind: everybody is offered every session.
        return replace(opening, prices=None)

    def _lost(self, unmet: Ints) -> dict[str, int]:
        """For each discipline the weight that is unmet."""
        lost: dict[str, int] = {}
        for need in unmet.tolist():
            name = self.disciplines[need]
            lost[name] = lost.get(name, 0) + int(self.hub.weight[need])
        return lost

    def _promising(self, plan: Plan, unmet: Ints) -> Opening:
        """Many experts of some disciplines, and only the templates that the bound would hold.

        Where the relaxation holds a session often, good plans hold it: three such templates for
        each session opened are enough to close ten times as many experts as by worth alone.
        """
        lost = self._lost(unmet)
        held: dict[int, list[Key]] = {}
        for key, meeting in plan.meetings.items():
            if meeting.locked < 0:
                held.setdefault(key[0], []).append(key)
        names: set[str] = set()
        experts: dict[int, None] = {}
        opened: list[Key] = []
        wished = SESSIONS_OPENED * self.size["promising"]
        while len(opened) < wished and (left := [n for n in lost if n not in names]):
            name = self.random.choices(left, [lost[n] for n in left])[0]
            names.add(name)
            others = [e for e in self.teachers.get(name, []) if e not in experts]
            self.random.shuffle(others)
            for expert in others:
                if len(opened) < wished:
                    experts[expert] = None
                    opened += held.get(expert, [])
        parts = [np.arange(self.of_expert[e].start, self.of_expert[e].stop) for e in experts]
        here = np.concatenate(parts)
        promise = self.promise[here] * self._noise(len(here))
        count = TEMPLATES_A_SESSION * len(opened) + len(experts)
        chosen = here[np.argsort(-promise, kind="stable")[:count]]
        return self._opening(plan, opened, names, chosen.tolist())

    def _discipline(self, plan: Plan, unmet: Ints) -> Opening:
        """A discipline with much unmet weight: some of its experts, and all its seats."""
        lost = self._lost(unmet)
        return self.of_discipline(plan, self.random.choices(list(lost), list(lost.values()))[0])

    def of_discipline(self, plan: Plan, name: str) -> Opening:
        """Some of its experts, and all its seats."""
        teachers = self.teachers.get(name, [])
        wished = int(self.random.randint(4, 9) * self.size["discipline"]) + 1
        count = int(self.random.randint(8, 20) * max(1.0, self.size["discipline"] ** 0.5))
        experts = self._sample(teachers, wished)
        opened = [k for k, m in plan.meetings.items() if k[0] in experts and m.locked < 0]
        return self._opening(plan, opened, {name}, self._templates(experts, {name}, count))

    def _weeks(self, plan: Plan) -> Opening:
        """Some days of the term: everything held there, whoever holds it."""
        day = max(1, self.hub.slots // max(1, self.hub.weeks) // 6)
        wished = max(2, int(day * self.random.randint(2, 6) * self.size["weeks"]))
        start = self.random.randrange(self.hub.slots)
        slots = {s % self.hub.slots for s in range(start, start + min(wished, self.hub.slots))}
        opened = [k for k, m in plan.meetings.items() if k[1] in slots and m.locked < 0]
        here = np.zeros(self.hub.slots, dtype=bool)
        here[sorted(slots)] = True
        inside = np.nonzero(here[self.templates.pair_slot[self.templates.pair]])[0]
        room = int(250 * self.size["weeks"]) + len(opened)
        worth = self.worth[inside] * self._noise(len(inside))
        chosen = inside[np.argsort(-worth, kind="stable")[:room]]
        return self._opening(plan, opened, set(), chosen.tolist())

    def _people(self, plan: Plan, unmet: Ints) -> Opening:
        """Some residents with unmet needs: who could meet them, and what they attend instead."""
        weights = self.hub.weight[unmet].tolist()
        wished = max(1, int(3 * self.size["people"]))
        count = int(self.random.randint(8, 20) * max(1.0, self.size["people"] ** 0.5))
        needs = set(self.random.choices(unmet.tolist(), weights, k=wished))
        experts: set[int] = set()
        names: set[str] = set()
        for need in sorted(needs):
            names.add(self.disciplines[need])
            experts |= self._sample(self.teachers.get(self.disciplines[need], []), 4)
        people = {int(self.hub.owner[n]) for n in needs}
        for key, meeting in plan.meetings.items():
            attends = any(int(self.hub.owner[n]) in people for n in meeting.needs)
            if attends and self.random.random() < 0.5:
                experts.add(key[0])
        opened = [k for k, m in plan.meetings.items() if k[0] in experts and m.locked < 0]
        return self._opening(plan, opened, names, self._templates(experts, names, count))

    def _sample(self, experts: list[int], wished: int) -> set[int]:
        return set(experts if len(experts) <= wished else self.random.sample(experts, wished))

    def _noise(self, count: int) -> Floats:
        random = np.random.default_rng(self.random.randrange(1 << 30))
        return 1.0 + 0.5 * random.random(count)

    def _templates(self, experts: set[int], names: set[str], count: int) -> list[int]:
        """For each expert the templates worth most, those of the disciplines in question first."""
        chosen: list[int] = []
        wanted = np.array([g.discipline in names for g in self.templates.groups])
        for expert in sorted(experts):
            part = self.of_expert[expert]
            pairs = self.templates.pair[part]
            if not len(pairs):
                continue
            worth = self.worth[part] * self._noise(len(pairs))
            worth *= np.where(wanted[self.templates.pair_group[pairs]], 1.5, 1.0)
            best = np.argsort(-worth, kind="stable")[:count]
            chosen += (best + part.start).tolist()
        return chosen

    def _opening(
        self, plan: Plan, opened: list[Key], names: set[str], templates: list[int]
    ) -> Opening:
        """Adds the seats of the disciplines in question and the free seats of all they touch."""
        taken = set(opened)
        groups = self.templates.groups
        touched = {self.templates.pair_group[self.templates.pair[t]] for t in templates}
        touched_names = names | {groups[g].discipline for g in touched}
        needs: list[int] = []
        filled: list[Key] = []
        for key, meeting in plan.meetings.items():
            if key in taken or meeting.group < 0:
                continue
            name = groups[meeting.group].discipline
            if name in names:
                needs += meeting.needs
                filled.append(key)
            elif name in touched_names:
                filled.append(key)
        return Opening(opened, needs, templates, filled, self.prices)


def everything(plan: Plan) -> Opening:
    """The whole plan: closing it again in the best way solves the problem."""
    opened = [key for key, meeting in plan.meetings.items() if meeting.locked < 0]
    locked = [k for k, m in plan.meetings.items() if m.locked >= 0 and m.group >= 0]
    needs = [need for key in locked for need in plan.meetings[key].needs]
    return Opening(opened, needs, list(range(len(plan.templates.expert))), locked)
