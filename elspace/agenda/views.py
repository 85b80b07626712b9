"""Calendars: subscriptions, one session to add, and the page that gives and revokes addresses."""

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST

from elspace.core.addresses import whole_address
from elspace.core.caches import not_kept
from elspace.core.gates import by_link, public, signed_in
from elspace.hosting.queries.bookings import own_bookings_since
from elspace.people.links import by_personal_link, used

from . import actions, feeds, queries
from .models import Occasion


@public
def public_feed(request: HttpRequest) -> HttpResponse:
    """What is open to everybody, without names of people who come."""
    since = timezone.now() - feeds.KEPT_FOR
    return _ics(request, queries.public_calendar(since), name=feeds.calendar_name())


@by_link
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """One person's calendar, for the program that subscribed to it; in her language."""
    person = queries.person_of_calendar(token)
    if person is None:
        raise Http404
    since = timezone.now() - feeds.KEPT_FOR
    with translation.override(person.language):
        return _ics(
            request,
            queries.occasions_of(person, since),
            name=feeds.calendar_name(),
            rooms=own_bookings_since(person, since),
        )


@signed_in
def occasion(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """“Add this session”: one file, for those it concerns and the team."""
    return _one(request, queries.occasion_for(request.user, key))


@by_personal_link
def occasion_by_link(request: HttpRequest, token: str, key: uuid.UUID) -> HttpResponse:
    """“Add this session”, from a personal page."""
    return _one(request, queries.occasion_for(request.link_person, key))  # type: ignore[attr-defined]


@public
def public_occasion(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """“Add this date”, for everybody."""
    since = timezone.now() - feeds.KEPT_FOR
    return _one(request, queries.public_calendar(since).filter(key=key).first())


@signed_in
def my_calendar(request: HttpRequest) -> HttpResponse:
    """My calendar's address, to subscribe to, renew or revoke."""
    return _page(request, request.user, {"base": "core/team.html", "change": _change_urls()})


@by_personal_link
def my_calendar_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same page for somebody without an account."""
    person = request.link_person  # type: ignore[attr-defined]
    return _page(request, person, {"base": "core/hand.html", "change": _change_urls(token)})


@signed_in
@require_POST
def change_calendar(request: HttpRequest, what: str) -> HttpResponse:
    """Give, renew or revoke my calendar's address."""
    _change(what, request.user)
    return redirect("agenda:my-calendar")


@by_personal_link
@require_POST
def change_calendar_by_link(request: HttpRequest, token: str, what: str) -> HttpResponse:
    """The same for somebody without an account."""
    _change(what, request.link_person)  # type: ignore[attr-defined]
    used(request)
    return redirect("agenda:my-calendar-by-link", token=token)


CHANGES: dict[str, Callable[..., Any]] = {
    "give": actions.give_calendar_link,
    "renew": actions.renew_calendar_link,
    "revoke": actions.revoke_calendar_link,
}


def _change(what: str, person: Any) -> None:
    if what not in CHANGES:
        raise Http404
    CHANGES[what](person=person, by=person)


def _change_urls(token: str = "") -> dict[str, str]:
    name, kwargs = "agenda:change-calendar", {}
    if token:
        name, kwargs = "agenda:change-calendar-by-link", {"token": token}
    return {what: reverse(name, kwargs={**kwargs, "what": what}) for what in CHANGES}


def _page(request: HttpRequest, person: Any, context: dict[str, Any]) -> HttpResponse:
    link = queries.live_calendar_link(person)
    if link is not None:
        address = whole_address("agenda:feed", token=link.token)
        context |= {"address": address, "subscribe": "webcal://" + address.split("://", 1)[1]}
    public = whole_address("agenda:public-feed")
    context["public_address"] = public
    context["public_subscribe"] = "webcal://" + public.split("://", 1)[1]
    return not_kept(render(request, "agenda/calendar.html", context))


def _one(request: HttpRequest, found: Occasion | None) -> HttpResponse:
    if found is None:
        raise Http404
    response = _ics(request, [found])
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{found.start_at:%Y-%m-%d}.ics"'
    )
    return response


def _ics(request: HttpRequest, occasions: Any, *, name: str = "", rooms: Any = ()) -> HttpResponse:
    """The calendar, or 304 when the program already has it."""
    content = feeds.calendar_of(occasions, name=name, rooms=rooms)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return get_conditional_response(request, etag=etag, response=response) or response
