"""Writes about rooms: book, give back, add, change."""

from .bookings import (
    book_own_room,
    book_room,
    book_room_for,
    cancel_booking,
    cancel_booking_of,
    change_booking,
    confirm_booking,
)
from .checks import offering
from .customers import let_room
from .dates import NothingFree, book_own_series, book_series, book_series_for
from .giving_back import give_back_own
from .holding import hold_for, offer_freed
from .rooms import add_room, change_room, remove_room
from .series import Changed, add_series_day, cancel_series, change_series, change_series_day
from .taking import lock_rooms
from .unused import offer_what_is_free, release_unused, remind_bookings
from .waits import end_holds, take_held, wait_for_room, withdraw_wait

__all__ = [
    "Changed",
    "NothingFree",
    "add_room",
    "add_series_day",
    "book_own_room",
    "book_own_series",
    "book_room",
    "book_room_for",
    "book_series",
    "book_series_for",
    "cancel_booking",
    "cancel_booking_of",
    "cancel_series",
    "change_booking",
    "change_room",
    "change_series",
    "change_series_day",
    "confirm_booking",
    "end_holds",
    "give_back_own",
    "hold_for",
    "let_room",
    "lock_rooms",
    "offer_freed",
    "offer_what_is_free",
    "offering",
    "release_unused",
    "remind_bookings",
    "remove_room",
    "take_held",
    "wait_for_room",
    "withdraw_wait",
]
