"""Writes of the reception: marks of presence, what a device kept, closing and forgetting."""

from .cash import number_device
from .marking import LONGEST_NAME, check_in, check_out, receive_visit, take_back
from .merging import Merged, merge
from .tidying import close_day, forget_days

__all__ = [
    "LONGEST_NAME",
    "Merged",
    "check_in",
    "check_out",
    "close_day",
    "forget_days",
    "merge",
    "number_device",
    "receive_visit",
    "take_back",
]
