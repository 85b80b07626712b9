"""What a device of the desk keeps for a cut: first names and states of today, nothing else."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from uuid import UUID

from django.utils import timezone

from elspace.agenda.models import Occasion
from elspace.agenda.naming import names_of
from elspace.agenda.queries import presence_at_all
from elspace.core.folding import fold
from elspace.core.moments import local, today
from elspace.hub.queries import Calendar
from elspace.people.models import Person

from .expected import expected_on, open_occasions, seats_at
from .presence import InNow, in_now

BREAK = timedelta(hours=3)  # a shorter pause between two openings is a lunch


@dataclass(frozen=True)
class KeptName:
    """One person as the device knows them: a first name, with an initial where two share it."""

    key: UUID
    name: str
    presence: str = ""  # in a roll call
    find: str = ""  # first names in both scripts, folded: whichever is typed finds


@dataclass(frozen=True)
class KeptRoll:
    """The roll call of one occasion of today."""

    occasion: Occasion
    title: str
    people: list[KeptName]


@dataclass(frozen=True)
class KeptDay:
    """The page a device keeps until closing."""

    expected: list[KeptName]
    inside: list[KeptName]
    visits: InNow
    rolls: list[KeptRoll]
    made_at: datetime
    closes_at: datetime


def kept_day(calendar: Calendar, *, with_desks: bool) -> KeptDay:
    """Today in a constant number of queries; nothing confidential."""
    day, now = today(), timezone.now()
    inside = in_now()
    coming = [
        one.person
        for one in expected_on(day, calendar, with_desks=with_desks, since=now)
        if one.person.pk not in inside.seen
    ]
    occasions = open_occasions(day)
    seats = seats_at(occasions)
    said = presence_at_all(occasion.pk for occasion in occasions)
    everybody = {one.pk: one for one in [*coming, *inside.people]}
    everybody |= {one.pk: one for people in seats.values() for one in people}
    names = _names(everybody.values())
    finds = {pk: _find(one, names[pk]) for pk, one in everybody.items()}
    titles = names_of(occasions)
    return KeptDay(
        expected=[KeptName(one.key, names[one.pk], find=finds[one.pk]) for one in coming],
        inside=[KeptName(one.key, names[one.pk], find=finds[one.pk]) for one in inside.people],
        visits=inside,
        rolls=[
            KeptRoll(
                occasion,
                titles[occasion.pk].title,
                [
                    KeptName(one.key, names[one.pk], said.get(occasion.pk, {}).get(one.pk, ""))
                    for one in seats[occasion.pk]
                ],
            )
            for occasion in occasions
            if seats.get(occasion.pk)
        ],
        made_at=now,
        closes_at=next_closing(now, calendar),
    )


def closings_of(day: date, calendar: Calendar) -> list[datetime]:
    """When the house closes on a day. A break of less than three hours is none: people stay in for
    lunch, and have to be on the list if it burns. Ramadan's evening is a second opening."""
    hours = sorted(calendar.opening_on(day))
    reopenings = [local(day, opens) for opens, _closes in hours[1:]]
    return [
        closing
        for closing, reopening in zip_longest(
            (local(day, closes) for _opens, closes in hours), reopenings
        )
        if reopening is None or reopening - closing >= BREAK
    ]


def next_closing(now: datetime, calendar: Calendar) -> datetime:
    """When the device forgets: the next closing of today, midnight when there is none."""
    day = timezone.localdate(now)
    closings = closings_of(day, calendar)
    midnight = local(day + timedelta(days=1), time())
    return min((moment for moment in closings if moment > now), default=midnight)


def _find(person: Person, shown: str) -> str:
    """The first name as it may be typed, in either script; of the rest what is shown, no more."""
    return fold(f"{person.first_name} {person.first_name_ar} {shown}")


def _names(people: Iterable[Person]) -> dict[int, str]:
    """First names; with an initial where two share one, whole where two share that as well."""
    people = list(people)
    names = {person.pk: person.given_name for person in people}
    for longer in (lambda one: one.short_name, lambda one: one.name):
        shared = Counter(names.values())
        names = {
            person.pk: names[person.pk] if shared[names[person.pk]] == 1 else longer(person)
            for person in people
        }
    return names
