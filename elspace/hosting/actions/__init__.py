"""Writes about rooms: book, give back, add, change."""

from .bookings import book_own_room, book_room, cancel_booking, lock_rooms
from .rooms import add_room, change_room, remove_room

__all__ = [
    "add_room",
    "book_own_room",
    "book_room",
    "cancel_booking",
    "change_room",
    "lock_rooms",
    "remove_room",
]
