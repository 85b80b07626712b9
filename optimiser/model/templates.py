"""Every session that could be held, as arrays: who could give it, when, and who could come.

A *group* is a discipline, format and language with the needs it could meet; a *pair* is a group in
a slot; a *template* is a pair with an expert. Who can come depends on the pair alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from optimiser.model.hub import Flags, Hub, Ints
from optimiser.problem import Session


@dataclass(frozen=True, slots=True)
class Group:
    """`eligible[k, j]`: member j could come in slot `slots[k]`; `first_pair` numbers its slots."""

    discipline: str
    format: int
    language: str
    members: Ints
    slots: Ints
    eligible: Flags
    first_pair: int


@dataclass(frozen=True, slots=True)
class Templates:
    """Sorted by expert, then slot; locked needs and people's locked slots are left out."""

    groups: list[Group]
    pair_group: Ints
    pair_slot: Ints
    pair_seats: Ints  # min(format maximum, largest open room)
    expert: Ints
    pair: Ints
    locked_group: list[int]  # for each locked session, the group its free seats are filled from
    group_of: dict[tuple[str, str, str], int]

    def row(self, pair: int) -> tuple[Group, int]:
        group = self.groups[self.pair_group[pair]]
        return group, pair - group.first_pair

    def members(self, pair: int) -> Ints:
        """Needs that could be met in this pair, the plan ignored."""
        group, row = self.row(pair)
        found: Ints = group.members[group.eligible[row]]
        return found

    @property
    def seats(self) -> int:
        """How many single seats the templates hold together: the size of the flat model."""
        sizes = np.zeros(len(self.pair_slot), dtype=np.int64)
        for group in self.groups:
            last = group.first_pair + len(group.slots)
            sizes[group.first_pair : last] = group.eligible.sum(axis=1)
        return int(sizes[self.pair].sum())


def build_templates(hub: Hub, previous: Iterable[Session] = ()) -> Templates:
    """All templates; locked and previous sessions have their group whatever else is left out."""
    sessions = [*hub.problem.locked, *previous]
    keys = _group_keys(hub, sessions)
    seats = _seats_by_format(hub)
    teachers = _teachers(hub, keys)
    groups: list[Group] = []
    rows: list[tuple[Ints, Ints]] = []
    first_pair = 0
    asked = {(s.discipline, s.format, s.language) for s in sessions}
    group_of: dict[tuple[str, str, str], int] = {}
    for key, members in keys.items():
        experts = teachers.get(key, [])
        if not experts and key not in asked:
            continue
        form = hub.format_ids.index(key[1])
        group = _group(
            hub,
            key,
            form=form,
            members=members,
            experts=experts,
            seats=seats,
            first_pair=first_pair,
        )
        group_of[key] = len(groups)
        groups.append(group)
        # Which expert is there in which of the group's slots, as (expert, pair).
        there = hub.available[np.array(experts, dtype=np.int64)][:, group.slots]
        who, when = np.nonzero(there)
        rows.append((np.array(experts, dtype=np.int64)[who], when + first_pair))
        first_pair += len(group.slots)
    return _assemble(hub, groups, rows, seats, group_of)


def _assemble(
    hub: Hub,
    groups: list[Group],
    rows: list[tuple[Ints, Ints]],
    seats: Ints,
    group_of: dict[tuple[str, str, str], int],
) -> Templates:
    empty = np.zeros(0, dtype=np.int64)
    pair_group = np.concatenate([empty, *(np.full(len(g.slots), i) for i, g in enumerate(groups))])
    pair_slot = np.concatenate([empty, *(g.slots for g in groups)])
    pair_format = np.array([g.format for g in groups], dtype=np.int64)[pair_group]
    expert = np.concatenate([empty, *(who for who, _ in rows)])
    pair = np.concatenate([empty, *(which for _, which in rows)])
    order = np.lexsort((pair, pair_slot[pair], expert))
    locked = [group_of.get((s.discipline, s.format, s.language), -1) for s in hub.problem.locked]
    pair_seats = seats[pair_format, pair_slot]
    expert, pair = expert[order], pair[order]
    return Templates(groups, pair_group, pair_slot, pair_seats, expert, pair, locked, group_of)


def _seats_by_format(hub: Hub) -> Ints:
    """[format, slot]: seats in the largest suitable open room, 0 where there is none."""
    found = np.zeros((len(hub.format_ids), hub.slots), dtype=np.int64)
    for form in range(len(hub.format_ids)):
        for room in np.nonzero(hub.suits[form])[0]:
            size = min(hub.capacity[room], hub.most[form])
            np.maximum(found[form], np.where(hub.open[room], size, 0), out=found[form])
    return found


def _group_keys(hub: Hub, sessions: list[Session]) -> dict[tuple[str, str, str], list[int]]:
    """Needs by discipline, format and language, those locked sessions meet left out."""
    languages = dict.fromkeys(
        language for expert in hub.problem.experts.values() for language in sorted(expert.languages)
    )
    languages |= dict.fromkeys(session.language for session in sessions)
    keys: dict[tuple[str, str, str], list[int]] = {}
    for index, need in enumerate(hub.problem.needs.values()):
        if index in hub.locked_at:
            continue
        spoken = hub.problem.residents[need.resident].languages
        for form in need.formats:
            for language in languages:
                if language in spoken:
                    keys.setdefault((need.discipline, form, language), []).append(index)
    return keys


def _teachers(
    hub: Hub, keys: dict[tuple[str, str, str], list[int]]
) -> dict[tuple[str, str, str], list[int]]:
    """Experts of each group, without languages whose people another of theirs reaches as well."""
    by_subject: dict[tuple[str, str], list[str]] = {}
    for discipline, form, language in keys:
        by_subject.setdefault((discipline, form), []).append(language)
    people = {key: frozenset(members) for key, members in keys.items()}
    found: dict[tuple[str, str, str], list[int]] = {}
    for index, expert in enumerate(hub.problem.experts.values()):
        for (discipline, form), languages in by_subject.items():
            if discipline not in expert.disciplines or form not in expert.formats:
                continue
            spoken = [lang for lang in languages if lang in expert.languages]
            for place, language in enumerate(spoken):
                mine = people[discipline, form, language]
                others = [(i, people[discipline, form, x]) for i, x in enumerate(spoken)]
                if not any(mine < them or (mine == them and i < place) for i, them in others):
                    found.setdefault((discipline, form, language), []).append(index)
    return found


def _group(
    hub: Hub,
    key: tuple[str, str, str],
    *,
    form: int,
    members: list[int],
    experts: list[int],
    seats: Ints,
    first_pair: int,
) -> Group:
    """The group in those slots in which an expert, a room and enough people could meet."""
    needs = np.array(members, dtype=np.int64)
    open_slots = seats[form] >= hub.least[form]
    somebody = hub.available[np.array(experts, dtype=np.int64)].any(axis=0)
    slots = np.nonzero(open_slots & somebody)[0]
    eligible = hub.free[hub.owner[needs]][:, slots].T & (slots[:, None] < hub.in_time[needs])
    enough = _distinct(hub, needs, eligible) >= hub.least[form]
    return Group(key[0], form, key[2], needs, slots[enough], eligible[enough].copy(), first_pair)


def _distinct(hub: Hub, needs: Ints, eligible: Flags) -> Ints:
    """How many different people could come in each slot."""
    owners = hub.owner[needs]
    people, place = np.unique(owners, return_inverse=True)
    if len(people) == len(owners):
        count: Ints = eligible.sum(axis=1)
        return count
    there = np.zeros((eligible.shape[0], len(people)), dtype=bool)
    for column, person in enumerate(place):
        there[:, person] |= eligible[:, column]
    total: Ints = there.sum(axis=1)
    return total
