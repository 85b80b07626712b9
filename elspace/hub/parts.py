"""The parts of the platform a hub uses: the hub of a request, and the gate of a part."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern

from elspace.core import registries

from .models import Hub
from .queries import Calendar, current_hub

View = Callable[..., HttpResponse]


def hub_of(request: HttpRequest) -> Hub | None:
    """The hub, read once a request; None before its first page."""
    if not hasattr(request, "hub"):
        request.hub = found = current_hub()  # type: ignore[attr-defined]
        if found is not None:
            registries.know_parts(found.modules)
    hub: Hub | None = request.hub  # type: ignore[attr-defined]
    return hub


def calendar_of(request: HttpRequest) -> Calendar:
    """The calendar, read once a request: the page and the line of the day above it ask it."""
    if not hasattr(request, "calendar"):
        request.calendar = Calendar.load()  # type: ignore[attr-defined]
    calendar: Calendar = request.calendar  # type: ignore[attr-defined]
    return calendar


def uses_part(request: HttpRequest, module: str) -> bool:
    """Whether the hub of a request uses this part."""
    hub = hub_of(request)
    return hub is not None and hub.uses(module)


def uses(module: str) -> bool:
    """Whether the hub uses this part, where no request is at hand (one query)."""
    hub = current_hub()
    return hub is not None and hub.uses(module)


def parts_in_use() -> Iterable[str]:
    """The parts the hub uses; all of them while there is no hub (one query)."""
    hub = current_hub()
    return hub.modules if hub is not None else registries.modules


def part_of(module: str) -> Callable[[View], View]:
    """A view of a part that may be switched off: then its address does not exist. Stands above the
    gate, which goes on saying who may open the page."""

    def wrap(view: View) -> View:
        @wraps(view)
        def present(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not uses_part(request, module):
                raise Http404
            return view(request, *args, **kwargs)

        present.module = module  # type: ignore[attr-defined]
        return present

    return wrap


def all_part_of(module: str, patterns: list[URLPattern]) -> list[URLPattern]:
    """A whole list of addresses that belong to one part."""
    for pattern in patterns:
        pattern.callback = part_of(module)(pattern.callback)
    return patterns
