"""Desks by the day: released, taken, swapped, shared for a while."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.hosting.actions.checks import offering
from elspace.hosting.actions.day_books import (
    move_desk_halves,
    return_desk_halves,
    use_desk_halves,
)
from elspace.hosting.models import (
    Desk,
    DeskDay,
)
from elspace.hosting.queries.desks import HALVES, Seat, Seating, offers_instead
from elspace.hub.enums import Half
from elspace.people.models import Person
from elspace.trust.actions import record

from .locks import lock_desks


@dataclass(frozen=True)
class Sitting:
    """Somebody at a desk on a day."""

    person: Person
    desk: Desk
    day: date


@transaction.atomic
def release_desk(*, desk: Desk, day: date, halves: Iterable[Half], person: Person, by: Any) -> None:
    """Somebody does not need their desk that day: others may take it. Twice changes nothing."""
    lock_desks(desk)
    seating = Seating.load(day, day, desks=[desk])
    mine = [half for half in halves if seating.seat(desk, day, half).person == person]
    taken = [half for half in mine if seating.seat(desk, day, half).holder != person]
    for half in mine:
        _write(seating, desk, day, half, None)
    if taken:
        return_desk_halves(person, day, len(taken), by=by)
    if mine:
        _record_days("release_desk", desk, day, mine, by)


@offering
@transaction.atomic
def take_desk(*, desk: Desk, day: date, halves: Iterable[Half], person: Person, by: Any) -> None:
    """Give somebody a desk on a day, or raise `Refused` with `DeskOffer`s; twice is once."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # one desk each at a time
    lock_desks(desk)
    wanted = [half for half in HALVES if half in set(halves)]
    seating = Seating.load(day, day)
    mine = [seat for seat in seating.places_of(person, day) if seat.half in wanted]
    if wanted and len(mine) == len(wanted) and all(seat.desk == desk for seat in mine):
        return
    reason = _why_not(seating, desk, day, wanted, person)
    if not reason and (elsewhere := [seat for seat in mine if seat.desk != desk]):
        reason = _("%(person)s sits at %(desk)s then already.") % {
            "person": person.name,
            "desk": elsewhere[0].desk.name,
        }
    if reason:
        raise _without_offers_yet(Refused(reason), desk, day, wanted)
    seats = [seating.seat(desk, day, half) for half in wanted]
    if taken := [seat for seat in seats if person not in (seat.holder, seat.person)]:
        use_desk_halves(person, day, len(taken), by=by)
    for half in wanted:
        _write(seating, desk, day, half, person)
    _record_days("take_desk", desk, day, wanted, by)


def _without_offers_yet(refused: Refused, desk: Desk, day: date, wanted: list[Half]) -> Refused:
    """Offers are looked for once the desk is unlocked again."""

    def look() -> None:
        refused.offers = list(offers_instead(desk, day, wanted)) if wanted else []

    refused.look_for_offers = look  # type: ignore[attr-defined]
    return refused


def _why_not(seating: Seating, desk: Desk, day: date, wanted: list[Half], person: Person) -> str:
    if not wanted:
        return _("Which half-days? At least one.")
    if day < today():
        return _("This day is over: desks are given from today on.")
    if not desk.is_active:
        return _("%(desk)s is no longer in use.") % {"desk": desk.name}
    for half in wanted:
        seat = seating.seat(desk, day, half)
        if not seat.is_open:
            closed = seating.calendar.closed_reason(day, desk.place)
            if closed:
                return _("The hub is closed that day: %(reason)s.") % {"reason": closed}
            return _("The hub is not open long enough then: %(half)s.") % {"half": Half(half).label}
        if seat.person is not None and seat.person != person:
            return _("%(desk)s is taken then.") % {"desk": desk.name}
    return ""


@transaction.atomic
def swap_days(
    *, desk: Desk, day: date, other_desk: Desk, other_day: date, by: Any
) -> tuple[Person, Person]:
    """Two people exchange a day at their desks: each sits, on all half-days the other had that day,
    where the other would have. Returns the two."""
    lock_desks(desk, other_desk)
    seating = Seating.load(min(day, other_day), max(day, other_day))
    one = [seat for seat in seating.seats(desk, day) if seat.is_open and seat.person]
    two = [seat for seat in seating.seats(other_desk, other_day) if seat.is_open and seat.person]
    people = [_people(one), _people(two)]
    if any(len(who) != 1 for who in people) or people[0] == people[1]:
        raise Refused(_("A swap needs one person on each of the two days, and two people."))
    _exchange(seating, one, two, by=by)
    return people[0][0], people[1][0]


@transaction.atomic
def exchange_days(*, one: Sitting, two: Sitting, by: Any) -> tuple[list[Half], list[Half]]:
    """Two people exchange what each has at a desk on a day, a half-day or two: answers which.
    Refused when one of them no longer sits there, or sits elsewhere then."""
    lock_desks(one.desk, two.desk)
    seating = Seating.load(min(one.day, two.day), max(one.day, two.day))
    given, got = (
        [seat for seat in seating.seats(side.desk, side.day) if _sits(seat, side.person)]
        for side in (one, two)
    )
    if not given or not got or one.person == two.person:
        raise Refused(_("Meanwhile one of these days went to somebody else: nothing was changed."))
    _exchange(seating, given, got, by=by)
    return [seat.half for seat in given], [seat.half for seat in got]


def _sits(seat: Seat, person: Person) -> bool:
    return seat.is_open and seat.person == person


@transaction.atomic
def exchange_back(
    *, one: Sitting, two: Sitting, halves: tuple[Iterable[str], Iterable[str]], by: Any
) -> None:
    """Two people give each other back exactly these half-days of an exchange. Refused when one of
    them was given on meanwhile: to somebody else, or to whoever may want it."""
    lock_desks(one.desk, two.desk)
    seating = Seating.load(min(one.day, two.day), max(one.day, two.day))
    given, got = (
        [seat for seat in seating.seats(side.desk, side.day) if seat.half in set(of)]
        for side, of in zip((one, two), halves, strict=True)
    )
    theirs = [(one.person, seat) for seat in given] + [(two.person, seat) for seat in got]
    if not given or not got or any(seat.person != who for who, seat in theirs):
        raise Refused(_("Meanwhile one of these days was given on: nothing was changed."))
    _hand_over(seating, (one.person, given), (two.person, got), is_back=True, by=by)


def _exchange(seating: Seating, one: list[Seat], two: list[Seat], *, by: Any) -> None:
    """Each of two people sits on the half-days of the other."""
    (a,), (b,) = _people(one), _people(two)
    _hand_over(seating, (a, one), (b, two), by=by)


def _hand_over(
    seating: Seating,
    one: tuple[Person, list[Seat]],
    two: tuple[Person, list[Seat]],
    *,
    is_back: bool = False,
    by: Any,
) -> None:
    """Each of two people sits where the other gives a place up; what was counted from a book of
    days goes along with its day. `is_back`: as many half-days as went come back, however many the
    day given for them had. A place one has by the week is counted from no book."""
    for (_giver, seats), (person, given_up) in ((one, two), (two, one)):
        _check_free_for(seating, person, seats, given_up)
    for (giver, seats), (person, others) in ((one, two), (two, one)):
        for seat in seats:
            _write(seating, seat.desk, seat.day, seat.half, person)
        counted = sum(seat.holder != giver for seat in (others if is_back else seats))
        move_desk_halves(giver, seats[0].day, others[0].day, counted, by=by)
    for _giver, seats in (one, two):
        halves = [seat.half for seat in seats]
        _record_days("swap_days", seats[0].desk, seats[0].day, halves, by)


def _people(seats: list[Seat]) -> list[Person]:
    """Who sits there, each once."""
    return list({seat.person.pk: seat.person for seat in seats if seat.person}.values())


def _check_free_for(seating: Seating, person: Person, seats: list, given_up: list) -> None:
    """Whoever comes on another day must not sit elsewhere then."""
    for seat in seats:
        for held in seating.places_of(person, seat.day):
            leaves = any(
                held.desk == one.desk and held.day == one.day and held.half == one.half
                for one in given_up
            )
            if held.half == seat.half and not leaves:
                raise Refused(
                    _("%(person)s sits at %(desk)s then already.")
                    % {"person": person.name, "desk": held.desk.name}
                )


@transaction.atomic
def share_by_days(*, desk: Desk, days: Mapping[date, Person], by: Any) -> int:
    """Share a desk by whole days for a while (Ramadan): each open half of a day goes to its person,
    the week returns by itself afterwards. Days somebody else was promised stay. Returns how many
    days were given."""
    lock_desks(desk)
    if not days:
        return 0
    seating = Seating.load(min(days), max(days), desks=[desk])
    sharers = set(days.values())
    given = 0
    for day, person in sorted(days.items()):
        seats = [seat for seat in seating.seats(desk, day) if seat.is_open]
        if not seats or any(seat.person and seat.person not in sharers for seat in seats):
            continue
        for seat in seats:
            _write(seating, desk, day, seat.half, person)
        given += 1
    record(
        "share_by_days",
        subject=desk,
        actor=by,
        changes={
            "from_on": (None, min(days).isoformat()),
            "until_on": (None, max(days).isoformat()),
        },
    )
    return given


def _write(seating: Seating, desk: Desk, day: date, half: Half, person: Person | None) -> None:
    """Say who sits at a desk on a half-day; no row where that is what the week says."""
    holder = seating.seat(desk, day, half).holder
    if person == holder:
        DeskDay.objects.filter(desk=desk, day=day, half=half).delete()
    else:
        DeskDay.objects.update_or_create(desk=desk, day=day, half=half, defaults={"person": person})


def _record_days(verb: str, desk: Desk, day: date, halves: list[Half], by: Any) -> None:
    record(
        verb,
        subject=desk,
        actor=by,
        changes={"day": (None, day.isoformat()), "halves": (None, [str(half) for half in halves])},
    )
