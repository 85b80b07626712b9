"""Bookings: when first, then what is free; the list; giving a room back."""

import uuid
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.lists import ORPHANS
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
from elspace.hosting.forms.customers import CustomerForm
from elspace.hosting.models import Booking, Room, RoomWait
from elspace.hosting.queries import (
    Cost,
    Diary,
    RoomOffer,
    around,
    bookings_to_come,
    closed_rooms,
    cost_of_booking,
    costs_of,
    free_rooms,
    offers_near,
    shown_to,
    taken_rooms,
)
from elspace.hub.parts import calendar_of, uses_part
from elspace.people.models import Person

PAGE = 50
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


@requires("hosting.view_room")
@require_safe
def bookings(request: HttpRequest) -> HttpResponse:
    """Bookings to come: mine, or all."""
    is_all = request.GET.get("whose") == "all"
    found = bookings_to_come(None if is_all else request.user)
    page = Paginator(found, PAGE, orphans=ORPHANS).get_page(request.GET.get("page"))
    shown = shown_to(request.user, page.object_list)
    rows = [
        {
            "booking": booking,
            "day": timezone.localdate(booking.start_at),
            "shown": shown[booking.pk],
            "may_cancel": rules.can_cancel_booking(request.user, booking),
            "is_other": booking.person_id is not None and booking.person_id != request.user.pk,
        }
        for booking in page.object_list
    ]
    return render(request, "hosting/bookings.html", {"rows": rows, "page": page, "is_all": is_all})


@requires("hosting.view_room")
@require_safe
def booking(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One booking: when, for whom, for what, and how it stands."""
    return _booking_page(request, _found(key))


def _found(key: uuid.UUID) -> Booking:
    found = Booking.objects.select_related("space", "person", "series", "customer")
    return get_object_or_404(found.exclude(state=Booking.State.HELD), key=key)


def _booking_page(
    request: HttpRequest, one: Booking, form: CustomerForm | None = None
) -> HttpResponse:
    customer = one.customer
    initial = {"price": one.price} | (
        {"name": customer.name, "phone": customer.phone} if customer else {}
    )
    context = {
        "booking": one,
        "shown": shown_to(request.user, [one])[one.pk],
        "may_cancel": rules.can_cancel_booking(request.user, one),
        "may_let": rules.can_let_booking(one)
        and (uses_part(request, "invoices") or uses_part(request, "plans")),
        "uses_invoices": uses_part(request, "invoices"),
        "is_over": one.end_at <= timezone.now(),
        "form": form or CustomerForm(initial=initial),
    }
    return render(request, "hosting/booking.html", context)


@requires("hosting.book_room")
@require_POST
def booking_let(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The booking is a customer's, from outside the house."""
    one, form = _found(key), CustomerForm(request.POST)
    if not form.is_valid():
        return _booking_page(request, one, form)
    try:
        actions.let_room(booking=one, by=request.user, **form.cleaned_data)
    except Refused as refused:
        messages.warning(request, str(refused.reason))
    else:
        messages.success(request, _("Noted: who rents this room, and for how much."))
    return redirect("hosting:booking", key=key)


@requires("hosting.book_room")
@require_http_methods(["GET", "HEAD", "POST"])
def booking_cancel(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give a room back: one's own at once, somebody else's after a question."""
    booking = get_object_or_404(Booking.objects.select_related("space", "person"), key=key)
    typed = request.POST if request.method == "POST" else request.GET
    whose = "?whose=all" if typed.get("whose") == "all" else ""
    answer = rules.can_cancel_booking(request.user, booking)
    if not answer:
        messages.warning(request, str(answer.reason))
        return redirect(reverse("hosting:bookings") + whose)
    is_other = booking.person is not None and booking.person != request.user
    if request.method != "POST" or (is_other and typed.get("sure") != "yes"):
        context = {"booking": booking, "is_all": bool(whose), "is_other": is_other}
        return render(request, "hosting/booking_cancel.html", context)
    actions.cancel_booking_of(booking=booking, by=request.user)
    said = _("%(room)s is free again.") % {"room": booking.space.name}
    if is_other and booking.person.is_active:
        said = _("%(said)s A message tells %(name)s.") % {
            "said": said,
            "name": booking.person.short_name,
        }
    messages.success(request, said)
    return redirect(reverse("hosting:bookings") + whose)
