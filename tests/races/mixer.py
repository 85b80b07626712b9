"""One process of a mixed race: `python -m tests.races.mixer prepare | SEED OPERATIONS PLAN`.

It books, moves, cancels, waits, takes what is held, books series and desks, by the day and by the
week, at random; it prints as JSON what it was told: bookings made, bookings given back, the slowest
operation, errors.
"""

import json
import os
import random
import sys
import time as clock
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.db import connection  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils.translation import gettext, override  # noqa: E402

from elspace.core.answers import Refused  # noqa: E402
from elspace.core.moments import local, today  # noqa: E402
from elspace.hosting import actions  # noqa: E402
from elspace.hosting.actions import desks as desk_actions  # noqa: E402
from elspace.hosting.enums import BookingState, WaitState  # noqa: E402
from elspace.hosting.models import (  # noqa: E402
    Booking,
    Desk,
    DeskHolding,
    Room,
    RoomWait,
    Series,
)
from elspace.hosting.queries import Diary, Rule  # noqa: E402
from elspace.hub.enums import Half  # noqa: E402
from elspace.people.models import Person  # noqa: E402
from tests import factories  # noqa: E402


def prepare() -> None:
    """Rooms of every kind, people and desks; prints their numbers and days that are open."""
    factories.hub(rooms_each=500)
    rooms = [factories.room("Zitoun"), factories.room("Romman", buffer_after=15)]
    shared = factories.room("Partagee", capacity=5, is_shared=True)
    halves = [factories.room("Gauche"), factories.room("Droite")]
    hall = factories.room("Grande", capacity=40)
    hall.parts.set(halves)
    people = [factories.resident(f"Personne {number}") for number in range(6)]
    desks = [factories.desk(f"C{number}") for number in range(4)]
    first = today() + timedelta(days=7)
    diary = Diary.load(local(first, time()), local(first + timedelta(days=60), time()))
    days = [first + timedelta(days=ahead) for ahead in range(60)]
    open_days = [
        day for day in days if diary.is_open(rooms[0], local(day, time(9)), local(day, time(14)))
    ]
    plan = {
        "rooms": [room.pk for room in [*rooms, shared, *halves, hall]],
        "people": [person.pk for person in people],
        "desks": [desk.pk for desk in desks],
        "days": [day.isoformat() for day in open_days[:4]],
    }
    print(json.dumps(plan))


def warm_up() -> None:
    """What a server has read before it is asked anything: pages, words, the calendar."""
    reverse("hosting:bookings")
    for language in ("fr", "ar"):
        with override(language):
            gettext("Rooms")
    Diary.load(local(today(), time()), local(today(), time(23)))


class Locks:
    """How long statements waited for a lock, and how long a transaction then held one."""

    def __init__(self) -> None:
        self.waited = self.held = 0.0
        self._since: float | None = None
        for name in ("commit", "rollback"):
            setattr(connection, name, self._ends(getattr(connection, name)))

    def watch(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Around every statement: a transaction of SQLite, or a lock of PostgreSQL, begins."""
        is_lock = sql.startswith("BEGIN") or " FOR " in sql
        began = clock.monotonic()
        answer = execute(sql, params, many, context)
        if is_lock:
            self.waited = max(self.waited, clock.monotonic() - began)
            self._since = self._since or clock.monotonic()
        return answer

    def _ends(self, end: Callable[[], None]) -> Callable[[], None]:
        def ended() -> None:
            end()
            if self._since is not None:
                self.held = max(self.held, clock.monotonic() - self._since)
                self._since = None

        return ended


class Mixer:
    """Random operations, and what came of them."""

    def __init__(self, seed: int, plan: dict[str, list[Any]]) -> None:
        self.chance = random.Random(seed)
        self.plan = plan
        self.made: list[str] = []
        self.gone: list[str] = []
        self.counts: Counter[str] = Counter()
        self.errors: list[str] = []
        self.slowest = 0.0

    def run(self, operations: int) -> None:
        several: list[tuple[Callable[[], None], int]] = [
            (self.book, 30),
            (self.cancel, 22),
            (self.move, 16),
            (self.series, 3),
            (self.wait, 10),
            (self.take, 8),
            (self.periodic, 3),
            (self.desk_day, 12),
            (self.desk_week, 6),
        ]
        names, weights = zip(*several, strict=True)
        for _operation in range(operations):
            act = self.chance.choices(names, weights)[0]
            began = clock.monotonic()
            try:
                act()
                self.counts[act.__name__] += 1
            except Refused:
                self.counts[f"{act.__name__} refused"] += 1
            except Exception as error:
                self.errors.append(f"{act.__name__}: {error!r}")
            self.slowest = max(self.slowest, clock.monotonic() - began)

    def day(self) -> date:
        return date.fromisoformat(self.chance.choice(self.plan["days"]))

    def room(self) -> Room:
        return Room.objects.get(pk=self.chance.choice(self.plan["rooms"]))

    def person(self) -> Person:
        return Person.objects.get(pk=self.chance.choice(self.plan["people"]))

    def stretch(self) -> tuple[datetime, datetime]:
        start = local(self.day(), time(self.chance.randrange(9, 13), self.chance.choice((0, 30))))
        return start, start + timedelta(minutes=self.chance.choice((30, 60, 90)))

    def booking(self, **wanted: Any) -> Booking | None:
        found = Booking.objects.filter(**wanted).order_by("?")
        return found.first()

    def book(self) -> None:
        start, end = self.stretch()
        key = uuid.uuid4()
        asked = {"room": self.room(), "start_at": start, "end_at": end, "key": key}
        people = self.chance.choice((None, 1, 2))
        if self.chance.random() < 0.5:
            actions.book_own_room(person=self.person(), people=people, **asked)
        else:
            actions.book_room(person=self.person(), people=people, by=None, **asked)
        self.made.append(str(key))

    def cancel(self) -> None:
        booking = self.booking(state=BookingState.BOOKED)
        if booking is not None:
            actions.cancel_booking(booking=booking, by=None)
            self.gone.append(str(booking.key))

    def move(self) -> None:
        booking = self.booking(state=BookingState.BOOKED)
        if booking is not None:
            start, end = self.stretch()
            actions.change_booking(
                booking=booking, room=self.room(), start_at=start, end_at=end, by=None
            )

    def series(self) -> None:
        day = self.day()
        rule = Rule(self.room(), (day.weekday(),), 1, day, day + timedelta(weeks=2), time(10), 60)
        if self.chance.random() < 0.7:
            made = actions.book_series(rule=rule, person=self.person(), by=None)
            self.made += [str(booking.key) for booking in made.bookings.all()]
        elif (series := Series.objects.order_by("?").first()) is not None:
            ahead = [str(one.key) for one in series.bookings.filter(state=BookingState.BOOKED)]
            actions.cancel_series(series=series, from_day=series.starts_on, by=None)
            self.gone += ahead

    def wait(self) -> None:
        start, end = self.stretch()
        person = self.person()
        actions.wait_for_room(
            room=self.room(), person=person, start_at=start, end_at=end, by=person
        )

    def take(self) -> None:
        wait = RoomWait.objects.filter(state=WaitState.OFFERED).order_by("?").first()
        if wait is None:
            return
        if self.chance.random() < 0.7:
            self.made.append(str(actions.take_held(wait=wait, by=wait.person).key))
        else:
            actions.withdraw_wait(wait=wait, by=wait.person)
            if wait.booking is not None:
                self.gone.append(str(wait.booking.key))

    def periodic(self) -> None:
        actions.end_holds()
        actions.release_unused()

    def desk_day(self) -> None:
        desk = Desk.objects.get(pk=self.chance.choice(self.plan["desks"]))
        halves = [self.chance.choice((Half.MORNING, Half.AFTERNOON))]
        asked = {"desk": desk, "day": self.day(), "halves": halves, "person": self.person()}
        if self.chance.random() < 0.6:
            desk_actions.take_desk(by=None, **asked)
        else:
            desk_actions.release_desk(by=None, **asked)

    def desk_week(self) -> None:
        desk = Desk.objects.get(pk=self.chance.choice(self.plan["desks"]))
        held = DeskHolding.objects.filter(desk=desk).order_by("?").first()
        if held is not None and self.chance.random() < 0.4:
            desk_actions.end_holding(holding=held, until_on=self.day(), by=None)
            return
        day = self.day()
        half = self.chance.choice((Half.MORNING, Half.AFTERNOON))
        desk_actions.hold_desk(
            desk=desk,
            person=self.person(),
            from_on=day,
            until_on=day + timedelta(weeks=self.chance.randrange(1, 5)),
            halves=[(day.weekday(), half)],
            by=None,
        )


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare()
    else:
        mixer = Mixer(int(sys.argv[1]), json.loads(sys.argv[3]))
        warm_up()
        print("ready", flush=True)
        sys.stdin.readline()
        locks = Locks()
        with connection.execute_wrapper(locks.watch):
            mixer.run(int(sys.argv[2]))
        print(
            json.dumps(
                [
                    {
                        "made": mixer.made,
                        "gone": mixer.gone,
                        "slowest": mixer.slowest,
                        "waited": locks.waited,
                        "held": locks.held,
                        "errors": mixer.errors,
                        "counts": mixer.counts,
                    }
                ]
            )
        )
