"""What the shell of every page needs: the hub, the menu, today."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from elspace.core import registries
from elspace.core.moments import today
from elspace.hub.queries import current_hub


def shell(request: HttpRequest) -> dict[str, Any]:
    """The hub, the day, and the menu this person may open."""
    user = getattr(request, "user", None)
    menu = []
    if user is not None and user.is_authenticated:
        menu = [entry for entry in registries.menu if user.has_perm(entry.permission)]
    return {
        "hub": current_hub(),
        "today": today(),
        "menu": [entry for entry in menu if entry.main],
        "menu_more": [entry for entry in menu if not entry.main],
        "is_demo": settings.DEMO,
    }
