"""The gate of a personal page: the token in the address says whose page it is, nothing more.

Opening writes nothing and opens no session; only a pressed button does (`used`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from elspace.core.caches import not_kept
from elspace.core.gates import by_link

from . import actions
from .models import PersonalLink
from .queries import is_replaced, live_link

View = Callable[..., HttpResponse]


def by_personal_link(view: View) -> View:
    """Resolve `token` into `request.link_person`, speak her language, else say kindly that the
    link is over. The page is for nobody's cache, referrer or index."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        link = live_link(token)
        if link is None:
            response = render(
                request, "people/link_over.html", {"is_replaced": is_replaced(token)}, status=404
            )
        else:
            request.personal_link = link  # type: ignore[attr-defined]
            request.link_person = link.person  # type: ignore[attr-defined]
            _speak_language_of(link.person, request)
            response = view(request, token, *args, **kwargs)
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return not_kept(response)

    return by_link(opened)


def used(request: HttpRequest) -> None:
    """Mark the link as used; called by views when a button was pressed."""
    if request.method == "POST":
        actions.mark_link_used(link=request.personal_link)  # type: ignore[attr-defined]


def address_of_page(link: PersonalLink) -> str:
    """The whole address of a personal page. It stands on printed cards, so it never changes; the
    page itself belongs to a higher app (`site:my-page`)."""
    return f"{settings.PUBLIC_URL}/p/{link.token}/"


def _speak_language_of(person: Any, request: HttpRequest) -> None:
    """Hers, unless another was chosen on this page or before on this phone."""
    chosen = getattr(request, "chosen_language", "")
    kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if not chosen and kept not in dict(settings.LANGUAGES):
        translation.activate(person.language)
        request.LANGUAGE_CODE = person.language
