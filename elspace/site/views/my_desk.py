"""A desk for oneself: where one sits in the next days, a day given away, a free desk taken."""

from datetime import date, timedelta

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
from elspace.hosting.models import Desk
from elspace.hosting.queries.desks import HALVES, Seating, halves_open
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
    context = {
        "person": person,
        "days": _days(person),
        "refusal": refusal,
        "offers": refusal.offers if refusal else [],
        "address": own_address(request, "site:my-desk", token),
        "week_url": reverse("site:my-page", kwargs={"token": token})
        if token
        else reverse("site:my-week"),
    }
    return render(request, "site/my_desk.html", context, status=422 if refusal else 200)


def _days(person: Person) -> list[dict[str, object]]:
    """Each open day: its half-days with one's own desk, or the desks free on them."""
    first = today()
    seating = Seating.load(first, first + timedelta(days=DAYS * 2))
    found: list[dict[str, object]] = []
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
    """Give a half-day away, or take a desk."""
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
