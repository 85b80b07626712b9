"""The first hour of a new hub: five petals, the next step of each, and what was said about them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.hub import actions
from elspace.hub.queries import Calendar
from elspace.site.context import hub_of
from elspace.site.forms.first_hour import WhereForm
from elspace.site.queries.first_hour import LEADS, first_hour
from elspace.site.queries.home import hours_of
from elspace.support.actions.terms import open_term


@requires(LEADS)
def first_hour_page(request: HttpRequest, form: WhereForm | None = None) -> HttpResponse:
    """All five petals, with what is enough for a first proposal."""
    hub = hub_of(request)
    assert hub is not None  # noqa: S101  nobody is signed in before the hub is there
    calendar = Calendar.load()
    usual = next(profile for profile in calendar.profiles if profile.starts_on is None)
    context = {
        "hour": first_hour(hub),
        "form": form if form is not None else WhereForm(),
        "usual": usual,
        "hours": hours_of(usual),
    }
    return render(request, "site/first_hour.html", context)


@requires(LEADS)
@require_POST
def first_hour_step(request: HttpRequest) -> HttpResponse:
    """A petal left for later or taken up again, the hours found right, all of it put away."""
    by: Any = request.user
    pressed = request.POST.get("press", "")
    what, _colon, petal = pressed.partition(":")
    try:
        if what in {"later", "again"}:
            actions.leave_petal(petal=petal, later=what == "later", by=by)
        elif what == "hours":
            actions.tell_hours(by=by)
            messages.success(request, _("The opening hours are published."))
        elif what in {"away", "back"}:
            actions.show_first_hour(shown=what == "back", by=by)
            return redirect("site:today" if what == "away" else "site:first-hour")
        else:
            raise Refused(_("This button is not known here. Nothing was changed."))
    except Refused as refused:
        messages.warning(request, refused.reason)
    return redirect("site:first-hour")


@requires(LEADS)
@require_POST
def first_term(request: HttpRequest) -> HttpResponse:
    """Where are you? Opens the first term, at its start or in its middle."""
    form = WhereForm(request.POST)
    if not form.is_valid():
        return first_hour_page(request, form)
    try:
        term = open_term(by=request.user, **form.values())
    except Refused as refused:
        messages.warning(request, refused.reason)
        return redirect("site:first-hour")
    messages.success(
        request, _("The term is open: %(name)s. Now a programme can be proposed.") % {"name": term}
    )
    return redirect("support:programme")


@requires("hub.change_hub")
@require_POST
def use_module(request: HttpRequest) -> HttpResponse:
    """Switch a part of the platform on or off."""
    try:
        actions.use_module(
            code=request.POST.get("module", ""),
            used=request.POST.get("used") == "yes",
            by=request.user,
        )
    except Refused as refused:
        messages.warning(request, refused.reason)
    return redirect("site:more")
