"""Runs the workers beside each other and keeps the best plan and the best bound of all."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from optimiser.model.merge import merged
from optimiser.model.plan import Meeting, Plan, rebuilt
from optimiser.model.prices import PriceGame
from optimiser.model.shares import merit
from optimiser.model.worker import News, Order, Task, run

Stop = Callable[[], bool]
Tell = Callable[[Plan, int], None]
REMEMBERED = 50


@dataclass(slots=True)
class Found:
    """The best so far; `prices` prove the bound unless `by_search`."""

    plan: Plan
    bound: int
    prices: Any
    by_search: bool = False
    is_improved: bool = False  # by a search for prices, not one of the two limits at the beginning


class Crew:
    """Starts a process for each task by fork, so that all share the arrays already built."""

    def __init__(self, start: Plan, game: PriceGame, found: Found, tasks: list[Task]) -> None:
        self.start, self.found = start, found
        self.goal = tasks[0].goal
        self.version = 0
        self.guide: Any = None  # the newest prices of a worker, which guide the others
        self.usage: Any = None
        self.price_steps = 0
        self.versions: dict[int, tuple[Meeting, ...]] = {0: tuple(found.plan.meetings.values())}
        context = multiprocessing.get_context("fork")
        self.links: list[Connection] = []
        self.processes = []
        for task in tasks:
            ours, theirs = context.Pipe()
            process = context.Process(
                target=run, args=(theirs, start, found.plan, game, task), daemon=True
            )
            process.start()
            theirs.close()
            self.links.append(ours)
            self.processes.append(process)

    def follow(self, until: float | None, stop: Stop, tell: Tell) -> None:
        """Listens until the time is over, the proof complete, all have ended or `stop` says so."""
        open_links = list(self.links)
        try:
            while open_links and not stop() and not self._is_proven():
                left = 0.05 if until is None else min(0.05, until - time.monotonic())
                if left <= 0:
                    return
                ready = wait(open_links, left)
                for link in [link for link in open_links if link in ready]:
                    if not self._hear(link, tell):
                        open_links.remove(link)
        finally:
            self.dismiss()

    def _is_proven(self) -> bool:
        return self.goal.shares is None and self.found.plan.points >= self.found.bound

    def dismiss(self) -> None:
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.join()

    def _hear(self, link: Connection, tell: Tell) -> bool:
        """Takes one piece of news; False when the worker has ended."""
        try:
            news: News = link.recv()
        except (EOFError, OSError):
            return False
        if news.asks:
            self._answer(link, news)
        better = news.meetings is not None and self._take_plan(news, news.meetings)
        if news.bound is not None and news.bound < self.found.bound:
            self.found.bound = news.bound
            self.found.by_search = news.is_proof_by_search
            if news.prices is not None:
                self.found.prices, self.found.is_improved = news.prices, True
            better = True
        if news.prices is not None:
            self.guide, self.usage = news.prices, news.usage
            self.price_steps = news.price_steps
        if better:
            tell(self.found.plan, self.found.bound)
        return not news.is_done

    def _answer(self, link: Connection, news: News) -> None:
        meetings = self.versions[self.version] if news.version < self.version else None
        try:
            link.send(
                Order(
                    self.version,
                    meetings,
                    self.guide if self.usage is not None else None,
                    self.usage,
                    self.price_steps,
                )
            )
        except OSError:
            return

    def _merit(self, plan: Plan) -> tuple[int, ...]:
        return merit(plan, self.goal.shares)

    def _take_plan(self, news: News, meetings: tuple[Meeting, ...]) -> bool:
        """Keeps a plan that is better, or what was better in it joined to the best so far."""
        base = self.versions.get(news.version)
        plan = rebuilt(self.start, meetings)
        if base is not None and news.version != self.version:
            both = merged(self.found.plan, base, meetings)
            if both is not None and self._merit(both) > self._merit(plan):
                plan = both
        if self._merit(plan) <= self._merit(self.found.plan):
            return False
        self.found.plan = plan
        self.version += 1
        self.versions[self.version] = tuple(plan.meetings.values())
        self.versions.pop(self.version - REMEMBERED, None)
        return True
