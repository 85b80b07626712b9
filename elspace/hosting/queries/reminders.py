"""When the reminder of a booking leaves, and when an unused room is given to others."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from elspace.core.moments import local

REMINDED = timedelta(hours=4)  # before it begins
FIRST_HOUR, EVENING = time(9), time(17)  # too early that day: the evening before


def reminded_from(start_at: datetime) -> datetime:
    """When the person is reminded: some hours before, never at dawn."""
    at = timezone.localtime(start_at - REMINDED)
    if at.time() >= FIRST_HOUR and at.date() == timezone.localdate(start_at):
        return at
    return local(timezone.localdate(start_at) - timedelta(days=1), EVENING)
