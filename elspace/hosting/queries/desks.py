"""Who sits where: the week of each desk, the days that differ, what is free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from django.db.models import Prefetch, Q, QuerySet

from elspace.core.moments import local, today
from elspace.hosting.models import Desk, DeskDay, DeskHalf, DeskHolding
from elspace.hub.enums import Half
from elspace.hub.models import EVENING_STARTS, MORNING_ENDS, Place
from elspace.hub.queries import Calendar
from elspace.people.models import Person

# Desks are given by mornings and afternoons. A half-day that the hub's hours leave less than two
# hours of is none: nobody is offered the hour and a half after lunch that Ramadan leaves.
HALVES = (Half.MORNING, Half.AFTERNOON)
WORTH_COMING = timedelta(hours=2)
_EDGES = {Half.MORNING: (time(0), MORNING_ENDS), Half.AFTERNOON: (MORNING_ENDS, EVENING_STARTS)}
MOST_OFFERS = 4
DAYS_AHEAD = 14


def halves_open(calendar: Calendar, day: date, place: Place | None = None) -> list[Half]:
    """The half-days on which one can work at a desk on a day."""
    opening = calendar.opening_on(day, place)
    return [half for half in HALVES if _hours_in(opening, *_EDGES[half]) >= WORTH_COMING]


def half_ends_at(half: Half, day: date) -> datetime:
    """When a half-day is over, whoever sat then."""
    return local(day, _EDGES[half][1])


def _hours_in(opening: Iterable[tuple[time, time]], first: time, last: time) -> timedelta:
    some_day = date(2000, 1, 1)
    stretches = [(max(opens, first), min(closes, last)) for opens, closes in opening]
    return sum(
        (
            datetime.combine(some_day, closes) - datetime.combine(some_day, opens)
            for opens, closes in stretches
            if opens < closes
        ),
        timedelta(),
    )


@dataclass(frozen=True)
class DeskOffer:
    """A desk one can have on these half-days of a day."""

    desk: Desk
    day: date
    halves: tuple[Half, ...]


@dataclass(frozen=True)
class Seat:
    """One desk on one half-day. `holder` has it by the week; `person` sits there that day."""

    desk: Desk
    day: date
    half: Half
    is_open: bool
    holder: Person | None
    person: Person | None

    @property
    def label(self) -> str:
        """The half-day, in words."""
        return str(Half(self.half).label)

    @property
    def is_free(self) -> bool:
        """Whether somebody may be given it."""
        return self.is_open and self.person is None

    @property
    def is_released(self) -> bool:
        """Whether its holder gave it away that day."""
        return self.holder is not None and self.person != self.holder


@dataclass
class Seating:
    """Desks and who has them between two days, read once (thirteen queries or fewer, whatever their
    number); every question is then answered without a query."""

    calendar: Calendar
    desks: list[Desk]
    weeks: dict[tuple[int, int, str], list[DeskHalf]]
    days: dict[tuple[int, date, str], DeskDay]

    @classmethod
    def load(
        cls,
        first: date,
        last: date,
        calendar: Calendar | None = None,
        desks: Iterable[Desk] | None = None,
    ) -> Self:
        """Read what concerns the days from `first` to `last`, both included."""
        if desks is None:
            desks = desks_in_use()
        weeks: dict[tuple[int, int, str], list[DeskHalf]] = {}
        span = range(min((last - first).days + 1, 7))
        halves = DeskHalf.objects.filter(
            from_on__lte=last, weekday__in={(first.weekday() + n) % 7 for n in span}
        ).filter(Q(until_on=None) | Q(until_on__gte=first))
        # A holding stands in ten half-days: it is read once, with its person.
        holdings = DeskHolding.objects.select_related("person")
        for half in halves.prefetch_related(Prefetch("holding", holdings)):
            weeks.setdefault((half.desk_id, half.weekday, half.half), []).append(half)
        days = DeskDay.objects.filter(day__range=(first, last)).select_related("person")
        return cls(
            calendar=calendar or Calendar.load(),
            desks=list(desks),
            weeks=weeks,
            days={(one.desk_id, one.day, one.half): one for one in days},
        )

    def seat(self, desk: Desk, day: date, half: Half) -> Seat:
        """A desk on a half-day."""
        holder = self._holder(desk, day, half)
        differs = self.days.get((desk.pk, day, half))
        return Seat(
            desk,
            day,
            half,
            is_open=half in halves_open(self.calendar, day, desk.place),
            holder=holder,
            person=differs.person if differs else holder,
        )

    def person_on(self, desk: Desk, day: date, half: Half) -> int | None:
        """The number of who has the desk on a half-day, open or not."""
        differs = self.days.get((desk.pk, day, half))
        if differs is not None:
            return differs.person_id
        holder = self._holder(desk, day, half)
        return holder.pk if holder else None

    def _holder(self, desk: Desk, day: date, half: Half) -> Person | None:
        for one in self.weeks.get((desk.pk, day.weekday(), half), []):
            if one.from_on <= day and (one.until_on is None or day <= one.until_on):
                holder: Person = one.holding.person
                return holder
        return None

    def seats(self, desk: Desk, day: date) -> list[Seat]:
        """A desk on a day, half by half."""
        return [self.seat(desk, day, half) for half in HALVES]

    def places_of(self, person: Person, day: date) -> list[Seat]:
        """Where somebody sits on a day."""
        found = (self.seat(desk, day, half) for desk in self.desks for half in HALVES)
        return [seat for seat in found if seat.is_open and seat.person == person]

    def offers(
        self, day: date, halves: Iterable[Half], instead_of: Desk | None = None
    ) -> list[DeskOffer]:
        """Desks free on all these half-days of a day, by their place in the list."""
        wanted = tuple(halves)
        return [
            DeskOffer(desk, day, wanted)
            for desk in self.desks
            if desk != instead_of and all(self.seat(desk, day, half).is_free for half in wanted)
        ]


def desks_in_use() -> QuerySet[Desk]:
    """Desks people work at, in the order of the hub's list."""
    return Desk.objects.filter(is_active=True).select_related("place")


def offers_instead(desk: Desk, day: date, halves: Iterable[Half]) -> list[DeskOffer]:
    """What can be had instead of a desk that is taken: another desk on the same half-days, then
    this one on the next days."""
    wanted = tuple(halves)
    seating = Seating.load(day, day + timedelta(days=DAYS_AHEAD))
    found = seating.offers(day, wanted, instead_of=desk)[:MOST_OFFERS]
    for ahead in range(1, DAYS_AHEAD + 1):
        if len(found) >= MOST_OFFERS:
            break
        later = day + timedelta(days=ahead)
        if all(seating.seat(desk, later, half).is_free for half in wanted):
            found.append(DeskOffer(desk, later, wanted))
    return found


def holdings_now(desk: Desk) -> QuerySet[DeskHolding]:
    """Who holds a desk by the week now or later."""
    current = Q(until_on=None) | Q(until_on__gte=today())
    return desk.holdings.filter(current).select_related("person").prefetch_related("halves")
