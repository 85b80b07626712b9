"""Reads about rooms: which are open, which are free, what blocks a day."""

from .bookings import bookings_to_come, own_bookings_to_come
from .closed_hours import closed_rooms, on_closed_hours, why_closed
from .day import DayByRoom, day_by_room
from .offers import RoomOffer, offers_instead, offers_near
from .rooms import (
    Diary,
    Shown,
    free_rooms,
    indivisible_spaces,
    is_free,
    occupancies_between,
    rooms_open,
    shown_to,
    spaces_below,
)

__all__ = [
    "DayByRoom",
    "Diary",
    "RoomOffer",
    "Shown",
    "bookings_to_come",
    "closed_rooms",
    "day_by_room",
    "free_rooms",
    "indivisible_spaces",
    "is_free",
    "occupancies_between",
    "offers_instead",
    "offers_near",
    "on_closed_hours",
    "own_bookings_to_come",
    "rooms_open",
    "shown_to",
    "spaces_below",
    "why_closed",
]
