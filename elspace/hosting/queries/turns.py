"""Half-days at shared desks that a season takes, and whole days in turn instead of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from elspace.core.moments import today
from elspace.hosting.models import Desk, DeskDay, DeskHalf, DeskHolding
from elspace.hub.enums import Half, Season
from elspace.hub.queries import Calendar
from elspace.people.models import Person

from .desks import halves_open, holdings_now

LOOK_AHEAD = timedelta(days=45)  # from when on lost afternoons are said


@dataclass(frozen=True)
class LostHalves:
    """Somebody whose half-days at a desk fall away for a while (Ramadan takes afternoons)."""

    holding: DeskHolding
    halves: tuple[DeskHalf, ...]
    first: date
    last: date


def lost_halves(first: date, last: date, calendar: Calendar | None = None) -> list[LostHalves]:
    """Those who share a desk and are left without it between two days: on each of their weekdays
    the hub opens, and never long enough on their half of the day (five queries)."""
    calendar = calendar or Calendar.load()
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    current = DeskHolding.objects.filter(from_on__lte=last).filter(
        Q(until_on=None) | Q(until_on__gte=first)
    )
    found = []
    sharers = Counter(current.values_list("desk", flat=True))
    for holding in current.select_related("person", "desk__place").prefetch_related("halves"):
        place = holding.desk.place
        gone = tuple(
            half
            for half in holding.halves.all()
            if any(calendar.opening_on(day, place) for day in span if day.weekday() == half.weekday)
            and not any(
                Half(half.half) in halves_open(calendar, day, place)
                for day in span
                if day.weekday() == half.weekday
            )
        )
        if gone and len(gone) == len(holding.halves.all()) and sharers[holding.desk_id] > 1:
            found.append(LostHalves(holding, gone, first, last))
    return found


def days_instead(
    desk: Desk,
    first: date,
    last: date,
    calendar: Calendar | None = None,
    held: Iterable[DeskHolding] | None = None,
) -> dict[date, Person]:
    """A way to share a desk by whole days while half-days are lost: open days go to its sharers in
    turn, so that nobody has more than one day more than another. `held`: who holds it, if read."""
    calendar = calendar or Calendar.load()
    holdings = [
        one
        for one in (holdings_now(desk) if held is None else held)
        if one.from_on <= last and (one.until_on is None or one.until_on >= first)
    ]
    sharers = list(dict.fromkeys(one.person for one in holdings))
    if not sharers:
        return {}
    counts = dict.fromkeys(sharers, 0)
    given: dict[date, Person] = {}
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    for day in span:
        if not halves_open(calendar, day, desk.place):
            continue
        there = {one.person for one in holdings if _holds(one, day)}
        if not there:
            continue
        who = min(there, key=lambda one: (counts[one], sharers.index(one)))
        counts[who] += 1
        given[day] = who
    return given


def _holds(holding: DeskHolding, day: date) -> bool:
    return holding.from_on <= day and (holding.until_on is None or day <= holding.until_on)


def turns(days: dict[date, Person]) -> list[tuple[Person, list[date]]]:
    """Days shared in turn, by person."""
    found: dict[Person, list[date]] = {}
    for day, person in sorted(days.items()):
        found.setdefault(person, []).append(day)
    return list(found.items())


@dataclass(frozen=True)
class Proposed:
    """A desk whose sharers lose half-days for a while, and whole days in turn for all of them."""

    desk: Desk
    people: tuple[Person, ...]
    first: date
    last: date
    turns: list[tuple[Person, list[date]]]


def turns_proposed(calendar: Calendar, day: date) -> list[Proposed]:
    """Desks whose sharers lose half-days in a season near a day; those that were shared by days
    already are not spoken of (the same queries whatever the number of desks)."""
    lost = [
        one for first, last in _seasons(calendar, day) for one in lost_halves(first, last, calendar)
    ]
    if not lost:
        return []
    shared = _given_already(lost)
    by_desk: dict[tuple[Desk, date, date], list[Person]] = {}
    for one in lost:
        desk, person = one.holding.desk, one.holding.person
        if not any(one.first <= on <= one.last for on in shared.get((desk.pk, person.pk), ())):
            by_desk.setdefault((desk, one.first, one.last), []).append(person)
    held: dict[int, list[DeskHolding]] = {}
    current = DeskHolding.objects.filter(desk__in={desk for desk, _first, _last in by_desk})
    current = current.filter(Q(until_on=None) | Q(until_on__gte=today()))
    for holding in current.select_related("person"):
        held.setdefault(holding.desk_id, []).append(holding)
    return [
        Proposed(
            desk,
            tuple(people),
            first,
            last,
            turns(days_instead(desk, first, last, calendar, held.get(desk.pk, []))),
        )
        for (desk, first, last), people in by_desk.items()
    ]


def _seasons(calendar: Calendar, day: date) -> list[tuple[date, date]]:
    """The days of seasons near a day, from today on."""
    return [
        (max(profile.starts_on, today()), profile.ends_on)
        for profile in calendar.profiles
        if profile.season != Season.USUAL
        and profile.starts_on is not None
        and profile.ends_on is not None
        and profile.ends_on >= today()
        and profile.starts_on <= max(day, today()) + LOOK_AHEAD
    ]


def _given_already(lost: list[LostHalves]) -> dict[tuple[int, int], list[date]]:
    """The days on which people have these desks otherwise than by the week, by desk and person."""
    days = DeskDay.objects.filter(
        desk__in={one.holding.desk_id for one in lost},
        person__in={one.holding.person_id for one in lost},
        day__range=(min(one.first for one in lost), max(one.last for one in lost)),
    )
    found: dict[tuple[int, int], list[date]] = {}
    for desk, person, on in days.values_list("desk", "person", "day"):
        found.setdefault((desk, person), []).append(on)
    return found
