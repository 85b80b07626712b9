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


class Crew:
    """Starts a process for each task by fork, so that all share the arrays already built."""

    def __init__(self, start: Plan, game: PriceGame, found: Found, tasks: list[Task]) -> None:
        self.start, self.found = start, found
        self.version = 0
        self.versions: dict[int, tuple[Meeting, ...]] = {0: tuple(found.plan.meetings.values())}
        context = multiprocessing.get_context("fork")
        self.links: list[Connection] = []
        self.processes = []
        for task in tasks:
            ours, theirs = context.Pipe()
            process = context.Process(target=run, args=(theirs, start, game, task), daemon=True)
            process.start()
            theirs.close()
            self.links.append(ours)
            self.processes.append(process)

    def follow(self, until: float | None, stop: Stop, tell: Tell) -> None:
        """Listens until the time is over, the proof complete, all have ended or `stop` says so."""
        open_links = list(self.links)
        try:
            while open_links and not stop() and self.found.plan.points < self.found.bound:
                left = 0.05 if until is None else min(0.05, until - time.monotonic())
                if left <= 0:
                    return
                for link in wait(open_links, left):
                    assert isinstance(link, Connection)
                    if not self._hear(link, tell):
                        open_links.remove(link)
        finally:
            self.dismiss()

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
        better = False
        if news.meetings is not None:
            better = self._take_plan(news)
            if better:
                self._order(link, news)
        if news.bound is not None and news.bound < self.found.bound:
            self.found.bound = news.bound
            self.found.by_search = news.is_proof_by_search
            better = True
        if news.prices is not None:
            self.found.prices = news.prices
            self._send(Order(self.version, prices=news.prices), besides=link)
        if better:
            tell(self.found.plan, self.found.bound)
        return not news.is_done

    def _take_plan(self, news: News) -> bool:
        assert news.meetings is not None
        base = self.versions.get(news.version)
        plan = rebuilt(self.start, news.meetings)
        if base is not None and news.version != self.version:
            both = merged(self.found.plan, base, news.meetings)
            if both is not None and both.points > plan.points:
                plan = both
        if plan.points <= self.found.plan.points:
            return False
        self.found.plan = plan
        self.version += 1
        self.versions[self.version] = tuple(plan.meetings.values())
        self.versions.pop(self.version - REMEMBERED, None)
        return True

    def _order(self, source: Connection, news: News) -> None:
        meetings = self.versions[self.version]
        self._send(Order(self.version, meetings), besides=None)

    def _send(self, order: Order, besides: Connection | None) -> None:
        for link in self.links:
            if link is not besides:
                try:
                    link.send(order)
                except (BrokenPipeError, OSError):
                    continue
