"""Opening profiles: hours and slots between two dates. New hours never move a session."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.hub.models import DaySlot, Hub, OpeningHours, OpeningProfile
from elspace.hub.rules import Stretch, can_stand
from elspace.trust.actions import record

Hours = Mapping[int, Sequence[Stretch]]  # by weekday
Slots = Mapping[int, Stretch]  # by position
MOST_SLOTS = 5


@transaction.atomic
def add_profile(
    *, hours: Hours, slots: Slots, key: uuid.UUID | None = None, by: Any, **fields: Any
) -> OpeningProfile:
    """Add dated hours. The same `key` again returns the first row."""
    if key is not None and (first := OpeningProfile.objects.filter(key=key).first()):
        return first
    _check_dates(fields["starts_on"], fields["ends_on"])
    _check(hours, slots)
    profile = OpeningProfile.objects.create(key=key or uuid.uuid4(), **fields)
    _write(profile, hours, slots)
    record("add_profile", subject=profile, actor=by)
    return profile


@transaction.atomic
def change_profile(
    *, profile: OpeningProfile, hours: Hours, slots: Slots, by: Any, **fields: Any
) -> OpeningProfile:
    """Change hours; the usual ones have no dates and keep none."""
    profile = OpeningProfile.objects.select_for_update().get(pk=profile.pk)
    if profile.starts_on is None:
        fields |= {"starts_on": None, "ends_on": None, "season": profile.season}
    else:
        _check_dates(
            fields.get("starts_on", profile.starts_on), fields.get("ends_on", profile.ends_on)
        )
    _check(hours, slots)
    changed = sorted(name for name, value in fields.items() if getattr(profile, name) != value)
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.save()
    profile.hours.all().delete()
    profile.slots.all().delete()
    _write(profile, hours, slots)
    if profile.starts_on is None:
        Hub.objects.update(hours_are_told=True)
    record("change_profile", subject=profile, actor=by, changes={"fields": ([], changed)})
    return profile


@transaction.atomic
def remove_profile(*, profile: OpeningProfile, by: Any) -> None:
    """Take dated hours away: the usual ones hold again on these days."""
    profile = OpeningProfile.objects.select_for_update().get(pk=profile.pk)
    if profile.starts_on is None:
        raise Refused(_("The usual hours stay: change them instead."))
    gone = {"starts_on": (str(profile.starts_on), None), "ends_on": (str(profile.ends_on), None)}
    record("remove_profile", subject=profile, actor=by, changes=gone)
    profile.delete()


def _check_dates(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on is None or ends_on is None:
        raise Refused(_("These hours need a first and a last day."))
    if ends_on < starts_on:
        raise Refused(_("The last day comes before the first one."))


def _check(hours: Hours, slots: Slots) -> None:
    """Whether stretches and slots may stand beside each other."""
    if any(not 0 <= position < MOST_SLOTS for position in slots):
        raise Refused(_("A day has five slots at most."))
    for stretches in (*hours.values(), slots.values()):
        if not (answer := can_stand(stretches)):
            raise Refused(answer.reason)


def _write(profile: OpeningProfile, hours: Hours, slots: Slots) -> None:
    OpeningHours.objects.bulk_create(
        OpeningHours(profile=profile, weekday=weekday, opens=opens, closes=closes)
        for weekday, stretches in hours.items()
        for opens, closes in stretches
    )
    DaySlot.objects.bulk_create(
        DaySlot(profile=profile, position=position, starts=starts, ends=ends)
        for position, (starts, ends) in slots.items()
    )
