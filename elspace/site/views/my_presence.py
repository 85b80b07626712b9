"""“I am here”: the button on one's own page. Pressed, never by opening."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import key_or_new
from elspace.hub.parts import hub_of, part_of
from elspace.people.acting import acting
from elspace.people.models import Person
from elspace.reception.actions import check_in, check_out
from elspace.reception.queries import is_in, own_marks
from elspace.reception.rules import KEPT_DAYS
from elspace.site.own import back_to_own_page, own_address, owner

LANGUAGE_COOKIE = settings.LANGUAGE_COOKIE_NAME


@dataclass(frozen=True)
class OwnPresence:
    """What one's own page says: in or not, and, signed in only, one's own hours of the week. A
    personal link is no secret: whoever holds it reads no hour."""

    is_in: bool
    url: str
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    days: list[tuple[date, list[Any]]] = field(default_factory=list)
    kept_days: int = KEPT_DAYS


def own_presence(request: HttpRequest, person: Person, token: str) -> OwnPresence | None:
    """None where the hub does not check in."""
    if not checks_in(request):
        return None
    url = own_address(request, "site:here", token)
    return OwnPresence(is_in(person), url, days=[] if token else own_marks(person))


def checks_in(request: HttpRequest) -> bool:
    """Whether people say at this hub that they are in."""
    hub = hub_of(request)
    return hub is not None and hub.uses("check_in")


def asks_desk(request: HttpRequest, person: Person) -> bool:
    """Whether somebody of the desk opened a personal link on their own phone: the square of a card
    was read with its camera. `?page` opens the page itself."""
    if request.method != "GET" or "page" in request.GET or not request.user.is_authenticated:
        return False
    colleague = acting(request)
    return colleague != person and checks_in(request) and colleague.has_perm("reception.check_in")


def card_read(request: HttpRequest, person: Person) -> HttpResponse:
    """Is this person here? A pressed button says so, opening the link never; in the language of
    whoever asks, not of the card's person."""
    if not getattr(request, "chosen_language", "") and LANGUAGE_COOKIE not in request.COOKIES:
        translation.activate(acting(request).language)
        request.LANGUAGE_CODE = translation.get_language() or ""
    context = {"person": person, "is_in": is_in(person), "key": uuid.uuid4()}
    return render(request, "site/card_read.html", context)


@part_of("check_in")
def here(request: HttpRequest, token: str = "") -> HttpResponse:
    """One says oneself in, or gone."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    person = owner(request)
    key = key_or_new(request.POST.get("key"))
    try:
        if request.POST.get("said") == "out":
            check_out(person=person, key=key, by=person)
            messages.success(request, _("Noted. See you soon!"))
        else:
            check_in(person=person, key=key, by=person)
            messages.success(request, _("Ahla, %(name)s!") % {"name": person.given_name})
    except Refused as refusal:
        messages.warning(request, refusal.reason)
    return back_to_own_page(request, token)
