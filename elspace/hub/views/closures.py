"""Closures: the hub or a place is closed for a while."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elspace.core.gates import requires
from elspace.hub import actions
from elspace.hub.forms.calendar import ClosureForm
from elspace.hub.models import Closure

from .answering import answer, telling_what_is_struck


@requires("hub.change_calendar")
def closure_add(request: HttpRequest) -> HttpResponse:
    """Close from when until when, where, why."""
    form = ClosureForm(request.POST or None)

    def act() -> None:
        with telling_what_is_struck(request):
            actions.add_closure(key=form.cleaned_data["key"], by=request.user, **form.values())

    return answer(
        request,
        form,
        act=act,
        said=_("The closure is announced on the public pages."),
        to="hub:calendar",
        template="hub/closure.html",
    )


@requires("hub.change_calendar")
def closure(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change a closure."""
    found = get_object_or_404(Closure.objects.select_related("place"), key=key)
    form = ClosureForm.of(found, request.POST or None)

    def act() -> None:
        with telling_what_is_struck(request):
            actions.change_closure(closure=found, by=request.user, **form.values())

    return answer(
        request,
        form,
        act=act,
        said=_("The closure was changed."),
        to="hub:calendar",
        template="hub/closure.html",
        closure=found,
    )


@requires("hub.change_calendar")
@require_POST
def closure_remove(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take a closure back."""
    found = Closure.objects.filter(key=key).first()
    if found is not None:
        actions.remove_closure(closure=found, by=request.user)
    messages.success(request, _("The closure was taken back: the hub opens as usual."))
    return redirect("hub:calendar")
