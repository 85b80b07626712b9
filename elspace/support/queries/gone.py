"""Sessions to come whose expert or room can no longer be there, as noted since, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.templatetags.elspace import format_day, format_hour
from elspace.hosting.queries import Diary, why_closed
from elspace.hub.enums import Season
from elspace.hub.queries import Calendar, half_of
from elspace.people.enums import Free
from elspace.people.models import Away, HalfDay, Person
from elspace.support.enums import COMING, SessionState
from elspace.support.models import Expert, Session, Term

from .sessions import sessions_visible_to

# What planning again leaves where it is: what people were asked or told, and what a person placed.
STAYS = Q(state__in=COMING) | Q(state=SessionState.PROPOSED, is_by_hand=True, cannot_at=None)
# What planning again moves where it must.
MAY_MOVE = Q(state=SessionState.PROPOSED, is_by_hand=False, cannot_at=None, proposal__isnull=False)
# What is asked of each session: of hundreds, these few columns.
_ASKED = (
    "pk", "occasion__start_at", "occasion__end_at", "cannot_at", "proposal", "is_by_hand",
    "expert__person", "expert__is_active", "expert__person__is_active", "room", "room__is_active",
    "room__place",
)  # fmt: skip


@dataclass(frozen=True)
class Whereabouts:
    """Whether a session's expert and room can be there. `answer`: what the expert says of that
    half-day, None for nothing; `is_refused`: they said no to the date itself; `is_closed`: it lies
    outside the hours of the hub or of its place."""

    is_away: bool
    answer: str | None
    is_refused: bool
    is_gone: bool
    is_closed: bool

    @property
    def cannot_stay(self) -> bool:
        """Whether anything speaks against its date."""
        return self.is_refused or self.is_gone or self.is_closed


@dataclass(frozen=True)
class Gone:
    """A session that cannot take place as planned, and why, in a sentence."""

    session: Session
    why: str


def gone_of(term: Term, reader: Person, calendar: Calendar) -> list[Gone]:
    """Sessions of a term that stay where they are when it is planned again, though their expert or
    room can no longer be there; as far as `reader` may read them. A constant number of queries;
    their rows are read only where there are some."""
    coming = sessions_visible_to(reader).filter(
        STAYS, term=term, occasion__end_at__gt=timezone.now()
    )
    where = whereabouts(coming, calendar)
    rows = (
        Session.objects.filter(pk__in=[pk for pk, one in where.items() if one.cannot_stay])
        .select_related("occasion", "discipline", "room", "expert__person")
        .order_by("occasion__start_at", "pk")
    )
    return [Gone(session, why_gone(session, where[session.pk], calendar)) for session in rows]


def apart_from_gone(
    sessions: QuerySet[Session], calendar: Calendar
) -> tuple[list[Session], list[Gone]]:
    """Those that can take place as planned, and those that cannot; in their order."""
    rows = list(sessions)
    where = whereabouts(Session.objects.filter(pk__in=[one.pk for one in rows]), calendar)
    gone = [one for one in rows if where[one.pk].cannot_stay]
    return (
        [one for one in rows if not where[one.pk].cannot_stay],
        [Gone(one, why_gone(one, where[one.pk], calendar)) for one in gone],
    )


def whereabouts(sessions: QuerySet[Session], calendar: Calendar) -> dict[int, Whereabouts]:
    """Of each session by its number: is its expert there, does the room take it, is the house open.
    Four queries of a few columns each, reckoned here: SQL would take the calendar apart anew for
    every row."""
    rows = list(sessions.order_by().values_list(*_ASKED, named=True))
    said = _said_by({row.expert__person for row in rows if row.expert__person}, calendar)
    return {row.pk: _whereabouts(row, said) for row in rows}


def _whereabouts(row: Any, said: "_Said") -> Whereabouts:
    calendar, person = said.diary.calendar, row.expert__person or 0
    start_at = row.occasion__start_at
    start, end = (timezone.localtime(at) for at in (start_at, row.occasion__end_at))
    day, hours = start.date(), (start.time(), end.time())
    is_away = any(first <= day <= last for first, last in said.away.get(person, ()))
    answer = said.answer(person, day, hours)
    was_offered = person and row.proposal is not None and not row.is_by_hand
    own = said.diary.own_hours.get(row.room or 0)
    return Whereabouts(
        is_away=is_away,
        answer=answer,
        is_refused=row.cannot_at is not None,
        is_gone=False in (row.expert__is_active, row.expert__person__is_active, row.room__is_active)
        or is_away
        or answer == Free.NO
        # A proposal only takes half-days an expert offered: one of which nothing is said any more
        # was taken back.
        or bool(was_offered and answer is None)
        or (own is not None and not _hold(own.get(day.weekday(), ()), hours)),
        is_closed=start_at > timezone.now()
        and (
            day != end.date()
            or not calendar.holds(day, *hours, calendar.everywhere.get(row.room__place))
        ),
    )


@dataclass
class _Said:
    """What experts said of their dates, and the rooms' own hours."""

    diary: Diary
    away: dict[int, list[tuple[date, date]]]
    answers: dict[tuple[int, str, int, str], str]

    def answer(self, person: int, day: date, hours: tuple[time, time]) -> str | None:
        """Summer follows the usual answers where nobody asked about summer."""
        season = self.diary.calendar.season_on(day)
        half, weekday = half_of(*hours).value, day.weekday()
        said = self.answers.get((person, season.value, weekday, half))
        if said is None and season == Season.SUMMER:
            return self.answers.get((person, Season.USUAL.value, weekday, half))
        return said


def _said_by(people: set[int], calendar: Calendar) -> _Said:
    away: dict[int, list[tuple[date, date]]] = {}
    dates = Away.objects.filter(person__in=people).order_by()
    for person, first, last in dates.values_list("person", "from_on", "until_on"):
        away.setdefault(person, []).append((first, last))
    halves = HalfDay.objects.filter(person__in=people).order_by()
    answers = halves.values_list("person", "season", "weekday", "half", "free")
    return _Said(
        diary=Diary(calendar=calendar, rooms=[], parts={}, blocked={}),
        away=away,
        answers={(who, season, day, half): free for who, season, day, half, free in answers},
    )


def _hold(opening: Iterable[tuple[time, time]], hours: tuple[time, time]) -> bool:
    return any(opens <= hours[0] and hours[1] <= closes for opens, closes in opening)


def why_gone(session: Session, where: Whereabouts, calendar: Calendar) -> str:
    """Why a session cannot take place as planned; of a confidential one, no name of whoever gives
    it."""
    expert, occasion = session.expert, session.occasion
    if expert is not None and (why := _why_without_expert(session, expert, where)):
        return _("The expert cannot come.") if session.is_confidential else why
    if session.room is None:
        return _("The hub is closed then.")
    if not session.room.is_active:
        return _("%(room)s is no longer in use.") % {"room": session.room.name}
    hours = (occasion.start_at, occasion.end_at)
    if reason := calendar.why_closed(*hours, calendar.everywhere[session.room.place_id]):
        return _("The hub is closed that day: %(reason)s.") % {"reason": reason}
    diary = Diary(calendar=calendar, rooms=[], parts={}, blocked={})
    return why_closed(diary, session.room, *hours)


def why_cannot(session: Session) -> str:
    """Who said that they cannot come, and when."""
    at = timezone.localtime(session.cannot_at)
    return _("%(name)s cannot come (said %(day)s at %(hour)s).") % {
        "name": session.expert.person.name if session.expert else "",
        "day": format_day(at, "date"),
        "hour": format_hour(at),
    }


def _why_without_expert(session: Session, expert: Expert, where: Whereabouts) -> str:
    name = {"name": expert.person.name}
    if session.cannot_at is not None:
        return why_cannot(session)
    if not (expert.is_active and expert.person.is_active):
        return _("%(name)s gives no sessions any more.") % name
    if where.is_away:
        return _("%(name)s is away that day.") % name
    was_offered = session.proposal_id is not None and not session.is_by_hand
    if where.answer == Free.NO or (where.answer is None and was_offered):
        return _("%(name)s does not offer that half-day any more.") % name
    return ""
