"""The screen of the day at the desk, and the list for an evacuation."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from elspace.core.caches import not_kept
from elspace.core.gates import requires
from elspace.core.headers import policy
from elspace.core.keys import key_or_none
from elspace.core.moments import today
from elspace.core.printing import paper
from elspace.hub.parts import calendar_of, hub_of, part_of
from elspace.hub.queries import Calendar
from elspace.people.acting import acting
from elspace.reception.queries import Expected, InNow, expected_on, in_now, rooms_now, said_today
from elspace.reception.queries.kept import next_closing
from elspace.reception.queries.names import found_by, may_be_visited


@part_of("reception")
@requires("reception.view_day")
def day(request: HttpRequest) -> HttpResponse:
    """Expected, in, rooms now; with check-in, a name is typed and its person is in."""
    checks_in = _checks_in(request)
    calendar = calendar_of(request)
    now = timezone.now()
    expected = expected_on(today(), calendar, with_desks=_uses(request, "desks"), since=now)
    context: dict[str, Any] = {
        "checks_in": checks_in,
        "rooms": rooms_now(today(), now, request.user, calendar),
        "expected": expected,
    }
    if checks_in:
        context |= _with_check_in(request, expected, calendar)
    response = not_kept(render(request, "reception/day.html", context))
    response.headers["Permissions-Policy"] = policy(camera="self")  # reads the square of a card
    return response


def _with_check_in(
    request: HttpRequest, expected: list[Expected], calendar: Calendar
) -> dict[str, Any]:
    """What the page holds besides when people say that they are in."""
    inside = in_now()
    near = {one.person.pk for one in expected} | {person.pk for person in inside.people}
    takes_cash = _uses(request, "invoices") and acting(request).has_perm("billing.receive_payment")
    return {
        "takes_cash": takes_cash,
        "said": said_today(key_or_none(request.GET.get("said"))),
        "now": timezone.now(),
        "inside": inside,
        "expected": still_expected(expected, inside),
        "found": found_by(request.GET.get("q", "")),
        "here": {person.pk for person in inside.people},
        "hosts": may_be_visited(near),
        "key": uuid.uuid4(),
        "closes_at": next_closing(timezone.now(), calendar),
    }


def still_expected(expected: list[Expected], inside: InNow) -> list[Expected]:
    """Those who have not come yet; whoever left again is not waited for."""
    return [one for one in expected if one.person.pk not in inside.seen]


@part_of("check_in")
@requires("reception.check_in")
@require_GET
def names(request: HttpRequest) -> HttpResponse:
    """Lines of people whose name begins so, for the script of the page."""
    context = {
        "found": found_by(request.GET.get("q", "")),
        "here": {person.pk for person in in_now().people},
    }
    return not_kept(render(request, "reception/found.html", context))


@part_of("check_in")
@requires("reception.view_day")
def evacuation(request: HttpRequest) -> HttpResponse:
    """Who must be outside: names, and how many visits. No hour of anybody."""
    return paper(request, "reception/evacuation.html", {"inside": in_now()})


def _checks_in(request: HttpRequest) -> bool:
    return _uses(request, "check_in") and acting(request).has_perm("reception.check_in")


def _uses(request: HttpRequest, module: str) -> bool:
    hub = hub_of(request)
    return hub is not None and hub.uses(module)
