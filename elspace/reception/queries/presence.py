"""Who is in: the last mark of today wins. Never since when; only one's own page says that."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from elspace.core.moments import local, today
from elspace.people.models import Person
from elspace.reception.enums import Whereabouts
from elspace.reception.models import PresenceMark, key_of_undoing


@dataclass(frozen=True)
class Visit:
    """Somebody in the building without an appointment: a first name, or nothing."""

    key: uuid.UUID
    first_name: str


@dataclass
class InNow:
    """Who is in the building, in the order of their names; no hour of anybody."""

    people: list[Person] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)  # people who came today, in or gone again

    @property
    def total(self) -> int:
        """How many must be outside when the alarm rings."""
        return len(self.people) + len(self.visits)


def marks_of_day(day: date) -> QuerySet[PresenceMark]:
    """Marks said on a local day, in the order in which they count."""
    start, end = local(day, time()), local(day, time.max)
    return PresenceMark.objects.filter(at__range=(start, end)).order_by("at", "pk")


def last_marks(day: date) -> list[PresenceMark]:
    """The mark that counts of each person and visit of a day (one query)."""
    last: dict[Any, PresenceMark] = {}
    for mark in standing(marks_of_day(day).select_related("person")):
        last[mark.person_id or mark.visit] = mark
    return list(last.values())


def standing(marks: Iterable[PresenceMark]) -> list[PresenceMark]:
    """Marks without the slips that were taken back."""
    marks = list(marks)
    undone = {mark.key for mark in marks if mark.state == Whereabouts.BACK}
    return [
        mark
        for mark in marks
        if mark.state != Whereabouts.BACK and key_of_undoing(mark.key) not in undone
    ]


def in_now() -> InNow:
    """Who is in the building today, until their last mark says otherwise."""
    found = InNow()
    last: dict[Any, PresenceMark] = {}
    for mark in standing(marks_of_day(today()).select_related("person")):
        last[mark.person_id or mark.visit] = mark
        # Gone without ever having come: the other desk has taken the slip back meanwhile.
        if mark.person_id and mark.state == Whereabouts.IN:
            found.seen.add(mark.person_id)
    for mark in last.values():
        if mark.state == Whereabouts.IN and mark.person is not None:
            found.people.append(mark.person)
        elif mark.state == Whereabouts.IN and mark.visit is not None:
            found.visits.append(Visit(mark.visit, mark.first_name))
    found.people.sort(key=lambda person: (person.name.casefold(), person.pk))
    return found


def is_in(person: Person) -> bool:
    """Whether somebody said today that they are in, and not that they left (one query)."""
    said = standing(marks_of_day(today()).filter(person=person))
    return bool(said) and said[-1].state == Whereabouts.IN


def said_today(key: uuid.UUID | None) -> PresenceMark | None:
    """The mark of today with this key, unless it was taken back: the desk may still undo it."""
    if key is None:
        return None
    marks = marks_of_day(today()).filter(key__in=[key, key_of_undoing(key)])
    return next(iter(standing(marks.select_related("person"))), None)


def own_marks(person: Person) -> list[tuple[date, list[PresenceMark]]]:
    """One's own marks by day, the last day first: shown to the person alone, signed in."""
    by_day: dict[date, list[PresenceMark]] = {}
    for mark in standing(PresenceMark.objects.filter(person=person).order_by("at", "pk")):
        by_day.setdefault(timezone.localdate(mark.at), []).append(mark)
    return sorted(by_day.items(), reverse=True)
