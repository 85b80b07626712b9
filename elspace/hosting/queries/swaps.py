"""Exchanges of days between people: what is offered to somebody, what is theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from elspace.core.moments import today
from elspace.hosting.enums import SwapState
from elspace.hosting.models import Desk, DeskSwap

from .desks import Seat, Seating


@dataclass(frozen=True)
class SwapOffer:
    """An offer somebody may agree to, and the desk they would give for it."""

    swap: DeskSwap
    desk: Desk


def swaps_open_to(person: Any, seating: Seating | None = None) -> list[SwapOffer]:
    """Offers of others that fit: the one who offers sits there still, and this person has a desk on
    the wanted day; neither would sit at two. `seating` covers all their days, if at hand."""
    offered = list(
        _swaps()
        .filter(state=SwapState.OFFERED, day__gt=today(), wanted_on__gt=today())
        .exclude(person=person)
    )
    if not offered:
        return []
    days = [day for one in offered for day in (one.day, one.wanted_on)]
    seating = seating or Seating.load(min(days), max(days))
    found = []
    for swap in offered:
        given = [one for one in seating.places_of(swap.person, swap.day) if one.desk == swap.desk]
        mine = seating.places_of(person, swap.wanted_on)
        mine = [one for one in mine if one.desk == mine[0].desk]
        if (
            given
            and mine
            and _apart(given, seating.places_of(person, swap.day))
            and _apart(mine, seating.places_of(swap.person, swap.wanted_on))
        ):
            found.append(SwapOffer(swap, mine[0].desk))
    return found


def _apart(seats: Iterable[Seat], others: Iterable[Seat]) -> bool:
    """Whether no half-day is among both."""
    return not {seat.half for seat in seats} & {seat.half for seat in others}


def own_swaps(person: Any) -> QuerySet[DeskSwap]:
    """What a person offers or has exchanged, with a day to come."""
    return _swaps().filter(
        Q(person=person, state=SwapState.OFFERED, day__gt=today(), wanted_on__gt=today())
        | Q(Q(person=person) | Q(other=person), state=SwapState.AGREED)
        & (Q(day__gte=today()) | Q(wanted_on__gte=today()))
    )


def _swaps() -> QuerySet[DeskSwap]:
    return DeskSwap.objects.select_related("person", "other", "desk__place", "other_desk__place")
