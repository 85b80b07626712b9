"""Buttons of the desk: somebody is in, somebody left, a visit."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.keys import key_or_new, key_or_none
from elspace.hub.parts import part_of
from elspace.people.acting import acting
from elspace.people.desk import COOKIE, HubDevice, live_device
from elspace.people.models import Person
from elspace.reception.actions import (
    LONGEST_NAME,
    check_in,
    check_out,
    receive_visit,
    take_back,
)
from elspace.reception.models import PresenceMark
from elspace.reception.queries.names import found_by


@part_of("check_in")
@requires("reception.check_in")
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """A name typed, or a card scanned. One person only: they are in; else the page shows
    who it may be."""
    found = found_by(request.POST.get("q", ""))
    if found.only is not None:
        return _arrived(request, found.only)
    if found.is_card:
        messages.warning(
            request, _("This card is no longer valid. Type the name; the team can give a new card.")
        )
        return redirect("reception:day")
    query = urlencode({"q": found.text})
    return redirect(f"{reverse('reception:day')}?{query}#found")


@part_of("check_in")
@requires("reception.check_in")
@require_POST
def arrive(request: HttpRequest) -> HttpResponse:
    """A pressed name: this person is in."""
    person = get_object_or_404(Person, key=key_or_none(request.POST.get("person")), is_active=True)
    return _arrived(request, person)


@part_of("check_in")
@requires("reception.check_in")
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """A person, or a visit, has left."""
    said = request.POST.get("visit", "")
    visit = key_or_none(said)
    if said and visit is not None:
        mark = check_out(
            visit=visit, key=_key(request, visit), device=_device(request), by=acting(request)
        )
    else:
        key = key_or_none(request.POST.get("person"))
        person = get_object_or_404(Person, key=key)
        mark = check_out(
            person=person,
            key=_key(request, person.key),
            device=_device(request),
            by=acting(request),
        )
    messages.success(request, _("Noted. See you soon!"))
    return _to_day(mark)


@part_of("check_in")
@requires("reception.check_in")
@require_POST
def back(request: HttpRequest) -> HttpResponse:
    """The wrong name was pressed: as if it had not been."""
    of = key_or_none(request.POST.get("of"))
    if of is not None and take_back(of=of, device=_device(request), by=acting(request)):
        messages.success(request, _("Taken back: it counts no more."))
    return redirect("reception:day")


@part_of("check_in")
@requires("reception.check_in")
@require_POST
def visit(request: HttpRequest) -> HttpResponse:
    """Somebody came without an appointment: a first name or nothing, and perhaps for whom."""
    host = Person.objects.filter(key=key_or_none(request.POST.get("host")), is_active=True).first()
    name = " ".join(request.POST.get("first_name", "").split())
    if len(name) > LONGEST_NAME:
        messages.error(
            request, _("This name is too long: up to 80 letters. A first name is enough.")
        )
        return redirect("reception:day")
    mark = receive_visit(
        key=key_or_new(request.POST.get("key")),
        first_name=name,
        host=host,
        device=_device(request),
        by=acting(request),
    )
    said = _("Ahla, %(name)s!") % {"name": mark.first_name} if mark.first_name else _("Ahla!")
    if host is not None:
        said += " " + _("A message waits for %(name)s.") % {"name": host.short_name}
    messages.success(request, said)
    return _to_day(mark)


def _arrived(request: HttpRequest, person: Person) -> HttpResponse:
    try:
        mark = check_in(
            person=person,
            key=_key(request, person.key),
            device=_device(request),
            by=acting(request),
        )
    except Refused as refusal:
        messages.warning(request, refusal.reason)
        return redirect("reception:day")
    messages.success(request, _("Ahla, %(name)s!") % {"name": person.given_name})
    return _to_day(mark)


def _to_day(mark: PresenceMark) -> HttpResponse:
    """The screen again, with a button that takes back what was just said."""
    return redirect(f"{reverse('reception:day')}?{urlencode({'said': mark.key})}")


def _key(request: HttpRequest, who: uuid.UUID) -> uuid.UUID:
    """One page, one key: the same button pressed twice is one mark."""
    return uuid.uuid5(key_or_new(request.POST.get("key")), str(who))


def _device(request: HttpRequest) -> HubDevice | None:
    return live_device(request.COOKIES.get(COOKIE, ""))
