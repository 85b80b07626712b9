"""The quiet rule: what would be heard through a wall, said before a room is booked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from elspace.hosting.models import Occupancy, Room, Space

from .rooms import Diary, indivisible_spaces


def noise_between(room: Room, start_at: datetime, end_at: datetime, *, is_noisy: bool) -> str:
    """What is heard when this room is used in the stretch, in a sentence that names rooms and
    nothing of what happens in them; "" when nothing is. Two or three queries."""
    quiet = Q(is_quiet=True) | Q(is_confidential=True)
    asks_quiet = room.is_quiet or room.is_confidential
    if not is_noisy and not asks_quiet:
        return ""
    beside = list(_beside(room).filter(is_active=True).filter(quiet if is_noisy else Q()))
    if not beside:
        return ""
    parts = indivisible_spaces()
    spaces = {other.pk: parts.get(other.pk, frozenset({other.pk})) for other in beside}
    then = Occupancy.objects.filter(
        is_active=True,
        space__in=set().union(*spaces.values()),
        booking__start_at__lt=end_at,
        booking__end_at__gt=start_at,
    )
    if not is_noisy:
        then = then.filter(booking__is_noisy=True)
    taken = set(then.values_list("space_id", flat=True))
    heard = [other.name for other in beside if spaces[other.pk] & taken]
    if not heard:
        return ""
    return _sentence(room, heard, is_noisy=is_noisy)


def _sentence(room: Room, heard: list[str], *, is_noisy: bool) -> str:
    names = {"rooms": _(", ").join(heard), "room": room.name}
    if is_noisy:
        return (
            _("The noise is heard in %(rooms)s, which must stay quiet and is taken then.") % names
        )
    return _("%(room)s must stay quiet, and there is noise then beside it, in %(rooms)s.") % names


Taken = list[tuple[datetime, datetime, bool]]  # from, until, whether it is noisy


@dataclass
class Walls:
    """The same asked for many rooms and hours, read once (one query; a second one where rooms stand
    beside one another)."""

    diary: Diary
    beside: dict[int, set[int]]
    taken: dict[int, Taken]  # by indivisible space

    @classmethod
    def load(cls, diary: Diary, start_at: datetime, end_at: datetime) -> Self:
        """What can be heard between two instants in the rooms of a diary."""
        beside: dict[int, set[int]] = {}
        pairs = Room.beside.through.objects.values_list("from_room_id", "to_room_id")
        for room, other in pairs:
            beside.setdefault(room, set()).add(other)
        taken: dict[int, Taken] = {}
        if beside:
            then = Occupancy.objects.filter(
                is_active=True, booking__start_at__lt=end_at, booking__end_at__gt=start_at
            ).values_list("space_id", "booking__start_at", "booking__end_at", "booking__is_noisy")
            for space, start, end, is_noisy in then:
                taken.setdefault(space, []).append((start, end, is_noisy))
        return cls(diary, beside, taken)

    def near(self, room: Room) -> set[int]:
        """Rooms beside it, beside its parts, or beside what it is a part of."""
        if not self.beside:
            return set()
        family = {room.pk, *self.diary.spaces_of(room)}
        family |= {whole for whole, below in self.diary.parts.items() if room.pk in below}
        return set().union(*(self.beside.get(one, set()) for one in family)) - family

    def disturb(self, room: Room, start_at: datetime, end_at: datetime, *, is_noisy: bool) -> bool:
        """Whether using this room would break the quiet of another that is taken then, or noise
        beside it would break its own."""
        return any(self._broken(room, start_at, end_at, is_noisy=is_noisy))

    def heard(self, room: Room, start_at: datetime, end_at: datetime, *, is_noisy: bool) -> str:
        """The same in the sentence of `noise_between`; "" when nothing is heard."""
        names = [other.name for other in self._broken(room, start_at, end_at, is_noisy=is_noisy)]
        return _sentence(room, names, is_noisy=is_noisy) if names else ""

    def _broken(
        self, room: Room, start_at: datetime, end_at: datetime, *, is_noisy: bool
    ) -> Iterator[Room]:
        asks_quiet = room.is_quiet or room.is_confidential
        if not self.beside or not (is_noisy or asks_quiet):
            return
        near = self.near(room)
        for other in self.diary.rooms:
            if other.pk not in near:
                continue
            is_quiet = other.is_quiet or other.is_confidential
            if any(
                start < end_at
                and start_at < end
                and ((is_noisy and is_quiet) or (asks_quiet and noise))
                for space in self.diary.spaces_of(other)
                for start, end, noise in self.taken.get(space, [])
            ):
                yield other


def _beside(room: Room) -> QuerySet[Room]:
    """Rooms beside it, beside its parts, or beside a room it is a part of."""
    family = Space.objects.filter(Q(pk=room.pk) | Q(part_of=room.pk) | Q(parts=room.pk))
    return Room.objects.filter(beside__in=family.values("pk")).exclude(pk__in=family).distinct()
