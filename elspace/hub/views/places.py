"""Places: the list, one, a new one."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from elspace.core.gates import requires
from elspace.hub import actions
from elspace.hub.forms.places import PlaceForm
from elspace.hub.models import Place

from .answering import answer


@requires("hub.change_hub")
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """All places, those in use first."""
    return render(
        request, "hub/places.html", {"places": Place.objects.order_by("-is_active", "pk")}
    )


@requires("hub.change_hub")
def place_add(request: HttpRequest) -> HttpResponse:
    """Add a place."""
    form = PlaceForm(request.POST or None)
    return answer(
        request,
        form,
        act=lambda: actions.add_place(
            key=form.cleaned_data["key"], by=request.user, **form.values()
        ),
        said=_("The place was added."),
        to="hub:places",
        template="hub/place.html",
    )


@requires("hub.change_hub")
def place(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change a place."""
    found = get_object_or_404(Place, key=key)
    form = PlaceForm(request.POST or None, place=found)
    return answer(
        request,
        form,
        act=lambda: actions.change_place(place=found, by=request.user, **form.values()),
        said=_("The place was changed."),
        to="hub:places",
        template="hub/place.html",
        place=found,
    )
