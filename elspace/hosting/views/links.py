"""Pages opened from a message without signing in: looking changes nothing, pressing acts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from elspace.core.answers import Refused
from elspace.core.gates import by_link
from elspace.core.registries import return_costs
from elspace.hosting import actions, rules
from elspace.hosting.enums import WaitState
from elspace.hosting.links import BOOKING, WAIT, booking_link, key_in
from elspace.hosting.models import Booking, RoomWait
from elspace.hosting.queries import own_bookings_to_come


@by_link
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, signed: str) -> HttpResponse:
    """The person of a booking keeps the room, or gives it back."""
    found = Booking.objects.filter(key=key_in(signed, BOOKING), person__isnull=False)
    booking = found.select_related("space", "person").first()
    if booking is None:
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            if request.POST.get("answer") == "keep":
                actions.confirm_booking(booking=booking, by=booking.person)
            elif request.POST.get("answer") == "give_back":
                agreed = request.POST.get("agreed", "")
                actions.give_back_own(booking=booking, agreed=agreed, by=booking.person)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("hosting:answer", signed=signed)
    may_answer = bool(rules.can_cancel_booking(booking.person, booking))
    others = [
        (booking_link(other), other)
        for other in own_bookings_to_come(booking.person).filter(series=booking.series_id)
        if booking.series_id and other != booking
    ]
    context = {
        "booking": booking,
        "may_answer": may_answer,
        "stays_counted": booking.covered_minutes and not rules.is_given_back_in_time(booking),
        "refusal": refusal,
        "others": others,
        "costs": [cost for ask, _note in return_costs if (cost := ask(booking)) is not None],
    }
    return render(request, "hosting/answer.html", context)


@by_link
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offered(request: HttpRequest, signed: str) -> HttpResponse:
    """Who waited takes the room held for them, or waits no more."""
    found = RoomWait.objects.filter(key=key_in(signed, WAIT))
    wait = found.select_related("room", "person", "booking").first()
    if wait is None:
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            if request.POST.get("answer") == "take":
                actions.take_held(wait=wait, by=wait.person)
            elif request.POST.get("answer") == "no_more":
                actions.withdraw_wait(wait=wait, by=wait.person)
        except Refused as refused:
            refusal = refused
        else:
            return redirect("hosting:offered", signed=signed)
    context = {"wait": wait, "State": WaitState, "refusal": refusal}
    return render(request, "hosting/offered.html", context)
