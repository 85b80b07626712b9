"""Trusted devices: whether this one is one's own, and taking the trust back."""

import uuid
from typing import Any

from allauth.mfa.base.views import TrustView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elspace.core.gates import public, signed_in
from elspace.people import actions
from elspace.people.acting import acting
from elspace.people.devices import keep_cookie, named
from elspace.people.middleware import before_second_factor
from elspace.people.models import Person


class _Step(TrustView):
    """The library's last step of signing in, with a row in place of its cookie."""

    def form_valid(self, form: Any) -> HttpResponse:
        stage = self.request._login_stage
        person, response = stage.login.user, stage.exit()
        if self.request.POST.get("action") == "trust":
            name = named(self.request.headers.get("User-Agent", ""))
            keep_cookie(response, person, actions.trust_device(person=person, name=name))
        return response


_step = _Step.as_view()


@public
def trust(request: HttpRequest) -> HttpResponse:
    """Is this device yours? Asked after the second code; without a sign-in under way, sign in."""
    return _step(request)


@before_second_factor
@signed_in
@require_POST
def forget(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask for the second code again on one device."""
    person: Person = acting(request)
    if actions.forget_device(person=person, key=key):
        messages.success(request, _("Forgotten: the next sign-in there asks for a second code."))
    return redirect("people:account")


@before_second_factor
@signed_in
@require_POST
def forget_all(request: HttpRequest) -> HttpResponse:
    """Ask for it again on every device."""
    person: Person = acting(request)
    if actions.forget_devices(person=person):
        messages.success(
            request, _("All forgotten: every device asks for a second code at its next sign-in.")
        )
    return redirect("people:account")
