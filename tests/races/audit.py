"""Looks at a database after a race: `python -m tests.races.audit`; prints what is wrong as JSON."""

import json
import os
import sys
from collections import Counter
from itertools import pairwise

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from elspace.hosting.enums import BookingState  # noqa: E402
from elspace.hosting.models import Booking, DeskDay, Occupancy, Room  # noqa: E402
from elspace.hosting.queries import indivisible_spaces  # noqa: E402


def overlaps() -> list[str]:
    """Seats given to two at once."""
    seats: dict[tuple[int, int], list[Occupancy]] = {}
    for row in Occupancy.objects.filter(is_active=True).order_by("blocked_from", "blocked_until"):
        seats.setdefault((row.space_id, row.seat), []).append(row)
    return [
        f"space {space}, seat {seat}: bookings {one.booking_id} and {other.booking_id}"
        for (space, seat), rows in seats.items()
        for one, other in pairwise(rows)
        if other.blocked_from < one.blocked_until
    ]


def lost() -> list[str]:
    """Bookings that stand and block less than their room, or that are gone and block something."""
    parts, wrong = indivisible_spaces(), []
    rooms = {room.pk: room for room in Room.objects.all()}
    for booking in Booking.objects.prefetch_related("occupancies"):
        room = rooms[booking.space_id]
        rows = [row.space_id for row in booking.occupancies.all() if row.is_active]
        if booking.state not in {BookingState.BOOKED, BookingState.HELD}:
            wanted: list[int] = []
        elif room.is_shared:
            wanted = [room.pk] * (booking.people or 1)
        else:
            wanted = sorted(parts.get(room.pk, {room.pk}))
        if sorted(rows) != wanted:
            wrong.append(f"booking {booking.pk}, {booking.state}: {rows} instead of {wanted}")
    return wrong


def two_desks() -> list[str]:
    """People given two desks for one half-day."""
    taken = Counter(
        DeskDay.objects.filter(person__isnull=False).values_list("person", "day", "half")
    )
    return [f"person {key[0]} on {key[1]}" for key, count in taken.items() if count > 1]


if __name__ == "__main__":
    states = dict(Booking.objects.values_list("key", "state"))
    json.dump(
        {
            "wrong": [*overlaps(), *lost(), *two_desks()],
            "states": {str(key): state for key, state in states.items()},
        },
        sys.stdout,
    )
