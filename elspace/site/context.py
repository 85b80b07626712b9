"""What the shell of every page needs: the hub, the menu, today."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from elspace.core import registries
from elspace.core.moments import today
from elspace.hub.parts import calendar_of, hub_of, uses
from elspace.hub.queries import ramadan_day
from elspace.insights import visits
from elspace.site.help import help_of


def own_page(user: Any) -> str:
    """Where someone who is signed in is at home: Today, or their week ("": neither)."""
    if user is not None and user.is_authenticated:
        if user.has_perm("site.view_today"):
            return "site:today"
        if user.has_perm("site.view_my_week"):
            return "site:my-week"
        if user.has_perm("billing.view_invoice") and uses("invoices"):
            return "billing:invoices"
    return ""


def _led(entry: registries.MenuEntry, off: Collection[str]) -> registries.MenuEntry:
    """An entry that comes forward where another part is off."""
    if entry.leads_without in off:
        return replace(entry, main=True)
    return replace(entry, wide=True) if entry.wide_without in off else entry


def _lit(menu: list[registries.MenuEntry], path: str) -> str:
    """The entry to which a page belongs whose address does not begin like the entry's."""
    holding = (entry.url_name for entry in menu if path.startswith(entry.holds))
    return next(holding, "")


def _ramadan_day(request: HttpRequest) -> int | None:
    """In one query, unless the page has read the calendar."""
    if hasattr(request, "calendar"):
        return calendar_of(request).ramadan_day(today())
    return ramadan_day(today())


def shell(request: HttpRequest) -> dict[str, Any]:
    """The hub, the day, and the menu this person may open."""
    user = getattr(request, "user", None)
    hub = hub_of(request)
    menu = []
    if user is not None and user.is_authenticated:
        menu = [
            entry
            for entry in registries.menu
            if (hub is None or hub.uses(entry.module)) and user.has_perm(entry.permission)
        ]
    off = registries.parts_off()
    menu = [_led(entry, off) for entry in menu] if off else menu
    main = [entry for entry in menu if entry.main]
    if not main:  # somebody with one task has it at hand, not under "More"
        main, menu = menu[:4], menu[4:]
    shown = {entry.url_name for entry in main}  # comparing whole entries would translate them
    more = [
        replace(entry, text=entry.text_in(off)) if off and entry.without else entry
        for entry in menu
        if entry.url_name not in shown
    ]
    if any(entry.main for entry in main):
        main = [entry for entry in menu if entry.main or entry.wide]
    match = getattr(request, "resolver_match", None)
    return {
        "hub": hub,
        "today": today(),
        # only the team's pages say it, and only they pay for it
        "ramadan_day": SimpleLazyObject(lambda: _ramadan_day(request)),
        "menu": main,
        "lit": _lit(menu, request.path),
        "menu_more": more,
        "own_page": own_page(user),
        "is_demo": settings.DEMO,
        "is_trial": settings.TRIAL,
        "screen_help": help_of(match.view_name) if match else None,
        "visiting": visits.is_on(),
    }
