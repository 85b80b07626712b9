"""Holidays: the table of a year, the eve's decision, adding and changing a day."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.moments import today
from elspace.hub import actions
from elspace.hub.enums import Certainty, Season
from elspace.hub.feasts import LUNAR
from elspace.hub.forms.calendar import HolidayForm
from elspace.hub.models import Holiday, OpeningProfile
from elspace.hub.queries import feasts_of, struck
from elspace.hub.queries.holidays import lacks_fixed_days, lunar_to_type, years_offered

from .answering import answer, telling_what_is_struck

SHIFTS = {"earlier": -1, "later": 1}


@requires("hub.view_hub")
@require_safe
def holidays(request: HttpRequest) -> HttpResponse:
    """The table of one year; without a year, of this one."""
    years = years_offered()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked[:5]) in years else today().year
    context = {
        "year": year,
        "years": years,
        "feasts": feasts_of(year),
        "lacks_fixed_days": lacks_fixed_days(year),
        "lunar_to_type": lunar_to_type(year),
        "struck": struck(),
    }
    return render(request, "hub/holidays.html", context)


@requires("hub.change_calendar")
@require_POST
def holidays_fixed(request: HttpRequest, year: int) -> HttpResponse:
    """Put a year's fixed holidays into the table."""
    if year not in years_offered():
        raise Http404
    with telling_what_is_struck(request):
        added = actions.add_fixed_holidays(year=year, by=request.user)
    said = ngettext("%(n)s day is in the table.", "%(n)s days are in the table.", added)
    messages.success(request, said % {"n": added})
    return redirect(f"{reverse('hub:holidays')}?year={year}")


@requires("hub.change_calendar")
def holiday_add(request: HttpRequest) -> HttpResponse:
    """Add a day; `?feast=fitr` begins with that feast's names, provisional."""
    form = HolidayForm(request.POST or None)
    if names := LUNAR.get(request.GET.get("feast", "")):
        form.initial = {
            **names._asdict(),
            "is_lunar": True,
            "is_closed": True,
            "certainty": Certainty.PROVISIONAL,
        }

    def act() -> None:
        with telling_what_is_struck(request):
            actions.add_holiday(key=form.cleaned_data["key"], by=request.user, **form.values())

    return answer(
        request,
        form,
        act=act,
        said=_("The day is in the table."),
        to=_table(form.cleaned_data.get("on") if form.is_bound and form.is_valid() else None),
        template="hub/holiday.html",
    )


@requires("hub.change_calendar")
def holiday(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change a day by hand."""
    found = get_object_or_404(Holiday, key=key)
    form = HolidayForm.of(found, request.POST or None)

    def act() -> None:
        with telling_what_is_struck(request):
            actions.change_holiday(holiday=found, by=request.user, **form.values())

    return answer(
        request,
        form,
        act=act,
        said=_("The day was changed."),
        to=_table(found.on),
        template="hub/holiday.html",
        holiday=found,
    )


@requires("hub.change_calendar")
@require_POST
def holiday_step(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Confirmed, a day earlier, a day later, or taken out of the table."""
    found = Holiday.objects.filter(key=key).first()
    if found is None:  # a second click on "take out"
        return redirect("hub:holidays")
    step = request.POST.get("step", "")
    if step == "confirm":
        return _decided(
            request,
            lambda: actions.confirm_holiday(holiday=found, by=request.user),
            _("The date is confirmed."),
            found,
        )
    if step in SHIFTS:
        return _decided(
            request,
            lambda: actions.shift_holiday(holiday=found, days=SHIFTS[step], by=request.user),
            _("The date was moved by one day."),
            found,
        )
    if step == "remove":
        return _decided(
            request,
            lambda: actions.remove_holiday(holiday=found, by=request.user),
            _("The day is out of the table."),
            found,
        )
    return redirect(_table(found.on))


@requires("hub.change_calendar")
@require_POST
def ramadan_step(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ramadan's beginning: confirmed, a day earlier, a day later."""
    found = get_object_or_404(OpeningProfile, key=key, season=Season.RAMADAN)
    step = request.POST.get("step", "")
    if step == "confirm":
        return _decided(
            request,
            lambda: actions.confirm_ramadan(profile=found, by=request.user),
            _("The date is confirmed."),
            found,
        )
    if step in SHIFTS:
        return _decided(
            request,
            lambda: actions.shift_ramadan(profile=found, days=SHIFTS[step], by=request.user),
            _("Ramadan was moved by one day, with its hours and the feast that follows."),
            found,
        )
    return redirect("hub:holidays")


def _decided(
    request: HttpRequest, act: Callable[[], Any], said: str, row: Holiday | OpeningProfile
) -> HttpResponse:
    """Carry the decision out, say what it strikes, go back to where the button stood."""
    try:
        with telling_what_is_struck(request):
            act()
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, said)
    if request.POST.get("back") == "calendar":
        return redirect("hub:calendar")
    return redirect(_table(row.on if isinstance(row, Holiday) else row.starts_on))


def _table(day: Any) -> str:
    return f"{reverse('hub:holidays')}?year={(day or today()).year}"
