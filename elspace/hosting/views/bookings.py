"""Bookings: the list, the page of one, giving a room back."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.lists import ORPHANS
from elspace.hosting import actions, rules
from elspace.hosting.forms.customers import CustomerForm
from elspace.hosting.models import Booking
from elspace.hosting.queries import (
    bookings_to_come,
    shown_to,
)
from elspace.hub.parts import uses_part

PAGE = 50


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
