"""Reads about holidays: the table of a year, the days of one feast, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models.functions import ExtractYear
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from elspace.core.moments import today
from elspace.hub.enums import Certainty, Season
from elspace.hub.feasts import FIXED, LUNAR
from elspace.hub.models import Holiday, OpeningProfile

from .calendar import Calendar


@dataclass(frozen=True)
class Feast:
    """One line of the table: days of one name in a row, or the Ramadan of a year."""

    name: str
    first: date
    last: date
    certainty: str
    is_lunar: bool
    is_closed: bool
    days: tuple[Holiday, ...] = ()
    ramadan: OpeningProfile | None = None

    @property
    def is_provisional(self) -> bool:
        """Whether the moon has still to be seen."""
        return self.is_lunar and self.certainty == Certainty.PROVISIONAL

    @property
    def length(self) -> int:
        """Days."""
        return (self.last - self.first).days + 1


def feast_of(holiday: Holiday) -> list[Holiday]:
    """The days in a row that carry this holiday's name, first one first."""
    near = (holiday.on - timedelta(days=4), holiday.on + timedelta(days=4))
    same = Holiday.objects.filter(
        name_fr=holiday.name_fr, is_lunar=holiday.is_lunar, on__range=near
    )
    return next(run for run in _runs(same.order_by("on")) if holiday in run)


def feasts_from(calendar: Calendar, day: date, most: int) -> list[Feast]:
    """The next feasts and Ramadans that are not over."""
    until = day + timedelta(days=400)
    days = [one for on in sorted(calendar.holidays) for one in calendar.holidays[on]]
    ahead = (one for one in days if day <= one.on <= until)
    return _lines(ahead, calendar.ramadans_from(day))[:most]


def feasts_of(year: int) -> list[Feast]:
    """The table of a year, Ramadan in its place (two queries)."""
    days = Holiday.objects.filter(on__year=year).order_by("on", "pk")
    ramadans = OpeningProfile.objects.filter(season=Season.RAMADAN, starts_on__year=year)
    return _lines(days, ramadans)


def years_offered() -> list[int]:
    """Years the table holds days of, this one, and the one to type next."""
    held = {today().year, *years_with_days()}
    return sorted({*held, max(held) + 1})


def lacks_fixed_days(year: int) -> bool:
    """Whether holidays of a year that stand on fixed days are still to be put into the table."""
    days = [date(year, month, day) for month, day in FIXED]
    return Holiday.objects.filter(on__in=days).count() < len(days)


def lunar_to_type(year: int) -> list[tuple[str, str]]:
    """Code and name of the feasts that follow the moon of which a year holds no day yet."""
    held = set(
        Holiday.objects.filter(is_lunar=True, on__year=year).values_list("name_fr", flat=True)
    )
    index = ("fr", "ar", "en").index((get_language() or "fr")[:2])
    return [(code, names[index]) for code, names in LUNAR.items() if names.name_fr not in held]


def year_missing(calendar: Calendar, until: date) -> int | None:
    """The first year between now and a day of which the table holds nothing."""
    held = {day.year for day in calendar.holidays}
    return next((y for y in range(today().year, until.year + 1) if y not in held), None)


def years_with_days() -> Iterable[int]:
    """Years the table holds days of."""
    years = Holiday.objects.annotate(year=ExtractYear("on")).values_list("year", flat=True)
    return years.order_by().distinct()


def _lines(days: Iterable[Holiday], ramadans: Iterable[OpeningProfile]) -> list[Feast]:
    lines = [
        Feast(
            name=run[0].name,
            first=run[0].on,
            last=run[-1].on,
            certainty=run[0].certainty,
            is_lunar=run[0].is_lunar,
            is_closed=run[0].is_closed,
            days=tuple(run),
        )
        for run in _runs(days)
    ]
    lines += [
        Feast(
            name=_("Ramadan"),
            first=profile.starts_on,
            last=profile.ends_on,
            certainty=profile.certainty,
            is_lunar=True,
            is_closed=False,
            ramadan=profile,
        )
        for profile in ramadans
        if profile.starts_on and profile.ends_on
    ]
    return sorted(lines, key=lambda line: (line.first, line.last))


def _runs(days: Iterable[Holiday]) -> list[list[Holiday]]:
    """Days of one name that follow each other, together."""
    runs: dict[tuple[str, bool], list[list[Holiday]]] = {}
    for day in days:
        named = runs.setdefault((day.name_fr, day.is_lunar), [])
        if named and day.on - named[-1][-1].on == timedelta(days=1):
            named[-1].append(day)
        else:
            named.append([day])
    return [run for named in runs.values() for run in named]
