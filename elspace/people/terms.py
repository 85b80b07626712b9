"""When the current term ends, asked of the app above that knows (filled in its `ready()`)."""

from collections.abc import Callable
from datetime import date

known_by: list[Callable[[], date | None]] = []


def current_term_ends_on() -> date | None:
    """The last day of the current term; None between terms."""
    return next((day for ask in known_by if (day := ask()) is not None), None)
