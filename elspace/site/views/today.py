"""Today: one screen that says what the day needs, and that can be emptied."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elspace.agenda.actions import note_head_count
from elspace.agenda.models import Occasion
from elspace.agenda.queries import to_count
from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.keys import key_or_none
from elspace.core.moments import today as this_day
from elspace.hosting.queries import day_by_room
from elspace.hub.parts import calendar_of, hub_of, uses_part
from elspace.hub.queries import Calendar
from elspace.needs.queries import answered_so_far, workshops_on_now
from elspace.outbox.queries import count_to_send
from elspace.people.acting import acting
from elspace.people.models import Person
from elspace.reception.queries import expected_on, in_now
from elspace.site.actions import set_aside
from elspace.site.queries.at_hand import AtHand
from elspace.site.queries.day_pack import is_kept_now
from elspace.site.queries.decisions import decisions_for
from elspace.site.queries.first_hour import LEADS, FirstHour, first_hour
from elspace.site.queries.now import now_and_next, rooms_now_and_next

from .day_pack import may_keep

SHOWN = 5
EXPECTED_SHOWN = 6
NARROW = 4  # rooms that stand readably beside each other in the margin


@requires("site.view_today")
def today(request: HttpRequest) -> HttpResponse:
    """Messages to send, what happens now, what to decide, the day by room."""
    user = request.user
    calendar = calendar_of(request)
    at_hand = AtHand(timezone.now(), calendar, hub_of(request))
    decisions = decisions_for(acting(request), at_hand)
    day = day_by_room(this_day(), user, calendar)
    shown = decisions if "all" in request.GET else decisions[:SHOWN]
    return render(
        request,
        "site/today.html",
        {
            "first_hour": _first_hour(request),
            "to_send": count_to_send(user),
            "may_change": user.has_perm("support.change_session"),
            "now": now_and_next(at_hand.to_come, at_hand.now)
            if uses_part(request, "programme")
            else [],
            "rooms_now": () if uses_part(request, "programme") else rooms_now_and_next(user),
            "open_workshops": [(one, answered_so_far(one)) for one in workshops_on_now()]
            if uses_part(request, "needs")
            else [],
            "to_count": to_count(timezone.now()) if _may_count(request) else (),
            "decisions": shown,
            "decisions_count": len(decisions),
            "decisions_hidden": len(decisions) - len(shown),
            "opened": request.GET.get("open") or (shown[0].fact if shown else ""),
            "colleagues": Person.objects.team().exclude(pk=user.pk),
            "day_by_room": day.narrow(NARROW),
            "rooms_free": day.free_rooms if len(day.rooms) > NARROW else (),
            "desk_url": _desk_url(request),
            **_expected(request, calendar),
            "keeps_pack": is_kept_now(timezone.now()),
            "may_keep_pack": may_keep(request),
        },
    )


def _first_hour(request: HttpRequest) -> FirstHour | None:
    """How far a new hub is, for whoever leads it."""
    hub = hub_of(request)
    if hub is None or not hub.is_first_hour or not request.user.has_perm(LEADS):
        return None
    return first_hour(hub)


def _expected(request: HttpRequest, calendar: Calendar) -> dict[str, Any]:
    """Who is expected and not in yet: the first of them, and how many."""
    hub = hub_of(request)
    if hub is None or not _desk_url(request):
        return {}
    expected = expected_on(this_day(), calendar, with_desks=hub.uses("desks"), since=timezone.now())
    if hub.uses("check_in"):
        seen = in_now().seen
        expected = [one for one in expected if one.person.pk not in seen]
    return {"expected": expected[:EXPECTED_SHOWN], "expected_count": len(expected)}


def _desk_url(request: HttpRequest) -> str:
    """The screen of the reception, where the hub uses it."""
    hub = hub_of(request)
    may = hub is not None and hub.uses("reception")
    return reverse("reception:day") if may and request.user.has_perm("reception.view_day") else ""


def _may_count(request: HttpRequest) -> bool:
    return request.user.has_perm("agenda.mark_attendance")


@requires("agenda.mark_attendance")
@require_POST
def head_count(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """How many came to something open to all: a number, nobody's name."""
    occasion = get_object_or_404(Occasion, key=key)
    typed = request.POST.get("came", "").strip()
    try:
        came = int(typed) if typed.isdecimal() and len(typed) < 6 else -1
        note_head_count(occasion=occasion, came=came, by=request.user)
    except Refused as refusal:
        messages.warning(request, refusal.reason)
    else:
        messages.success(request, _("Noted, thank you."))
    return redirect("site:today")


@requires("site.view_today")
@require_POST
def put_aside(request: HttpRequest) -> HttpResponse:
    """Already settled, later, or over to a colleague."""
    post = request.POST
    how, to = post.get("how", ""), None
    if how.startswith("to:"):
        how, to = "handed", get_object_or_404(Person.objects.team(), key=key_or_none(how[3:]))
    try:
        set_aside(
            fact=post.get("fact", ""),
            fingerprint=post.get("fingerprint", ""),
            how=how,
            to=to,
            by=acting(request),
        )
    except Refused as refusal:
        messages.warning(request, refusal.reason)
    else:
        if to is not None:
            messages.success(request, _("Handed to %(name)s.") % {"name": to.name})
    return redirect("site:today")
