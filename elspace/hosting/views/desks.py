"""Desks: who sits where on a day, one desk with its week, days exchanged and shared."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_day
from elspace.hosting.actions import desks as actions
from elspace.hosting.forms.desks import (
    DayForm,
    HoldForm,
    ShareForm,
    SwapForm,
    UntilForm,
)
from elspace.hosting.models import Desk, DeskHolding
from elspace.hosting.queries.desk_map import maps_on, week_in_words
from elspace.hosting.queries.desks import (
    DeskOffer,
    Seating,
    desks_in_use,
    holdings_now,
)
from elspace.hosting.queries.turns import days_instead, turns_proposed
from elspace.hub.enums import Half
from elspace.hub.parts import part_of

from .rooms import day_asked, day_of


@part_of("desks")
@requires("hosting.view_desk")
@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    """Who sits where on a day, on the map and as a list."""
    day = day_asked(request)
    seating = Seating.load(day, day)
    return render(
        request,
        "hosting/desks.html",
        {
            "day": day,
            "before": day - timedelta(days=1),
            "after": day + timedelta(days=1),
            "maps": maps_on(day, seating),
            "closed_reason": seating.calendar.closed_reason(day),
            "is_closed": not seating.calendar.opening_on(day),
            "lost": turns_proposed(seating.calendar, day),
            "retired": Desk.objects.filter(is_active=False).order_by("position", "pk"),
        },
    )


@part_of("desks")
@requires("hosting.view_desk")
@require_safe
def desk(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One desk: a day of it, and who has it by the week."""
    return _page(request, key, day_asked(request))


def _page(request: HttpRequest, key: uuid.UUID, day: date, **forms: Any) -> HttpResponse:
    one = get_object_or_404(desks_in_use() if request.method == "POST" else Desk, key=key)
    seating = Seating.load(day, day)
    seats = seating.seats(one, day)
    holdings = list(holdings_now(one))
    for holding in holdings:
        holding.words = week_in_words(holding)  # type: ignore[attr-defined]
    free = [seat.half for seat in seats if seat.is_free]
    context = {
        "desk": one,
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "seats": seats,
        "free": free,
        "sitting": {seat.person.pk for seat in seats if seat.person},
        "is_past": day < today(),
        "closed_reason": seating.calendar.closed_reason(day, one.place),
        "holdings": holdings,
        "hold": HoldForm(),
        "take": DayForm(initial={"day": day, "halves": free}),
        "swap": SwapForm(initial={"other_desk": one.key}),
        "may_place": request.user.has_perm("hosting.place_desk"),
        "is_used": one.holdings.exists() or one.days.exists(),
    }
    status = 422 if forms else 200  # a form came back with a fault
    return render(request, "hosting/desk.html", context | forms, status=status)


def _offer_links(refused: Refused) -> list[dict[str, str]]:
    """Offers as links to the day of the desk offered."""
    links = []
    for offer in refused.offers:
        if isinstance(offer, DeskOffer):
            halves = _(", ").join(str(Half(half).label) for half in offer.halves)
            label = _("%(desk)s, %(day)s, %(halves)s") % {
                "desk": offer.desk.name,
                "day": format_day(offer.day, "short"),
                "halves": halves,
            }
            url = reverse("hosting:desk", args=[offer.desk.key]) + f"?day={offer.day.isoformat()}"
            links.append({"label": label, "url": url})
    return links


@part_of("desks")
@requires("hosting.place_desk")
@require_POST
def desk_take(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give a desk to somebody for a day."""
    form, day = DayForm(request.POST), day_of(request.POST.get("day", ""))

    def act(one: Desk) -> str:
        person = form.cleaned_data["person"]
        halves = [Half(half) for half in form.cleaned_data["halves"]]
        actions.take_desk(desk=one, day=day, halves=halves, person=person, by=request.user)
        said = {"desk": one.name, "person": person.name, "day": format_day(day)}
        return _("%(desk)s is %(person)s's on %(day)s.") % said

    return _act(request, key, day, {"take": form}, act)


@part_of("desks")
@requires("hosting.place_desk")
@require_POST
def desk_release(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Somebody does not come that day: the desk is free for others."""
    one = get_object_or_404(desks_in_use(), key=key)
    day = day_of(request.POST.get("day", ""))
    half = request.POST.get("half", "")
    if half in Half.values:
        seat = Seating.load(day, day, desks=[one]).seat(one, day, Half(half))
        if seat.person is not None:
            actions.release_desk(
                desk=one, day=day, halves=[Half(half)], person=seat.person, by=request.user
            )
        messages.success(request, _("%(desk)s is free then.") % {"desk": one.name})
    return redirect(_of_day(one, day))


@part_of("desks")
@requires("hosting.place_desk")
@require_POST
def desk_swap(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Two people exchange a day."""
    form, day = SwapForm(request.POST), day_of(request.POST.get("day", ""))

    def act(one: Desk) -> str:
        came, went = actions.swap_days(desk=one, day=day, by=request.user, **form.cleaned_data)
        said = {"one": came.given_name, "other": went.given_name}
        return _("%(one)s and %(other)s have exchanged their days.") % said

    return _act(request, key, day, {"swap": form}, act)


@part_of("desks")
@requires("hosting.place_desk")
@require_POST
def desk_hold(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give a desk by the week."""
    form = HoldForm(request.POST)

    def act(one: Desk) -> str:
        given = {name: form.cleaned_data[name] for name in ("person", "from_on", "until_on", "key")}
        actions.hold_desk(desk=one, halves=form.week(), by=request.user, **given)
        said = {"desk": one.name, "person": given["person"].name}
        return _("%(desk)s is %(person)s's from now on.") % said

    return _act(request, key, today(), {"hold": form}, act)


def _act(
    request: HttpRequest,
    key: uuid.UUID,
    day: date,
    bound: dict[str, Form],
    act: Callable[[Desk], str],
) -> HttpResponse:
    """One form of the page: what was done, said, or the page again with what is wrong."""
    one = get_object_or_404(desks_in_use(), key=key)
    if not all(form.is_valid() for form in bound.values()):
        return _page(request, key, day, **bound)
    try:
        said = act(one)
    except Refused as refused:
        return _page(request, key, day, **bound, refusal=refused, offers=_offer_links(refused))
    messages.success(request, said)
    return redirect(_of_day(one, day))


@part_of("desks")
@requires("hosting.place_desk")
@require_POST
def holding_end(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A desk held by the week is free after a day."""
    holding = DeskHolding.objects.filter(key=key).select_related("desk__place", "person").first()
    if holding is None:  # ended before it began: a second press
        return redirect("hosting:desks")
    form = UntilForm(request.POST)
    if form.is_valid():
        until_on = form.cleaned_data["until_on"]
        actions.end_holding(holding=holding, until_on=until_on, by=request.user)
        said = {"desk": holding.desk.name, "day": format_day(until_on, "full")}
        messages.success(request, _("%(desk)s is free after %(day)s.") % said)
    else:
        messages.warning(request, _("Which day is the last?"))
    return redirect("hosting:desk", key=holding.desk.key)


@part_of("desks")
@requires("hosting.place_desk")
@require_POST
def desk_share(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Share a desk by whole days while half-days fall away."""
    one, form = get_object_or_404(desks_in_use(), key=key), ShareForm(request.POST)
    if form.is_valid():
        first, last = form.cleaned_data["from_on"], form.cleaned_data["until_on"]
        days = days_instead(one, max(first, today()), min(last, first + timedelta(days=60)))
        actions.share_by_days(desk=one, days=days, by=request.user)
        messages.success(
            request,
            _("%(desk)s is shared by whole days; the usual week returns after.")
            % {"desk": one.name},
        )
        return redirect(_of_day(one, max(first, today())))
    return redirect("hosting:desks")


def _of_day(one: Desk, day: date) -> str:
    return reverse("hosting:desk", args=[one.key]) + f"?day={day.isoformat()}"
