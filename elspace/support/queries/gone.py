"""Sessions to come whose expert or room can no longer be there, as noted since, and why."""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import ExtractIsoWeekDay, TruncDate, TruncTime
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.templatetags.elspace import format_day, format_hour
from elspace.hosting.models import RoomHours
from elspace.hosting.queries import Diary, why_closed
from elspace.hub.enums import Half, Season
from elspace.hub.models import EVENING_STARTS, MORNING_ENDS
from elspace.hub.queries import Calendar
from elspace.people.enums import Free
from elspace.people.models import Away, HalfDay, Person
from elspace.support.enums import COMING, SessionState
from elspace.support.models import Expert, Session, Term

from .closed_hours import numbers_on_closed_hours
from .sessions import sessions_visible_to

# What planning again leaves where it is: what people were asked or told, and what a person placed.
STAYS = Q(state__in=COMING) | Q(state=SessionState.PROPOSED, is_by_hand=True, cannot_at=None)
# What planning again moves where it must.
MAY_MOVE = Q(state=SessionState.PROPOSED, is_by_hand=False, cannot_at=None, proposal__isnull=False)
# As `with_gone` reads them. A proposal only takes half-days an expert offered: one of which nothing
# is said any more was taken back.
IS_GONE = (
    Q(expert__is_active=False)
    | Q(expert__person__is_active=False)
    | Q(room__is_active=False)
    | Q(is_away=True)
    | Q(answer=Free.NO)
    | Q(expert__isnull=False, answer=None, proposal__isnull=False, is_by_hand=False)
    | Q(is_room_shut=True)
)


@dataclass(frozen=True)
class Gone:
    """A session that cannot take place as planned, and why, in a sentence."""

    session: Session
    why: str


def gone_of(term: Term, reader: Person, calendar: Calendar) -> list[Gone]:
    """Sessions of a term that stay where they are when it is planned again, though their expert or
    room can no longer be there; as far as `reader` may read them. Two queries; their rows are read
    only where there are some."""
    closed = numbers_on_closed_hours(calendar, also_proposed=True)
    coming = sessions_visible_to(reader).filter(
        STAYS, term=term, occasion__end_at__gt=timezone.now()
    )
    rows = (
        with_gone(coming, calendar)
        .filter(IS_GONE | Q(cannot_at__isnull=False) | Q(pk__in=closed))
        .select_related("occasion", "discipline", "room", "expert__person")
        .order_by("occasion__start_at", "pk")
    )
    return [Gone(session, why_gone(session, calendar)) for session in rows]


def with_gone(sessions: QuerySet[Session], calendar: Calendar) -> QuerySet[Session]:
    """The same rows, each with what `IS_GONE` asks: is the expert away, what do they say of that
    half-day, do the room's own hours leave it out. No statement more."""
    whose = {"person": OuterRef("expert__person")}
    away = Away.objects.filter(
        **whose, from_on__lte=OuterRef("its_day"), until_on__gte=OuterRef("its_day")
    )
    answers = HalfDay.objects.filter(
        Q(season=OuterRef("its_season")) | Q(season=OuterRef("its_other_season")),
        **whose,
        weekday=OuterRef("its_weekday"),
        half=OuterRef("its_half"),
    ).order_by("season")  # "summer" stands before "usual", its other one
    hours = RoomHours.objects.filter(room=OuterRef("room"))
    holding = hours.filter(
        weekday=OuterRef("its_weekday"),
        opens__lte=OuterRef("its_start"),
        closes__gte=OuterRef("its_end"),
    )
    return _with_times(sessions, calendar).annotate(
        is_away=Exists(away),
        answer=Subquery(answers.values("free")[:1]),
        is_room_shut=Case(When(Exists(hours) & ~Exists(holding), then=True), default=False),
    )


def why_gone(session: Session, calendar: Calendar) -> str:
    """Why a session read by `with_gone` cannot take place as planned; of a confidential one, no
    name of whoever gives it."""
    expert, occasion = session.expert, session.occasion
    if expert is not None and (why := _why_without_expert(session, expert)):
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


def _why_without_expert(session: Session, expert: Expert) -> str:
    row: Any = session
    name = {"name": expert.person.name}
    if session.cannot_at is not None:
        return why_cannot(session)
    if not (expert.is_active and expert.person.is_active):
        return _("%(name)s gives no sessions any more.") % name
    if row.is_away:
        return _("%(name)s is away that day.") % name
    was_offered = session.proposal_id is not None and not session.is_by_hand
    if row.answer == Free.NO or (row.answer is None and was_offered):
        return _("%(name)s does not offer that half-day any more.") % name
    return ""


def _with_times(sessions: QuerySet[Session], calendar: Calendar) -> QuerySet[Session]:
    """Day, hours, season and half-day of each session, as half-days are asked for."""
    dated = sessions.alias(
        its_day=TruncDate("occasion__start_at"),
        its_start=TruncTime("occasion__start_at"),
        its_end=TruncTime("occasion__end_at"),
        its_weekday=ExpressionWrapper(
            ExtractIsoWeekDay("occasion__start_at") - 1, output_field=IntegerField()
        ),
    )
    return dated.alias(
        its_season=_season(calendar),
        its_half=Case(
            When(its_end__lte=MORNING_ENDS, then=Value(Half.MORNING.value)),
            When(its_start__gte=EVENING_STARTS, then=Value(Half.EVENING.value)),
            default=Value(Half.AFTERNOON.value),
        ),
    ).alias(  # summer follows the usual answers where nobody asked about summer
        its_other_season=Case(
            When(its_season=Season.SUMMER.value, then=Value(Season.USUAL.value)),
            default="its_season",
        )
    )


def _season(calendar: Calendar) -> Case:
    """The season of a session's day, as the calendar says it."""
    dated = [one for one in calendar.profiles if one.starts_on and one.ends_on]
    whens = [
        When(its_day__range=(one.starts_on, one.ends_on), then=Value(str(one.season)))
        for one in sorted(dated, key=lambda one: -one.pk)
    ]
    return Case(*whens, default=Value(Season.USUAL.value), output_field=CharField())
