"""How the machine room is, in plain words, for the direction."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from elspace.core.gates import requires
from elspace.hub.queries.health import vital_signs


@requires("hub.change_hub")
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """What is not well first."""
    signs = vital_signs()
    context = {
        "unwell": [sign for sign in signs if not sign.is_well],
        "well": [sign for sign in signs if sign.is_well],
    }
    return render(request, "hub/health.html", context)
