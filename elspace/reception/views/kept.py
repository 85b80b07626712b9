"""Through a cut: the page a device keeps until closing, and the door by which it merges."""

import json
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from elspace.core.caches import not_kept
from elspace.core.gates import public, requires
from elspace.core.keys import key_or_none
from elspace.hub.parts import hub_of, part_of
from elspace.hub.queries import Calendar
from elspace.people.acting import acting
from elspace.people.desk import COOKIE, live_device
from elspace.reception import actions
from elspace.reception.queries.kept import kept_day


@part_of("check_in")
@requires("reception.check_in")
def kept(request: HttpRequest) -> HttpResponse:
    """First names and states of today. The worker alone keeps it, and drops it at closing."""
    hub = hub_of(request)
    day = kept_day(Calendar.load(), with_desks=hub is not None and hub.uses("desks"))
    takes_cash = hub is not None and hub.uses("invoices")
    now = timezone.now()
    context = {
        "day": day,
        "now": now,
        "takes_cash": takes_cash and acting(request).has_perm("billing.receive_payment"),
    }
    response = not_kept(render(request, "reception/kept.html", context))
    # How long, not until when: the clock of the device may be wrong.
    response.headers["X-Closes-In"] = str(int((day.closes_at - now).total_seconds() * 1000))
    return response


@part_of("check_in")
@public
def merge(request: HttpRequest) -> HttpResponse:
    """What a device kept. Open to whoever may check in, and to a device of the hub by its token,
    so that no session need be alive. It takes, and tells nothing of anybody."""
    device = live_device(request.COOKIES.get(COOKIE, ""))
    is_known = request.user.is_authenticated
    by = acting(request) if is_known and request.user.has_perm("reception.check_in") else None
    if by is None and device is None:
        if request.method == "POST":
            return JsonResponse({"again": True}, status=403)
        if is_known:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())
    if request.method != "POST":  # the token a page needs that is older than the sign-in
        return JsonResponse(
            {"token": get_token(request), "has_session": by is not None, "now": _milliseconds()}
        )
    sent = _sent(request)
    merged = actions.merge(entries=sent["entries"], sent=str(sent["sent"]), device=device, by=by)
    return JsonResponse(
        {
            "done": [one.key for one in merged if not one.reason],
            "refused": [{"key": one.key, "reason": one.reason} for one in merged if one.reason],
            "has_session": by is not None,
        }
    )


@part_of("check_in")
@part_of("invoices")
@requires("reception.check_in")
@require_POST
def number(request: HttpRequest) -> HttpResponse:
    """The number of this browser, with which it writes receipts during a cut."""
    key = key_or_none(request.POST.get("key"))
    if key is None:
        return JsonResponse({}, status=400)
    return JsonResponse({"number": actions.number_device(key=key, by=acting(request)).pk})


def _milliseconds() -> int:
    return int(timezone.now().timestamp() * 1000)


def _sent(request: HttpRequest) -> dict[str, Any]:
    """The body, whatever was made of it on the way."""
    try:
        body = json.loads(request.body)
    except ValueError:
        body = {}
    if not isinstance(body, dict) or not isinstance(body.get("entries"), list):
        return {"entries": [], "sent": ""}
    return {"entries": body["entries"], "sent": body.get("sent", "")}
