"""Writes about needs: stating one, and moving it through its life."""

from .moving import (
    address_need,
    answer_otherwise,
    confirm_need,
    decline_need,
    free_need,
    plan_need,
    reopen_need,
    verify_need,
    withdraw_need,
)
from .newcomers import state_need_of_newcomer
from .stating import classify_need, correct_need, put_first, state_need

__all__ = [
    "address_need",
    "answer_otherwise",
    "classify_need",
    "confirm_need",
    "correct_need",
    "decline_need",
    "free_need",
    "plan_need",
    "put_first",
    "reopen_need",
    "state_need",
    "state_need_of_newcomer",
    "verify_need",
    "withdraw_need",
]
