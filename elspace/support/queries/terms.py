"""Terms and their grid of slots: weeks × Monday to Saturday × up to five slots a day.

A slot's number is `(week * 6 + day) * 5 + position`. It is only ever computed, never stored: hours
live in the opening profiles, so a Ramadan week has other hours under the same numbers.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from elspace.core.moments import local, today
from elspace.hub.queries import Calendar
from elspace.support.models import Term


class SlotTime(NamedTuple):
    """A slot of a term with its instants."""

    slot: int
    start_at: datetime
    end_at: datetime


def current_term(day: date | None = None, terms: Iterable[Term] | None = None) -> Term | None:
    """The term that holds the day (today by default), else the next one to begin, else none;
    `terms`: all of them in order, where they were read already."""
    day = day or today()
    if terms is None:
        terms = Term.objects.filter(starts_on__gt=day - timedelta(weeks=21)).order_by("starts_on")
    return next((term for term in terms if day <= term.ends_on), None)


def current_term_ends_on() -> date | None:
    """The last day of the current term; None between terms."""
    term = current_term()
    return term.ends_on if term is not None else None


def terms_meeting(starts_on: date, weeks: int) -> list[Term]:
    """Terms that share a week with `weeks` weeks from a Monday on."""
    ends_on = starts_on + timedelta(weeks=weeks)
    return [
        term
        for term in Term.objects.filter(starts_on__lt=ends_on)
        if starts_on < term.starts_on + timedelta(weeks=term.weeks)
    ]


def slot_number(week: int, day: int, position: int) -> int:
    """The number of a slot; weeks, days (Monday 0) and positions count from 0."""
    return (week * Term.DAYS + day) * Term.SLOTS + position


def slot_place(slot: int) -> tuple[int, int, int]:
    """Week, day and position of a slot."""
    days, position = divmod(slot, Term.SLOTS)
    week, day = divmod(days, Term.DAYS)
    return week, day, position


def slot_day(term: Term, slot: int) -> date:
    """The date of a slot."""
    week, day, _position = slot_place(slot)
    return term.starts_on + timedelta(weeks=week, days=day)


def slot_start(
    term: Term, slot: int, calendar: Calendar | None = None
) -> tuple[datetime, datetime] | None:
    """When a slot begins and ends; None when it is missing that day (closed for all)."""
    calendar = calendar or Calendar.load()
    day = slot_day(term, slot)
    hours = calendar.slots_on(day).get(slot_place(slot)[2])
    return (local(day, hours.starts), local(day, hours.ends)) if hours else None


def term_slots(term: Term, calendar: Calendar | None = None) -> list[SlotTime]:
    """Every slot of the term at which the hub is open, past ones too, in order of number."""
    calendar = calendar or Calendar.load()
    return [slot for week in range(term.weeks) for slot in week_slots(term, week, calendar)]


def week_slots(term: Term, week: int, calendar: Calendar | None = None) -> list[SlotTime]:
    """The slots of one week of the term."""
    calendar = calendar or Calendar.load()
    monday = term.starts_on + timedelta(weeks=week)
    return [
        SlotTime(slot_number(week, weekday, position), start_at, end_at)
        for weekday in range(Term.DAYS)
        for position, start_at, end_at in calendar.slot_times_on(monday + timedelta(days=weekday))
    ]


def slots_touching(
    slots: Iterable[SlotTime], start_at: datetime, end_at: datetime
) -> list[SlotTime]:
    """Those of `slots` that share time with a stretch (a session off the grid, a closed room)."""
    return [slot for slot in slots if slot.start_at < end_at and start_at < slot.end_at]


def week_of_term(term: Term, day: date) -> int | None:
    """Which week of the term, from 0, a date lies in; None outside."""
    week = (day - term.starts_on).days // 7
    return week if 0 <= week < term.weeks else None


class DaySlots(NamedTuple):
    """One day of a week: slots by position (None: closed for all), and why the day is closed."""

    day: date
    slots: list[SlotTime | None]
    closed_reason: str
    season: str


def week_by_slot(term: Term, week: int, calendar: Calendar | None = None) -> list[DaySlots]:
    """A week of the term as a table: Monday to Saturday, five positions each."""
    calendar = calendar or Calendar.load()
    by_number = {slot.slot: slot for slot in week_slots(term, week, calendar)}
    days = []
    for weekday in range(Term.DAYS):
        day = term.starts_on + timedelta(weeks=week, days=weekday)
        slots = [by_number.get(slot_number(week, weekday, n)) for n in range(Term.SLOTS)]
        season = calendar.season_on(day)
        days.append(DaySlots(day, slots, calendar.closed_reason(day), str(season.label)))
    return days
