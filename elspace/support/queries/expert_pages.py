"""What the pages about experts show: rows of the list, one expert's facts, their half-days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.expressions import ExpressionWrapper, F
from django.db.models.fields import DurationField
from django.utils import timezone

from elspace.core.moments import today
from elspace.hub.enums import Half, Season, Weekday
from elspace.hub.queries import Calendar
from elspace.people.enums import Free
from elspace.people.models import Away
from elspace.people.queries import half_days_of
from elspace.support.enums import SessionState
from elspace.support.models import Expert, Session, Term

from .experts import HoursLeft, all_hours_left
from .terms import term_slots

HalfDays = dict[tuple[int, Half], Free]


@dataclass(frozen=True)
class ExpertRow:
    """One line of the list of experts."""

    expert: Expert
    usual: list[list["HalfCell"]]
    unknown_seasons: list[Season]  # of the term, where nothing was asked or answered yet
    left: HoursLeft | None


@dataclass(frozen=True)
class HalfCell:
    """One of the 18 cells: its day, half and answer (None: not asked)."""

    weekday: Weekday
    half: Half
    free: Free | None

    @property
    def x(self) -> int:
        return self.weekday * 14

    @property
    def y(self) -> int:
        return list(Half).index(self.half) * 14


def half_day_rows(answers: HalfDays) -> list[list[HalfCell]]:
    """Days down, halves across."""
    return [
        [HalfCell(day, half, answers.get((day.value, half))) for half in Half]
        for day in list(Weekday)[:6]
    ]


def seasons_to_come(term: Term | None, calendar: Calendar | None = None) -> list[Season]:
    """Seasons one asks about: those of the term's slots still to come, summer as usual; the usual
    one where there is no term."""
    if term is None:
        return [Season.USUAL]
    calendar = calendar or Calendar.load()
    now = timezone.now()
    seasons = {
        calendar.season_on(timezone.localdate(slot.start_at))
        for slot in term_slots(term, calendar)
        if slot.start_at >= now
    }
    found = {Season.USUAL if season == Season.SUMMER else season for season in seasons}
    return [season for season in Season if season in found] or [Season.USUAL]


def expert_rows(experts: Iterable[Expert], term: Term | None) -> list[ExpertRow]:
    """The list of experts; a constant number of queries."""
    experts = list(experts)
    calendar = Calendar.load()
    seasons = seasons_to_come(term, calendar)
    people = [expert.person_id for expert in experts]
    answers = {season: half_days_of(people, season) for season in (Season.USUAL, Season.RAMADAN)}
    left = all_hours_left(experts, term, calendar=calendar) if term else {}
    return [
        ExpertRow(
            expert,
            half_day_rows(answers[Season.USUAL][expert.person_id]),
            [season for season in seasons if not answers[season][expert.person_id]],
            left.get(expert.pk),
        )
        for expert in experts
    ]


def away_to_come(expert: Expert) -> QuerySet[Away]:
    """Dates away that are not over."""
    return Away.objects.filter(person=expert.person_id, until_on__gte=today())


def ramadan_ahead(within_days: int = 200) -> tuple[date, date] | None:
    """The dates of the Ramadan that runs or comes soon; None when there is none to ask about."""
    day = today()
    dates = [
        (profile.starts_on, profile.ends_on)
        for profile in Calendar.load().profiles
        if profile.season == Season.RAMADAN and profile.starts_on and profile.ends_on
    ]
    ahead = sorted(stretch for stretch in dates if stretch[1] >= day)
    return ahead[0] if ahead and (ahead[0][0] - day).days <= within_days else None


def facts_of(expert: Expert) -> dict[str, Any]:
    """Sessions held, moved and to come, and hours given: facts, never a rate."""
    length = ExpressionWrapper(
        F("occasion__end_at") - F("occasion__start_at"), output_field=DurationField()
    )
    held = Q(state=SessionState.HELD)
    coming = Q(state__in=[SessionState.ASKED, SessionState.CONFIRMED, SessionState.ANNOUNCED])
    facts = Session.objects.filter(expert=expert).aggregate(
        held=Count("pk", filter=held),
        moved=Count("pk", filter=Q(state=SessionState.MOVED)),
        coming=Count("pk", filter=coming),
        given=Sum(length, filter=held),
    )
    facts["given_minutes"] = int(facts["given"].total_seconds() // 60) if facts["given"] else 0
    return facts


def sessions_of(expert: Expert) -> QuerySet[Session]:
    """Sessions asked of an expert or held by them, the latest first."""
    return (
        Session.objects.filter(expert=expert)
        .exclude(state=SessionState.PROPOSED)
        .select_related("occasion", "discipline", "format", "language", "room")
        .order_by("-occasion__start_at")
    )
