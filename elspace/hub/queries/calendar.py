"""Reads about days: the hub's hours, its slots, its closures, its quiet times.

Calendar rows are few (tens): they are read once per request or action into a `Calendar`, and every
question about a day is then answered without a query.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from astral import LocationInfo
from astral.sun import sunset
from django.db.models import Q
from django.utils import timezone

from elspace.core.moments import local
from elspace.hub.enums import Half, Season
from elspace.hub.models import (
    EVENING_STARTS,
    MORNING_ENDS,
    Closure,
    DaySlot,
    Holiday,
    OpeningProfile,
    Place,
)

QUIET_FROM = time(20, 0)
QUIET_UNTIL = time(8, 0)
IFTAR_QUIET = timedelta(minutes=60)  # around iftar the machine writes to nobody
# Nothing is planned while people go home, break the fast and come back.
BEFORE_IFTAR, AFTER_IFTAR = timedelta(minutes=30), timedelta(minutes=90)

Asked = ParamSpec("Asked")
Found = TypeVar("Found")


def _once(
    method: "Callable[Concatenate[Calendar, Asked], Found]",
) -> "Callable[Concatenate[Calendar, Asked], Found]":
    """Keep a calendar's answers: a term asks for the same days hundreds of times."""

    @wraps(method)
    def remembered(self: "Calendar", *args: Asked.args, **kwargs: Asked.kwargs) -> Found:
        asked = (method.__name__, args, *kwargs.values())
        if asked not in self.answers:
            self.answers[asked] = method(self, *args, **kwargs)
        found: Found = self.answers[asked]
        return found

    return remembered


@dataclass
class Calendar:
    """Opening profiles, holidays and closures, read once; instants are aware, hours local."""

    profiles: list[OpeningProfile]
    holidays: dict[date, list[Holiday]]
    closures: list[Closure]
    everywhere: dict[int, Place]  # places by number, those no longer in use too
    answers: dict[tuple[Any, ...], Any] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def places(self) -> list[Place]:
        """The places in use."""
        return [place for place in self.everywhere.values() if place.is_active]

    @property
    def place(self) -> Place | None:
        """The first place: where the hub's sun sets and people find it."""
        return self.places[0] if self.places else None

    @classmethod
    def load(cls) -> Self:
        """Read the calendar (five queries); slots, when somebody asks for them."""
        holidays: dict[date, list[Holiday]] = {}
        for holiday in Holiday.objects.all():
            holidays.setdefault(holiday.on, []).append(holiday)
        return cls(
            profiles=list(OpeningProfile.objects.prefetch_related("hours")),
            holidays=holidays,
            closures=list(Closure.objects.select_related("place")),
            everywhere={place.pk: place for place in Place.objects.all()},
        )

    def ramadans_from(self, day: date) -> list[OpeningProfile]:
        """Every Ramadan that has its dates and is not over on a day, the first one first."""
        ahead = [
            (one.starts_on, one)
            for one in self.profiles
            if one.season == Season.RAMADAN
            and one.starts_on is not None
            and one.ends_on is not None
            and day <= one.ends_on
        ]
        return [one for _on, one in sorted(ahead, key=lambda dated: dated[0])]

    @_once
    def profile_on(self, day: date) -> OpeningProfile | None:
        """The profile of a day: the last dated one that covers it, else the undated one."""
        covering = [profile for profile in self.profiles if profile.covers(day)]
        return max(covering, key=lambda p: (p.starts_on is not None, p.pk), default=None)

    def next_change(self, day: date) -> tuple[date, OpeningProfile] | None:
        """The first day after `day` on which other hours begin, and their profile."""
        begins = {p.starts_on for p in self.profiles if p.starts_on}
        after = {p.ends_on + timedelta(days=1) for p in self.profiles if p.ends_on}
        now = self.profile_on(day)
        for change in sorted(edge for edge in begins | after if edge > day):
            profile = self.profile_on(change)
            if profile is not None and profile != now:
                return change, profile
        return None

    def season_on(self, day: date) -> Season:
        """The season of a day's profile."""
        profile = self.profile_on(day)
        return Season(profile.season) if profile else Season.USUAL

    def holiday_on(self, day: date) -> Holiday | None:
        """The holiday that closes the hub on a day."""
        return next((h for h in self.holidays.get(day, []) if h.is_closed), None)

    @_once
    def opening_on(self, day: date, place: Place | None = None) -> list[tuple[time, time]]:
        """Hours the hub is open on a day; none on holidays; whole-day closures taken out. Without
        a place: hours in which one of its places is open."""
        profile = self.profile_on(day)
        if profile is None or self.holiday_on(day):
            return []
        return [
            (h.opens, h.closes)
            for h in profile.hours.all()
            if h.weekday == day.weekday() and not self._is_shut(day, h.opens, h.closes, place)
        ]

    def is_open(self, start_at: datetime, end_at: datetime, place: Place | None = None) -> bool:
        """Whether the hub is open from one instant to another of the same local day. Without a
        place: whether one of its places is."""
        start, end = timezone.localtime(start_at), timezone.localtime(end_at)
        return start.date() == end.date() and self.holds(
            start.date(), start.time(), end.time(), place
        )

    @_once
    def holds(self, day: date, starts: time, ends: time, place: Place | None = None) -> bool:
        """Whether one stretch of opening holds these hours, iftar and closures not among them."""
        if not any(o <= starts and ends <= c for o, c in self.opening_on(day, place)):
            return False
        start_at, end_at = local(day, starts), local(day, ends)
        return not self.falls_on_iftar(start_at, end_at) and any(
            not any(
                closure.starts_at < end_at and start_at < closure.ends_at
                for closure in self._closures_of(one)
            )
            for one in self._places(place)
        )

    def _is_shut(self, day: date, opens: time, closes: time, place: Place | None) -> bool:
        """Whether a closure takes these hours whole, in every place asked about."""
        start_at, end_at = local(day, opens), local(day, closes)
        return all(
            any(c.starts_at <= start_at and end_at <= c.ends_at for c in self._closures_of(one))
            for one in self._places(place)
        )

    def _places(self, place: Place | None) -> list[Place | None]:
        """The place asked about, else each of the hub's; a hub without any is one nameless one."""
        return [place] if place is not None else [*self.places] or [None]

    def _closures_of(self, place: Place | None) -> list[Closure]:
        """Closures of the whole hub, and of this place."""
        own = None if place is None else place.pk
        return [c for c in self.closures if c.place_id is None or c.place_id == own]

    @cached_property
    def _slots(self) -> dict[int, list[DaySlot]]:
        """Slots by the number of their profile (one query)."""
        found: dict[int, list[DaySlot]] = {}
        for slot in DaySlot.objects.all():
            found.setdefault(slot.profile_id, []).append(slot)
        return found

    @_once
    def slots_on(self, day: date) -> dict[int, DaySlot]:
        """Slots of a day by position: those of its profile that lie in its opening hours."""
        profile = self.profile_on(day)
        if profile is None or not self.opening_on(day):
            return {}
        return {
            slot.position: slot
            for slot in self._slots.get(profile.pk, [])
            if self.holds(day, slot.starts, slot.ends)
        }

    @_once
    def slot_times_on(self, day: date) -> list[tuple[int, datetime, datetime]]:
        """Slots of a day in order: position, and the instants of beginning and end."""
        return [
            (position, local(day, slot.starts), local(day, slot.ends))
            for position, slot in sorted(self.slots_on(day).items())
        ]

    def closed_reason(self, day: date, place: Place | None = None) -> str:
        """Why the hub is closed all day, in the page's language; "" when it opens."""
        if self.opening_on(day, place):
            return ""
        noon = local(day, time(12))
        return self.why_closed(noon, noon + timedelta(minutes=1), place)

    def why_closed(self, start_at: datetime, end_at: datetime, place: Place | None = None) -> str:
        """The holiday or the closure that lies on a stretch; "" when there is none, or no reason
        was given."""
        holiday = self.holiday_on(timezone.localdate(start_at))
        if holiday:
            return holiday.name
        closures = [c for one in self._places(place) for c in self._closures_of(one)]
        return next(
            (c.reason for c in closures if c.starts_at < end_at and start_at < c.ends_at), ""
        )

    def ramadan_day(self, day: date) -> int | None:
        """Which day of Ramadan a date is, by the hub's own profiles; None outside."""
        profile = self.profile_on(day)
        if profile is None or profile.season != Season.RAMADAN or profile.starts_on is None:
            return None
        return (day - profile.starts_on).days + 1

    @_once
    def iftar_on(self, day: date) -> datetime | None:
        """Sunset at the hub's place on a day of Ramadan (NOAA equations, by astral)."""
        if self.ramadan_day(day) is None or self.place is None:
            return None
        where = LocationInfo(latitude=self.place.latitude, longitude=self.place.longitude)
        return sunset(where.observer, date=day, tzinfo=timezone.get_current_timezone())

    def falls_on_iftar(self, start_at: datetime, end_at: datetime) -> bool:
        """Whether hours touch the time around iftar: 30 minutes before until 90 after."""
        iftar = self.iftar_on(timezone.localdate(start_at))
        return (
            iftar is not None and start_at < iftar + AFTER_IFTAR and iftar - BEFORE_IFTAR < end_at
        )

    def quiet_until(self, moment: datetime) -> datetime | None:
        """The end of the quiet stretch `moment` lies in; None when the machine may write."""
        at = timezone.localtime(moment)
        if at.time() >= QUIET_FROM:
            return local(at.date() + timedelta(days=1), QUIET_UNTIL)
        if at.time() < QUIET_UNTIL:
            return local(at.date(), QUIET_UNTIL)
        iftar = self.iftar_on(at.date())
        if iftar and iftar - IFTAR_QUIET <= at < iftar + IFTAR_QUIET:
            end = iftar + IFTAR_QUIET
            return self.quiet_until(end) or end
        return None

    def working_day_after(self, day: date, days: int) -> date:
        """The `days`-th day after `day`, weekends and holidays not counted."""
        found = day
        while days > 0:
            found += timedelta(days=1)
            if found.weekday() < 5 and not self.holiday_on(found):
                days -= 1
        return found


def halves_with_slots(season: Season) -> list[Half]:
    """The halves of a day in which anything can be planned in a season; only these are asked
    about. All three while the season has no slot."""
    slots = DaySlot.objects.filter(profile__season=season).values_list("starts", "ends")
    found = {half_of(starts, ends) for starts, ends in slots}
    return [half for half in Half if half in found] or list(Half)


def half_of(starts: time, ends: time) -> Half:
    """The half of a day a slot lies in: ends by 13:00 morning, starts from 18:00 evening."""
    if ends <= MORNING_ENDS:
        return Half.MORNING
    return Half.EVENING if starts >= EVENING_STARTS else Half.AFTERNOON


def opening_on(day: date, place: Place | None = None) -> list[tuple[time, time]]:
    """Hours the hub is open on a day."""
    return Calendar.load().opening_on(day, place)


def is_open(start_at: datetime, end_at: datetime, place: Place | None = None) -> bool:
    """Whether the hub is open from one instant to another."""
    return Calendar.load().is_open(start_at, end_at, place)


def slots_on(day: date) -> dict[int, DaySlot]:
    """Slots of a day by position."""
    return Calendar.load().slots_on(day)


def ramadan_day(day: date) -> int | None:
    """Which day of Ramadan a date is, in one query, for the shell of every page; None outside. The
    same answer as `Calendar.ramadan_day`."""
    covering = OpeningProfile.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day))
    dated = covering.filter(starts_on__lte=day).order_by("-pk").values_list("season", "starts_on")
    season, began = dated.first() or (None, None)
    return (day - began).days + 1 if season == Season.RAMADAN and began else None


def iftar_on(day: date) -> datetime | None:
    """Sunset on a day of Ramadan; None outside."""
    return Calendar.load().iftar_on(day)


def is_quiet_time(moment: datetime) -> bool:
    """Whether the machine writes to nobody now: 20:00–8:00, and an hour around iftar."""
    return Calendar.load().quiet_until(moment) is not None


def next_loud_moment(moment: datetime) -> datetime:
    """The first moment from `moment` on at which the machine may write."""
    return Calendar.load().quiet_until(moment) or moment


def working_day_after(day: date, days: int) -> date:
    """The `days`-th working day after `day`."""
    return Calendar.load().working_day_after(day, days)
