"""Writes about the hub, by noun."""

from .closures import add_closure, change_closure, remove_closure
from .first_hour import leave_petal, show_first_hour, tell_hours, use_module
from .holidays import (
    add_fixed_holidays,
    add_holiday,
    change_holiday,
    confirm_holiday,
    confirm_ramadan,
    remove_holiday,
    shift_holiday,
    shift_ramadan,
)
from .identity import change_hub, open_hub
from .lists import (
    add_discipline,
    add_equipment,
    change_discipline,
    change_equipment,
    change_format,
    remove_equipment,
)
from .places import add_place, change_place
from .profiles import add_profile, change_profile, remove_profile

__all__ = [
    "add_closure",
    "add_discipline",
    "add_equipment",
    "add_fixed_holidays",
    "add_holiday",
    "add_place",
    "add_profile",
    "change_closure",
    "change_discipline",
    "change_equipment",
    "change_format",
    "change_holiday",
    "change_hub",
    "change_place",
    "change_profile",
    "confirm_holiday",
    "confirm_ramadan",
    "leave_petal",
    "open_hub",
    "remove_closure",
    "remove_equipment",
    "remove_holiday",
    "remove_profile",
    "shift_holiday",
    "shift_ramadan",
    "show_first_hour",
    "tell_hours",
    "use_module",
]
