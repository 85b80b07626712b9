"""Writes about desks: the only writers of who sits where."""

from .days import release_desk, share_by_days, swap_days, take_desk
from .places import add_desk, change_desk, draw_map, remove_desk
from .swaps import agree_to_swap, offer_swap, withdraw_swap
from .weeks import end_holding, hold_desk

__all__ = [
    "add_desk",
    "agree_to_swap",
    "change_desk",
    "draw_map",
    "end_holding",
    "hold_desk",
    "offer_swap",
    "release_desk",
    "remove_desk",
    "share_by_days",
    "swap_days",
    "take_desk",
    "withdraw_swap",
]
