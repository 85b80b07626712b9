"""Series: typed, previewed date by date, booked; then each date, the following, or all to come."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.keys import key_or_none
from elspace.core.moments import local, today
from elspace.core.templatetags.elspace import format_day, listed
from elspace.hosting import actions
from elspace.hosting.forms import HoursFields, SeriesForm, WhomForm
from elspace.hosting.models import Booking, Series
from elspace.hosting.queries import (
    Occurrence,
    SeriesDate,
    occurrences_of,
    preview_series,
    series_to_come,
)
from elspace.hub.enums import Weekday
from elspace.people.models import Person
from elspace.trust.queries import audit_lines, readable_lines

from .series_dates import (
    chosen_dates,
    dates_context,
    dates_sentence,
    missed_sentence,
    offer_in,
    offer_value,
)

HISTORY = 60  # lines


@requires("hosting.book_room")
@require_safe
def series_list(request: HttpRequest) -> HttpResponse:
    """Series with days to come."""
    return render(request, "hosting/series_list.html", {"rows": series_to_come()})


@requires("hosting.book_room")
def series_add(request: HttpRequest) -> HttpResponse:
    """Say when, see every date, book."""
    if request.method == "POST":
        return _book(request)
    if "starts_on" not in request.GET:
        form = SeriesForm(initial={"room": request.GET.get("room"), "starts_on": today()})
        named = Person.objects.filter(
            key=key_or_none(request.GET.get("person")), is_active=True
        ).first()
        whom = WhomForm(initial={"who": named.name if named else ""})
        return render(request, "hosting/series_add.html", {"form": form, "whom": whom})
    form, whom = SeriesForm(request.GET), WhomForm(request.GET)
    dates = _dates(request, form, whom) if form.is_valid() and whom.is_valid() else None
    return _preview(request, form, whom, dates)


def _dates(request: HttpRequest, form: SeriesForm, whom: WhomForm) -> list[SeriesDate]:
    """Every date with what stands against it: the limits of whom it is for, and the quiet rule."""
    rule, person = form.rule(), whom.cleaned_data.get("person", request.user)
    days = rule.days()
    whose = person if person != request.user else None
    return preview_series(rule, days, rule.grounds(days, person=whose))


def _preview(
    request: HttpRequest,
    form: SeriesForm,
    whom: WhomForm,
    dates: list[SeriesDate] | None,
    refusal: Refused | None = None,
) -> HttpResponse:
    person = None
    if whom.is_bound and whom.is_valid():
        person = whom.cleaned_data.get("person")
        if person is not None:  # from here on this very person, not a part of a name
            whom = WhomForm({"who": person.name, "chosen": str(person.key)})
    context = dates_context(request, form, dates, person=person, by_team=True)
    context |= {"refusal": refusal, "whom": whom, "named": person}
    return render(request, "hosting/series_add.html", context)


def _book(request: HttpRequest) -> HttpResponse:
    form, whom = SeriesForm(request.POST), WhomForm(request.POST)
    if not (form.is_valid() and whom.is_valid()):
        return _preview(request, form, whom, None)
    rule, person = form.rule(), whom.cleaned_data.get("person")
    left_out, instead, seen = chosen_dates(request, rule, person)
    asked: dict[str, Any] = {
        "rule": rule,
        "title": form.cleaned_data["title"],
        "key": form.cleaned_data["key"],
        "left_out": left_out,
        "instead": instead,
        "seen": seen,
        "by": request.user,
    }
    try:
        if person is None or person == request.user:
            series = actions.book_series(person=request.user, noise_known=False, **asked)
        else:
            series = actions.book_series_for(person=person, **asked)
    except Refused as refused:
        known = refused.dates if isinstance(refused, actions.NothingFree) and not left_out else None
        return _preview(request, form, whom, known or _dates(request, form, whom), refused)
    messages.success(request, dates_sentence(series, request.user))
    if missed := missed_sentence(series, (day for day in rule.days() if day not in left_out)):
        messages.warning(request, missed)
    return redirect("hosting:series", key=series.key)


@requires("hosting.view_room")
@require_safe
def series_page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Each date of a series with its state, what can be done, and what was done."""
    return _page(request, _series(key))


def _series(key: uuid.UUID) -> Series:
    return get_object_or_404(Series.objects.select_related("space", "person", "continues"), key=key)


def _page(
    request: HttpRequest,
    series: Series,
    form: HoursFields | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    occurrences = occurrences_of(series)
    numbers = {one.booking.pk: one.day for one in occurrences if one.booking}
    lines = audit_lines().filter(subject_kind="hosting.series", subject_id=series.pk)
    # How each date came in stands in the one line of the series.
    lines |= audit_lines().filter(
        subject_kind="hosting.booking",
        subject_id__in=numbers,
        verb__in=["change_booking", "cancel_booking", "confirm_booking", "release_room"],
    )
    initial = {
        "room": series.space.key,
        "starts": series.starts,
        "minutes": series.minutes,
        "title": series.title,
    }
    context: dict[str, Any] = {
        "series": series,
        "weekdays": listed([str(label) for label in _weekdays(series)]),
        "rows": [_row(one) for one in occurrences],
        "has_ahead": any(one.is_to_come and one.stands for one in occurrences),
        "form": form or HoursFields(initial=initial),
        "lines": [
            (line, numbers.get(line.row.subject_id) if "booking" in line.row.subject_kind else None)
            for line in readable_lines(lines[:HISTORY], request.user)
        ],
        "follows": Series.objects.filter(continues=series).first(),
        "refusal": refusal,
    }
    return render(request, "hosting/series.html", context)


def _weekdays(series: Series) -> list[Any]:
    return [Weekday(day).label for day in series.weekdays]


def _row(one: Occurrence) -> dict[str, Any]:
    offers = one.could_be.offers if one.could_be else ()
    return {
        "one": one,
        "day": one.day.isoformat(),
        "offers": [(offer_value(offer), offer) for offer in offers],
    }


@requires("hosting.book_room")
@require_POST
def series_day(request: HttpRequest, key: uuid.UUID, day: str) -> HttpResponse:
    """One date: add it, as the rule says or as offered; or give it back."""
    series = _series(key)
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    try:
        if request.POST.get("act") == "give_back":
            for booking in series.bookings.filter(series_day=on, state=Booking.State.BOOKED):
                actions.cancel_booking_of(booking=booking, by=request.user)
            messages.success(request, _("%(day)s is given back.") % {"day": format_day(on)})
        else:
            offer = offer_in(request.POST.get("offer", ""))
            actions.add_series_day(series=series, day=on, offer=offer, by=request.user)
            messages.success(request, _("%(day)s is booked.") % {"day": format_day(on)})
    except Refused as refused:
        return _page(request, series, refusal=refused)
    return redirect("hosting:series", key=key)


@requires("hosting.book_room")
@require_POST
def series_change(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change one date, a date and the following, or all to come."""
    series = _series(key)
    form = HoursFields(request.POST)
    if not form.is_valid():
        return _page(request, series, form)
    data, scope = form.cleaned_data, request.POST.get("scope", "")
    try:
        if scope == "this":
            return _change_one(request, series, data)
        from_day = today() if scope == "all" else date.fromisoformat(request.POST.get("day", ""))
        done = actions.change_series(
            series=series,
            from_day=from_day,
            room=data["room"],
            starts=data["starts"],
            minutes=data["minutes"],
            title=data["title"],
            is_split=scope != "all",
            by=request.user,
        )
    except ValueError:
        raise Http404 from None
    except Refused as refused:
        return _page(request, series, form, refused)
    said = ngettext("%(n)s date is changed.", "%(n)s dates are changed.", len(done.changed))
    messages.success(request, said % {"n": len(done.changed)})
    if done.stayed:
        days = listed([format_day(day, "short") for day in done.stayed])
        messages.warning(request, _("These dates stay as they were: %(days)s.") % {"days": days})
    return redirect("hosting:series", key=done.series.key)


def _change_one(request: HttpRequest, series: Series, data: dict[str, Any]) -> HttpResponse:
    on = date.fromisoformat(request.POST.get("day", ""))
    booking = get_object_or_404(series.bookings, series_day=on, state=Booking.State.BOOKED)
    start = local(timezone.localdate(booking.start_at), data["starts"])
    actions.change_series_day(
        series=series,
        booking=booking,
        room=data["room"],
        start_at=start,
        end_at=start + timedelta(minutes=data["minutes"]),
        title=data["title"],
        by=request.user,
    )
    messages.success(
        request,
        ngettext("%(n)s date is changed.", "%(n)s dates are changed.", 1) % {"n": 1},
    )
    return redirect("hosting:series", key=series.key)


@requires("hosting.book_room")
@require_POST
def series_cancel(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give back a date and the following, or all to come."""
    series = _series(key)
    try:
        all_ahead = request.POST.get("scope") == "all"
        from_day = today() if all_ahead else date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        raise Http404 from None
    given = actions.cancel_series(series=series, from_day=from_day, by=request.user)
    said = ngettext("%(n)s date is given back.", "%(n)s dates are given back.", given)
    messages.success(request, said % {"n": given})
    return redirect("hosting:series", key=key)
