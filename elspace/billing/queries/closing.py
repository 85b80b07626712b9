"""Which months are closed."""

from datetime import date, timedelta

from elspace.billing.models import MonthClosing


def first_of_month(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def last_of_month(day: date) -> date:
    """The last day of the month of a day."""
    return next_month(day) - timedelta(days=1)


def closed_until() -> date | None:
    """The last day nothing is dated into any more; None: nothing was closed."""
    last = MonthClosing.objects.order_by("month").last()
    return last_of_month(last.month) if last else None
