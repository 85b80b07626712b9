"""What lies on hours the hub is closed, told by the apps above through a registry."""

from elspace.core.registries import Struck, calendar_effects

from .calendar import Calendar


def struck(calendar: Calendar | None = None) -> list[Struck]:
    """Everything planned that the hub's hours no longer hold, soonest first."""
    calendar = calendar or Calendar.load()
    found = [one for effects in calendar_effects for one in effects(calendar)]
    return sorted(found, key=lambda one: (one.start_at, one.title))
