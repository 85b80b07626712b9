"""What stands on paper: the day for the team, a week for one person."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from elspace.agenda.enums import Reply
from elspace.agenda.models import Invitation, Occasion
from elspace.agenda.naming import OccasionName, names_of
from elspace.agenda.queries import occasions_on, week_of
from elspace.outbox.enums import Channel
from elspace.support.models import Session


@dataclass(frozen=True)
class Seat:
    """One person expected, as the sheet of the day lists them."""

    person: Any
    is_sure: bool

    @property
    def call_first(self) -> bool:
        """Reached by voice only: called before anybody else when something changes."""
        return bool(self.person.phone) and self.person.channel == Channel.CALL


@dataclass
class Row:
    """One occasion on the sheet; a confidential one is an appointment, without names."""

    occasion: Occasion
    name: OccasionName
    session: Session | None
    seats: list[Seat]

    @property
    def is_closed(self) -> bool:
        """Whether its people are named to nobody."""
        return self.session is not None and self.session.is_confidential

    @property
    def room(self) -> str:
        """Where it is."""
        booking = self.occasion.booking
        return booking.space.name if booking else ""


def day_rows(day: date) -> list[Row]:
    """The day of the hub in a constant number of queries: what, where, who said yes, who has not
    answered."""
    return _rows(list(occasions_on(day)), with_seats=True)


def week_rows(person: Any, monday: date) -> list[Row]:
    """One person's week, nobody else in it."""
    return _rows(week_of(person, monday), with_seats=False)


def people_to_call(rows: list[Row]) -> list[Any]:
    """Those of the day to be called first, each once, by name."""
    people = {seat.person.pk: seat.person for row in rows for seat in row.seats if seat.call_first}
    return sorted(people.values(), key=lambda person: person.name)


def _rows(occasions: list[Occasion], *, with_seats: bool) -> list[Row]:
    names = names_of(occasions)
    numbers = [occasion.pk for occasion in occasions]
    sessions = {
        session.occasion_id: session
        for session in Session.objects.filter(occasion__in=numbers).select_related("expert__person")
    }
    rows = [Row(one, names[one.pk], sessions.get(one.pk), []) for one in occasions]
    if with_seats:
        by_number = {row.occasion.pk: row for row in rows if not row.is_closed}
        for seat in (
            Invitation.objects.filter(occasion__in=list(by_number), is_dropped=False)
            .exclude(reply__in=[Reply.NO, Reply.OTHER_DATE])
            .select_related("person")
            .order_by("person__first_name", "person__last_name", "pk")
        ):
            by_number[seat.occasion_id].seats.append(Seat(seat.person, seat.reply == Reply.YES))
    return rows
