"""Taking a place and giving it back: locks, seats, and the occupancy that keeps bookings apart."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from elspace.hosting.models import Booking, Occupancy, Room, Space
from elspace.hosting.queries import indivisible_spaces, peak


def lock_rooms(rooms: Iterable[Space]) -> set[int]:
    """Lock the indivisible spaces of these rooms in the order of their numbers; returns them.

    Whoever books several rooms in one transaction locks them all first, so that two such
    transactions never wait for each other. NO KEY: rows that merely refer to a room may be written
    meanwhile. On SQLite the transaction itself is the lock.
    """
    rooms = list(rooms)
    spaces: set[int] = set()
    while spaces != (asked := _indivisible(rooms)):  # parts may have changed while one waited
        spaces = asked
        list(Space.objects.select_for_update(no_key=True).filter(pk__in=spaces).order_by("pk"))
    return spaces


def _indivisible(rooms: list[Space]) -> set[int]:
    parts = indivisible_spaces()
    return set().union(*(parts.get(room.pk, {room.pk}) for room in rooms))


def is_taken(
    room: Room, spaces: set[int], stretch: tuple[datetime, datetime], people: int | None = None
) -> bool:
    """Whether somebody blocks one of the spaces in the stretch, or seats are short in a shared one.
    Asked with the spaces locked."""
    start_at, end_at = stretch
    rows = Occupancy.objects.filter(
        space__in=spaces, is_active=True, blocked_from__lt=end_at, blocked_until__gt=start_at
    )
    if not room.is_shared:
        return rows.exists()
    most = peak(rows.values_list("blocked_from", "blocked_until"), start_at, end_at)
    return most + (people or 1) > room.capacity


def blocked_by(booking: Booking) -> tuple[datetime, datetime]:
    """The stretch a booking blocks, its minutes to prepare and to tidy included."""
    return (
        booking.start_at - timedelta(minutes=booking.buffer_before),
        booking.end_at + timedelta(minutes=booking.buffer_after),
    )


def occupy(booking: Booking, room: Room, spaces: set[int]) -> None:
    """Write what a booking blocks: every indivisible space of its room, or seats of a shared one.
    A hall with a shared room in it takes all the seats of that room."""
    occupy_each([(booking, room, spaces)])


def occupy_each(taken: Sequence[tuple[Booking, Room, Iterable[int]]]) -> None:
    """The same for many bookings, in as many statements as for one; only seats of a shared room are
    looked for booking by booking."""
    below = set().union(*(spaces for _booking, _room, spaces in taken))
    shared = {part.pk: part for part in Room.objects.filter(pk__in=below, is_shared=True)}
    rows: list[Occupancy] = []
    for booking, room, spaces in taken:
        start_at, end_at = blocked_by(booking)
        if room.is_shared:
            seats = {room.pk: _free_seats(room, start_at, end_at, booking.people or 1)}
        else:
            seats = {
                space: list(range(shared[space].capacity)) if space in shared else [0]
                for space in spaces
            }
        new = [
            Occupancy(
                booking=booking,
                space_id=space,
                seat=seat,
                blocked_from=start_at,
                blocked_until=end_at,
            )
            for space in sorted(seats)
            for seat in seats[space]
        ]
        if room.is_shared:  # the next one of this room looks for seats beside it
            Occupancy.objects.bulk_create(new)
        else:
            rows += new
    Occupancy.objects.bulk_create(rows)


def vacate(booking: Booking) -> None:
    """What a booking blocked is free again. The rows are locked in the order of their numbers, as
    `_reseat` does, so that a seat that is given back while others are moved stays given back."""
    rows = booking.occupancies.select_for_update().filter(is_active=True).order_by("pk")
    Occupancy.objects.filter(pk__in=[row.pk for row in rows]).update(is_active=False)


def _free_seats(room: Room, start_at: datetime, end_at: datetime, wanted: int) -> list[int]:
    """Numbers of seats nobody holds in the whole stretch. When their count allows it but too few
    are free from beginning to end, everybody is seated anew: a seat is nobody's own."""
    taken = set(
        Occupancy.objects.filter(
            space=room, is_active=True, blocked_from__lt=end_at, blocked_until__gt=start_at
        ).values_list("seat", flat=True)
    )
    free = [seat for seat in range(room.capacity) if seat not in taken]
    if len(free) >= wanted:
        return free[:wanted]
    return _reseat(_all_who_meet(room, start_at, end_at), start_at, end_at, wanted)


def _all_who_meet(room: Room, start_at: datetime, end_at: datetime) -> list[Occupancy]:
    """Those whose stretch overlaps this one, those who overlap them, and so on; locked."""
    first, last = start_at, end_at
    while True:
        rows = list(
            Occupancy.objects.select_for_update()
            .filter(space=room, is_active=True, blocked_from__lt=last, blocked_until__gt=first)
            .order_by("pk")
        )
        wider = (
            min([first, *(row.blocked_from for row in rows)]),
            max([last, *(row.blocked_until for row in rows)]),
        )
        if wider == (first, last):
            return rows
        first, last = wider


def _reseat(rows: list[Occupancy], start_at: datetime, end_at: datetime, wanted: int) -> list[int]:
    """Give everybody, newcomers among them, the lowest seat free at their beginning, in the order
    of beginnings: for intervals that never takes more seats than the fullest instant has people.
    Returns the newcomers' seats."""
    newcomers = [Occupancy(blocked_from=start_at, blocked_until=end_at) for _one in range(wanted)]
    free_from: list[datetime] = []  # by seat
    for row in sorted([*rows, *newcomers], key=lambda row: row.blocked_from):
        seats = range(len(free_from))
        row.seat = next((n for n in seats if free_from[n] <= row.blocked_from), len(free_from))
        free_from[row.seat : row.seat + 1] = [row.blocked_until]
    # Off while the numbers change: the database would see two on one seat for a moment.
    numbers = [row.pk for row in rows]
    Occupancy.objects.filter(pk__in=numbers).update(is_active=False)
    Occupancy.objects.bulk_update(rows, ["seat"])
    Occupancy.objects.filter(pk__in=numbers).update(is_active=True)
    return [newcomer.seat for newcomer in newcomers]
