"""Desks as things: add one, change one, take one away, draw the map of a place."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.hosting.actions import desks as actions
from elspace.hosting.forms.desks import (
    DeskForm,
    MapForm,
)
from elspace.hosting.models import Desk
from elspace.hub.models import Place
from elspace.hub.parts import part_of


@part_of("desks")
@requires("hosting.change_room")
def desk_add(request: HttpRequest) -> HttpResponse:
    """Add a desk; several in a row."""
    form, refusal = DeskForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            desk = actions.add_desk(by=request.user, **form.cleaned_data)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Kept: %(desk)s.") % {"desk": desk.name})
            again = request.POST.get("then") == "again"
            return redirect("hosting:desk-add" if again else "hosting:desks")
    status = 422 if request.method == "POST" else 200
    return render(
        request, "hosting/desk_form.html", {"form": form, "refusal": refusal}, status=status
    )


@part_of("desks")
@requires("hosting.change_room")
def desk_change(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change a desk."""
    desk = get_object_or_404(Desk, key=key)
    form, refusal = DeskForm(request.POST or None, desk=desk), None
    if request.method == "POST" and form.is_valid():
        names = ("name", "kind", "note", "is_active")
        values = {name: form.cleaned_data[name] for name in names}
        try:
            actions.change_desk(desk=desk, by=request.user, **values)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The changes were kept: %(room)s.") % {"room": desk.name})
            return redirect("hosting:desk", key=key)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "desk": desk, "refusal": refusal}
    return render(request, "hosting/desk_form.html", context, status=status)


@part_of("desks")
@requires("hosting.change_room")
@require_POST
def desk_remove(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take away a desk nobody ever had."""
    desk = Desk.objects.filter(key=key).first()
    if desk is not None:
        try:
            actions.remove_desk(desk=desk, by=request.user)
        except Refused as refused:
            messages.error(request, refused.reason)
            return redirect("hosting:desk", key=key)
    messages.success(request, _("The desk is gone."))
    return redirect("hosting:desks")


@part_of("desks")
@requires("hosting.change_room")
def desk_map(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Draw the map of a place."""
    place = get_object_or_404(Place, key=key)
    form = MapForm(request.POST or None, place=place)
    if request.method == "POST" and form.is_valid():
        squares = form.cleaned_data["drawing"]
        actions.draw_map(place=place, squares=squares, by=request.user)
        messages.success(request, _("The map was kept."))
        return redirect("hosting:desks")
    status = 422 if request.method == "POST" else 200
    return render(request, "hosting/desk_map.html", {"form": form, "place": place}, status=status)
