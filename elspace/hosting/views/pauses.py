"""Pauses already noted: made shorter, taken back."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.hosting.actions import pauses as actions
from elspace.hosting.forms.plans import ShorterPauseForm
from elspace.hosting.models import SubscriptionPause
from elspace.hub.parts import part_of


@part_of("plans")
@requires("hosting.change_subscription")
@require_POST
def pause_shorten(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """An earlier last day."""
    form = ShorterPauseForm(request.POST)

    def act(pause: SubscriptionPause) -> None:
        if not form.is_valid():
            raise Refused(_("Which day is the last?"))
        actions.shorten_pause(pause=pause, by=request.user, **form.cleaned_data)

    return _act(request, key, act, _("The pause is shorter."))


@part_of("plans")
@requires("hosting.change_subscription")
@require_POST
def pause_withdraw(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take it back."""

    def act(pause: SubscriptionPause) -> None:
        actions.withdraw_pause(pause=pause, by=request.user)

    return _act(request, key, act, _("The pause was taken back."))


def _act(
    request: HttpRequest, key: uuid.UUID, act: Callable[[SubscriptionPause], None], said: str
) -> HttpResponse:
    pause = get_object_or_404(SubscriptionPause.objects.select_related("subscription"), key=key)
    try:
        act(pause)
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(request, said)
    return redirect("hosting:member", key=pause.subscription.key)
