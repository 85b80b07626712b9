"""Who is expected on a day, and for what: invited, leading, holding a room or a desk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from elspace.agenda.enums import SEEN_STATES, Reply
from elspace.agenda.models import Invitation, Occasion
from elspace.agenda.naming import led_by, names_of
from elspace.agenda.queries import in_use
from elspace.core.moments import local
from elspace.hosting.models import Booking
from elspace.hosting.queries.desks import Seating, half_ends_at, halves_open
from elspace.hub.queries import Calendar
from elspace.people.models import Person


@dataclass(frozen=True)
class Reason:
    """Why somebody comes: at which hour (none: all day), for what, where."""

    title: str
    at: datetime | None = None
    room: str = ""


@dataclass
class Expected:
    """One person of the day with all their reasons, the first one first."""

    person: Person
    reasons: list[Reason] = field(default_factory=list)

    @property
    def first_at(self) -> datetime | None:
        """Their first hour of the day, if one is known."""
        return min((reason.at for reason in self.reasons if reason.at), default=None)


def expected_on(
    day: date, calendar: Calendar, *, with_desks: bool, since: datetime | None = None
) -> list[Expected]:
    """Who is expected (`since`: for what is not over then), by their first hour, then those at
    their desk; a constant number of queries. Whoever is expected at a confidential session only
    stands nowhere."""
    found: dict[int, Expected] = {}
    for person, reason in _reasons(day, calendar, since, with_desks=with_desks):
        found.setdefault(person.pk, Expected(person)).reasons.append(reason)
    for one in found.values():
        one.reasons.sort(key=lambda reason: (reason.at is None, reason.at or 0))
    late = local(day, time.max)
    return sorted(
        found.values(), key=lambda one: (one.first_at or late, one.person.name.casefold())
    )


def _reasons(
    day: date, calendar: Calendar, since: datetime | None, *, with_desks: bool
) -> Iterator[tuple[Person, Reason]]:
    since = since or local(day, time())
    yield from _at_occasions(day, since)
    yield from _in_rooms(day, since)
    if with_desks:
        yield from _at_desks(day, calendar, since)


def open_occasions(day: date) -> list[Occasion]:
    """What takes place on a day and may be named at the desk; nothing confidential."""
    occasions = (
        in_use(Occasion.objects.all())
        .filter(
            state__in=SEEN_STATES,
            start_at__gte=local(day, time()),
            start_at__lt=local(day + timedelta(days=1), time()),
        )
        .exclude(session__is_confidential=True)
    )
    return list(occasions.select_related("booking__space").order_by("start_at", "pk"))


def seats_at(occasions: list[Occasion]) -> dict[int, list[Person]]:
    """Who may come to each of these occasions, by its number (one query)."""
    found: dict[int, list[Person]] = {}
    seats = (
        Invitation.objects.filter(occasion__in=occasions, is_dropped=False, person__is_active=True)
        .exclude(reply__in=[Reply.NO, Reply.OTHER_DATE])
        .select_related("person")
        .order_by("person__first_name", "pk")
    )
    for seat in seats:
        found.setdefault(seat.occasion_id, []).append(seat.person)
    return found


def _at_occasions(day: date, since: datetime) -> Iterator[tuple[Person, Reason]]:
    occasions = [one for one in open_occasions(day) if one.end_at > since]
    names = names_of(occasions)
    seats = seats_at(occasions)
    leading = _leading(occasions)
    for occasion in occasions:
        room: Any = occasion.booking.space.name if occasion.booking else ""
        reason = Reason(names[occasion.pk].title, occasion.start_at, room)
        for person in [*leading.get(occasion.pk, []), *seats.get(occasion.pk, [])]:
            yield person, reason


def _leading(occasions: list[Occasion]) -> dict[int, list[Person]]:
    """Who leads each of these occasions."""
    if not occasions:
        return {}
    active = Person.objects.filter(is_active=True).values_list("pk", flat=True)
    chosen = Occasion.objects.filter(pk__in=[occasion.pk for occasion in occasions])
    pairs = led_by(active, chosen)
    people = Person.objects.in_bulk({person for person, _occasion in pairs})
    found: dict[int, list[Person]] = {}
    for person, occasion in pairs:
        found.setdefault(occasion, []).append(people[person])
    return found


def _in_rooms(day: date, since: datetime) -> Iterator[tuple[Person, Reason]]:
    bookings = Booking.objects.filter(
        state=Booking.State.BOOKED,
        subject_kind="",
        person__is_active=True,
        start_at__gte=local(day, time()),
        start_at__lt=local(day + timedelta(days=1), time()),
        end_at__gt=since,
    ).select_related("person", "space")
    for booking in bookings.order_by("start_at", "pk"):
        if booking.person is not None:
            title = booking.title or _("A room")
            yield booking.person, Reason(title, booking.start_at, booking.space.name)


def _at_desks(day: date, calendar: Calendar, since: datetime) -> Iterator[tuple[Person, Reason]]:
    seating = Seating.load(day, day, calendar)
    halves = halves_open(calendar, day)
    for desk in seating.desks:
        sits = [seat for seat in seating.seats(desk, day) if seat.is_open and seat.person]
        for person in dict.fromkeys(seat.person for seat in sits if seat.person):
            at = [seat.half for seat in sits if seat.person == person]
            if all(half_ends_at(half, day) <= since for half in at):
                continue
            title = _("Desk %(code)s") % {"code": desk.name}
            if len(at) < len(halves):
                title += " · " + ", ".join(str(half.label) for half in at)
            yield person, Reason(title)
