"""What a term programme is asked to do, as frozen records: formats, rooms, people, needs, locks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """slot = (week * days + day) * slots + k; weeks, days and slots count from 0."""

    weeks: int
    days: int
    slots: int

    @property
    def slots_per_week(self) -> int:
        return self.days * self.slots

    @property
    def total(self) -> int:
        return self.weeks * self.days * self.slots

    def week_of(self, slot: int) -> int:
        return slot // self.slots_per_week


@dataclass(frozen=True, slots=True)
class Format:
    """How people meet: how many attendees, and what the room must hold."""

    id: str
    min: int
    max: int
    equipment: frozenset[str]


@dataclass(frozen=True, slots=True)
class Room:
    id: str
    capacity: int
    equipment: frozenset[str]
    closed: frozenset[int]

    def suits(self, form: Format) -> bool:
        return self.capacity >= form.min and form.equipment <= self.equipment


@dataclass(frozen=True, slots=True)
class Expert:
    """`max_sessions` a term and `max_per_week` are None when there is no limit."""

    id: str
    disciplines: frozenset[str]
    formats: frozenset[str]
    languages: frozenset[str]
    available: frozenset[int]
    max_sessions: int | None
    max_per_week: int | None


@dataclass(frozen=True, slots=True)
class Resident:
    id: str
    venture: str | None
    languages: frozenset[str]
    busy: frozenset[int]
    max_per_week: int | None


@dataclass(frozen=True, slots=True)
class Need:
    """`before_week` w: met in a slot whose week is < w; `after`: needs met strictly earlier."""

    id: str
    resident: str
    discipline: str
    formats: tuple[str, ...]
    weight: int
    before_week: int | None
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """One session of a programme; `attendees` are ids of needs, the locked ones first."""

    id: str
    discipline: str
    format: str
    expert: str
    room: str
    slot: int
    language: str
    attendees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Every id a record names exists; locked sessions do not clash; `after` has no cycle.

    The mappings keep the order of the input, which decides between equally good plans.
    """

    term: Term
    formats: Mapping[str, Format]
    rooms: Mapping[str, Room]
    experts: Mapping[str, Expert]
    residents: Mapping[str, Resident]
    needs: Mapping[str, Need]
    first_bonus: int
    locked: tuple[Session, ...]

    def locked_needs(self) -> frozenset[str]:
        return frozenset(need for session in self.locked for need in session.attendees)
