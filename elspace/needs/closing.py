"""The dates a need has, and what gives them back: filled by the apps that hold a date for it."""

from collections.abc import Callable
from typing import Any

from elspace.people.models import Person

from .models import Need

# Called with (need, by, still_waits) before the need's own row is locked: what holds a date is
# locked first. `still_waits`: the need stays open, only this date was not the right one.
gives_back: list[Callable[[Need, Person | None, bool], None]] = []
# Called with (need, user): the coming dates held for it, as this user may read them.
holds: list[Callable[[Need, Any], list[str]]] = []


def give_back(need: Need, by: Person | None, *, still_waits: bool = False) -> None:
    """Let every app free what it holds for this need."""
    for free in gives_back:
        free(need, by, still_waits)


def dates_of(need: Need, user: Any) -> list[str]:
    """The coming dates of a need, in words."""
    return [date for held in holds for date in held(need, user)]
