"""The timeline of rooms: today with what each room has; a day or a week, narrowed by place, people
and equipment."""

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from elspace.core.gates import requires
from elspace.core.moments import monday
from elspace.hosting.forms.timeline import RoomsForm
from elspace.hosting.models import Room
from elspace.hosting.queries.timeline import rooms_asked, timeline
from elspace.hosting.queries.use import last_weeks, use_of_desks, use_of_rooms
from elspace.hub.parts import calendar_of, uses_part
from elspace.hub.queries import Calendar

from .rooms import day_asked

PAGE = 50  # rooms


@requires("hosting.view_room")
@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """The day by room, and what each room has."""
    day = day_asked(request)
    listed = Room.objects.prefetch_related("parts")
    page = Paginator(listed.order_by("-is_active", "position", "pk"), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "table": timeline(
            [room for room in page if room.is_active], [day], request.user, calendar_of(request)
        ),
        "page": page,
    }
    return render(request, "hosting/rooms.html", context)


@requires("hosting.view_room")
@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Rooms below each other, the days of a week beside each other."""
    first = monday(day_asked(request))
    return _timeline(request, [first + timedelta(days=n) for n in range(7)])


@requires("hosting.view_room")
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """Rooms below each other, the hours of a day beside each other."""
    return _timeline(request, [day_asked(request)])


@requires("hosting.view_room")
@require_safe
def use(request: HttpRequest) -> HttpResponse:
    """How much rooms, and desks where the hub has some, were used by weekday and hour."""
    calendar = Calendar.load()
    first, last = last_weeks()
    context = {
        "first": first,
        "last": last,
        "rooms": use_of_rooms(calendar),
        "desks": use_of_desks(calendar) if uses_part(request, "desks") else None,
        "as_table": "table" in request.GET,
    }
    return render(request, "hosting/use.html", context)


def _timeline(request: HttpRequest, days: list[date]) -> HttpResponse:
    asked = RoomsForm(request.GET)
    rooms = rooms_asked(**asked.asked())
    page = None
    if "all" not in request.GET:  # all of them on one page: to print, to search in
        page = Paginator(rooms, PAGE).get_page(request.GET.get("page"))
    step, is_week = timedelta(days=len(days)), len(days) > 1
    calendar = calendar_of(request)
    context = {
        "is_week": is_week,
        "day": days[0],
        "last": days[-1],
        "before": days[0] - step,
        "after": days[0] + step,
        "table": timeline(page.object_list if page else rooms, days, request.user, calendar),
        "page": page,
        "form": asked,
        "has_places": len(calendar.places) > 1,
        "filters": asked.address(),
        "more_url": f"{reverse('hosting:rooms-hours')}?{asked.address()}day=" if is_week else "",
        "is_narrowed": bool(asked.asked()),
    }
    return render(request, "hosting/timeline.html", context)
