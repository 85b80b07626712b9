"""The gate of a view: every view says who may open it, and a test reads that off."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

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


def _gate(view: View, gate: str, may: Callable[[Any], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        if not may(user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded.gate = gate  # type: ignore[attr-defined]
    return guarded
