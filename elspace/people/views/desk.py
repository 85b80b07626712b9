"""Devices of the hub: the list, opening one by six digits, locking it, choosing one's digits."""

import time
import uuid
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from elspace.core.answers import Refused
from elspace.core.gates import public, requires
from elspace.people.acting import acting
from elspace.people.actions.desk import register_device, revoke_device, set_desk_code, try_code
from elspace.people.desk import COOKIE, COOKIE_AGE, HubDevice, live_device
from elspace.people.forms.desk import CodeForm, DeviceForm, OpenForm
from elspace.people.middleware import DESK, DESK_SEEN
from elspace.people.sign_in import BACKEND


@requires("people.grant_role")
def devices(request: HttpRequest) -> HttpResponse:
    """The hub's devices; this computer becomes one, and whoever registered it is signed out."""
    form = DeviceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        token = register_device(name=form.cleaned_data["name"], by=acting(request))
        logout(request)
        messages.success(request, _("This computer is a device of the hub. You are signed out."))
        response = redirect("people:desk")
        response.set_cookie(
            COOKIE,
            token,
            max_age=COOKIE_AGE,
            httponly=True,
            samesite="Lax",
            secure=settings.BEHIND_HTTPS,
        )
        return response
    context = {
        "form": form,
        "devices": HubDevice.objects.filter(revoked_at=None).select_related("registered_by"),
        "this": live_device(request.COOKIES.get(COOKIE, "")),
    }
    return render(request, "people/devices.html", context)


@requires("people.grant_role")
@require_POST
def revoke(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Close a device."""
    device = get_object_or_404(HubDevice, key=key)
    revoke_device(device=device, by=acting(request))
    messages.success(request, _("Closed: nobody opens this computer by digits any more."))
    return redirect("people:hub-devices")


@public
@never_cache
@sensitive_post_parameters("code")
def desk(request: HttpRequest) -> HttpResponse:
    """Who sits down, and their six digits; on a computer of the hub alone."""
    device = live_device(request.COOKIES.get(COOKIE, ""))
    if device is None:
        raise Http404
    form, refusal = OpenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        answer = try_code(device=device, person=person, code=form.cleaned_data["code"])
        if answer:
            login(request, person, backend=BACKEND)
            request.session[DESK] = device.token_hash
            request.session[DESK_SEEN] = time.time()
            return redirect("/")
        refusal = Refused(answer.reason)
    return render(request, "people/desk.html", {"form": form, "device": device, "refusal": refusal})


@public
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Stand up: the next one types their own digits."""
    logout(request)
    return redirect("people:desk")


@requires("site.view_today")
@sensitive_post_parameters("code", "again")
def desk_code(request: HttpRequest) -> HttpResponse:
    """Choose one's own six digits, after showing once more who one is."""
    return _desk_code(request)


@reauthentication_required(app="elspace.people")
def _desk_code(request: HttpRequest) -> HttpResponse:
    person: Any = request.user
    form, refusal = CodeForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            set_desk_code(person=person, code=form.cleaned_data["code"])
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Kept: these digits open the hub's shared computers."))
            return redirect("people:account")
    return render(request, "people/desk_code.html", {"form": form, "refusal": refusal})
