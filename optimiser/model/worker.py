"""One child process: searches until told to stop, and sends every better plan and bound."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from optimiser.model.goal import Goal
from optimiser.model.insertion import complete
from optimiser.model.plan import Meeting, Plan, rebuilt
from optimiser.model.prices import PriceGame
from optimiser.model.search import MOST_SEATS_AT_ONCE, Search
from optimiser.model.timetable import Events, Timetable, events_of, seated

FIRST_PRICES = 200
PRICES_TO_INSERT = 200  # before, a plan by prices is hardly better than one by weights
PRICES_A_STEP = 5
HURRY = 0.5  # of the time is left: a plan is built by the prices there are
STEPS_AT_A_TIME = 300  # of a timetable, between two words with the parent
PATIENCE = 12  # tries without success after which a worker stops lifting
MOST_SEATS_TO_LIFT = 6_000


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is asked: until when, or how many steps; and its part of the work.

    `place` 0 looks for the bound first, the others for plans; `alone` does both by turns.
    """

    place: int
    alone: bool
    seed: int
    goal: Goal
    until: float | None
    work: int | None


@dataclass(frozen=True, slots=True)
class News:
    """From a worker: a plan and the version it grew from, a bound with its prices, or the end."""

    version: int
    meetings: tuple[Meeting, ...] | None = None
    bound: int | None = None
    prices: Any = None
    usage: Any = None
    price_steps: int = 0
    is_proof_by_search: bool = False
    asks: bool = False
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """To a worker that asks: a better plan than the version it knows, and prices of the bound.

    Sent only as an answer: a parent and a worker that both write into full pipes would wait for
    each other for ever.
    """

    version: int
    meetings: tuple[Meeting, ...] | None = None
    prices: Any = None
    usage: Any = None
    price_steps: int = 0


def run(link: Connection, start: Plan, first: Plan, game: PriceGame, task: Task) -> None:
    """The whole life of a worker; the parent alone decides what a signal means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        worker = Worker(link, start, first, game, task)
        if task.goal.shares is not None:
            worker.lift()
        elif task.work is not None:
            worker.count_steps(task.work)
        else:
            worker.watch_clock()
        link.send(News(worker.version, is_done=True))
    except (BrokenPipeError, EOFError, ConnectionResetError):
        # The parent has gone; nobody waits for this plan any more.
        os._exit(0)


class Worker:
    def __init__(
        self, link: Connection, start: Plan, first: Plan, game: PriceGame, task: Task
    ) -> None:
        self.link, self.task, self.game, self.start = link, task, game, start
        self.parent = os.getppid()
        self.search = Search(start, first, game, task.seed + task.place, task.goal)
        self.version = 0
        self.sent: tuple[int, ...] = ()
        self.sent_bound = float("inf")
        self.guidance: tuple[Any, Any, int] | None = None
        self.inserted = 0  # steps of the prices by which a plan was built last
        self.seats = start.templates.seats
        self.events: Events | None = None
        self.timetable: Timetable | None = None
        if task.goal.most_moved is None and task.goal.shares is None:
            self.events = events_of(start)
        if self.events is not None:
            self.timetable = Timetable(self.events, task.seed + task.place)
            self.timetable.start_from(first)
        self.tell_plan()

    def end_with_parent(self) -> None:
        """A worker whose parent was killed has nobody left to plan for."""
        if os.getppid() != self.parent:
            os._exit(0)

    @property
    def seconds_left(self) -> float:
        self.end_with_parent()
        return (self.task.until or 0.0) - time.monotonic()

    @property
    def is_limited(self) -> bool:
        """A plan built afresh would move too much of the previous one."""
        return self.task.goal.most_moved is not None

    def tell_plan(self, plan: Plan | None = None) -> None:
        plan = plan or self.search.plan
        merit = self.search.merit(plan)
        if merit > self.sent:
            self.sent = merit
            self.link.send(News(self.version, tuple(plan.meetings.values())))

    def tell_bound(self) -> None:
        prices = self.search.prices
        if prices.steps and prices.bound < self.sent_bound:
            self.sent_bound = prices.bound
            self.link.send(
                News(
                    self.version,
                    bound=prices.bound,
                    prices=prices.best_prices,
                    usage=prices.usage,
                    price_steps=prices.steps,
                )
            )

    def listen(self) -> None:
        """Asks for the best plan of the others, and takes it when it is better than its own."""
        self.link.send(News(self.version, asks=True))
        order: Order = self.link.recv()
        self.version = order.version
        if order.prices is not None:
            self.guidance = order.prices, order.usage, order.price_steps
        if order.meetings is not None:
            plan = rebuilt(self.start, order.meetings)
            if self.search.accept(plan):
                self.sent = self.search.merit(plan)

    # With a clock

    def watch_clock(self) -> None:
        seconds = self.seconds_left
        if self.task.place == 0:
            # Few things can be moved of a previous plan: finding them is worth more than the bound.
            beside = self.timetable is not None or self.is_limited
            self.improve_prices(0.25 if beside else 0.5 if self.task.alone else 1.0)
        elif self.timetable is None and self.seats <= MOST_SEATS_AT_ONCE:
            # A better plan first: it is a better beginning for the whole.
            self.search_until(self.seconds_left * 0.85)
            self.try_whole(0.7)
        while self.seconds_left > 0.1 and self.arrange():
            self.listen()
        while self.seconds_left > 0.02:
            self.listen()
            if self.task.place == 0:
                self.guide_myself()
            if self.guidance is not None:
                prices, usage, steps = self.guidance
                self.search.guide(prices, usage)
                enough = max(PRICES_TO_INSERT, 2 * self.inserted)
                if not self.inserted and self.seconds_left < HURRY * seconds:
                    enough = 0  # better ones would come too late
                if steps >= enough and not self.is_limited:
                    self.inserted = max(1, steps)
                    self.insert()
            if self.task.alone and not self.search.prices.is_settled:
                self.price_steps(PRICES_A_STEP)
            # Until prices have come, short steps: a plan by prices will replace theirs.
            most = 0.7 if self.is_limited else 1.5 if self.inserted else 0.3
            self.search.step(min(most, self.seconds_left), most)
            self.tell_plan()

    def guide_myself(self) -> None:
        prices = self.search.prices
        self.guidance = prices.best_prices, prices.usage, prices.steps

    def search_until(self, left: float) -> None:
        while self.seconds_left > max(left, 0.02):
            self.search.step(min(0.7, self.seconds_left - left + 0.01), 1.5)
            self.tell_plan()

    def is_over(self) -> bool:
        return self.task.until is not None and self.seconds_left < 0

    def insert(self) -> None:
        if self.guidance is not None:
            prices, usage, _ = self.guidance
            self.search.insert_afresh(prices, usage, self.is_over)
        self.tell_plan()

    def arrange(self) -> bool:
        """Some steps on the timetable, where there is one; says whether more may help."""
        if self.timetable is None or self.events is None or self.timetable.is_done:
            return False
        if self.timetable.search(STEPS_AT_A_TIME, self.is_over):
            plan = seated(self.start, self.events, self.timetable.best)
            complete(plan)
            self.search.accept(plan)
            self.tell_plan()
        return not self.timetable.is_done

    def improve_prices(self, share: float) -> None:
        """Steps until the bound settles, or this share of the time is gone."""
        reserve = self.seconds_left * (1.0 - share)
        while self.seconds_left > max(reserve, 0.02) and not self.search.prices.is_settled:
            self.price_steps(20)
            self.listen()
        self.tell_bound()

    def price_steps(self, count: int) -> None:
        for _ in range(count):
            if self.search.prices.is_settled or (self.task.until and self.seconds_left < 0):
                break
            self.search.prices.step(self.search.plan.points)
        self.tell_bound()

    def try_whole(self, share: float) -> None:
        """A small hub is solved at one stroke, which proves its plan or a bound."""
        if self.seats <= MOST_SEATS_AT_ONCE:
            self.whole(self.seconds_left * share, 1e9)

    def whole(self, seconds: float | None, steps: float) -> None:
        limit = self.search.solve_whole(seconds, steps, self.tell_plan)
        self.tell_plan()
        if limit is not None and limit < self.sent_bound:
            self.sent_bound = limit
            self.link.send(News(self.version, bound=limit, is_proof_by_search=True))

    # With a count of steps

    def count_steps(self, work: int) -> None:
        """The same steps in the same order whatever `work` is: more of it never ends lower."""
        self.price_steps(FIRST_PRICES)
        self.guide_myself()
        self.insert()
        self.search.guide(self.search.prices.best_prices, self.search.prices.usage)
        for step in range(1, work + 1):
            self.end_with_parent()
            if self.search.plan.points >= self.sent_bound:
                return
            self.price_steps(PRICES_A_STEP)
            # The whole at once after 4, 16, 64 … steps, each time with as much more patience.
            if self.seats <= MOST_SEATS_AT_ONCE and step in (4, 16, 64, 256):
                self.whole(None, 0.5 * step)
            elif not self.arrange():
                self.search.step(None, 0.5)
            self.tell_plan()

    # Once the points are settled

    def lift(self) -> None:
        """Lifts the worst-served until tries in a row change nothing, points kept."""
        steps, failures = 0, 0
        if self.seats <= MOST_SEATS_TO_LIFT:
            limit = None if self.task.until is None else self.seconds_left * 0.5
            self.search.solve_whole(limit, 4.0)
            self.tell_plan()
        while failures < PATIENCE and (self.task.work is None or steps < self.task.work):
            if self.task.until is not None:
                if self.seconds_left < 0.02:
                    return
                self.listen()
            limit = None if self.task.until is None else min(1.0, self.seconds_left)
            steps, failures = steps + 1, failures + 1
            if self.search.step(limit, 0.5):
                failures = 0
            self.tell_plan()
