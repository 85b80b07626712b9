"""Writes about people, by noun."""

from .accounts import invite_account
from .devices import forget_device, forget_devices, trust_device
from .first import begin_hub
from .half_days import add_away, remove_away, say_evenings, set_half_days
from .links import give_link, mark_link_used, renew_links, revoke_link
from .merging import merge_people
from .persons import add_person, change_person
from .roles import end_role, grant_role

__all__ = [
    "add_away",
    "add_person",
    "begin_hub",
    "change_person",
    "end_role",
    "forget_device",
    "forget_devices",
    "give_link",
    "grant_role",
    "invite_account",
    "mark_link_used",
    "merge_people",
    "remove_away",
    "renew_links",
    "revoke_link",
    "say_evenings",
    "set_half_days",
    "trust_device",
]
