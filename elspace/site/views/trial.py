"""Erasing the trial hub with one button; on a real hub there is no such page."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from elspace.core.gates import requires
from elspace.hub.first import first_token
from elspace.hub.trial import erase_trial


@requires("hub.change_hub")
def trial(request: HttpRequest) -> HttpResponse:
    """Asked once (GET), done (POST): the hub is new again and its first page opens."""
    if not settings.TRIAL:
        raise Http404
    if request.method == "POST":
        logout(request)
        erase_trial()
        return redirect("site:first", first_token())
    return render(request, "site/trial.html")
