"""Reads of the reception: who is expected, who is in, what happens in the rooms now."""

from .expected import Expected, expected_on
from .presence import InNow, Visit, in_now, is_in, own_marks, said_today
from .rooms_now import RoomNow, rooms_now

__all__ = [
    "Expected",
    "InNow",
    "RoomNow",
    "Visit",
    "expected_on",
    "in_now",
    "is_in",
    "own_marks",
    "rooms_now",
    "said_today",
]
