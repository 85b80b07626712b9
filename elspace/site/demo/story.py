"""What happened, told in the order of its moments, each under a clock set to it.

The clock of this process is moved as `make demo-2027` moves it (docs/decisions/0005): so every
instant, day of an answer, audit line and message of the past is what it would have been. A fact
whose moment is still to come has not happened, and is not told.
"""

from collections.abc import Callable
from datetime import datetime
from heapq import heappop, heappush
from itertools import count
from typing import Any

import time_machine


class Story:
    """Facts by moment; a fact may add later ones while it is told."""

    def __init__(self) -> None:
        self._facts: list[tuple[datetime, int, Callable[[], Any]]] = []
        self._order = count()

    def at(self, moment: datetime, fact: Callable[..., Any], *args: Any, **named: Any) -> None:
        """Keep a fact for its moment."""
        heappush(self._facts, (moment, next(self._order), lambda: fact(*args, **named)))

    def tell(self, until: datetime) -> None:
        """Let everything happen that has happened by `until`."""
        while self._facts:
            moment, _order, fact = heappop(self._facts)
            if moment > until:
                continue
            with time_machine.travel(moment, tick=False):
                fact()
