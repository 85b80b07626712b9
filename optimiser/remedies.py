"""What would help most: small changes to a problem, each priced by planning with it.

Every change is made to the problem and the plan improved around it; what the same effort wins
without the change is not counted. Which changes are tried first is guessed from the unmet needs,
what they are worth is not.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from optimiser.check.book import Book
from optimiser.model.goal import Goal
from optimiser.model.hub import build_hub
from optimiser.model.insertion import complete
from optimiser.model.plan import Plan, empty_plan, rebuilt
from optimiser.model.previous import anchored
from optimiser.model.prices import PriceGame
from optimiser.model.search import Search
from optimiser.model.templates import build_templates
from optimiser.problem import Expert, Need, Problem, Room, Session
from optimiser.solve import written

EFFORT = 0.3  # the solver's own measure, for each part that is opened
POLISH = 12  # parts opened before anything is priced
NEW = "one more"

Stop = Callable[[], bool]
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """A change, the problem with it, the disciplines it touches, and a guess of its worth."""

    what: Json
    problem: Problem
    disciplines: tuple[str, ...]
    guess: float


@dataclass(frozen=True, slots=True)
class Remedy:
    change: Json
    points: int
    needs: tuple[str, ...]


def remedies(
    problem: Problem, sessions: tuple[Session, ...], seconds: float | None, work: int, stop: Stop
) -> list[Remedy]:
    """Those that win points, best first; `work` limits how many changes are priced."""
    until = None if seconds is None else time.monotonic() + seconds
    return _Pricing(problem, sessions, until, stop).best(work)


class _Pricing:
    def __init__(
        self,
        problem: Problem,
        sessions: tuple[Session, ...],
        until: float | None,
        stop: Stop,
    ) -> None:
        self.problem, self.until, self.stop = problem, until, stop
        search = self._search(problem, sessions)
        for _ in range(POLISH):
            if self._is_over(0.3):
                break
            search.step(1.0 if until else None, EFFORT)
        self.plan = search.plan
        self.sessions = written(search.plan, None)
        self.book = Book(problem, self.sessions)
        self.unmet = [n for n in problem.needs.values() if n.id not in self.book.met_at]
        # By disciplines, the points and needs the same effort wins without any change.
        self.without: dict[tuple[str, ...], tuple[int, frozenset[str]]] = {}

    def _is_over(self, share: float = 0.0) -> bool:
        late = self.until is not None and time.monotonic() > self.until - share
        return self.stop() or late

    def best(self, most: int) -> list[Remedy]:
        found = []
        changes = sorted(self._changes(), key=lambda change: -change.guess)[:most]
        for change in changes:
            if self._is_over(0.5):
                break
            remedy = self._priced(change)
            if remedy is not None:
                found.append(remedy)
        return sorted(found, key=lambda remedy: -remedy.points)

    def _search(self, problem: Problem, sessions: tuple[Session, ...]) -> Search:
        """A search that begins with these sessions, all of which may be moved."""
        hub = build_hub(problem)
        templates = build_templates(hub, sessions)
        empty = empty_plan(hub, templates)
        kept = anchored(empty, sessions)
        plan = rebuilt(empty, tuple(m._replace(own_room=-1) for m in kept.meetings.values()))
        complete(plan)
        return Search(empty, plan, PriceGame(hub, templates), 1, Goal())

    def _improved(self, change: Change | None, disciplines: tuple[str, ...]) -> Plan:
        search = self._search(change.problem if change else self.problem, self.sessions)
        for name in disciplines:
            search.open_discipline(name, EFFORT)
        return search.plan

    def _priced(self, change: Change) -> Remedy | None:
        if change.disciplines not in self.without:
            unaided = self._improved(None, change.disciplines)
            self.without[change.disciplines] = (unaided.points, _met(unaided))
        points, met_anyway = self.without[change.disciplines]
        plan = self._improved(change, change.disciplines)
        gain = plan.points - max(self.plan.points, points)
        met = _met(plan) - met_anyway
        needs = tuple(need.id for need in self.unmet if need.id in met)
        return Remedy(_told(change, plan), gain, needs) if gain > 0 and needs else None

    # Changes

    def _changes(self) -> Iterator[Change]:
        yield from self._experts()
        yield from self._rooms()
        yield from self._formats()

    def _experts(self) -> Iterator[Change]:
        """One more slot of somebody for each discipline and language with unmet needs."""
        spoken = self.problem.residents
        wanted: dict[tuple[str, str], list[Need]] = {}
        for need in self.unmet:
            for language in sorted(spoken[need.resident].languages):
                wanted.setdefault((need.discipline, language), []).append(need)
        forms = frozenset(self.problem.formats)
        everywhere = frozenset(range(self.problem.term.total))
        for (discipline, language), needs in wanted.items():
            name = _unused(self.problem.experts)
            expert = Expert(
                name,
                frozenset([discipline]),
                forms,
                frozenset([language]),
                everywhere,
                max_sessions=1,
                max_per_week=None,
            )
            problem = replace(self.problem, experts={**self.problem.experts, name: expert})
            what: Json = {"kind": "expert_slot", "discipline": discipline, "language": language}
            yield Change(what, problem, (discipline,), self._worth(needs))

    def _worth(self, needs: list[Need]) -> float:
        """The weights one session could meet, in the best slot and format."""
        best = 0.0
        for slot in range(self.problem.term.total):
            coming = [need for need in needs if self.book.can_attend(need, slot)]
            for form in self.problem.formats.values():
                weights = sorted((n.weight for n in coming if form.id in n.formats), reverse=True)
                if len(weights) >= form.min:
                    best = max(best, float(sum(weights[: form.max])))
        return best

    def _rooms(self) -> Iterator[Change]:
        """One more hour of a room of each class, in the slot where most are waiting for one."""
        classes: dict[tuple[int, frozenset[str]], Room] = {}
        for room in self.problem.rooms.values():
            classes.setdefault((room.capacity, room.equipment), room)
        for room in classes.values():
            name = _unused(self.problem.rooms)
            open_room = replace(room, id=name, closed=frozenset())
            problem = replace(self.problem, rooms={**self.problem.rooms, name: open_room})
            search = self._search(problem, self.sessions)
            met: dict[int, list[str]] = {}
            for session in written(search.plan, None):
                new = [n for n in session.attendees if n not in self.book.met_at]
                met.setdefault(session.slot, []).extend(new)
            needs = self.problem.needs
            worth = {slot: sum(needs[n].weight for n in found) for slot, found in met.items()}
            slot = max(worth, key=lambda s: (worth[s], -s), default=-1)
            if slot < 0 or not worth[slot] or self._is_over(0.5):
                continue
            closed = frozenset(s for s in range(self.problem.term.total) if s != slot)
            rooms = {**self.problem.rooms, name: replace(open_room, closed=closed)}
            what: Json = {
                "kind": "room_hour",
                "capacity": room.capacity,
                "equipment": sorted(room.equipment),
                "slot": slot,
            }
            disciplines = tuple(sorted({self.problem.needs[n].discipline for n in met[slot]}))[:2]
            yield Change(what, replace(self.problem, rooms=rooms), disciplines, float(worth[slot]))

    def _formats(self) -> Iterator[Change]:
        """One more format opened to a need, where somebody teaches it so."""
        for need in self.unmet:
            spoken = self.problem.residents[need.resident].languages
            for form in self.problem.formats:
                if form in need.formats or not any(
                    need.discipline in expert.disciplines
                    and form in expert.formats
                    and expert.languages & spoken
                    for expert in self.problem.experts.values()
                ):
                    continue
                opened = replace(need, formats=(*need.formats, form))
                problem = replace(self.problem, needs={**self.problem.needs, need.id: opened})
                what: Json = {"kind": "format", "need": need.id, "format": form}
                guess = float(need.weight) if self._fits_somewhere(opened, form) else 0.2
                yield Change(what, problem, (need.discipline,), guess)

    def _fits_somewhere(self, need: Need, form: str) -> bool:
        spoken = self.problem.residents[need.resident].languages
        return any(
            session.discipline == need.discipline
            and session.format == form
            and session.language in spoken
            and self.book.can_attend(need, session.slot)
            for session in self.sessions
        )


def _unused(names: Iterable[str]) -> str:
    """An id that nobody has."""
    name, known = NEW, set(names)
    while name in known:
        name += " more"
    return name


def _met(plan: Plan) -> frozenset[str]:
    return frozenset(need for session in written(plan, None) for need in session.attendees)


def _told(change: Change, plan: Plan) -> Json:
    """The change, for an expert with the slot, format and room that were found for the hour."""
    if change.what["kind"] != "expert_slot":
        return change.what
    last = len(plan.hub.expert_ids) - 1
    for meeting in plan.meetings.values():
        if meeting.expert == last:
            form = plan.hub.format_ids[plan.format_of(meeting)]
            return {**change.what, "slot": meeting.slot, "format": form}
    return change.what


def remedies_json(found: list[Remedy]) -> Json:
    return {
        "remedies": [
            {"change": r.change, "points": r.points, "needs": list(r.needs)} for r in found
        ]
    }
