"""Leads a team member without a second factor to set one up before any team page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .second_factor import must_set_up

OPEN_GATES = {"public", "by_link"}


class SecondFactorMiddleware:
    """Sign-in, sign-out, the account's own pages and what anybody may open stay open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Asks the view's gate, so that no list of addresses can be forgotten."""
        if not request.user.is_authenticated:
            return None
        is_ours = view.__module__.startswith("elspace.")
        if not is_ours or getattr(view, "gate", "") in OPEN_GATES:
            return None
        if getattr(view, "is_before_second_factor", False) or not must_set_up(request.user):
            return None
        return redirect("mfa_activate_totp")


def before_second_factor(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page of the person's own account: open while the second factor is still to be set up."""
    view.is_before_second_factor = True  # type: ignore[attr-defined]
    return view
