"""For visitors: a hub that is being set up says so, and one that is open speaks its first language
to who has chosen none."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language_from_path
from django.utils.translation.trans_real import parse_accept_lang_header

from .context import hub_of
from .views import first, health

OPEN_BEFORE = {first.first, health.health}


class VisitorMiddleware:
    """Costs no query: the page asks for the same hub."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Looks at visitors alone: nobody can be signed in before the hub is there."""
        if view in OPEN_BEFORE or request.user.is_authenticated:
            return None
        hub = hub_of(request)
        if hub is None:
            return render(request, "site/being_set_up.html")
        if hub.languages and not _has_chosen(request):
            translation.activate(_asked_for(request, hub.languages))
            request.LANGUAGE_CODE = translation.get_language()
        return None


def _has_chosen(request: HttpRequest) -> bool:
    """Whether the address, the question mark or an earlier visit names the language."""
    return bool(
        get_language_from_path(request.path_info)
        or getattr(request, "chosen_language", "")
        or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    )


def _asked_for(request: HttpRequest, languages: list[str]) -> str:
    """The first language the browser asks for among those of this hub, else the hub's first."""
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    return next((code[:2] for code, _weight in asked if code[:2] in languages), languages[0])
