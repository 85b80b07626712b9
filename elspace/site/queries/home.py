"""What the public home says: open or not, the next dates, true numbers, hours of the week."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from elspace.agenda.models import Occasion
from elspace.agenda.queries import public_occasions
from elspace.core.moments import today
from elspace.hosting.enums import OpenTo
from elspace.hosting.models import Room
from elspace.hub.enums import Certainty, Season, Weekday
from elspace.hub.models import OpeningProfile
from elspace.hub.queries import Calendar
from elspace.people.enums import Role
from elspace.people.models import Person
from elspace.support.models import Expert
from elspace.ventures.queries import current_memberships

LOOK_AHEAD = 21  # days: beyond the longest closure of a hub
TOLD_AHEAD = timedelta(days=45)  # of a change of hours
DATES_SHOWN = 3
FAMILIES = ("sea", "leaf", "terra")  # one arch of the arcade each


@dataclass(frozen=True)
class Sign:
    """The sign on the door: open until an hour, or opening on a day (neither: unknown)."""

    closes: time | None = None
    opens_on: date | None = None
    opens: time | None = None
    reason: str = ""  # why it is closed today

    @property
    def opens_today(self) -> bool:
        """Closed now, open again later today."""
        return self.opens_on == today()


@dataclass(frozen=True)
class PublicDate:
    """One of the next public dates, in its arch."""

    occasion: Occasion
    family: str
    title: str
    room: str


@dataclass(frozen=True)
class Numbers:
    """Figures of the three pillars, counted now."""

    experts: int
    ventures: int
    rooms: int
    residents: int


@dataclass(frozen=True)
class HoursLine:
    """Weekdays that follow each other with the same hours."""

    first: str
    last: str  # "" for a single day
    hours: list[tuple[time, time]]


def door_sign(calendar: Calendar, now: datetime) -> Sign:
    """Whether one may come now, and if not when."""
    local_now = timezone.localtime(now)
    day, hour = local_now.date(), local_now.time()
    for opens, closes in calendar.opening_on(day):
        if hour < opens:
            return Sign(opens_on=day, opens=opens)
        if hour < closes and calendar.is_open(now, now + timedelta(minutes=1)):
            return Sign(closes=closes)
    reason = calendar.closed_reason(day)
    for ahead in range(1, LOOK_AHEAD + 1):
        following = day + timedelta(days=ahead)
        if hours := calendar.opening_on(following):
            return Sign(opens_on=following, opens=hours[0][0], reason=reason)
    return Sign(reason=reason)


def next_dates(now: datetime) -> list[PublicDate]:
    """The next three announced public dates (one query)."""
    return [
        PublicDate(occasion, FAMILIES[place], _title(occasion), _room(occasion))
        for place, occasion in enumerate(public_occasions(now)[:DATES_SHOWN])
    ]


def _title(occasion: Occasion) -> str:
    session = getattr(occasion, "session", None)
    return session.name if session else occasion.title


def _room(occasion: Occasion) -> str:
    return occasion.booking.space.name if occasion.booking else ""


def rooms_shown() -> QuerySet[Room]:
    """The first rooms anybody hosted may book, for a hub that announces no dates."""
    rooms = Room.objects.filter(is_active=True).exclude(open_to=OpenTo.TEAM)
    return rooms.prefetch_related("equipment").order_by("position", "pk")[:DATES_SHOWN]


def numbers() -> Numbers:
    """The figures of the pillars (four queries)."""
    return Numbers(
        experts=Expert.objects.filter(is_active=True).count(),
        ventures=current_memberships().order_by().values("venture").distinct().count(),
        rooms=Room.objects.filter(is_active=True).count(),
        residents=Person.objects.with_role(Role.RESIDENT).count(),
    )


def week_hours(calendar: Calendar, day: date) -> list[HoursLine]:
    """The opening hours of the profile of `day`, weekdays with the same hours together."""
    profile = calendar.profile_on(day)
    return hours_of(profile) if profile is not None else []


def hours_of(profile: OpeningProfile) -> list[HoursLine]:
    """The opening hours of a profile, weekdays with the same hours together."""
    by_day = {
        weekday: [(h.opens, h.closes) for h in profile.hours.all() if h.weekday == weekday]
        for weekday in Weekday
    }
    groups: list[tuple[list[Weekday], list[tuple[time, time]]]] = []
    for weekday, hours in by_day.items():
        if groups and groups[-1][1] == hours:
            groups[-1][0].append(weekday)
        else:
            groups.append(([weekday], hours))
    return [
        HoursLine(str(days[0].label), str(days[-1].label) if len(days) > 1 else "", hours)
        for days, hours in groups
        if hours
    ]


@dataclass(frozen=True)
class NextHours:
    """The hours that come next: from which day, how sure, their name and lines."""

    from_on: date
    is_provisional: bool
    name: str
    lines: list[HoursLine]


def next_hours(calendar: Calendar, day: date) -> NextHours | None:
    """The next change of hours, told some weeks ahead."""
    change = calendar.next_change(day)
    if change is None or change[0] - day > TOLD_AHEAD:
        return None
    from_on, profile = change
    now = calendar.profile_on(day)
    return NextHours(
        from_on=from_on,
        is_provisional=Certainty.PROVISIONAL in {profile.certainty, now.certainty if now else ""},
        name=profile.name,
        lines=week_hours(calendar, from_on),
    )


def special_season(calendar: Calendar, day: date) -> str:
    """The name of a day's profile when it is not the usual one ("Ramadan hours"), else ""."""
    profile = calendar.profile_on(day)
    return "" if profile is None or profile.season == Season.USUAL else profile.name
