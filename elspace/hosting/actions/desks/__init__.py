"""Writes about desks: the only writers of who sits where."""

from .days import release_desk, share_by_days, swap_days, take_desk
from .places import add_desk, change_desk, draw_map, remove_desk
from .weeks import end_holding, hold_desk

__all__ = [
    "add_desk",
    "change_desk",
    "draw_map",
    "end_holding",
    "hold_desk",
    "release_desk",
    "remove_desk",
    "share_by_days",
    "swap_days",
    "take_desk",
]
