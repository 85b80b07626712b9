"""A room for oneself: residents and members see what is free, book, give back."""

import uuid
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.templatetags.elspace import format_hour
from elspace.hosting import actions, rules
from elspace.hosting.forms import BookingForm, WaitForm, WhenForm
from elspace.hosting.links import booking_link, wait_link
from elspace.hosting.models import Booking, Room
from elspace.hosting.queries import (
    Cost,
    Diary,
    RoomOffer,
    costs_of,
    free_rooms,
    limit_against,
    offers_near,
    own_bookings_to_come,
    own_waits,
    taken_rooms,
)
from elspace.hosting.queries.bookings import own_bookings_past
from elspace.hosting.queries.ready import ready_offers
from elspace.hosting.views.book import booked_sentence, waiting_sentence
from elspace.hub.models import Equipment
from elspace.hub.parts import hub_of
from elspace.people.links import used
from elspace.people.models import Person
from elspace.site.own import own_address, owner

SHOWN_OFFERS = 4
SHOWN_PAST = timedelta(days=30)


def my_rooms(request: HttpRequest, token: str = "") -> HttpResponse:
    """Say when, see what is free, book; below, what one holds."""
    person = owner(request)
    if not rules.can_book_own_room(person):
        raise PermissionDenied
    if "wait" in request.POST:
        return _wait(request, person, token)
    if request.method == "POST":
        return _book(request, person, token)
    when = WhenForm(request.GET if "day" in request.GET else None)
    return _page(request, token, when, BookingForm())


def give_back(request: HttpRequest, token: str = "", *, key: uuid.UUID) -> HttpResponse:
    """Give one's own room back; what has a price is read first, on the page of the booking."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    person = owner(request)
    booking = get_object_or_404(Booking.objects.select_related("space"), key=key, person=person)
    try:
        actions.give_back_own(booking=booking, by=person)
    except Refused as refused:
        messages.warning(request, str(refused.reason))
        return redirect(booking_link(booking))
    messages.success(request, _("%(room)s is free again.") % {"room": booking.space.name})
    return _back(request, token)


def confirm(request: HttpRequest, token: str = "", *, key: uuid.UUID) -> HttpResponse:
    """Say that one's own room will be used: it is not given to others."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    person = owner(request)
    booking = get_object_or_404(Booking.objects.select_related("space"), key=key, person=person)
    try:
        actions.confirm_booking(booking=booking, by=person)
    except Refused as refused:
        messages.warning(request, str(refused.reason))
    else:
        messages.success(request, _("%(room)s stays yours.") % {"room": booking.space.name})
    return _back(request, token)


def _book(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    when, form = WhenForm(request.POST), BookingForm(request.POST)
    if not (when.is_valid() and form.is_valid()):
        return _page(request, token, when, form)
    start_at, end_at = when.stretch()
    try:
        booking = actions.book_own_room(
            person=person,
            room=form.cleaned_data["room"],
            start_at=start_at,
            end_at=end_at,
            people=when.cleaned_data["people"],
            title=form.cleaned_data["title"],
            is_noisy=form.cleaned_data["is_noisy"],
            key=form.cleaned_data["key"],
        )
    except Refused as refused:
        return _page(request, token, when, form, refused)
    if booking.state != Booking.State.BOOKED:
        messages.warning(request, _("This booking was made once already, then cancelled."))
        return _back(request, token)
    messages.success(request, booked_sentence(booking, person))
    return _back(request, token)


def _wait(request: HttpRequest, person: Person, token: str) -> HttpResponse:
    """Wait for a room that is taken."""
    when, form = WhenForm(request.POST), WaitForm(request.POST)
    if not (when.is_valid() and form.is_valid()):
        return _page(request, token, when, BookingForm())
    start_at, end_at = when.stretch()
    try:
        wait = actions.wait_for_room(
            room=form.cleaned_data["room"],
            person=person,
            start_at=start_at,
            end_at=end_at,
            people=when.cleaned_data["people"],
            key=form.cleaned_data["key"],
            by=person,
        )
    except Refused as refused:
        return _page(request, token, when, BookingForm(), refused)
    messages.success(request, waiting_sentence(wait))
    return _back(request, token)


def _page(
    request: HttpRequest,
    token: str,
    when: WhenForm,
    form: BookingForm,
    refused: Refused | None = None,
) -> HttpResponse:
    """The page at any of its moments."""
    person, hub = owner(request), hub_of(request)
    free, near, taken = None, [], []
    costs: dict[int, Cost] = {}
    equipment: dict[int, list[Equipment]] = {}
    if when.is_bound and when.is_valid():
        (start_at, end_at), people = when.stretch(), when.cleaned_data["people"]
        diary = Diary.load(start_at, end_at)
        free = [
            room
            for room in free_rooms(start_at, end_at, capacity=people or 1, diary=diary)
            if not limit_against(room, person, start_at, end_at)
        ]
        taken = [
            room
            for room in taken_rooms(start_at, end_at, capacity=people or 1, diary=diary)
            if not limit_against(room, person, start_at, end_at)
        ]
        costs = costs_of(free, start_at, end_at, person)
        equipment = diary.equipment
        near = offers_near(start_at, end_at, people=people, person=person)
        near = [] if free else near[:SHOWN_OFFERS]
    held = _held(request, person, token)
    has_room_left = hub is not None and len(held) < hub.rooms_each
    ready = _ready(person) if has_room_left and not when.is_bound else []
    one = next((room for room in free or [] if str(room.key) == request.GET.get("room")), None)
    context = {
        "person": person,
        "when": when,
        "form": form,
        "free": free,
        "costs": costs,
        "equipment": equipment,
        "near": near,
        "held": held,
        "past": own_bookings_past(person, timezone.now() - SHOWN_PAST),
        "one": one,
        "one_costs": costs.get(one.pk) if one else None,
        "ready": ready,
        "first": _first(ready, person),
        "taken": taken,
        "wait_key": uuid.uuid4(),
        "waits": [(wait, wait_link(wait)) for wait in own_waits(person)],
        "asks_noise": Room.beside.through.objects.exists(),
        "refusal": refused,
        "rooms_url": own_address(request, "site:my-rooms", token),
        "series_url": own_address(request, "site:my-series", token),
        "takes_series": hub is not None and hub.rooms_each > 1,
        "week_url": reverse("site:my-page", kwargs={"token": token})
        if token
        else reverse("site:my-week"),
    }
    return render(request, "site/my_rooms.html", context)


def _held(request: HttpRequest, person: Person, token: str) -> list[Booking]:
    """What is to come, with the addresses of its buttons."""
    held = list(own_bookings_to_come(person).select_related("space__room"))
    for booking in held:
        booking.back_url = own_address(  # type: ignore[attr-defined]
            request, "site:give-room-back", token, key=booking.key
        )
        booking.stays_counted = (  # type: ignore[attr-defined]
            booking.covered_minutes and not rules.is_given_back_in_time(booking)
        )
        may_be_released = booking.space.room.release_after is not None  # type: ignore[attr-defined]
        if may_be_released and booking.confirmed_at is None:
            booking.keep_url = own_address(  # type: ignore[attr-defined]
                request, "site:confirm-room", token, key=booking.key
            )
    return held


def _first(ready: list[tuple[RoomOffer, str]], person: Person) -> dict[str, Any] | None:
    """The first of them as a form of its own: one tap leads here, the next one books it."""
    if not ready:
        return None
    offer, query = ready[0]
    costs = costs_of([offer.room], offer.start_at, offer.end_at, person)
    return {"offer": offer, "fields": parse_qsl(query), "cost": costs.get(offer.room.pk)}


def _ready(person: Person) -> list[tuple[RoomOffer, str]]:
    """Hours one has at once; all but the first are looked at on a page of their own."""
    return [
        (
            offer,
            urlencode(
                {
                    "day": timezone.localdate(offer.start_at).isoformat(),
                    "starts": format_hour(offer.start_at),
                    "minutes": int((offer.end_at - offer.start_at).total_seconds() // 60),
                    "people": "",
                    "room": offer.room.key,
                }
            ),
        )
        for offer in ready_offers(person)
    ]


def _back(request: HttpRequest, token: str) -> HttpResponse:
    """After a pressed button: mark the link as used, show the page again."""
    if token:
        used(request)
    return redirect(own_address(request, "site:my-rooms", token))
