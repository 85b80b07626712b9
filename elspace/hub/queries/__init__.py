"""Reads about the hub, by noun."""

from .calendar import (
    Calendar,
    half_of,
    iftar_on,
    is_open,
    is_quiet_time,
    next_loud_moment,
    opening_on,
    ramadan_day,
    slots_on,
    working_day_after,
)
from .identity import current_hub, hub_today

__all__ = [
    "Calendar",
    "current_hub",
    "half_of",
    "hub_today",
    "iftar_on",
    "is_open",
    "is_quiet_time",
    "next_loud_moment",
    "opening_on",
    "ramadan_day",
    "slots_on",
    "working_day_after",
]
