"""The bound by prices: a price for each need, lowered and raised until the proven bound is small.

Lagrangian relaxation (Geoffrion 1974), minimised by deflected subgradients with a Polyak step
(Camerini, Fratta, Maffioli 1975). Prices are rounded to 1/1024, so that sums of them are exact and
the checker, adding in another order, finds the same number to the last digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

import numpy as np

from optimiser.model.chains import chains_of, no_chains
from optimiser.model.hub import Flags, Floats, Hub, Ints
from optimiser.model.templates import Group, Templates

STEPS_OF_PRICE = 1024.0
MEMORY = 0.03  # weight of the latest reply in the average of all
PATIENCE = 20  # steps without much success before a lesser ambition: 12 stop several percent short
MOMENTUM = 0.6  # of the last direction in the next one


def rounded(prices: Floats) -> Floats:
    return np.round(prices * STEPS_OF_PRICE) / STEPS_OF_PRICE


@dataclass(slots=True)
class Reply:
    """L(p), the subgradient (seats filled minus needs taken, for each need), templates chosen."""

    value: float
    excess: Floats
    chosen: Ints


class PriceGame:
    """Computes the best replies of residents, experts and locked sessions to given prices.

    `by_order`: residents take what comes after a need only together with it. That is a tighter
    bound, but not one that can be recomputed from the definition in the certificate.
    """

    def __init__(self, hub: Hub, templates: Templates, by_order: bool = True) -> None:
        self.hub = hub
        self.chains = chains_of(hub) if by_order else no_chains()
        self.templates = templates
        slots = templates.pair_slot[templates.pair]
        place = templates.expert * hub.slots + slots
        changes = np.ones(len(place), dtype=bool)
        changes[1:] = place[1:] != place[:-1]
        self.segment = np.nonzero(changes)[0]
        self.place = place[self.segment]
        self.length = np.diff(np.append(self.segment, len(place)))
        self.shared = [_shared_owners(hub, group) for group in templates.groups]
        self.locked = [self._locked_seats(i) for i in range(len(hub.problem.locked))]
        self.fixed = np.array(sorted(hub.locked_at), dtype=np.int64)
        self.begin: Floats | None = None  # prices of an earlier search to go on from

    def _locked_seats(self, index: int) -> tuple[Ints, int]:
        """Needs that could take a free seat of a locked session, and how many seats are free."""
        hub, session = self.hub, self.hub.problem.locked[index]
        form = hub.format_ids.index(session.format)
        room = hub.room_ids.index(session.room)
        free = int(min(hub.most[form], hub.capacity[room])) - len(session.attendees)
        place = self.templates.locked_group[index]
        if place < 0 or free <= 0:
            return np.zeros(0, dtype=np.int64), 0
        needs = self.templates.groups[place].members
        can = hub.free[hub.owner[needs], session.slot] & (session.slot < hub.in_time[needs])
        return needs[can], free

    def reply(self, prices: Floats) -> Reply:
        seated = np.zeros(len(prices))
        values, chosen = self.seat_values(prices)
        experts, held = self._best_terms(values)
        used = np.bincount(self.templates.pair[held], minlength=len(values)).astype(np.float64)
        for index, group in enumerate(self.templates.groups):
            count = used[group.first_pair : group.first_pair + len(group.slots)]
            rows = np.nonzero(count)[0]
            if len(rows):
                order, take = chosen[index]
                seats = count[rows] @ take[rows].astype(np.float64)
                np.add.at(seated, group.members[order[: take.shape[1]]], seats)
        locked = self._locked_reply(prices, seated)
        taken, residents = self._residents(prices)
        return Reply(residents + experts + locked, seated - taken, held)

    def seat_values(self, prices: Floats) -> tuple[Floats, list[tuple[Ints, Flags]]]:
        """For each pair the value of its best seats, and for each group who sits in them."""
        values = np.zeros(len(self.templates.pair_slot))
        chosen = []
        for index, group in enumerate(self.templates.groups):
            order, take = self._best_seats(index, group, prices)
            last = group.first_pair + len(group.slots)
            mine = prices[group.members[order[: take.shape[1]]]]
            values[group.first_pair : last] = take @ mine
            chosen.append((order, take))
        return values, chosen

    def _best_seats(self, index: int, group: Group, prices: Floats) -> tuple[Ints, Flags]:
        """The dearest seats up to the room's size; those that cost only to reach the minimum."""
        mine = prices[group.members]
        order = np.argsort(-mine, kind="stable")
        least = int(self.hub.least[group.format])
        most = self.templates.pair_seats[group.first_pair : group.first_pair + len(group.slots)]
        eligible = group.eligible[:, order]
        if self.shared[index]:
            _one_seat_each(eligible, order, self.shared[index])
        rank = np.cumsum(eligible, axis=1, dtype=np.int32)
        if not len(rank):
            return order, eligible
        # Members beyond the last seat that any slot could fill need not be looked at again.
        enough = (rank >= most[:, None]) | (rank == rank[:, -1:])
        width = int(np.argmax(enough.all(axis=0))) + 1
        eligible, rank = eligible[:, :width], rank[:, :width]
        pays = mine[order[: rank.shape[1]]] > 0
        take = eligible & ((rank <= least) | ((rank <= most[:, None]) & pays))
        return order, take

    def _best_terms(self, values: Floats) -> tuple[float, Ints]:
        """The best sessions of each expert under both limits: their worth and their templates."""
        hub, templates = self.hub, self.templates
        if not len(self.segment):
            return 0.0, np.zeros(0, dtype=np.int64)
        worth = values[templates.pair]
        best = np.maximum.reduceat(worth, self.segment)
        is_best = worth == np.repeat(best, self.length)
        index = np.where(is_best, np.arange(len(worth)), len(worth))
        winner = np.minimum.reduceat(index, self.segment)
        table = np.zeros(len(hub.expert_ids) * hub.slots)
        table[self.place] = np.maximum(best, 0.0)
        kept = table.reshape(len(hub.expert_ids), hub.weeks, -1)
        if (hub.week_left < kept.shape[2]).any():
            kept = _keep_best(kept, hub.week_left)
        flat = _keep_best(kept.reshape(len(hub.expert_ids), hub.slots), hub.term_left)
        total = float(flat.sum())
        taken = flat.reshape(-1)[self.place] > 0
        return total, winner[taken]

    def _locked_reply(self, prices: Floats, seated: Floats) -> float:
        total = float(prices[self.fixed].sum())
        seated[self.fixed] += 1.0
        for needs, free in self.locked:
            people: set[int] = set()
            for need in needs[np.argsort(-prices[needs], kind="stable")].tolist():
                owner = int(self.hub.owner[need])
                if len(people) >= free or prices[need] <= 0:
                    break
                if owner not in people:
                    people.add(owner)
                    total += float(prices[need])
                    seated[need] += 1.0
        return total

    def _residents(self, prices: Floats) -> tuple[Floats, float]:
        """All needs that pay, plus the bonus; or the single best if the bonus pays for it."""
        hub, chains = self.hub, self.chains
        reward = hub.weight - prices
        alone = np.where(chains.inside, -np.inf, reward) if chains.size else reward
        taken = (alone > 0).astype(np.float64)
        total = float(alone[alone > 0].sum())
        worth, wins = chains.best(reward)
        total += float(worth[worth > 0].sum())
        chains.take(taken, wins[worth > 0])
        if hub.bonus:
            count = len(hub.resident_ids)
            pays = np.bincount(hub.owner, weights=taken, minlength=count) > 0
            best = np.full(count, -np.inf)
            np.maximum.at(best, hub.owner, alone)
            need = np.full(count, -1, dtype=np.int64)
            order = np.lexsort((-alone, hub.owner))
            first = np.ones(len(order), dtype=bool)
            first[1:] = hub.owner[order][1:] != hub.owner[order][:-1]
            need[hub.owner[order[first]]] = order[first]
            chain = np.full(count, -1, dtype=np.int64)
            for place in np.nonzero(worth > best[chains.owner])[0].tolist():
                if worth[place] > best[chains.owner[place]]:
                    best[chains.owner[place]] = worth[place]
                    chain[chains.owner[place]] = place
            single = ~pays & (best + hub.bonus > 0)
            total += float(hub.bonus * pays.sum() + (best[single] + hub.bonus).sum())
            taken[need[single & (chain < 0)]] = 1.0
            chains.take(taken, wins[chain[single & (chain >= 0)]])
        return taken, total


def _shared_owners(hub: Hub, group: Group) -> list[list[int]]:
    """Members that belong to one resident: only one of them can sit in a session."""
    places: dict[int, list[int]] = {}
    for place, need in enumerate(group.members.tolist()):
        places.setdefault(int(hub.owner[need]), []).append(place)
    return [found for found in places.values() if len(found) > 1]


def _one_seat_each(eligible: Flags, order: Ints, shared: list[list[int]]) -> None:
    """Leaves each resident only the dearest of her seats in every slot; changes `eligible`."""
    column = np.empty(len(order), dtype=np.int64)
    column[order] = np.arange(len(order))
    for places in shared:
        columns = sorted(column[places])
        seen = eligible[:, columns[0]].copy()
        for later in columns[1:]:
            here = eligible[:, later] & ~seen
            seen |= here
            eligible[:, later] = here


def _keep_best(values: Floats, limit: Ints) -> Floats:
    """The `limit` largest values along the last axis, the others 0; ties by position."""
    if (limit >= values.shape[-1]).all():
        return values
    order = np.argsort(-values, axis=-1, kind="stable")
    keep = np.arange(values.shape[-1]) < limit[..., None]
    found = np.zeros_like(values)
    best = np.take_along_axis(values, order, axis=-1)
    np.put_along_axis(found, order, np.where(keep, best, 0.0), axis=-1)
    return found


class PriceSearch:
    """Improves the prices step by step; `bound` only ever falls."""

    def __init__(self, game: PriceGame) -> None:
        self.game = game
        hub = game.hub
        start: Floats = hub.weight.astype(np.float64) * 0.6
        if game.begin is not None:
            start = game.begin.copy()
        start[game.fixed] = hub.weight[game.fixed]
        self.prices: Floats = rounded(start)
        self.best_prices = self.prices.copy()
        self.value = float("inf")
        self.direction = np.zeros(len(self.prices))
        self.usage = np.zeros(len(game.templates.expert))
        self.ambition = 0.1
        self.waiting = 0
        self.steps = 0

    @property
    def bound(self) -> int:
        return floor(self.value + 1e-6)

    @property
    def is_settled(self) -> bool:
        """Nothing more to win: further steps change less than a thousandth of a percent."""
        return self.ambition < 1e-5 or self.value <= 0

    def step(self, points: int) -> None:
        """One step towards a target between the known plan and the best bound."""
        reply = self.game.reply(self.prices)
        self.steps += 1
        # The average of all replies comes near the solution of the linear programme (Barahona and
        # Anbil 2000): templates often chosen are those a good plan is made of.
        self.usage *= 1.0 - MEMORY
        self.usage[reply.chosen] += MEMORY
        if reply.value < self.value:
            better = self.value - reply.value > self.ambition * 0.1 * max(1.0, self.value)
            self.value, self.best_prices = reply.value, self.prices.copy()
            self.waiting = 0 if better else self.waiting + 1
        else:
            self.waiting += 1
        if self.waiting >= PATIENCE:
            # Too ambitious a target: come closer to the bound and start again from the best.
            self.ambition *= 0.7
            self.waiting = 0
            self.prices = self.best_prices.copy()
            self.direction[:] = 0.0
            return
        reply.excess[self.game.fixed] = 0.0
        self.direction = MOMENTUM * self.direction + reply.excess
        norm = float(self.direction @ self.direction)
        if norm < 1e-9:
            self.ambition = 0.0
            return
        target = max(float(points), self.value * (1.0 - self.ambition))
        length = max(0.0, reply.value - target) / norm
        self.prices = rounded(self.prices - length * self.direction)
