"""Processor time, queries and bytes of the pages of rooms: 50 rooms with 200 bookings, 300 rooms
with 200 and 2,000.

Run `make bench-rooms` from the root of the project. Day and week are asked for as they are shown
first (50 rooms a page) and with all rooms on one page, in French and in Arabic; then the page of
rooms, the free rooms of an hour and the reception. Printed: the best and the median of 25 requests
in this process, after 3 that warm it up; under them a page with nothing on it, which is what every
page costs; and how many times less that is than 450 ms and 625 statements, what a well-known tool's
room calendar took for 200 bookings on a machine like this one.
"""

import gzip
import os
import sys
from datetime import datetime, time, timedelta
from pathlib import Path
from statistics import median
from time import process_time

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
STORE = ROOT / "var" / "bench-rooms.sqlite3"
for old in STORE.parent.glob(f"{STORE.name}*"):
    old.unlink()
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "ELSPACE_DEMO": "1",
    "DATABASE_URL": f"sqlite:///{STORE}",
    "LOG_LEVEL": "CRITICAL",
}

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from elspace.core.moments import local, monday, today  # noqa: E402
from elspace.hosting.models import Booking, Room  # noqa: E402
from elspace.hub.models import Place  # noqa: E402
from elspace.people.enums import Role  # noqa: E402
from elspace.people.models import Person  # noqa: E402

SIZES = ((50, 200), (300, 200), (300, 2000))  # rooms, bookings of this week
HOURS = (9, 10, 11, 14, 15, 16)
MEASURED, THEIRS = 25, (450, 625)  # milliseconds and statements of another tool
LANGUAGES = ("fr", "ar")
PAGES = (
    "/rooms/",
    "/rooms/week/",
    "/rooms/hours/",
    "/rooms/week/?all=yes",
    "/rooms/hours/?all=yes",
)


def lay_rooms(count: int) -> None:
    """So many rooms, as a large house has them, of three sizes."""
    place = Place.objects.get()
    for n in range(Room.objects.count(), count):
        name = f"Salle {n + 1}"
        Room.objects.create(
            place=place, name_fr=name, name_ar=name, name_en=name, capacity=(4, 12, 40)[n % 3]
        )


def lay_bookings(count: int) -> None:
    """That many bookings in this week, each for somebody, half of them with a title."""
    Booking.objects.all().delete()
    rooms, people = list(Room.objects.all()), list(Person.objects.all())
    first = monday(today())
    rows = []
    for n in range(count):
        day = first + timedelta(days=n % 5)
        start: datetime = local(day, time(HOURS[n // (5 * len(rooms)) % len(HOURS)]))
        rows.append(
            Booking(
                space=rooms[n // 5 % len(rooms)],
                person=people[n % len(people)],
                title=f"Réunion {n}" if n % 2 else "",
                start_at=start,
                end_at=start + timedelta(hours=1),
            )
        )
    Booking.objects.bulk_create(rows)


def measure(client: Client, address: str) -> tuple[float, float, int, int]:
    """(best and median milliseconds, queries, compressed bytes) of a page."""
    for _warming in range(3):
        page = client.get(address)
    if page.status_code != 200:
        sys.exit(f"{address} answers {page.status_code}.")
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    queries = len(captured)  # before the next request forgets them
    times = []
    for _time in range(MEASURED):
        began = process_time()
        client.get(address)
        times.append((process_time() - began) * 1000)
    return min(times), median(times), queries, len(gzip.compress(page.content))


def show(client: Client, rooms: int, count: int, addresses: tuple[str, ...]) -> None:
    """Print a line for each page in each language."""
    for language in LANGUAGES:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        for address in addresses:
            best, middle, queries, size = measure(client, address)
            print(
                f"{rooms:5} {count:8} {language} {best:7.1f} {middle:7.1f} {queries:8} {size:7} "
                f"{THEIRS[0] / middle:6.0f} {THEIRS[1] / queries:6.0f}  {address}",
                flush=True,
            )


def main() -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    with open(os.devnull, "w") as nowhere:
        call_command("lay_demo", stdout=nowhere)
    team = Client()
    member = Person.objects.with_role(Role.PROGRAMME).first()
    if member is None:
        sys.exit("The demonstration has nobody of the programme role.")
    team.force_login(member, settings.AUTHENTICATION_BACKENDS[-1])
    print("rooms bookings lang  best  median  queries   bytes    times less")
    hour = f"day={today() + timedelta(days=7)}&starts=10:00&minutes=60&people="
    for rooms, count in SIZES:
        lay_rooms(rooms)
        lay_bookings(count)
        show(team, rooms, count, (*PAGES, f"/rooms/book/?{hour}", "/reception/"))
    Booking.objects.all().delete()
    show(team, rooms, 0, ("/rooms/bookings/",))


if __name__ == "__main__":
    main()
