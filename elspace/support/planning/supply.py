"""What the hub offers the planner: formats, rooms with their closed slots, experts with hours."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from elspace.hosting.models import Room
from elspace.hosting.queries import Diary, Walls
from elspace.hub.enums import FormatCode
from elspace.hub.models import Format
from elspace.hub.queries import Calendar
from elspace.support.models import Expert, Term
from elspace.support.queries.dates import PeopleDiary
from elspace.support.queries.experts import HoursLeft, all_hours_left, availabilities
from elspace.support.queries.terms import SlotTime, slot_place

from .brief import Brief
from .keeping import CONFIDENTIAL, CONFIDENTIAL_FORMAT, PLANNED_FORMATS, Kept


class Supply:
    """Formats, rooms and experts of a term, less what kept sessions take of them."""

    def __init__(
        self,
        *,
        term: Term,
        now: datetime,
        calendar: Calendar,
        slots: dict[int, SlotTime],
        forms: dict[str, Format],
        experts: list[Expert],
        diary: Diary,
        walls: Walls,
        kept: Kept,
    ) -> None:
        self.term, self.now, self.calendar, self.slots = term, now, calendar, slots
        self.forms, self.rows, self.diary, self.kept = forms, experts, diary, kept
        self.walls = walls

    def formats(self) -> dict[str, Any]:
        found = {
            code: {
                "min": self.forms[code].min_people,
                "max": self.forms[code].max_people,
                "equipment": [f"q{item.pk}" for item in self.forms[code].equipment.all()],
            }
            for code in sorted(PLANNED_FORMATS)
            if code in self.forms
        }
        return found | {CONFIDENTIAL_FORMAT: {"min": 1, "max": 1, "equipment": [CONFIDENTIAL]}}

    def rooms(self) -> list[dict[str, Any]]:
        """Rooms with their closed slots. A hall whose halves are rooms too is left to people: the
        planner would use hall and half at once."""
        numbers = {room.pk for room in self.diary.rooms}
        everywhere = set(range(self.term.weeks * Term.DAYS * Term.SLOTS))
        return [
            {
                "id": f"r{room.pk}",
                "capacity": room.capacity,
                "equipment": [f"q{item.pk}" for item in self.diary.equipment.get(room.pk, [])]
                + ([CONFIDENTIAL] if room.is_confidential else []),
                "closed": sorted(
                    everywhere
                    if self.diary.parts.get(room.pk, frozenset()) & numbers
                    else self._closed(room)
                ),
            }
            for room in self.diary.rooms
        ]

    def _closed(self, room: Any) -> set[int]:
        mine = {one["slot"] for one in self.kept.locked if one["room"] == f"r{room.pk}"}
        return self._shared(room) | {
            number
            for number, slot in self.slots.items()
            if number not in mine and not self._suits(room, slot.start_at, slot.end_at)
        }

    def _suits(self, room: Room, start_at: datetime, end_at: datetime) -> bool:
        """All of the room is free and quiet is kept, whatever way of working comes there."""
        return self.diary.is_free_whole(room, start_at, end_at) and not self.walls.disturb(
            room, start_at, end_at, is_noisy=True
        )

    def _shared(self, room: Any) -> set[int]:
        """Slots in which a kept session, proposed only, stands in the room or around it."""
        found = set(self.kept.blocked_rooms[room.pk])
        for whole, parts in self.diary.parts.items():
            if room.pk in parts:
                found |= self.kept.blocked_rooms[whole]
                found |= {one["slot"] for one in self.kept.locked if one["room"] == f"r{whole}"}
        return found

    def experts(self, brief: Brief) -> list[dict[str, Any]]:
        free = availabilities(self.rows, self.term, calendar=self.calendar, now=self.now)
        left = all_hours_left(self.rows, self.term, calendar=self.calendar)
        busy = PeopleDiary([expert.person for expert in self.rows], self.term)
        found = []
        for expert in self.rows:
            certain, maybe, _unknown = free[expert.pk]
            most = left[expert.pk].max_sessions
            name = f"e{expert.pk}"
            full = self._full_weeks(expert, left[expert.pk])
            likely = self._free_slots(expert, maybe - certain, busy, full)
            if likely:
                brief.maybe[name] = sorted(likely)
            found.append(
                {
                    "id": name,
                    "disciplines": [f"d{d.pk}" for d in expert.disciplines.all()],
                    "formats": self._formats_of(expert),
                    "languages": [language.code for language in expert.person.speaks.all()],
                    "available": sorted(self._free_slots(expert, certain, busy, full)),
                    "max_sessions": None if most is None else most + self.kept.given[expert.pk],
                    "max_per_week": expert.max_per_week,
                }
            )
        return found

    def _full_weeks(self, expert: Expert, left: HoursLeft) -> set[int]:
        """Weeks in which sessions the planner does not see (held ones, off the grid) already reach
        what the expert gives a week."""
        found = set()
        for week in range(self.term.weeks):
            unseen = left.placed_by_week.get(week, 0)
            unseen -= self.kept.locked_in_week[expert.pk, week]
            unseen += self.kept.extra[expert.pk, week]
            if unseen >= expert.max_per_week:
                found.add(week)
        return found

    def _free_slots(
        self, expert: Expert, slots: Iterable[int], busy: PeopleDiary, full: set[int]
    ) -> set[int]:
        blocked = self.kept.blocked_experts[expert.pk]
        return {
            number
            for number in slots
            if number not in blocked
            and slot_place(number)[0] not in full
            and (
                self.kept.place_of(f"e{expert.pk}", number)
                or busy.can_come(
                    expert.person, self.slots[number].start_at, self.slots[number].end_at
                )
            )
        }

    def _formats_of(self, expert: Expert) -> list[str]:
        chosen = {form.code for form in expert.formats.all()} & PLANNED_FORMATS
        codes = chosen or (PLANNED_FORMATS & set(self.forms))
        return sorted(codes) + ([CONFIDENTIAL_FORMAT] if FormatCode.INDIVIDUAL in codes else [])
