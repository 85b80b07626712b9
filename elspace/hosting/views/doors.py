"""The page on a tablet beside a room's door, the room's calendar, and the team's say over both."""

import hashlib
import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from elspace.core.gates import by_link, requires
from elspace.hosting.actions.doors import give_door_link, revoke_door_link
from elspace.hosting.feeds import calendar_of_room
from elspace.hosting.models import Room
from elspace.hosting.queries.doors import bookings_of, door_now, room_of_door

WORDS = {
    "free": pgettext_lazy("door", "Free"),
    "taken": pgettext_lazy("door", "Taken"),
    "closed": pgettext_lazy("door", "Closed"),
}
KEPT_FOR, AHEAD = timedelta(days=30), timedelta(days=180)


@by_link
@never_cache
@require_safe
def door(request: HttpRequest, token: str) -> HttpResponse:
    """Free or taken, until when, what comes next: to be read across a corridor, in two scripts."""
    room = room_of_door(token)
    if room is None:
        raise Http404
    found = door_now(room)
    # The word once more in the other script: who cannot read one reads the other.
    with translation.override("fr" if translation.get_language() == "ar" else "ar"):
        other = str(WORDS[found.state])
    context = {"door": found, "word": WORDS[found.state], "other_word": other}
    response = render(request, "hosting/door.html", context)
    response.headers["Refresh"] = "60"  # a tablet on a wall, without a script
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@by_link
@require_safe
def door_feed(request: HttpRequest, token: str) -> HttpResponse:
    """When the room is taken, for a calendar program; one word, no name, no title."""
    room = room_of_door(token)
    if room is None:
        raise Http404
    now = timezone.now()
    bookings = bookings_of(room, now - KEPT_FOR, now + AHEAD)
    with translation.override(settings.LANGUAGE_CODE):
        content = calendar_of_room(room, bookings, token)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return get_conditional_response(request, etag=etag, response=response) or response


@requires("hosting.change_room")
@require_POST
def door_give(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make the address of a room's door, or a new one instead of the old."""
    room = get_object_or_404(Room, key=key)
    if request.POST.get("anew") == "yes":
        revoke_door_link(room=room, by=request.user)
    give_door_link(room=room, by=request.user)
    messages.success(request, _("The address of the door is ready."))
    return redirect("hosting:room-change", key=key)


@requires("hosting.change_room")
@require_POST
def door_revoke(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The address of a room's door answers no more."""
    room = get_object_or_404(Room, key=key)
    revoke_door_link(room=room, by=request.user)
    messages.success(request, _("The address of the door answers no more."))
    return redirect("hosting:room-change", key=key)
