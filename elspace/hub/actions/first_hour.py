"""The first hour of a new hub: hours looked at, a petal left for later, all put away.

The menu grows with what is used."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.registries import menu
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
def use_module(*, url_name: str, used: bool, by: Any) -> Hub:
    """Put an optional part into the menu, or take it out. Its addresses stay open either way."""
    if url_name not in {entry.url_name for entry in menu if entry.optional}:
        raise Refused(_("This button is not known here. Nothing was changed."))
    hub = Hub.objects.select_for_update().get(pk=1)
    if used == (url_name in hub.unused):
        others = [one for one in hub.unused if one != url_name]
        hub.unused = others if used else [*others, url_name]
        hub.save(update_fields=["unused"])
        record("use_module", subject=hub, actor=by, changes={url_name: (not used, used)})
    return hub
