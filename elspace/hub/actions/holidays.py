"""Holidays: the table of the hub, and what is decided when the moon is seen."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elspace.core.answers import Refused
from elspace.hub import feasts
from elspace.hub.enums import Certainty, Season
from elspace.hub.models import Holiday, OpeningProfile
from elspace.hub.queries.holidays import feast_of
from elspace.trust.actions import record

DAY = timedelta(days=1)
SHORTEST, LONGEST = 29, 30  # days of a lunar month
FIXED = gettext_lazy("This date is confirmed already: change it by hand if it was a mistake.")


@transaction.atomic
def add_holiday(*, key: uuid.UUID | None = None, by: Any, **fields: Any) -> Holiday:
    """Add a day. The same `key` again returns the first row."""
    if key is not None and (first := Holiday.objects.filter(key=key).first()):
        return first
    holiday = Holiday(key=key or uuid.uuid4(), **fields)
    _refuse_twice(holiday)
    holiday.save()
    record("add_holiday", subject=holiday, actor=by, changes={"on": (None, str(holiday.on))})
    return holiday


@transaction.atomic
def add_fixed_holidays(*, year: int, by: Any) -> int:
    """Put the holidays of a year that stand on fixed days into the table; those that are there
    already stay as they are. How many were added."""
    days = {date(year, month, day): names for (month, day), names in feasts.FIXED.items()}
    known = set(Holiday.objects.filter(on__in=days).values_list("on", flat=True))
    missing = {on: names for on, names in days.items() if on not in known}
    Holiday.objects.bulk_create(
        [Holiday(on=on, **names._asdict()) for on, names in missing.items()],
        ignore_conflicts=True,  # pressed twice at once
    )
    if missing:
        record("add_holidays", subject=None, actor=by, changes={"year": (None, year)})
    return len(missing)


@transaction.atomic
def change_holiday(*, holiday: Holiday, by: Any, **fields: Any) -> Holiday:
    """Change a day by hand."""
    holiday = Holiday.objects.select_for_update().get(pk=holiday.pk)
    changes = {"on": (str(holiday.on), str(fields.get("on", holiday.on)))}
    for name, value in fields.items():
        setattr(holiday, name, value)
    _refuse_twice(holiday)
    holiday.save()
    record("change_holiday", subject=holiday, actor=by, changes=changes)
    return holiday


@transaction.atomic
def remove_holiday(*, holiday: Holiday, by: Any) -> None:
    """Take a day away: the hub opens as usual."""
    record("remove_holiday", subject=holiday, actor=by, changes={"on": (str(holiday.on), None)})
    holiday.delete()


@transaction.atomic
def confirm_holiday(*, holiday: Holiday, by: Any) -> list[Holiday]:
    """The date was announced: all days of the feast are certain."""
    days = feast_of(Holiday.objects.select_for_update().get(pk=holiday.pk))
    for day in days:
        day.certainty = Certainty.CONFIRMED
        day.save(update_fields=["certainty"])
    record("confirm_holiday", subject=days[0], actor=by, changes={"on": (None, str(days[0].on))})
    return days


@transaction.atomic
def shift_holiday(*, holiday: Holiday, days: int, by: Any) -> list[Holiday]:
    """The moon was seen a day earlier or later: all days of the feast move, and Ramadan ends on its
    eve where the feast is the one that follows it."""
    feast = feast_of(Holiday.objects.select_for_update().get(pk=holiday.pk))
    if any(day.certainty == Certainty.CONFIRMED for day in feast):
        raise Refused(FIXED)
    ramadan = _ramadan_before(feast[0])
    if ramadan is not None and ramadan.starts_on is not None:
        ends_on = feast[0].on + days * DAY - DAY
        if not SHORTEST <= (ends_on - ramadan.starts_on).days + 1 <= LONGEST:
            raise Refused(_("Ramadan has 29 or 30 days: move its beginning instead."))
        ramadan.ends_on = ends_on
        ramadan.save(update_fields=["ends_on"])
    old = feast[0].on
    _move(feast, days)
    record(
        "shift_holiday", subject=feast[0], actor=by, changes={"on": (str(old), str(feast[0].on))}
    )
    return feast


@transaction.atomic
def confirm_ramadan(*, profile: OpeningProfile, by: Any) -> OpeningProfile:
    """Its beginning was announced; its end is told by the feast."""
    profile, starts_on, _ends_on = _locked_ramadan(profile)
    profile.certainty = Certainty.CONFIRMED
    profile.save(update_fields=["certainty"])
    on = {"starts_on": (None, str(starts_on))}
    record("confirm_ramadan", subject=profile, actor=by, changes=on)
    return profile


@transaction.atomic
def shift_ramadan(*, profile: OpeningProfile, days: int, by: Any) -> OpeningProfile:
    """Ramadan begins a day earlier or later: its hours move, and its feast with it while that is
    not confirmed either."""
    profile, starts_on, ends_on = _locked_ramadan(profile)
    if profile.certainty == Certainty.CONFIRMED:
        raise Refused(FIXED)
    feast = _feast_after(ends_on)
    profile.starts_on = starts_on + days * DAY
    if not any(day.certainty == Certainty.CONFIRMED for day in feast):
        profile.ends_on = ends_on + days * DAY
        _move(feast, days)
    elif not SHORTEST <= (ends_on - profile.starts_on).days + 1 <= LONGEST:
        raise Refused(_("Ramadan has 29 or 30 days, and its feast is confirmed already."))
    profile.save(update_fields=["starts_on", "ends_on"])
    changes = {"starts_on": (str(starts_on), str(profile.starts_on))}
    record("shift_ramadan", subject=profile, actor=by, changes=changes)
    return profile


def _locked_ramadan(profile: OpeningProfile) -> tuple[OpeningProfile, date, date]:
    """The row as it stands, with its two dates."""
    profile = OpeningProfile.objects.select_for_update().get(pk=profile.pk)
    starts_on, ends_on = profile.starts_on, profile.ends_on
    if profile.season != Season.RAMADAN or starts_on is None or ends_on is None:
        raise Refused(_("These hours are not those of a Ramadan with its dates."))
    return profile, starts_on, ends_on


def _ramadan_before(first: Holiday) -> OpeningProfile | None:
    return OpeningProfile.objects.filter(season=Season.RAMADAN, ends_on=first.on - DAY).first()


def _feast_after(ends_on: date) -> list[Holiday]:
    first = Holiday.objects.filter(is_lunar=True, on=ends_on + DAY).first()
    return feast_of(first) if first else []


def _move(feast: list[Holiday], days: int) -> None:
    """Save the foremost first: two days of one name never share a date."""
    for day in sorted(feast, key=lambda one: one.on, reverse=days > 0):
        day.on += days * DAY
        _refuse_twice(day)
        day.save(update_fields=["on"])


def _refuse_twice(holiday: Holiday) -> None:
    same = Holiday.objects.filter(on=holiday.on, name_fr=holiday.name_fr)
    if same.exclude(pk=holiday.pk).exists():
        raise Refused(_("This holiday stands on that day already."))
