"""What stands before pages: a shared computer locks itself; the team sets its second factor up."""

import time
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from elspace.core.caches import not_kept
from elspace.core.gates import signed_out
from elspace.hub.parts import hub_of

from .acting import acting
from .desk import HubDevice
from .second_factor import must_set_up

OPEN_GATES = {"public", "by_link"}


DESK, DESK_SEEN = "desk", "desk_seen"  # in the session of who sits at a device of the hub
LOCKS_AFTER = 5 * 60  # seconds without a click
SEEN_EVERY = 30  # seconds between two notes of a click
LOCKED = "desk_locked"  # a cookie: locked without network (core/lock.js), the hub has not heard yet


class DeskMiddleware:
    """At a device of the hub: it locks itself soon, opens what everyday work needs, and keeps
    everybody's account closed. A device that was closed shows out whoever sits at it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._answer(request)
        if request.COOKIES.get(LOCKED):  # heard
            answer.delete_cookie(LOCKED, samesite="Strict")
        return answer

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if not (request.session.get(DESK) and request.user.is_authenticated):
            return self.get_response(request)
        acting(request).is_at_desk = True  # permissions look at it
        if self._is_open(request):
            # The back button of whoever sits down next opens nothing.
            return not_kept(self.get_response(request))
        logout(request)
        return signed_out(request) if request.method == "POST" else redirect("people:desk")

    def _is_open(self, request: HttpRequest) -> bool:
        """Somebody clicked lately, nobody locked it, and the device is still one."""
        if request.COOKIES.get(LOCKED):
            return False
        now, seen = time.time(), request.session.get(DESK_SEEN, 0)
        if not 0 <= now - seen < LOCKS_AFTER:
            return False
        if now - seen > SEEN_EVERY:
            request.session[DESK_SEEN] = now
        token_hash = request.session[DESK]
        return HubDevice.objects.filter(token_hash=token_hash, revoked_at=None).exists()

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Passwords, mails, consents, copies: on one's own device."""
        is_account = request.path_info.startswith("/account/")
        match = request.resolver_match
        if not is_account or not getattr(request.user, "is_at_desk", False):
            return None
        if match is not None and match.view_name == "account_logout":
            return None
        messages.info(request, _("On a shared computer your account stays closed."))
        return redirect("/")


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
        if getattr(request.user, "is_at_desk", False):  # the device is the second factor
            return None
        if getattr(view, "is_before_second_factor", False) or not must_set_up(
            request.user, hub_of(request)
        ):
            return None
        return redirect("mfa_activate_totp")


def before_second_factor(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page of the person's own account: open while the second factor is still to be set up."""
    view.is_before_second_factor = True  # type: ignore[attr-defined]
    return view
