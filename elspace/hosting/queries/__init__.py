"""Reads about rooms: which are open, which are free, what blocks a day."""

from .day import DayByRoom, day_by_room
from .offers import RoomOffer, offers_instead
from .rooms import (
    Diary,
    free_rooms,
    indivisible_spaces,
    is_free,
    occupancies_between,
    rooms_open,
    spaces_below,
    titles_of,
)

__all__ = [
    "DayByRoom",
    "Diary",
    "RoomOffer",
    "day_by_room",
    "free_rooms",
    "indivisible_spaces",
    "is_free",
    "occupancies_between",
    "offers_instead",
    "rooms_open",
    "spaces_below",
    "titles_of",
]
