"""The dates of a series that is asked for: as they are shown, and as they were chosen."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import ngettext

from elspace.core.templatetags.elspace import format_day, listed
from elspace.hosting.forms import SeriesForm, seen_in, seen_value
from elspace.hosting.models import Booking, Room, Series
from elspace.hosting.queries import (
    RoomOffer,
    Rule,
    SeriesDate,
)
from elspace.people.models import Person

AS_ASKED, LEFT_OUT = "as_asked", "left_out"


def dates_context(
    request: HttpRequest,
    form: SeriesForm,
    dates: list[SeriesDate] | None,
    *,
    person: Person | None = None,
    by_team: bool = False,
) -> dict[str, Any]:
    """Every date, with what was chosen for it (drawn by hosting/series_dates.html). The team may
    pass over what is said of a date: what it reads then comes back with the form."""
    rule = form.rule() if dates and by_team else None
    rows = [
        {
            "date": one,
            "name": f"date-{one.day.isoformat()}",
            "chosen": request.POST.get(f"date-{one.day.isoformat()}", ""),
            "offers": [(offer_value(offer), offer) for offer in one.offers],
            "is_offer_chosen": request.POST.get(f"date-{one.day.isoformat()}")
            in {offer_value(offer) for offer in one.offers},
            "seen": seen_value(one.reason, **_wish(rule, one.day, person))
            if rule and one.objection and one.objection.may_pass
            else "",
        }
        for one in dates or []
    ]
    free = sum(1 for one in dates or [] if not one.reason)
    return {
        "form": form,
        "rows": rows if dates is not None else None,
        "free": free,
        "key": form.data.get("key") or uuid.uuid4(),
        "person": person,
        "typed": [
            (name, value)
            for name in form.fields
            if name != "key"
            for value in form.data.getlist(name)  # type: ignore[union-attr]
        ],
    }


def dates_sentence(series: Series, user: Any = None) -> str:
    """How many dates were had, for whom if for another."""
    booked = series.bookings.filter(state=Booking.State.BOOKED).count()
    if user is not None and series.person is not None and series.person != user:
        said = ngettext(
            "%(n)s date is booked for %(person)s.",
            "%(n)s dates are booked for %(person)s.",
            booked,
        )
        return said % {"n": booked, "person": series.person.short_name.rstrip(".")}
    said = ngettext("%(n)s date is booked.", "%(n)s dates are booked.", booked)
    return said % {"n": booked}


def missed_sentence(series: Series, wanted: Iterable[date]) -> str:
    """Which of the dates that were wanted were not had; "" when all were."""
    had = set(series.bookings.values_list("series_day", flat=True))
    missed = [format_day(day, "short") for day in wanted if day not in had]
    if not missed:
        return ""
    said = ngettext(
        "%(days)s was not booked: taken meanwhile, or one room more than each may hold.",
        "%(days)s were not booked: taken meanwhile, or more rooms than each may hold.",
        len(missed),
    )
    return said % {"days": listed(missed)}


def chosen_dates(
    request: HttpRequest, rule: Rule, person: Person | None = None
) -> tuple[set[date], dict[date, RoomOffer], dict[date, str]]:
    """For each date: as asked, left out, one of the offers, or what was read of it and is passed
    over."""
    left_out, instead, seen = set(), {}, {}
    for day in rule.days():
        chosen = request.POST.get(f"date-{day.isoformat()}", AS_ASKED)
        if chosen == LEFT_OUT:
            left_out.add(day)
        elif (offer := offer_in(chosen)) is not None:
            instead[day] = offer
        elif chosen != AS_ASKED:
            for reason in seen_in([chosen], **_wish(rule, day, person)).values():
                seen[day] = reason
    return left_out, instead, seen


def _wish(rule: Rule, day: date, person: Person | None) -> dict[str, Any]:
    start_at, end_at = rule.stretch(day)
    hours = {"start_at": start_at, "end_at": end_at}
    return hours | {"room": rule.room, "person": person, "people": rule.people, "is_noisy": False}


def offer_value(offer: RoomOffer) -> str:
    """An offer as a form sends it."""
    stretch = f"{offer.start_at.isoformat()} {offer.end_at.isoformat()}"
    return f"{offer.room.key} {stretch}"


def offer_in(text: str) -> RoomOffer | None:
    """The offer a form sent; whether it can still be had, the action says."""
    try:
        key, start, end = text.split(" ")
        room = Room.objects.filter(key=uuid.UUID(key), is_active=True).first()
        start_at, end_at = parse_datetime(start), parse_datetime(end)
    except ValueError:
        return None
    if room is None or start_at is None or end_at is None:
        return None
    if timezone.is_naive(start_at) or timezone.is_naive(end_at):
        return None
    return RoomOffer(room, start_at, end_at)
