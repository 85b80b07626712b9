"""The desks of a place as the hub drew them, and their week in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from elspace.hosting.models import Desk, DeskHolding, MapMark
from elspace.hub.enums import Half, Weekday
from elspace.hub.models import Place

from .desks import HALVES, Seat, Seating


@dataclass(frozen=True)
class Square:
    """A square of the map: a desk on a day, a mark, or nothing."""

    desk: Desk | None = None
    seats: tuple[Seat, ...] = ()
    mark: str = ""

    @property
    def is_free(self) -> bool:
        """Whether the desk can be given on some half-day."""
        return any(seat.is_free for seat in self.seats)

    @property
    def one(self) -> Seat | None:
        """The one thing to say when both half-days are alike."""
        alike = {(seat.is_open, seat.person and seat.person.pk) for seat in self.seats}
        return self.seats[0] if len(alike) == 1 else None


@dataclass(frozen=True)
class PlaceMap:
    """A place on a day: its grid (empty when nobody drew one) and the desks that stand nowhere."""

    place: Place
    rows: tuple[tuple[Square, ...], ...]
    loose: tuple[Square, ...]
    free: dict[Half, int]  # desks free on each half-day the place is open

    @property
    def squares(self) -> list[Square]:
        """Every desk, in reading order."""
        return [square for row in self.rows for square in row if square.desk] + [*self.loose]


def maps_on(day: date, seating: Seating) -> list[PlaceMap]:
    """Each place that has desks, on a day (one query more than the seating)."""
    places = {desk.place_id: desk.place for desk in seating.desks}
    marks: dict[int, dict[tuple[int, int], str]] = {}
    for mark in MapMark.objects.filter(place__in=places):
        marks.setdefault(mark.place_id, {})[mark.row, mark.column] = mark.text
    return [
        _map_of(place, day, seating, marks.get(number, {}))
        for number, place in sorted(places.items())
    ]


def _map_of(
    place: Place, day: date, seating: Seating, marks: dict[tuple[int, int], str]
) -> PlaceMap:
    drawn: dict[tuple[int, int], Square] = {at: Square(mark=text) for at, text in marks.items()}
    loose = []
    free: dict[Half, int] = {}
    for desk in seating.desks:
        if desk.place_id != place.pk:
            continue
        seats = seating.seats(desk, day)
        # A half-day on which nobody can work here is not spoken of, unless it is both.
        square = Square(desk, tuple([seat for seat in seats if seat.is_open] or seats))
        for seat in seats:
            if seat.is_open:
                free[Half(seat.half)] = free.get(Half(seat.half), 0) + seat.is_free
        if desk.row and desk.column:
            drawn[desk.row, desk.column] = square
        else:
            loose.append(square)
    rows = max((row for row, _column in drawn), default=0)
    columns = max((column for _row, column in drawn), default=0)
    grid = tuple(
        tuple(drawn.get((row, column), Square()) for column in range(1, columns + 1))
        for row in range(1, rows + 1)
    )
    return PlaceMap(place, grid, tuple(loose), free)


def week_in_words(holding: DeskHolding) -> str:
    """The half-days of a desk held: "Monday, Tuesday all day; Thursday mornings"."""
    return halves_in_words((half.weekday, half.half) for half in holding.halves.all())


def halves_in_words(halves: Iterable[tuple[int, str]]) -> str:
    """Half-days of a week, said shortly."""
    by_day: dict[int, set[str]] = {}
    for weekday, half in halves:
        by_day.setdefault(weekday, set()).add(half)
    by_kind: dict[str, list[str]] = {}
    for day in sorted(by_day):
        kind = "all" if len(by_day[day]) == len(HALVES) else next(iter(by_day[day]))
        by_kind.setdefault(kind, []).append(str(Weekday(day).label))
    words = {
        "all": pgettext("half-days", "all day"),
        Half.MORNING: pgettext("half-days", "mornings"),
        Half.AFTERNOON: pgettext("half-days", "afternoons"),
    }
    return _("; ").join(f"{_comma(days)} {words.get(kind, kind)}" for kind, days in by_kind.items())


def _comma(words: Iterable[str]) -> str:
    return _(", ").join(words)
