"""Days and hours of the hub: instants are stored in UTC, people live in local time."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone

KEPT_AT_MOST = timedelta(days=8)  # a page keeps what could not be sent for a week


def today() -> date:
    """The local date now."""
    return timezone.localdate()


def local(day: date, hour: time) -> datetime:
    """The instant at which the local clock shows `hour` on `day`."""
    return datetime.combine(day, hour, timezone.get_default_timezone())


def monday(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def said_at(sent: Mapping[str, str], field: str) -> datetime | None:
    """When something kept on a device was said there: as long ago as its own clock says between
    `field` and `sent`, so that a clock that is wrong does not matter. None: just now."""
    try:
        ago = timedelta(milliseconds=int(sent["sent"]) - int(sent[field]))
    except (KeyError, ValueError, OverflowError):
        return None
    return timezone.now() - min(max(ago, timedelta()), KEPT_AT_MOST)
