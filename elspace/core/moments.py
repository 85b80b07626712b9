"""Days and hours of the hub: instants are stored in UTC, people live in local time."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def today() -> date:
    """The local date now."""
    return timezone.localdate()


def local(day: date, hour: time) -> datetime:
    """The instant at which the local clock shows `hour` on `day`."""
    return datetime.combine(day, hour, timezone.get_default_timezone())


def monday(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())
