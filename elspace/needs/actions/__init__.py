"""Writes about needs: stating one, and moving it through its life."""

from .grouping import classify_together, split_need, unclassify_needs
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
from .workshops import (
    change_workshop,
    note_blank_slips,
    prepare_workshop,
    print_slips,
    renumber_slip,
    say_at_workshop,
    type_slip,
)

__all__ = [
    "address_need",
    "answer_otherwise",
    "change_workshop",
    "classify_need",
    "classify_together",
    "confirm_need",
    "correct_need",
    "decline_need",
    "free_need",
    "note_blank_slips",
    "plan_need",
    "prepare_workshop",
    "print_slips",
    "put_first",
    "renumber_slip",
    "reopen_need",
    "say_at_workshop",
    "split_need",
    "state_need",
    "state_need_of_newcomer",
    "type_slip",
    "unclassify_needs",
    "verify_need",
    "withdraw_need",
]
