"""While a session visits: what is read is invented, nothing is changed, nothing leaves."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from elspace.core.caches import not_kept

from . import visits

SAFE = {"GET", "HEAD", "OPTIONS"}
# What may still be pressed: ending the visit, signing out.
PRESSED = {"insights:visit-end", "account_logout", "people:desk-lock"}
# A file being brought in is all names; the day pack would be kept on the phone, invented.
CLOSED = ("imports:", "site:day-pack")
SHOWN = ("text/html", "text/javascript", "application/javascript", "application/manifest+json")


class VisitMiddleware:
    """Stands right under the session, so that even the person signed in is read invented. Every
    request of a visit is undone in the database when its page is drawn: a page that notes who has
    read what notes nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seed = request.session.get(visits.SESSION_KEY, "")
        if not seed:
            return self.get_response(request)
        with visits.visiting(seed):
            if _name_of(request) in PRESSED:
                return self.get_response(request)
            key = request.session.session_key
            with transaction.atomic():
                response = self.get_response(request)
                if response.get("Content-Type", "text/html").split(";")[0] not in SHOWN:
                    response = _refused(request)
                transaction.set_rollback(True)
            if key and request.session.session_key != key:  # signed out on the way: truly so
                request.session.delete(key)
            return not_kept(response)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuses every button but those, and what cannot be shown."""
        name = _name_of(request)
        if not visits.is_on() or name in PRESSED:
            return None
        if request.method in SAFE and not name.startswith(CLOSED):
            return None
        return _refused(request)


def _name_of(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _refused(request: HttpRequest) -> HttpResponse:
    return render(request, "insights/visit_refused.html", status=403)
