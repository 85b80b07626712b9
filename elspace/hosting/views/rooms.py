"""Rooms: adding one, changing one, taking one away."""

import uuid
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elspace.core.addresses import whole_address
from elspace.core.answers import Refused
from elspace.core.caches import not_kept
from elspace.core.gates import requires
from elspace.core.moments import today
from elspace.hosting import actions
from elspace.hosting.forms import RoomForm
from elspace.hosting.models import Room
from elspace.hosting.queries.doors import live_door_link
from elspace.hub.parts import hub_of, uses_part


def day_asked(request: HttpRequest) -> date:
    """The day of the address; today when there is none or it is no day."""
    return day_of(request.GET.get("day", ""))


def day_of(text: str) -> date:
    """A day as it stands in an address or a hidden field; today when it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today()
    return day if 2000 <= day.year <= 2100 else today()


def has_prices(request: HttpRequest) -> bool:
    """Whether prices are spoken of here at all."""
    hub = hub_of(request)
    return hub is not None and (hub.uses("plans") or hub.uses("invoices"))


@requires("hosting.change_room")
def room_add(request: HttpRequest) -> HttpResponse:
    """Add a room."""
    form = RoomForm(
        request.POST or None, has_prices=has_prices(request), has_tax=uses_part(request, "invoices")
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            room = actions.add_room(by=request.user, **form.values())
        except Refused as refused:
            refusal = refused
        else:
            messages.success(
                request, _("Kept: %(room)s is one of the rooms.") % {"room": room.name}
            )
            return redirect("hosting:rooms")
    return render(request, "hosting/room.html", {"form": form, "refusal": refusal})


@requires("hosting.change_room")
def room_change(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change a room."""
    room = get_object_or_404(Room, key=key)
    form = RoomForm(
        request.POST or None,
        room=room,
        has_prices=has_prices(request),
        has_tax=uses_part(request, "invoices"),
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.values().items() if name != "key"}
        try:
            room = actions.change_room(room=room, by=request.user, **values)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The changes were kept: %(room)s.") % {"room": room.name})
            return redirect("hosting:rooms")
    link = live_door_link(room)
    context = {
        "form": form,
        "room": room,
        "refusal": refusal,
        "is_used": room.bookings.exists(),
        "door_url": whole_address("hosting:door", token=link.token) if link else "",
        "feed_url": whole_address("hosting:door-feed", token=link.token) if link else "",
    }
    return not_kept(render(request, "hosting/room.html", context))


@requires("hosting.change_room")
@require_POST
def room_remove(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take away a room that was never used."""
    room = Room.objects.filter(key=key).first()
    if room is not None:
        try:
            actions.remove_room(room=room, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused.reason))
            return redirect("hosting:room-change", key=key)
    messages.success(request, _("The room is gone."))
    return redirect("hosting:rooms")
