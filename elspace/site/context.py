"""What the shell of every page needs: the hub, the menu, today."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from elspace.core import registries
from elspace.core.moments import today
from elspace.hub.models import Hub
from elspace.hub.queries import hub_today


def hub_of(request: HttpRequest) -> Hub | None:
    """The hub with today's day of Ramadan, read once a request; None before its first page."""
    if not hasattr(request, "hub"):
        request.hub = hub_today(today())  # type: ignore[attr-defined]
    hub: Hub | None = request.hub  # type: ignore[attr-defined]
    return hub


def shell(request: HttpRequest) -> dict[str, Any]:
    """The hub, the day, and the menu this person may open."""
    user = getattr(request, "user", None)
    menu = []
    if user is not None and user.is_authenticated:
        menu = [entry for entry in registries.menu if user.has_perm(entry.permission)]
    hub = hub_of(request)
    return {
        "hub": hub,
        "today": today(),
        "ramadan_day": getattr(hub, "ramadan_day", None),
        "menu": [entry for entry in menu if entry.main],
        "menu_more": [entry for entry in menu if not entry.main],
        "is_demo": settings.DEMO,
    }
