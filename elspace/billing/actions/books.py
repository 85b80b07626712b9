"""The books: locked while something is numbered or dated, never dated back into a closed month."""

from datetime import date

from django.utils.translation import gettext as _

from elspace.billing.models import BillingSettings, NumberSeries
from elspace.billing.queries.closing import closed_until
from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_day


def lock_books() -> BillingSettings:
    """Keep other writers of the books out until the transaction ends; the settings as they are."""
    BillingSettings.objects.get_or_create(pk=1)
    return BillingSettings.objects.select_for_update().get(pk=1)


def check_date(day: date) -> None:
    """Refuse a date to come, and one in a month that is closed."""
    if day > today():
        raise Refused(_("This day has not come yet."))
    until = closed_until()
    if until is not None and day <= until:
        raise Refused(
            _("The books are closed until %(day)s: nothing is dated back into them.")
            % {"day": format_day(until, "full")}
        )


def next_number(kind: str, period: str, device: str = "") -> int:
    """The next number of a series, within the caller's transaction: when that fails, the number was
    never given, and no gap is left."""
    NumberSeries.objects.get_or_create(kind=kind, period=period, device=device)
    series = NumberSeries.objects.select_for_update().get(kind=kind, period=period, device=device)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
