"""Somebody leaves: what becomes free on which day, what other parts have to say, the last day."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.moments import today
from elspace.core.registries import leaving_panels
from elspace.hosting.actions import subscriptions as actions
from elspace.hosting.forms.plans import LeaveForm
from elspace.hosting.models import Subscription
from elspace.hosting.queries.leaving import freed_after, stays_hosted
from elspace.hub.parts import part_of, uses_part


@part_of("plans")
@requires("hosting.change_subscription")
def member_leave(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The last day asked about (`?until_on=`) or noted; pressed, it is kept and what is freed is
    said."""
    rows = Subscription.objects.select_related("plan", "person")
    one = get_object_or_404(rows, key=key)
    if request.method != "POST":
        form = LeaveForm(request.GET) if "until_on" in request.GET else None
        asked = form.cleaned_data["until_on"] if form is not None and form.is_valid() else None
        return _page(request, one, asked or one.until_on or today(), form)
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _page(request, one, one.until_on or today(), form, status=422)
    until_on = form.cleaned_data["until_on"]
    try:
        freed = actions.end_subscription(subscription=one, until_on=until_on, by=request.user)
    except Refused as refused:
        return _page(request, one, until_on, form, status=422, refusal=refused)
    messages.success(request, " ".join([_("The last day was kept."), *freed]))
    return redirect("hosting:member-leave", key=key)


def _page(
    request: HttpRequest,
    one: Subscription,
    until_on: date,
    form: LeaveForm | None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    stays = stays_hosted(one, until_on)
    panels = []
    for panel in leaving_panels:
        if not panel.module or uses_part(request, panel.module):
            found = panel.read(one, until_on, request.user)
            if found is not None:
                panels.append({"template": panel.template, "about": found})
    context = {
        "subscription": one,
        "until_on": until_on,
        "is_noted": one.until_on is not None and one.until_on == until_on,
        "form": form or LeaveForm(initial={"until_on": until_on}),
        "stays": stays,
        "freed": None if stays else freed_after(one.person, until_on),
        "panels": panels,
    }
    return render(request, "hosting/leave.html", context | more, status=status)
