"""Before and during Ramadan: the date, who is asked, what no longer holds and whom to tell."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.models import EnteredFrom
from elspace.hub.actions import confirm_ramadan, shift_ramadan
from elspace.hub.models import OpeningProfile
from elspace.hub.parts import uses_part
from elspace.people.actions import say_evenings
from elspace.people.enums import Free
from elspace.people.models import Person
from elspace.site import actions
from elspace.site.own import back_to_own_page, owner
from elspace.site.queries.ramadan import (
    evenings,
    has_evenings,
    notices,
    ramadan_ahead,
    silent_experts,
    to_tell,
)
from elspace.support.models import Expert

SHIFTS = {"earlier": -1, "later": 1}


@requires("hub.view_hub")
@require_safe
def ramadan(request: HttpRequest) -> HttpResponse:
    """One page for all that Ramadan asks of the team."""
    ahead = ramadan_ahead()
    user: Any = request.user
    asks = uses_part(request, "programme")
    return render(
        request,
        "site/ramadan.html",
        {
            "ramadan": ahead,
            "experts": list(silent_experts()) if ahead and asks else [],
            "experts_count": Expert.objects.filter(is_active=True).count() if asks else 0,
            "evenings": evenings() if ahead and asks and has_evenings(ahead) else None,
            "to_tell": to_tell(user) if asks else [],
            "notices": notices(ahead) if ahead else [],
            "answers": Free,
        },
    )


@requires("hub.change_calendar")
@require_POST
def ramadan_step(request: HttpRequest) -> HttpResponse:
    """The eve's decision: announced, a day earlier, a day later."""
    ahead = _ahead(request)
    by: Any = request.user
    step = request.POST.get("step", "")
    if ahead is not None and step == "confirm":
        said = _("The date is confirmed.")
        _act(request, lambda: confirm_ramadan(profile=ahead, by=by), said)
    elif ahead is not None and step in SHIFTS:
        said = _("Ramadan was moved by one day, with its hours and the feast that follows.")
        _act(request, lambda: shift_ramadan(profile=ahead, days=SHIFTS[step], by=by), said)
    return redirect("site:ramadan")


@requires("outbox.send_message")
@require_POST
def ramadan_ask(request: HttpRequest) -> HttpResponse:
    """Ask the silent experts, or everybody who was never asked about the evenings."""
    ahead = _ahead(request)
    if ahead is None:
        return redirect("site:ramadan")
    by: Any = request.user
    try:
        if request.POST.get("whom") == "experts":
            asked = actions.ask_experts_about_ramadan(
                experts=silent_experts(), ramadan=ahead, by=by
            )
        else:
            asked = actions.ask_about_evenings(people=evenings().unasked, ramadan=ahead, by=by)
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        said = ngettext("%(n)d message is ready.", "%(n)d messages are ready.", asked)
        messages.success(request, said % {"n": asked})
    return redirect("site:ramadan")


@requires("support.answer_for_others")
@require_POST
def evenings_of_person(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The team types what somebody said."""
    person = get_object_or_404(Person, key=key, is_active=True)
    _keep_evenings(request, person, EnteredFrom.CALL)
    return redirect("site:ramadan")


def my_evenings(request: HttpRequest, token: str = "") -> HttpResponse:
    """A person's own answer, by a pressed button."""
    if request.method == "POST":
        _keep_evenings(request, owner(request), EnteredFrom.SELF)
    return back_to_own_page(request, token)


def _keep_evenings(request: HttpRequest, person: Person, entered_from: EnteredFrom) -> None:
    said = request.POST.get("evenings", "")
    if said not in Free.values:
        messages.warning(request, _("This button is not known here. Nothing was changed."))
        return
    by: Any = person if entered_from == EnteredFrom.SELF else request.user
    say_evenings(person=person, free=Free(said), by=by, entered_from=entered_from)
    messages.success(request, _("Thank you, the answer is kept. It can change at any time."))


def _ahead(request: HttpRequest) -> OpeningProfile | None:
    """The Ramadan the page showed, or the word that there is none any more."""
    ahead = ramadan_ahead()
    if ahead is None:
        messages.warning(request, _("No Ramadan is in the table yet."))
    return ahead


def _act(request: HttpRequest, act: Callable[[], Any], said: str) -> None:
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, said)
