"""Public pages: the home, the house and its promises, how to write to us."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from elspace.core.gates import public
from elspace.core.moments import today
from elspace.hub.models import Hub
from elspace.hub.parts import uses_part
from elspace.hub.queries import Calendar
from elspace.needs.queries import workshop_on_now
from elspace.site.context import hub_of, own_page
from elspace.site.queries import home as queries

# The promise is repeated in another language, as a link to that version.
OTHER_LANGUAGE = {"fr": "ar", "ar": "fr", "en": "ar"}


@public
def front(request: HttpRequest) -> HttpResponse:
    """The address without a language: whoever is signed in comes to their own pages, everybody
    else to the public home in their language."""
    return redirect(own_page(request.user) or "public:home")


@public
def home(request: HttpRequest) -> HttpResponse:
    """Whether the door is open, what the hub promises, its next dates, how to come."""
    calendar, now, hub = Calendar.load(), timezone.now(), hub_of(request)
    other = OTHER_LANGUAGE[_language()]
    context = {
        "sign": queries.door_sign(calendar, now) if hub and hub.hours_are_told else None,
        "promise": _promise(hub, _language()) or (hub.shown_name if hub else _("Welcome")),
        "other": other,
        "other_promise": _promise(hub, other) if other in (hub.languages if hub else []) else "",
        "about": getattr(hub, f"about_{_language()}", ""),
        "dates": queries.next_dates(now),
        "numbers": queries.numbers(),
        "rooms": () if uses_part(request, "programme") else queries.rooms_shown(),
        "workshop": workshop_on_now() if uses_part(request, "needs") else None,
        **_how_to_come(calendar, hub),
    }
    return render(request, "site/home.html", context)


@public
def house(request: HttpRequest) -> HttpResponse:
    """What the house is, what it does and does not do, its five promises."""
    context = {"about": getattr(hub_of(request), f"about_{_language()}", "")}
    return render(request, "site/house.html", context | {"numbers": queries.numbers()})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """How to write to us. The mail address is shown after a pressed button only: robots that
    collect addresses press none."""
    calendar = Calendar.load()
    context = {
        "is_shown": request.method == "POST",
        **_how_to_come(calendar, hub_of(request)),
    }
    return render(request, "site/contact.html", context)


def _language() -> str:
    return (get_language() or "fr")[:2]


def _promise(hub: Hub | None, language: str) -> str:
    return getattr(hub, f"promise_{language}", "")


def _how_to_come(calendar: Calendar, hub: Hub | None) -> dict[str, Any]:
    """The first place and its way, the hours of now and of the next change; no hours nobody said:
    those a hub begins with serve its planning until the team has looked at them."""
    place, is_told = calendar.place, hub is not None and hub.hours_are_told
    return {
        "place": place.name if place and place.name != getattr(hub, "shown_name", "") else "",
        "address": getattr(place, "address", ""),
        "way": getattr(place, "way", ""),
        "hours": queries.week_hours(calendar, today()) if is_told else [],
        "season": queries.special_season(calendar, today()),
        "next_hours": queries.next_hours(calendar, today()) if is_told else None,
    }
