"""Reads about rooms: which are open, which are free, what blocks a day."""

from .bookings import bookings_to_come, may_be_released, own_bookings_to_come
from .closed_hours import closed_rooms, on_closed_hours, why_closed
from .day import DayByRoom, day_by_room
from .grounds import Grounds, Objection
from .limits import length_in_words, limit_against, may_book
from .noise import Walls, noise_between
from .offers import RoomOffer, around, offers_instead, offers_near
from .prices import Cost, cost_of_booking, costs_of, price_of
from .reminders import reminded_from
from .rooms import (
    LONGEST_BUFFER,
    Diary,
    Shown,
    free_rooms,
    indivisible_spaces,
    is_free,
    occupancies_between,
    peak,
    rooms_open,
    shown_to,
    spaces_below,
    taken_rooms,
)
from .series import (
    MOST_DATES,
    Occurrence,
    Rule,
    SeriesDate,
    occurrences_of,
    preview_series,
    rule_of,
    series_to_come,
)
from .waits import own_waits, still_waiting, waits_between, waits_touching

__all__ = [
    "LONGEST_BUFFER",
    "MOST_DATES",
    "Cost",
    "DayByRoom",
    "Diary",
    "Grounds",
    "Objection",
    "Occurrence",
    "RoomOffer",
    "Rule",
    "SeriesDate",
    "Shown",
    "Walls",
    "around",
    "bookings_to_come",
    "closed_rooms",
    "cost_of_booking",
    "costs_of",
    "day_by_room",
    "free_rooms",
    "indivisible_spaces",
    "is_free",
    "length_in_words",
    "limit_against",
    "may_be_released",
    "may_book",
    "noise_between",
    "occupancies_between",
    "occurrences_of",
    "offers_instead",
    "offers_near",
    "on_closed_hours",
    "own_bookings_to_come",
    "own_waits",
    "peak",
    "preview_series",
    "price_of",
    "reminded_from",
    "rooms_open",
    "rule_of",
    "series_to_come",
    "shown_to",
    "spaces_below",
    "still_waiting",
    "taken_rooms",
    "waits_between",
    "waits_touching",
    "why_closed",
]
