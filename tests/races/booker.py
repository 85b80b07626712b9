"""One process of a booking race: `python -m tests.races.booker prepare|guarded|unguarded|seats …`.

It works on the database of DATABASE_URL, says "ready" on standard output, waits for a line on
standard input, then does its part and prints what came of it as JSON.
"""

import json
import os
import sys
from datetime import datetime, time, timedelta
from threading import Barrier, Thread

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.contrib.auth import (  # noqa: E402
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
)
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from elspace.core.answers import Refused  # noqa: E402
from elspace.core.moments import local, today  # noqa: E402
from elspace.hosting.actions import book_room  # noqa: E402
from elspace.hosting.models import Booking, Occupancy, Room  # noqa: E402
from elspace.hosting.queries import Diary, is_free  # noqa: E402
from elspace.people.enums import Role  # noqa: E402
from elspace.people.models import Person  # noqa: E402
from tests import factories  # noqa: E402


def prepare() -> None:
    """A hub with three rooms and one that is shared; prints the first one's number, the shared one,
    and an hour at which they are open; a desk, and fifty people who would like it."""
    factories.hub()
    room = factories.room("Zitoun")
    factories.room("Yasmine", capacity=40)
    factories.room("Romman", capacity=8)
    shared = factories.room("Partagee", capacity=6, is_shared=True)
    day = today() + timedelta(days=7)
    diary = Diary.load(local(day, time()), local(day + timedelta(days=60), time()))
    while not diary.is_open(room, local(day, time(10)), local(day, time(11))):
        day += timedelta(days=1)
    print(
        json.dumps(
            {
                "room": room.pk,
                "key": str(room.key),
                "shared": shared.pk,
                "shared_key": str(shared.key),
                "start": local(day, time(10)).isoformat(),
                "session": signed_in(),
                "desk": str(factories.desk("A1").key),
                "others": [factories.desk(f"B{number}").pk for number in range(3)],
                "people": [str(factories.resident(f"P{n}").key) for n in range(CLIENTS)],
            }
        )
    )


def signed_in() -> str:
    """The session of somebody on the team, as their browser keeps it."""
    who = factories.person("Hela", roles=[Role.PROGRAMME], email="hela@hub.example")
    Person.objects.filter(pk=who.pk).update(invited_at=timezone.now())
    session = SessionStore()
    session[SESSION_KEY] = str(who.pk)
    session[BACKEND_SESSION_KEY] = "elspace.people.backends.SignInBackend"
    session[HASH_SESSION_KEY] = who.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def wait_for_start() -> None:
    print("ready", flush=True)
    sys.stdin.readline()


def guarded(room: Room, start: datetime, clients: int) -> None:
    """As many threads as clients, each with its own connection, ask for the same stretch."""
    outcomes: list[dict[str, object]] = []
    together = Barrier(clients)

    def ask() -> None:
        connection.ensure_connection()
        together.wait(timeout=30)
        try:
            booking = book_room(room=room, start_at=start, end_at=start + HOUR, by=None)
            outcomes.append({"booked": booking.pk})
        except Refused as refusal:
            outcomes.append({"refused": str(refusal), "offers": len(refusal.offers)})
        except Exception as error:
            outcomes.append({"error": repr(error)})
        finally:
            connection.close()

    wait_for_start()
    threads = [Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    print(json.dumps(outcomes))


def seats(room: Room, start: datetime) -> None:
    """The same for a shared room: count the seats, let the others count too, then sit down."""
    free = Diary.load(start, start + HOUR).is_free(room, start, start + HOUR, people=3)
    wait_for_start()
    if free:
        booking = Booking.objects.create(space=room, start_at=start, end_at=start + HOUR, people=3)
        Occupancy.objects.bulk_create(
            Occupancy(
                booking=booking,
                space=room,
                seat=seat,
                blocked_from=start,
                blocked_until=start + HOUR,
            )
            for seat in range(3)
        )
    print(json.dumps([{"booked": free}]))


def unguarded(room: Room, start: datetime) -> None:
    """Check, let the others check too, then write: what happens without the guard."""
    free = is_free(room, start, start + HOUR)
    wait_for_start()
    if free:
        booking = Booking.objects.create(space=room, start_at=start, end_at=start + HOUR)
        Occupancy.objects.create(
            booking=booking, space=room, blocked_from=start, blocked_until=start + HOUR
        )
    print(json.dumps([{"booked": free}]))


HOUR = timedelta(hours=1)
CLIENTS = 50

if __name__ == "__main__":
    mode, *arguments = sys.argv[1:]
    if mode == "prepare":
        prepare()
    else:
        asked = Room.objects.get(pk=int(arguments[0])), datetime.fromisoformat(arguments[1])
        if mode == "guarded":
            guarded(*asked, clients=int(arguments[2]))
        elif mode == "seats":
            seats(*asked)
        else:
            unguarded(*asked)
