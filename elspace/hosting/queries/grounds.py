"""What every date of a series is measured by, read once: hours, what is taken, walls, limits."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from elspace.hosting.models import Room
from elspace.hub.queries import current_hub

from .bookings import own_bookings_to_come
from .closed_hours import why_closed
from .limits import limit_against
from .noise import Walls
from .rooms import Diary, indivisible_spaces


@dataclass(frozen=True)
class Objection:
    """Why a date cannot be had, in whole sentences. `may_pass`: the team may book it all the same.
    `may_choose`: it can be had if another date is skipped."""

    reasons: tuple[str, ...]
    may_pass: bool = False
    may_choose: bool = False
    is_crowd: bool = False  # nothing but how many rooms they hold: no other room helps

    @property
    def reason(self) -> str:
        """All of them, one after another."""
        return " ".join(self.reasons)

    def is_passed(self, seen: str | None) -> bool:
        """Whether the team read all of it and books all the same. That less stands against a date
        than they read, another one being skipped, asks them nothing anew."""
        return self.may_pass and seen is not None and all(one in seen for one in self.reasons)


@dataclass
class Grounds:
    """Hours and what is taken; what is heard through walls (None: not asked); whose limits hold
    (None: nobody's), how many rooms they hold and may hold at most (0: the team books)."""

    diary: Diary
    walls: Walls | None = None
    person: Any = None
    is_own: bool = False
    most: int = 0
    held: int = 0
    taken: int = 0  # by this series

    @classmethod
    def load(
        cls,
        diary: Diary,
        start_at: datetime,
        end_at: datetime,
        *,
        person: Any = None,
        is_own: bool = False,
        asks_noise: bool = True,
    ) -> Self:
        """Read what a diary does not hold between two instants. The team, and whoever is hosted
        nowhere, has no limits of their own; who books for themselves has."""
        is_limited = person is not None and (
            is_own
            or (
                person.has_perm("hosting.book_own_room")
                and not person.has_perm("hosting.book_room")
            )
        )
        hub = current_hub() if is_limited else None
        return cls(
            diary,
            Walls.load(diary, start_at, end_at) if asks_noise else None,
            person if is_limited else None,
            is_own,
            hub.rooms_each if hub else 0,
            own_bookings_to_come(person).count() if is_limited else 0,
        )

    def now(self, rooms: set[int], start_at: datetime, end_at: datetime) -> Self:
        """The same read anew with these rooms locked: how they stand, what blocks them, what is
        heard, how many are held (six queries at most)."""
        found = Room.objects.select_related("place").filter(pk__in=rooms)
        diary = replace(self.diary, rooms=list(found), parts=indivisible_spaces())
        return replace(
            self,
            diary=diary.over(start_at, end_at),
            walls=Walls.load(self.diary, start_at, end_at) if self.walls else None,
            held=own_bookings_to_come(self.person).count() if self.person else 0,
        )

    def room(self, room: Room) -> Room:
        """The room as it was read."""
        return next((one for one in self.diary.rooms if one.pk == room.pk), room)

    def against(
        self, room: Room, start_at: datetime, end_at: datetime, people: int | None
    ) -> Objection | None:
        """What stands against a stretch; None: it can be had."""
        if hard := self._why_not(room, start_at, end_at, people):
            return Objection((hard,))
        soft = self._why_not_theirs(room, start_at, end_at)
        if crowd := self._too_many():
            soft.append(crowd)
        if not soft:
            return None
        is_choice = self.is_own and soft == [crowd] and self.held < self.most
        return Objection(tuple(soft), not self.is_own, is_choice, soft == [crowd])

    def suits(self, room: Room, start_at: datetime, end_at: datetime, people: int | None) -> bool:
        """Whether a stretch can be offered: nothing stands against it but how many one holds."""
        return not (
            self._why_not(room, start_at, end_at, people)
            or self._why_not_theirs(room, start_at, end_at)
        )

    def take(self, room: Room, start_at: datetime, end_at: datetime, people: int | None) -> None:
        """From here on the stretch is taken, by this series."""
        stretch = (
            start_at - timedelta(minutes=room.buffer_before),
            end_at + timedelta(minutes=room.buffer_after),
        )
        for space in self.diary.spaces_of(room):
            times = (people or 1) if room.is_shared else 1
            self.diary.blocked.setdefault(space, []).extend([stretch] * times)
        self.taken += 1

    def _why_not(self, room: Room, start_at: datetime, end_at: datetime, people: int | None) -> str:
        """Why nobody can have it."""
        if start_at <= timezone.now():
            return _("This hour is over.")
        if not room.is_active:
            return _("%(room)s is no longer in use.") % {"room": room.name}
        if people is not None and people > room.capacity:
            return _("%(room)s holds %(capacity)s people; you are %(people)s.") % {
                "room": room.name,
                "capacity": room.capacity,
                "people": people,
            }
        if closed := why_closed(self.diary, room, start_at, end_at):
            return closed
        if self.diary.is_taken(room, start_at, end_at, people):
            return _("%(room)s is already taken at this time.") % {"room": room.name}
        return ""

    def _why_not_theirs(self, room: Room, start_at: datetime, end_at: datetime) -> list[str]:
        """What the room asks of them, and the quiet rule."""
        limit = limit_against(room, self.person, start_at, end_at) if self.person else ""
        heard = self.walls.heard(room, start_at, end_at, is_noisy=False) if self.walls else ""
        return [said for said in (limit, heard) if said]

    def _too_many(self) -> str:
        """That they hold as many rooms as each may, the dates before among them."""
        if self.person is None or self.held + self.taken < self.most:
            return ""
        if not self.most:
            return _("Here the team books the rooms: ask at the reception.") if self.is_own else ""
        already = self.held >= self.most
        if self.is_own and already:
            return ngettext(
                "You hold %(n)s room already: give it back first, or ask the team.",
                "You hold %(n)s rooms already: give one back first, or ask the team.",
                self.most,
            ) % {"n": self.most}
        if self.is_own:
            return ngettext(
                "With the dates before you hold %(n)s room, as many as each may.",
                "With the dates before you hold %(n)s rooms, as many as each may.",
                self.most,
            ) % {"n": self.most}
        named = {"person": self.person.short_name, "n": self.most}
        if already:
            return (
                ngettext(
                    "%(person)s holds %(n)s room already, as many as each may.",
                    "%(person)s holds %(n)s rooms already, as many as each may.",
                    self.most,
                )
                % named
            )
        return (
            ngettext(
                "With the dates before, %(person)s holds %(n)s room, as many as each may.",
                "With the dates before, %(person)s holds %(n)s rooms, as many as each may.",
                self.most,
            )
            % named
        )
