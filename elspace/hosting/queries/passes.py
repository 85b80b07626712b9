"""Where somebody who buys a day can sit: what is left of today at each desk."""

from dataclasses import dataclass

from django.utils import timezone

from elspace.core.moments import today
from elspace.hosting.models import Desk
from elspace.hub.enums import Half
from elspace.hub.models import MORNING_ENDS
from elspace.people.models import Person

from .desks import Seat, Seating


@dataclass(frozen=True)
class SeatsToday:
    """Desks and the half-days of today on which each is free; where the person sits already."""

    free: dict[Desk, tuple[Half, ...]]
    own: list[Seat]


def seats_today(person: Person) -> SeatsToday:
    """What is left of today: once the morning is over, the afternoon."""
    seating = Seating.load(today(), today())
    is_late = timezone.localtime().time() >= MORNING_ENDS
    free = {}
    for desk in seating.desks:
        seats = seating.seats(desk, today())
        left = [seat for seat in seats if not (is_late and seat.half == Half.MORNING)]
        if halves := tuple(seat.half for seat in left if seat.is_free):
            free[desk] = halves
    return SeatsToday(free, seating.places_of(person, today()))
