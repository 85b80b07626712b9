"""Plans a term from first plan to finished solution; reached only through the command line."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from optimiser.check.replan import recount
from optimiser.explain import explain, servable_needs
from optimiser.model.aims import spread_evenly
from optimiser.model.crew import Crew, Found
from optimiser.model.goal import Goal
from optimiser.model.hub import Floats, Hub, build_hub
from optimiser.model.insertion import complete, insert_best_first
from optimiser.model.plan import Meeting, Plan, empty_plan, rebuilt
from optimiser.model.previous import anchored
from optimiser.model.prices import PriceGame
from optimiser.model.shares import STEPS, Shares
from optimiser.model.templates import build_templates
from optimiser.model.worker import Task
from optimiser.problem import Problem, Session
from optimiser.solution import Solution, gap_between

SHARE_TO_THE_LIMIT = 0.7  # of a re-plan's time; the rest asks what a freer one would win
SHARE_OF_SHARES = 0.1  # of the time, kept for the aims after the points
STEPS_OF_SHARES = 8  # at most, for the same aims, where steps are counted

Stop = Callable[[], bool]
Tell = Callable[["Progress"], None]
Report = Callable[[Plan, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """How to plan. Either `seconds` of the clock or `work` steps; `moves` needs `previous`."""

    seconds: float = 10.0
    work: int | None = None
    workers: int = 2
    seed: int = 1
    previous: Solution | None = None
    moves: float = 0.02
    certificate: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    points: int
    bound: int
    seconds: float
    residents_met: int
    needs_met: int


def solve(problem: Problem, request: Request, stop: Stop, tell: Tell) -> Solution:
    """The best plan found when the time or work is over, or when `stop` answers true."""
    return _Run(problem, request, stop, tell).solve()


class _Run:
    def __init__(self, problem: Problem, request: Request, stop: Stop, tell: Tell) -> None:
        self.began = time.monotonic()
        self.problem, self.request, self.stop, self.tell = problem, request, stop, tell
        self.hub = build_hub(problem)
        old = request.previous.sessions if request.previous else ()
        self.templates = build_templates(self.hub, old)
        self.game = PriceGame(self.hub, self.templates, by_order=not request.certificate)
        self.empty = empty_plan(self.hub, self.templates)
        # The end needs time as well: to complete, to spread, to explain, to write.
        reserve = min(0.3 * request.seconds, 0.1 + 0.00025 * len(problem.needs))
        self.until = self.began + request.seconds - reserve

    def solve(self) -> Solution:
        start, limit = self.empty, None
        if self.request.previous is not None:
            start = anchored(self.empty, self.request.previous.sessions)
            seats = sum(len(s.attendees) for s in self.request.previous.sessions)
            limit = int(self.request.moves * seats + 1e-9)
        prices = self.hub.weight.astype(np.float64)
        first = start.copy()
        insert_best_first(first, self.game, prices, self.stop)
        complete(first)
        # Two limits to begin with: every seat at its weight, and every seat for nothing. The second
        # counts all needs as met, and is reached where hours abound.
        limits = [(self._limit(p), p) for p in (prices, np.zeros_like(prices))]
        bound, proof = min(limits, key=lambda one: one[0])
        found = Found(first, bound, proof)
        self.report(found.plan, found.bound)
        share = 1.0 if limit is None else SHARE_TO_THE_LIMIT
        share *= 1.0 - SHARE_OF_SHARES
        self.search(start, found, Goal(limit), share, self.report)
        self.lift(start, found, limit)
        freer = found.plan.points
        if limit is not None and found.plan.points < found.bound:
            freer = self.search_freely(found)
        plan = found.plan.copy()
        # Moving sessions frees hours, so the plan is completed last of all.
        spread_evenly(plan)
        complete(plan)
        if self.request.work is not None and plan.points != found.plan.points:
            # A lucky find at the end would let more steps end lower than fewer.
            plan = found.plan
        return self.finished(plan, found, freer)

    def lift(self, start: Plan, found: Found, limit: int | None) -> None:
        """The aims after the points: the worst-served first, then few changes."""
        if self.stop():
            return
        servable = servable_needs(self.problem)
        flags = np.array([name in servable for name in self.hub.need_ids], dtype=bool)
        shares = Shares(self.hub, flags)
        if shares.lowest(found.plan) >= STEPS and found.plan.moved == 0:
            return
        goal = Goal(limit, shares, exact=self.request.work is not None)
        self.search(start, found, goal, 1.0 if limit is None else SHARE_OF_SHARES, self.report)

    def _limit(self, prices: Floats) -> int:
        return int(np.floor(self.game.reply(prices).value + 1e-6))

    def search(self, start: Plan, found: Found, goal: Goal, share: float, report: Report) -> None:
        """Lets the workers run; `found` holds the best of all when they are dismissed."""
        crew = Crew(start, self.game, found, self.tasks(goal, share))
        until = None if self.request.work is not None else self.end_of(share)
        crew.follow(until, self.stop, report)

    def search_freely(self, found: Found) -> int:
        """The points found when everything may be moved."""
        first = rebuilt(self.empty, tuple(_unpinned(m) for m in found.plan.meetings.values()))
        free = Found(first, found.bound, found.prices, found.by_search)
        if self.game.begin is None and found.is_improved:
            self.game.begin = found.prices
        self.search(self.empty, free, Goal(), 1.0, _say_nothing)
        if free.bound < found.bound:
            found.bound, found.prices, found.by_search = free.bound, free.prices, free.by_search
        return free.plan.points

    def end_of(self, share: float) -> float:
        now = time.monotonic()
        return now + max(0.0, self.until - now) * share

    def tasks(self, goal: Goal, share: float) -> list[Task]:
        request = self.request
        count = 1 if request.work is not None else request.workers
        until = None if request.work is not None else self.end_of(share)
        work = request.work
        if work is not None and goal.shares is not None:
            work = min(work, STEPS_OF_SHARES)
        return [Task(i, count == 1, request.seed, goal, until, work) for i in range(count)]

    def report(self, plan: Plan, bound: int) -> None:
        seconds = round(time.monotonic() - self.began, 3)
        met = int((plan.met_at >= 0).sum())
        residents = int((plan.met_count > 0).sum())
        self.tell(Progress(plan.points, bound, seconds, residents, met))

    def finished(self, plan: Plan, found: Found, freer: int) -> Solution:
        sessions = written(plan, self.request.previous)
        bound = max(found.bound, plan.points)
        solution = Solution(
            sessions,
            points=plan.points,
            bound=bound,
            gap=gap_between(plan.points, bound),
            status="optimal" if plan.points == bound else "feasible",
            unmet=explain(self.problem, sessions),
        )
        if self.request.certificate:
            solution = replace(
                solution,
                searched=found.by_search,
                prices=None if found.by_search else _price_list(self.hub, found),
            )
        if self.request.previous is not None:
            counted = recount(self.problem, self.request.previous, sessions)
            counted = replace(counted, freer_points=max(freer, plan.points))
            solution = replace(solution, replan=counted)
        return solution


def _say_nothing(_plan: Plan, _bound: int) -> None:
    """A search beside the main one: its plans are not those of the solution."""


def _unpinned(meeting: Meeting) -> Meeting:
    return meeting._replace(own_room=-1)


def _price_list(hub: Hub, found: Found) -> Mapping[str, float]:
    return {name: float(p) for name, p in zip(hub.need_ids, found.prices, strict=True)}


def written(plan: Plan, previous: Solution | None) -> tuple[Session, ...]:
    """The plan's sessions by slot and expert; locked ones and old ones keep their ids."""
    hub = plan.hub
    used = {lock.id for lock in hub.problem.locked}
    old_ids = {
        (s.expert, s.slot, s.discipline, s.format, s.language): s.id
        for s in (previous.sessions if previous else ())
        if s.id not in used
    }
    used |= set(old_ids.values())
    sessions = []
    count = 0
    for meeting in sorted(plan.meetings.values(), key=lambda m: (m.slot, m.expert)):
        attendees = tuple(hub.need_ids[need] for need in meeting.needs)
        if meeting.locked >= 0:
            lock = hub.problem.locked[meeting.locked]
            sessions.append(replace(lock, attendees=lock.attendees + attendees))
            continue
        group = plan.templates.groups[meeting.group]
        expert, form = hub.expert_ids[meeting.expert], hub.format_ids[group.format]
        place = (expert, meeting.slot, group.discipline, form, group.language)
        name = old_ids.pop(place, "")
        while not name:
            count += 1
            name = f"s{count}" if f"s{count}" not in used else ""
        room = hub.room_ids[meeting.room]
        sessions.append(
            Session(
                name, group.discipline, form, expert, room, meeting.slot, group.language, attendees
            )
        )
    return tuple(sessions)
