"""The “?” of each screen: three sentences and one example, of the parts this hub uses."""

from elspace.core.registries import parts_off

from .screens import HELP
from .without import WITHOUT
from .words import Help

__all__ = ["HELP", "Help", "help_of"]


def help_of(view: str) -> Help | None:
    """What a screen says here, where some parts may be off."""
    found = HELP.get(view)
    if found is None or view not in WITHOUT:
        return found
    off = parts_off()
    return next((other for module, other in WITHOUT[view] if module in off), found)
