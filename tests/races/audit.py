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
from elspace.hosting.models import Booking, DeskDay, DeskHalf, Occupancy, Room  # noqa: E402
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


def two_holders() -> list[str]:
    """Half-days of the week of a desk that are two people's at once."""
    wrong, by_half = [], {}
    for row in DeskHalf.objects.select_related("holding").order_by("from_on", "pk"):
        by_half.setdefault((row.desk_id, row.weekday, row.half), []).append(row)
        if (row.until_on, row.from_on) != (row.holding.until_on, row.holding.from_on):
            wrong.append(f"half-day {row.pk} and its holding say other dates")
    for (desk, weekday, half), rows in by_half.items():
        for one, other in pairwise(rows):
            if one.until_on is None or other.from_on <= one.until_on:
                wrong.append(f"desk {desk}, {weekday} {half}: {one.pk} and {other.pk}")
    return wrong


if __name__ == "__main__":
    states = dict(Booking.objects.values_list("key", "state"))
    json.dump(
        {
            "wrong": [*overlaps(), *lost(), *two_desks(), *two_holders()],
            "states": {str(key): state for key, state in states.items()},
        },
        sys.stdout,
    )
