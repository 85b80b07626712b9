"""Book a room: when first, then what is free; wait for one that is taken."""

import uuid
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_day, format_hour
from elspace.hosting import actions, rules
from elspace.hosting.forms import (
    BookingForm,
    WaitForm,
    WhenForm,
    WhomForm,
    next_quarter,
    seen_in,
    seen_value,
)
from elspace.hosting.models import Booking, Room, RoomWait
from elspace.hosting.queries import (
    Cost,
    Diary,
    RoomOffer,
    around,
    closed_rooms,
    cost_of_booking,
    costs_of,
    free_rooms,
    offers_near,
    taken_rooms,
)
from elspace.hub.parts import calendar_of, uses_part
from elspace.people.models import Person

NOW_FOR, NOW_SHOWN = timedelta(hours=1), 3


@requires("hosting.book_room")
def room_book(request: HttpRequest) -> HttpResponse:
    """Say when, see what is free, book."""
    if request.method == "POST":
        return _book(request)
    asked = "day" in request.GET
    when = WhenForm(request.GET if asked else None)
    whom = WhomForm(initial={"who": named.name}) if (named := _asked_person(request)) else None
    form = BookingForm(initial={"room": request.GET.get("room")})
    return _page(request, when, form, whom=whom, named=named)


def _book(request: HttpRequest) -> HttpResponse:
    when, form, whom = WhenForm(request.POST), BookingForm(request.POST), WhomForm(request.POST)
    if not (when.is_valid() and form.is_valid() and whom.is_valid()):
        return _page(request, when, form, whom=whom)
    person = whom.cleaned_data.get("person", request.user)
    start_at, end_at = when.stretch()
    diary = Diary.hours(calendar_of(request))  # read once for the check, the offers and the page
    wish: dict[str, Any] = {
        "room": form.cleaned_data["room"],
        "person": person,
        "start_at": start_at,
        "end_at": end_at,
        "people": when.cleaned_data["people"],
        "is_noisy": form.cleaned_data["is_noisy"],
    }
    seen = seen_in(request.POST.getlist("seen"), **wish)
    asked: dict[str, Any] = wish | {
        "title": form.cleaned_data["title"],
        "noise_known": False,
        "seen": seen.values(),
        "key": form.cleaned_data["key"],
        "outside_hours": request.POST.get("outside") == "yes",
        "diary": diary,
        "by": request.user,
    }
    try:
        if person == request.user:
            booking = actions.book_room(**asked)
        else:
            booking = actions.book_room_for(**asked)
    except rules.Passable as refused:
        read = [*seen, seen_value(str(refused.reason), **wish)]
        return _page(request, when, form, refused=refused, diary=diary, whom=whom, seen=read)
    except Refused as refused:
        return _page(request, when, form, refused=refused, diary=diary, whom=whom)
    if booking.state == Booking.State.CANCELLED:
        messages.warning(request, _("This booking was made once already, then cancelled."))
    else:
        messages.success(request, booked_sentence(booking, request.user))
        if booking.is_outside_hours:
            messages.warning(request, _("The hub is closed then: think of who opens the door."))
    day = timezone.localdate(booking.start_at).isoformat()
    return redirect(f"{reverse('hosting:rooms')}?day={day}")


def _page(
    request: HttpRequest,
    when: WhenForm,
    form: BookingForm,
    *,
    refused: Refused | None = None,
    diary: Diary | None = None,
    whom: WhomForm | None = None,
    named: Person | None = None,
    seen: list[str] | None = None,
) -> HttpResponse:
    """The page at any of its moments: nothing said yet, rooms to choose from, refused; `seen`:
    what the team reads now, and may pass over by pressing again."""
    free, near, closed, taken = None, [], [], []
    costs: dict[int, Cost] = {}
    if when.is_bound and when.is_valid():
        start_at, end_at = when.stretch()
        people = when.cleaned_data["people"]
        diary = (diary or Diary.hours(calendar_of(request))).over(*around(start_at, end_at))
        free = free_rooms(start_at, end_at, capacity=people or 1, diary=diary)
        taken = taken_rooms(start_at, end_at, capacity=people or 1, diary=diary)
        if whom and whom.is_valid():
            named = whom.cleaned_data.get("person")
        costs = costs_of(free, start_at, end_at, named or request.user)
        if not free:
            closed = closed_rooms(start_at, end_at, capacity=people or 1, diary=diary)
            if refused is None:
                near = offers_near(start_at, end_at, people=people, diary=diary)
    return render(
        request,
        "hosting/book.html",
        {
            "when": when,
            "form": form,
            "free": free,
            "costs": costs,
            "equipment": diary.equipment if diary and free else {},
            "whom": whom or WhomForm(),
            "named": named,
            "now": [] if when.is_bound else _free_now(request),
            "chosen": str(form["room"].value() or (free[0].key if free else "")),
            "taken": taken,
            "wait_key": uuid.uuid4(),
            "lets_rooms": uses_part(request, "invoices") or uses_part(request, "plans"),
            "wait_url": reverse("hosting:room-wait"),
            "asked_room": _asked_room(form, diary),
            "asks_noise": Room.beside.through.objects.exists(),
            "seen": seen,
            "closed": [room for room, _why in closed],
            "closed_chosen": next(
                (room for room, _why in closed if str(room.key) == str(form["room"].value())),
                closed[0][0] if closed else None,
            ),
            "closed_why": closed[0][1] if closed else "",
            "refusal": refused,
            "offers": _links(request, refused.offers if refused else near, named),
        },
    )


def _asked_person(request: HttpRequest) -> Person | None:
    """For whom, from their own page."""
    try:
        return Person.objects.filter(key=request.GET.get("person"), is_active=True).first()
    except ValidationError:
        return None


def _free_now(request: HttpRequest) -> list[dict[str, Any]]:
    """Rooms free for an hour from the next quarter on, each one press away from being booked; the
    room asked for alone, when it is among them."""
    start = next_quarter()
    if start.date() != today():
        return []
    free = free_rooms(start, start + NOW_FOR)
    asked = [room for room in free if str(room.key) == request.GET.get("room")]
    offers = [RoomOffer(room, start, start + NOW_FOR) for room in (asked or free)[:NOW_SHOWN]]
    return _links(request, offers, _asked_person(request))


def _asked_room(form: BookingForm, diary: Diary | None) -> Room | None:
    """The room picked before the hour, from its own page."""
    key = form["room"].value()
    if diary is not None:
        return next((room for room in diary.rooms if str(room.key) == str(key)), None)
    try:
        return Room.objects.filter(key=key).first() if key else None
    except ValidationError:
        return None


def booked_sentence(booking: Booking, user: Any) -> str:
    """What whoever booked is told: the room, when, for whom if for another, what it costs."""
    named: dict[str, Any] = {
        "room": booking.space.name,
        "day": format_day(booking.start_at),
        "from": format_hour(booking.start_at),
        "until": format_hour(booking.end_at),
    }
    if booking.person is None or booking.person == user:
        said = _("%(room)s is yours, %(day)s, %(from)s–%(until)s.") % named
    else:
        named["person"] = booking.person.short_name
        said = _("%(room)s is booked for %(person)s, %(day)s, %(from)s–%(until)s.") % named
    cost = cost_of_booking(booking)
    return f"{said} {cost.sentence}" if cost else said


@requires("hosting.book_room")
@require_POST
def room_wait(request: HttpRequest) -> HttpResponse:
    """Wait for a room that is taken."""
    when, form = WhenForm(request.POST), WaitForm(request.POST)
    if not (when.is_valid() and form.is_valid()):
        return _page(request, when, BookingForm(request.POST))
    start_at, end_at = when.stretch()
    try:
        wait = actions.wait_for_room(
            room=form.cleaned_data["room"],
            person=request.user,
            start_at=start_at,
            end_at=end_at,
            people=when.cleaned_data["people"],
            key=form.cleaned_data["key"],
            by=request.user,
        )
    except Refused as refused:
        return _page(request, when, BookingForm(request.POST), refused=refused)
    messages.success(request, waiting_sentence(wait))
    day = timezone.localdate(wait.start_at).isoformat()
    return redirect(f"{reverse('hosting:rooms')}?day={day}")


@requires("hosting.view_room")
@require_POST
def wait_withdraw(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take somebody off the waiting list: oneself, or the team for them."""
    wait = get_object_or_404(RoomWait, key=key)
    actions.withdraw_wait(wait=wait, by=request.user)
    messages.success(request, _("Taken off the waiting list."))
    day = timezone.localdate(wait.start_at).isoformat()
    return redirect(f"{reverse('hosting:rooms')}?day={day}")


def waiting_sentence(wait: RoomWait) -> str:
    """What somebody who begins to wait is told."""
    named = {
        "room": wait.room.name,
        "day": format_day(wait.start_at),
        "from": format_hour(wait.start_at),
    }
    return (
        _("If %(room)s becomes free on %(day)s at %(from)s, it is held for you: you will be told.")
        % named
    )


def _links(
    request: HttpRequest, offers: list[RoomOffer], named: Person | None
) -> list[dict[str, Any]]:
    """Offers as links to this page, filled in, for whom they are asked."""
    typed = request.POST if request.method == "POST" else request.GET
    links = []
    for offer in offers:
        start = timezone.localtime(offer.start_at)
        query: dict[str, Any] = {
            "day": start.date().isoformat(),
            "starts": f"{start:%H:%M}",
            "minutes": int((offer.end_at - offer.start_at).total_seconds() // 60),
            "people": typed.get("people", ""),
            "room": offer.room.key,
        }
        if named is not None and named != request.user:
            query["person"] = named.key
        label = format_html(
            '<span><bdi>{}</bdi>{comma}{}{comma}<bdi dir="ltr" class="nowrap">{}–{}</bdi></span>',
            offer.room.name,
            format_day(offer.start_at, "short"),
            format_hour(offer.start_at),
            format_hour(offer.end_at),
            comma=_(", "),
        )
        links.append({"label": label, "url": f"?{urlencode(query)}", "offer": offer})
    return links
