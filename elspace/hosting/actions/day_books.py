"""Books of days in the ledger: half-days at a desk used, given back, moved to another day, carried
from a book that is below zero to the next one."""

from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.hosting.enums import MoveKind, PlanKind, Unit
from elspace.hosting.models import AllowanceMove, DeskDay, DeskHalf, Subscription
from elspace.hosting.queries.plans import balance, books_on, running_on
from elspace.hub.parts import uses

from .allowances import begin, move

HALVES = Unit.DESK_HALVES


def use_desk_halves(person: Any, day: date, halves: int, *, by: Any) -> None:
    """Half-days at a desk come off the books of days somebody has, the oldest first. Raises
    `Refused` when a person asks for more than is left; the team may go on, and the last book goes
    below zero."""
    books = books_on(person, day) if uses("plans") else []
    for book in books:
        begin(book, HALVES, day, by=by)
    lefts = [max(0, balance(book, HALVES, day)) for book in books]
    if books and sum(lefts) < halves and by == person:
        raise Refused(_("The book of days is used up: ask the reception for a new one."))
    for book, left in zip(books, lefts, strict=True):
        used = halves if book == books[-1] else min(left, halves)
        if used:
            move(book, HALVES, MoveKind.USED, -used, day, by=by, for_on=day)
        halves -= used


def return_desk_halves(person: Any, day: date, halves: int, *, by: Any) -> None:
    """Half-days given back before their day return to the books they were counted from, the newest
    first; what was never counted for that day returns nowhere."""
    if day <= timezone.localdate():
        return
    for book, counted in _counted_for(person, day):
        if back := min(halves, counted):
            move(book, HALVES, MoveKind.GIVEN_BACK, back, day, by=by, for_on=day)
            halves -= back


def move_desk_halves(person: Any, day: date, to: date, halves: int, *, by: Any) -> None:
    """Half-days counted for a day that was exchanged are counted for the day it was exchanged for:
    giving that one back credits the same book."""
    for book, counted in _counted_for(person, day):
        if moved := min(halves, counted):
            move(book, HALVES, MoveKind.GIVEN_BACK, moved, day, by=by, for_on=day)
            move(book, HALVES, MoveKind.USED, -moved, to, by=by, for_on=to)
            halves -= moved


def begin_book(book: Subscription, *, by: Any) -> None:
    """A book of days, or a day, was sold: what somebody sat at desks before comes off it first."""
    if not uses("plans"):
        return
    if book.plan.kind == PlanKind.DAY_BOOK:
        _make_good(book, by=by)
    _cover_days_given(book, by=by)


def _make_good(book: Subscription, *, by: Any) -> None:
    """Days taken beyond the books before are counted from this one, as far as it goes, and are no
    longer missing there: the last of them first, day by day."""
    left = balance(book, HALVES, book.from_on)
    others = Subscription.objects.filter(person=book.person_id, plan__days__isnull=False)
    for other in others.exclude(pk=book.pk).select_related("plan").order_by("from_on", "pk"):
        Subscription.objects.select_for_update(of=("self",)).get(pk=other.pk)
        beyond = min(left, -balance(other, HALVES, other.from_on))
        if beyond <= 0:
            continue
        left -= beyond
        begin(book, HALVES, book.from_on, by=by)  # a book that makes nothing good stays untouched
        days = [(row["for_on"], -row["sum"]) for row in _sums(other).order_by("-for_on")]
        for day, counted in [*days, (None, beyond)]:
            if carried := min(beyond, counted):
                on = day or book.from_on
                move(other, HALVES, MoveKind.CARRIED, carried, on, by=by, for_on=day)
                move(book, HALVES, MoveKind.CARRIED, -carried, on, by=by, for_on=day)
                beyond -= carried


def _cover_days_given(book: Subscription, *, by: Any) -> None:
    """Days at a desk given before the book was sold, from its first day on, are counted from it.
    Days under another book, or a monthly plan, are counted there already."""
    given = DeskDay.objects.filter(person=book.person, day__gte=book.from_on)
    if book.until_on is not None:
        given = given.filter(day__lte=book.until_on)
    halves: dict[date, int] = {}
    for one in given.order_by("day"):
        week = DeskHalf.objects.filter(desk=one.desk_id, weekday=one.day.weekday(), half=one.half)
        theirs = week.filter(running_on(one.day), holding__person=book.person)
        if not theirs.exists():  # a desk they have by the week counts for nothing
            halves[one.day] = halves.get(one.day, 0) + 1
    for day, count in halves.items():
        counted = sum(counted for _book, counted in _counted_for(book.person, day))
        if count > counted and books_on(book.person, day) == [book]:
            use_desk_halves(book.person, day, count - counted, by=by)


def _counted_for(person: Any, day: date) -> list[tuple[Subscription, int]]:
    """The books from which a day of somebody is counted, locked, the newest first, and how many
    half-days each."""
    books = Subscription.objects.filter(
        person=person, moves__unit=HALVES, moves__for_on=day
    ).distinct()
    numbers = list(books.values_list("pk", flat=True))
    locked = Subscription.objects.select_for_update(of=("self",)).filter(pk__in=numbers)
    found = {book.pk: book for book in locked.select_related("plan").order_by("from_on", "pk")}
    return [
        (book, -row["sum"])
        for book in reversed(found.values())
        for row in _sums(book).filter(for_on=day)
    ]


def _sums(book: Subscription) -> Any:
    """For each day at a desk counted from a book, the lines about it added up."""
    lines = AllowanceMove.objects.filter(subscription=book, unit=HALVES, for_on__isnull=False)
    days = lines.order_by().values("for_on").annotate(sum=Sum("amount"))
    return days.filter(sum__lt=0)
