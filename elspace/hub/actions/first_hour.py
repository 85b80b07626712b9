"""The first hour of a new hub: hours looked at, a petal left for later, all put away.

The menu grows with what is used."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.registries import modules, modules_with, parts_back
from elspace.hub.enums import Petal
from elspace.hub.models import Hub
from elspace.trust.actions import record


@transaction.atomic
def tell_hours(*, by: Any) -> Hub:
    """The hours every hub begins with are the right ones here: from now on they are published."""
    hub = Hub.objects.select_for_update().get(pk=1)
    if not hub.hours_are_told:
        hub.hours_are_told = True
        hub.save(update_fields=["hours_are_told"])
        record("tell_hours", subject=hub, actor=by)
    return hub


@transaction.atomic
def leave_petal(*, petal: str, later: bool, by: Any) -> Hub:
    """Leave a petal for later, or take it up again."""
    if petal not in Petal.values:
        raise Refused(_("This button is not known here. Nothing was changed."))
    hub = Hub.objects.select_for_update().get(pk=1)
    if later != (petal in hub.petals_later):
        others = [one for one in hub.petals_later if one != petal]
        hub.petals_later = [*others, petal] if later else others
        hub.save(update_fields=["petals_later"])
        record("skip_petal", subject=hub, actor=by, changes={petal: (not later, later)})
    return hub


@transaction.atomic
def show_first_hour(*, shown: bool, by: Any) -> Hub:
    """Put the first hour away, or bring it back."""
    hub = Hub.objects.select_for_update().get(pk=1)
    if hub.is_first_hour != shown:
        hub.is_first_hour = shown
        hub.save(update_fields=["is_first_hour"])
        record("begin_first_hour" if shown else "end_first_hour", subject=hub, actor=by)
    return hub


@transaction.atomic
def use_module(*, code: str, used: bool, by: Any) -> Hub:
    """Switch a part of the platform on, with those it needs, or off, with those that need it."""
    if code not in modules:
        raise Refused(_("This button is not known here. Nothing was changed."))
    hub = Hub.objects.select_for_update().get(pk=1)
    before = set(hub.modules)
    if used:
        after = before | modules_with(code)
    else:
        after = {one for one in before if one in modules and code not in modules_with(one)}
    if after != before:
        hub.modules = sorted(after)
        hub.save(update_fields=["modules"])
        changes = {one: (one in before, one in after) for one in sorted(after ^ before)}
        record("use_module", subject=hub, actor=by, changes=changes)
        if back := after - before:
            for settle in parts_back:
                settle(back)
    return hub
