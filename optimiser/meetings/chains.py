"""Cools a whole plan by exchanges of two slots along a chain of meetings, which keep it legal.

Meetings are the edges of a graph and slots their colours. Whoever meets in one of two slots alone
begins a chain: a meeting in the one, the next in the other, to whoever has no next (Kempe 1879, as
for colourings of edges). Exchanging the two slots along it moves one meeting of its first and its
last person, and nothing else changes for those between.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log
from random import Random

from optimiser.meetings.board import Board
from optimiser.meetings.problem import Day

CHECK_EVERY = 256
SHARE_OF_SWAPS = 0.3  # of the tries, where meetings wait to be held
MOST_KNOWN = 10_000  # patterns of used slots whose moves are remembered

Heat = Callable[[int], float | None]


def breaks_of_bits(used: int) -> int:
    """Runs of used slots less one."""
    return (used & ~(used << 1)).bit_count() - 1 if used else 0


class Chains:
    """A legal plan being cooled; what it holds weighs the same throughout."""

    def __init__(self, day: Day, slots: dict[str, int | None], random: Random) -> None:
        self.day, self.random = day, random.random
        self.names = list(day.meetings)
        people = {name: number for number, name in enumerate(day.participants)}
        place = {name: number for number, name in enumerate(self.names)}
        found = day.meetings.values()
        self.ends = [(people[m.a], people[m.b]) for m in found]
        self.weights = [m.weight for m in found]
        self.allowed = [sum(1 << slot for slot in day.allowed(m)) for m in found]
        self.before = [[place[name] for name in m.after] for m in found]
        self.later: list[list[int]] = [[] for _ in self.names]
        for number, earlier in enumerate(self.before):
            for other in earlier:
                self.later[other].append(number)
        # Of each meeting its slot, 0 where it is not held; of each person and slot the meeting.
        self.slot = [slots[name] or 0 for name in self.names]
        self.at = [[-1] * (day.slots + 1) for _ in people]
        self.used = [0] * len(people)
        self.held = [0] * (day.slots + 1)
        for number, slot in enumerate(self.slot):
            if slot:
                self.held[slot] += 1
                for person in self.ends[number]:
                    self.at[person][slot] = number
                    self.used[person] |= 1 << slot
        self.waits = [breaks_of_bits(used) for used in self.used]
        self.having = [0] * (day.slots + 1)  # people by their number of breaks
        for waits in self.waits:
            self.having[waits] += 1
        self.cost = sum(self.waits)
        self.moves: dict[int, list[tuple[int, int]]] = {}
        self.busy = [person for person, used in enumerate(self.used) if used]
        self.waiting = [number for number, slot in enumerate(self.slot) if not slot]

    def cool(self, board: Board, heat: Heat) -> None:
        """Tries until `heat(tries)` says None; the board hears of what is better."""
        tries, least, temperature = 0, board.cost, 0.0
        best = self.slot[:]
        while True:
            if tries % CHECK_EVERY == 0:
                if least < board.cost:
                    board.offer(self._named(best))
                asked = heat(tries)
                if asked is None or not self.busy:
                    return
                temperature = asked
            tries += 1
            limit = -temperature * log(1.0 - self.random())
            if self.waiting and self.random() < SHARE_OF_SWAPS:
                self._swap(limit)
            else:
                self._turn(limit)
            if self.cost < least:
                least, best = self.cost, self.slot[:]

    def _named(self, slots: list[int]) -> dict[str, int | None]:
        return {name: slot or None for name, slot in zip(self.names, slots, strict=True)}

    def _turn(self, limit: float) -> None:
        """Moves one meeting of somebody to a slot in which they are free, and the chain with it.

        It gives them no break more: a chain that does so is begun at its other end, or is bad.
        """
        random = self.random
        first = self.busy[int(random() * len(self.busy))]
        used = self.used[first]
        moves = self.moves.get(used)
        if moves is None:
            if len(self.moves) >= MOST_KNOWN:
                self.moves.clear()
            moves = self.moves[used] = self._moves(used)
        if not moves:
            return
        one, two = moves[int(random() * len(moves))]
        both = 1 << one | 1 << two
        found = self._chain(first, one, two)
        if found is None:
            return
        chain, last = found
        odd = len(chain) & 1
        if odd and self.held[two] >= self.day.locations:
            return
        changed = {first: used ^ both, last: self.used[last] ^ both}
        if not self._taken(changed, limit):
            return
        for number in chain:
            for person in self.ends[number]:
                self.at[person][self.slot[number]] = -1
        for number in chain:
            self.slot[number] = slot = one + two - self.slot[number]
            for person in self.ends[number]:
                self.at[person][slot] = number
        self.held[one] -= odd
        self.held[two] += odd

    def _moves(self, used: int) -> list[tuple[int, int]]:
        """From a used slot to one that is not, without a break more."""
        inside = range(1, self.day.slots + 1)
        most = breaks_of_bits(used)
        return [
            (one, two)
            for one in inside
            if used >> one & 1
            for two in inside
            if not used >> two & 1 and breaks_of_bits(used ^ (1 << one | 1 << two)) <= most
        ]

    def _chain(self, person: int, one: int, two: int) -> tuple[list[int], int] | None:
        """Meetings from `person` on, in turns in the two slots, and who comes last."""
        chain: list[int] = []
        while (number := self.at[person][one]) >= 0:
            if not self.allowed[number] >> two & 1:
                return None
            if self.before[number] and max(self.slot[n] for n in self.before[number]) >= two:
                return None
            if any(0 < self.slot[n] <= two for n in self.later[number]):
                return None
            chain.append(number)
            a, b = self.ends[number]
            person = b if person == a else a
            one, two = two, one
        return chain, person

    def _swap(self, limit: float) -> None:
        """Holds a waiting meeting in place of one as heavy."""
        random = self.random
        place = int(random() * len(self.waiting))
        new = self.waiting[place]
        slot = 1 + int(random() * self.day.slots)
        if not self.allowed[new] >> slot & 1:
            return
        if any(not 0 < self.slot[n] < slot for n in self.before[new]):
            return
        old = self._in_place_of(new, slot)
        if old < 0 or self.weights[old] != self.weights[new] or old in self.before[new]:
            return
        if any(self.slot[n] for n in self.later[old]):
            return
        left = self.slot[old]
        changed: dict[int, int] = {}
        for number, where in ((old, left), (new, slot)):
            for person in self.ends[number]:
                changed[person] = changed.get(person, self.used[person]) ^ 1 << where
        if not self._taken(changed, limit):
            return
        for person in self.ends[old]:
            self.at[person][left] = -1
        for person in self.ends[new]:
            self.at[person][slot] = new
        self.slot[old], self.slot[new] = 0, slot
        self.held[left] -= 1
        self.held[slot] += 1
        self.waiting[place] = old

    def _in_place_of(self, new: int, slot: int) -> int:
        """The meeting in its way, or some other, -1 where there is none alone."""
        a, b = self.ends[new]
        one, other = self.at[a][slot], self.at[b][slot]
        if one >= 0 or other >= 0:
            return max(one, other) if one < 0 or other < 0 or one == other else -1
        if self.held[slot] >= self.day.locations:
            return self.at[self.busy[int(self.random() * len(self.busy))]][slot]
        some = int(self.random() * len(self.slot))
        return some if self.slot[some] else -1

    def _taken(self, changed: dict[int, int], limit: float) -> bool:
        """Whether people may be used so: no more breaks than the limit, and fair."""
        after = {person: breaks_of_bits(used) for person, used in changed.items()}
        more = sum(after.values()) - sum(self.waits[person] for person in after)
        if more > limit:
            return False
        having = self.having
        for person, waits in after.items():
            having[self.waits[person]] -= 1
            having[waits] += 1
        if self.day.fairness is not None and not self._is_fair(self.day.fairness):
            for person, waits in after.items():
                having[self.waits[person]] += 1
                having[waits] -= 1
            return False
        for person, waits in after.items():
            self.waits[person], self.used[person] = waits, changed[person]
        self.cost += more
        return True

    def _is_fair(self, most: int) -> bool:
        least = next(waits for waits, count in enumerate(self.having) if count)
        return not any(self.having[least + most + 1 :])
