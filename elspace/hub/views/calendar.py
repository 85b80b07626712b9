"""Hours and closed days at a glance, and opening profiles."""

import uuid
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.moments import today
from elspace.hub import actions
from elspace.hub.forms.calendar import ProfileForm
from elspace.hub.models import OpeningProfile
from elspace.hub.queries import Calendar, feasts_from, struck, year_missing

from .answering import answer, telling_what_is_struck

FEASTS_SHOWN = 5
TOLD_AHEAD = timedelta(days=180)  # that the table of holidays ends


@requires("hub.view_hub")
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """What holds today, what closes next, which hours come."""
    read, day, now = Calendar.load(), today(), timezone.now()
    return render(
        request,
        "hub/calendar.html",
        {
            "profile": read.profile_on(day),
            "opening": read.opening_on(day),
            "closed_reason": read.closed_reason(day),
            "change": read.next_change(day),
            "profiles": [p for p in read.profiles if p.ends_on is None or p.ends_on >= day],
            "closures": sorted(
                (c for c in read.closures if c.ends_at > now), key=lambda c: c.starts_at
            ),
            "feasts": feasts_from(read, day, FEASTS_SHOWN),
            "struck": struck(read),
            "year_missing": year_missing(read, day + TOLD_AHEAD),
        },
    )


@requires("hub.change_calendar")
def profile_add(request: HttpRequest) -> HttpResponse:
    """Hours for some weeks, beginning like the usual ones."""
    form = ProfileForm(request.POST or None, profile=OpeningProfile())
    if usual := OpeningProfile.objects.filter(starts_on=None).first():
        form.begin_like(usual)

    def act() -> None:
        with telling_what_is_struck(request):
            actions.add_profile(key=form.cleaned_data["key"], by=request.user, **form.values())

    return answer(
        request,
        form,
        act=act,
        said=_("These hours are kept. No session was moved."),
        to="hub:calendar",
        template="hub/profile.html",
    )


@requires("hub.change_calendar")
def profile(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Hours and slots of a profile; its dates unless it is the usual one."""
    found = get_object_or_404(OpeningProfile, key=key)
    form = ProfileForm(request.POST or None, profile=found).begin_like(found)

    def act() -> None:
        with telling_what_is_struck(request):
            actions.change_profile(profile=found, by=request.user, **form.values())

    return answer(
        request,
        form,
        act=act,
        said=_("These hours are kept. No session was moved."),
        to="hub:calendar",
        template="hub/profile.html",
        profile=found,
    )


@requires("hub.change_calendar")
@require_POST
def profile_remove(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take dated hours away."""
    found = OpeningProfile.objects.filter(key=key).first()
    if found is not None:
        try:
            with telling_what_is_struck(request):
                actions.remove_profile(profile=found, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused.reason))
            return redirect("hub:profile", key=key)
    messages.success(request, _("These hours are gone; the usual ones hold."))
    return redirect("hub:calendar")
