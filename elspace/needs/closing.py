"""What a need gives back when it closes: filled by the apps that hold a date for it."""

from collections.abc import Callable

from elspace.people.models import Person

from .models import Need

# Called with (need, by) before the need's own row is locked: what holds a date is locked first.
gives_back: list[Callable[[Need, Person | None], None]] = []


def give_back(need: Need, by: Person | None) -> None:
    """Let every app free what it holds for this need."""
    for free in gives_back:
        free(need, by)
