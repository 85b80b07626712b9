"""A button that does one thing: what came of it, or why not, stands on the next page."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest

from elspace.core.answers import Refused

Done = TypeVar("Done")


def pressed(
    request: HttpRequest, act: Callable[[], Done], say: Callable[[Done], str]
) -> Done | None:
    """Do it and say so; None and the reason when it is refused."""
    try:
        done = act()
    except Refused as refused:
        messages.error(request, str(refused.reason))
        return None
    messages.success(request, say(done))
    return done
