"""Closing a month."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.billing.models import MonthClosing
from elspace.billing.queries.closing import first_of_month, last_of_month
from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.trust.actions import record

from .books import lock_books


@transaction.atomic
def close_month(*, month: date, by: Any) -> MonthClosing:
    """Close a month that is over, and all before it: nothing is dated back into them."""
    lock_books()
    month = first_of_month(month)
    if known := MonthClosing.objects.filter(month=month).first():
        return known
    if last_of_month(month) >= today():
        raise Refused(_("This month is not over yet."))
    row = MonthClosing.objects.create(month=month, closed_by=by)
    record("close_month", subject=row, actor=by, changes={"month": (None, f"{month:%Y-%m}")})
    return row
