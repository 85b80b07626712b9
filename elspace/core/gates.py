"""The gate of a view: every view says who may open it, and a test reads that off."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from .typed import words_typed

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Anybody may open this page."""
    view.gate = "public"  # type: ignore[attr-defined]
    return view


def by_link(view: View) -> View:
    """Whoever holds the address (a key or token in it) may open this page, without signing in."""
    view.gate = "by_link"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Any signed-in person."""
    return _gate(view, "signed_in", lambda _user: True)


def requires(permission: str) -> Callable[[View], View]:
    """Signed-in people who hold `permission` ("needs.view_need")."""

    def wrap(view: View) -> View:
        return _gate(view, permission, lambda user: user.has_perm(permission))

    return wrap


def signed_out(request: HttpRequest) -> HttpResponse:
    """A form sent after the session ended: nothing was kept, so what was typed is shown to copy."""
    back = request.headers.get("Referer", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    path = urlsplit(back).path if here else "/"
    sign_in_url = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': path})}"
    context = {"typed": words_typed(request.POST), "sign_in_url": sign_in_url}
    response = render(request, "core/signed_out.html", context, status=403)
    # A form kept on the device (core/kept.js) needs no copying: it is offered again afterwards.
    response.headers["X-Kept"] = "sign-in"
    response.headers["X-Location"] = sign_in_url
    return response


def _gate(view: View, gate: str, may: Callable[[Any], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not user.is_authenticated and request.method == "POST":
            return signed_out(request)
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        if not may(user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded.gate = gate  # type: ignore[attr-defined]
    return guarded
