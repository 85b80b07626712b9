"""Writes of the reception: marks of presence, closing and forgetting."""

from .marking import check_in, check_out, receive_visit
from .tidying import close_day, forget_days

__all__ = [
    "check_in",
    "check_out",
    "close_day",
    "forget_days",
    "receive_visit",
]
