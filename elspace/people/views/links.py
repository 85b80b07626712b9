"""The team's page about someone's personal link: copy it, send it, print it, revoke it."""

import uuid
from typing import Any

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from elspace.core.gates import requires
from elspace.hub.models import Hub
from elspace.hub.queries import current_hub
from elspace.outbox.enums import Channel
from elspace.outbox.queries import address_of
from elspace.outbox.writing import isolate_codes
from elspace.people import actions
from elspace.people.links import address_of_page
from elspace.people.models import Person
from elspace.people.queries import link_of
from elspace.people.views.persons import page_of


@requires("people.show_personal_link")
def link(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the live link with ways to send it; a button gives, renews or revokes it."""
    person = get_object_or_404(Person, key=key, is_active=True)
    if request.method == "POST":
        _press(request, person)
        return redirect("people:link", key)
    live = link_of(person)
    context: dict[str, Any] = {"who": person, "live": live, "page": page_of(person, request.user)}
    if live:
        address = address_of_page(live)
        with override(person.language):
            hub = current_hub()
            text = _words_with(hub) % {
                "name": person.given_name,
                "hub": hub.shown_name if hub else "",
                "address": address,
            }
        ways = [Channel.WHATSAPP, Channel.SMS] if person.phone else []
        context |= {
            "address": address,
            "text": isolate_codes(text, person.language),
            "qr": qr_of(address),
            "ways": [(way, address_of(way, person, "", text)) for way in ways],
        }
    return render(request, "people/link.html", context)


def _words_with(hub: Hub | None) -> str:
    """What comes with the link, of what the page holds in this hub."""
    if hub is None or hub.uses("programme"):
        return _(
            "Hello %(name)s, this is your page at %(hub)s:\n%(address)s\n"
            "Say a need there, answer an invitation, see your week. It is yours alone: please "
            "do not pass it on."
        )
    if hub.uses("needs"):
        return _(
            "Hello %(name)s, this is your page at %(hub)s:\n%(address)s\n"
            "Say a need there, see your week. It is yours alone: please do not pass it on."
        )
    return _(
        "Hello %(name)s, this is your page at %(hub)s:\n%(address)s\n"
        "Book a room there, see your week. It is yours alone: please do not pass it on."
    )


def _press(request: HttpRequest, person: Person) -> None:
    by: Any = request.user
    if request.POST.get("do") == "revoke":
        actions.revoke_link(person=person, by=by)
        messages.success(request, _("The link opens nothing any more."))
    elif request.POST.get("do") == "replace":
        actions.revoke_link(person=person, by=by)
        actions.give_link(person=person, by=by)
        messages.success(request, _("The old link opens nothing any more; here is a new one."))
    else:
        actions.give_link(person=person, by=by)


@requires("people.show_personal_link")
def card(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A card to print, the size of a bank card's big sister (A7): first name and square only."""
    person = get_object_or_404(Person, key=key, is_active=True)
    live = link_of(person)
    if live is None:
        return redirect("people:link", key)
    address = address_of_page(live)
    with override(person.language):
        return render(
            request,
            "people/card.html",
            {"who": person, "live": live, "address": address, "qr": qr_of(address)},
        )


def qr_of(address: str) -> SafeString:
    """The square, as one path that takes the colour of the page."""
    return SafeString(
        segno.make(address, error="m", micro=False).svg_inline(
            border=2, svgclass="qr", lineclass=None, omitsize=True
        )
    )
