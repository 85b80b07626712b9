"""Reads about the hub, by noun."""

from .calendar import (
    Calendar,
    half_of,
    halves_with_slots,
    iftar_on,
    is_open,
    is_quiet_time,
    next_loud_moment,
    opening_on,
    ramadan_day,
    slots_on,
    working_day_after,
)
from .effects import struck
from .holidays import feasts_from, feasts_of, year_missing
from .identity import current_hub

__all__ = [
    "Calendar",
    "current_hub",
    "feasts_from",
    "feasts_of",
    "half_of",
    "halves_with_slots",
    "iftar_on",
    "is_open",
    "is_quiet_time",
    "next_loud_moment",
    "opening_on",
    "ramadan_day",
    "slots_on",
    "struck",
    "working_day_after",
    "year_missing",
]
