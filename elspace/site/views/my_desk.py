"""A desk for oneself: where one sits soon, a day given away or exchanged, a free desk taken."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import key_or_none
from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_day
from elspace.hosting.actions import desks as actions
from elspace.hosting.models import Desk, DeskSwap
from elspace.hosting.queries.desks import HALVES, Seating, halves_open
from elspace.hosting.queries.swaps import own_swaps, swaps_open_to
from elspace.hub.enums import Half
from elspace.people.links import used
from elspace.people.models import Person
from elspace.site.own import own_address, owner

DAYS = 10  # shown ahead, those the hub is open on


def my_desk(request: HttpRequest, token: str = "") -> HttpResponse:
    """The next open days: where one sits, what is free."""
    person = owner(request)
    if not person.has_perm("hosting.use_own_desk"):
        raise PermissionDenied
    refusal = None
    if request.method == "POST":
        try:
            _act(request, person)
        except Refused as refused:
            refusal = refused
        else:
            if token:
                used(request)
            return redirect(own_address(request, "site:my-desk", token))
    days = _days(person)
    context = {
        "person": person,
        "days": days,
        "swaps": [_told(swap, person) for swap in own_swaps(person)],
        "offered": swaps_open_to(person),
        "gives": [
            (desk, one["day"])
            for one in days
            if one["day"] > today()
            for desk in dict.fromkeys(seat.desk for seat in one["mine"])
        ],
        "wants": [one["day"] for one in days if one["day"] > today() and one["missing"]],
        "swap_key": uuid.uuid4(),
        "refusal": refusal,
        "offers": refusal.offers if refusal else [],
        "address": own_address(request, "site:my-desk", token),
        "week_url": reverse("site:my-page", kwargs={"token": token})
        if token
        else reverse("site:my-week"),
    }
    return render(request, "site/my_desk.html", context, status=422 if refusal else 200)


def _told(swap: DeskSwap, person: Person) -> dict[str, Any]:
    """An offer or an exchange as one of the two reads it: what they give, what they get."""
    given, got = (swap.desk, swap.day), (swap.other_desk, swap.wanted_on)
    with_whom = swap.other
    if swap.person_id != person.pk:
        given, got, with_whom = got, given, swap.person
    return {
        "swap": swap,
        "given": given,
        "got": got,
        "name": with_whom.given_name if with_whom else "",
        "may_end": min(swap.day, swap.wanted_on) > today(),
    }


def _days(person: Person) -> list[dict[str, Any]]:
    """Each open day: its half-days with one's own desk, or the desks free on them."""
    first = today()
    seating = Seating.load(first, first + timedelta(days=DAYS * 2))
    found: list[dict[str, Any]] = []
    for ahead in range(DAYS * 2):
        day = first + timedelta(days=ahead)
        mine = {seat.half: seat for seat in seating.places_of(person, day)}
        open_halves = halves_open(seating.calendar, day)
        if not open_halves or len(found) == DAYS:
            continue
        missing = [half for half in open_halves if half not in mine]
        found.append(
            {
                "day": day,
                "mine": [mine[half] for half in HALVES if half in mine],
                "missing": missing,
                "offers": seating.offers(day, missing) if missing else [],
            }
        )
    return found


def _act(request: HttpRequest, person: Person) -> None:
    """Give a half-day away, take a desk, or exchange a day."""
    do = request.POST.get("do", "")
    if do == "offer":
        _offer(request, person)
    elif do in {"agree", "withdraw"}:
        _answer(request, person, do)
    else:
        _give_or_take(request, person)


def _offer(request: HttpRequest, person: Person) -> None:
    """Offer one of one's days against another."""
    named, _at, given = request.POST.get("give", "").partition(" ")
    desk = Desk.objects.filter(key=key_or_none(named)).select_related("place").first()
    try:
        day, wanted_on = date.fromisoformat(given), date.fromisoformat(request.POST["wanted"])
    except (KeyError, ValueError) as error:
        raise Refused(_("This button is not known here. Nothing was changed.")) from error
    if desk is None or max(day, wanted_on) > today() + timedelta(days=2 * DAYS):
        raise Refused(_("This button is not known here. Nothing was changed."))
    actions.offer_swap(
        person=person,
        desk=desk,
        day=day,
        wanted_on=wanted_on,
        key=key_or_none(request.POST.get("key", "")),
        by=person,
    )
    messages.success(request, _("Your offer is shown to those who sit here on that day."))


def _answer(request: HttpRequest, person: Person, do: str) -> None:
    """Agree to somebody's offer, or take one's own back."""
    swap = DeskSwap.objects.filter(key=key_or_none(request.POST.get("swap", ""))).first()
    if swap is None:
        raise Refused(_("This offer no longer stands: nothing was changed."))
    if do == "agree":
        swap = actions.agree_to_swap(swap=swap, person=person, by=person)
        said = {"desk": swap.desk.name, "day": format_day(swap.day)}
        messages.success(request, _("%(desk)s is yours on %(day)s.") % said)
    else:
        actions.withdraw_swap(swap=swap, person=person, by=person)
        messages.success(request, _("Taken back."))


def _give_or_take(request: HttpRequest, person: Person) -> None:
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError as error:
        raise Refused(_("This button is not known here. Nothing was changed.")) from error
    named = key_or_none(request.POST.get("desk", ""))
    if not today() <= day <= today() + timedelta(days=2 * DAYS):
        raise Refused(_("This button is not known here. Nothing was changed."))
    desk = Desk.objects.filter(key=named, is_active=True).select_related("place").first()
    halves = [Half(half) for half in request.POST.getlist("half") if half in Half.values]
    if desk is None or not halves:
        raise Refused(_("This button is not known here. Nothing was changed."))
    said = {"desk": desk.name, "day": format_day(day)}
    if request.POST.get("do") == "release":
        actions.release_desk(desk=desk, day=day, halves=halves, person=person, by=person)
        messages.success(request, _("%(desk)s is free for others on %(day)s. Thank you.") % said)
    else:
        actions.take_desk(desk=desk, day=day, halves=halves, person=person, by=person)
        messages.success(request, _("%(desk)s is yours on %(day)s.") % said)
