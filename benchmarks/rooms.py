"""Processor time, queries and bytes of the timeline of rooms: 300 rooms, 200 and 2,000 bookings.

Run `.venv/bin/python benchmarks/rooms.py` from the root of the project. The week is asked for as it
is shown first (50 rooms a page) and with all rooms on one page; then its first day. Printed: the
median of 15 requests in this process, after 3 that warm it up. A well-known tool's room calendar,
measured on the same machine: 450 ms and 625 statements for 200 bookings.
"""

import os
import sys
from datetime import datetime, time, timedelta
from pathlib import Path

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

django.setup()  # before `pages`, which has a store of its own

import pages  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from elspace.core.moments import local, monday, today  # noqa: E402
from elspace.hosting.models import Booking, Room  # noqa: E402
from elspace.hub.models import Place  # noqa: E402
from elspace.people.enums import Role  # noqa: E402
from elspace.people.models import Person  # noqa: E402

ROOMS, SIZES = 300, (200, 2000)
HOURS = (9, 10, 11, 14, 15, 16)


def lay_rooms() -> None:
    """Rooms as a large house has them, of three sizes."""
    place = Place.objects.get()
    for n in range(ROOMS - Room.objects.count()):
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


def main() -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    with open(os.devnull, "w") as nowhere:
        call_command("lay_demo", stdout=nowhere)
    lay_rooms()
    pages.MEASURED = 15
    team = Client()
    member = Person.objects.with_role(Role.PROGRAMME).first()
    if member is None:
        sys.exit("The demonstration has nobody of the programme role.")
    team.force_login(member, settings.AUTHENTICATION_BACKENDS[-1])
    print(f"{'bookings':>8} {'ms':>7} {'queries':>8} {'bytes':>7}  address")
    for count in SIZES:
        lay_bookings(count)
        for address in ("/rooms/week/", "/rooms/week/?all=yes", "/rooms/hours/?all=yes"):
            found = pages.measure(team, address)
            if found:
                print(f"{count:8} {found[0]:7.1f} {found[1]:8} {found[2]:7}  {address}")


if __name__ == "__main__":
    main()
