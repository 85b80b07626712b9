"""The personas of the hub and the table of addresses × who may open them.

Every address of the platform stands in `PAGES`; `tests/architecture/test_personas.py` opens each as
each persona and fails when an address is missing here.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from elspace.agenda.actions import give_calendar_link
from elspace.billing.actions import Item, draft_invoice, issue_invoice, receive_cash
from elspace.core.moments import local
from elspace.hosting.actions.doors import give_door_link
from elspace.hosting.links import booking_link, wait_link
from elspace.hosting.models import Booking, RoomWait, Series
from elspace.hub.models import Closure, Discipline, Equipment, Holiday, OpeningProfile, Place
from elspace.insights.actions import give_page
from elspace.needs.models import Need, Workshop
from elspace.people.actions import give_link
from elspace.people.enums import Role
from elspace.people.models import Person, PersonalLink
from elspace.ventures.models import Venture
from tests import factories

PERSONAS: dict[str, Role | None] = {
    "visitor": None,
    "resident": Role.RESIDENT,
    "expert": Role.EXPERT,
    "funder": Role.FUNDER,
    "reception": Role.RECEPTION,
    "community": Role.COMMUNITY,
    "programme": Role.PROGRAMME,
    "director": Role.DIRECTOR,
    "accountant": Role.ACCOUNTANT,
}
EVERYBODY = frozenset(PERSONAS)
TEAM = frozenset({"reception", "community", "programme", "director"})
SIGNED_IN = EVERYBODY - {"visitor"}
PROGRAMME = frozenset({"programme", "director"})
OWN_WEEK = frozenset({"resident", "expert"})
BOOKS = PROGRAMME | {"accountant"}  # who keeps the hub's books
TILL = TEAM | {"accountant"}
DIRECTOR = frozenset({"director"})
IMPORTERS = PROGRAMME | {"community"}
TAKERS = PROGRAMME
HOLDERS = PROGRAMME | {"community"}  # of needs workshops


def PERSON(world: dict[str, Any]) -> dict[str, Any]:
    """The arguments of an address about one person."""
    return {"key": world["person"].key}


@dataclass(frozen=True)
class Page:
    """One address: its URL name, who may open it, and how to fill its arguments.

    `rows(world)` returns the URL arguments; `template` names the page for the browser's dark round;
    `look` says whether the browser opens it in three languages (fragments and downloads: no).
    `answers` is the status a permitted persona gets on GET (405: only buttons press it).
    """

    name: str
    may: frozenset[str]
    rows: Callable[[dict[str, Any]], dict[str, Any]] = field(default=lambda _world: {})
    answers: int = 200
    look: bool = True


def _announced(world: dict[str, Any], audience: str = "invited") -> Any:
    """The key of the session's occasion, announced."""
    occasion = world["session"].occasion
    occasion.state, occasion.audience = "announced", audience
    occasion.save()
    return occasion.key


def _calendar(world: dict[str, Any]) -> str:
    return give_calendar_link(person=world["person"], by=None).token


def _venture(world: dict[str, Any]) -> Venture:
    return Venture.objects.first() or factories.venture("Zarbia Net", world["person"])


def _closure() -> Closure:
    start = local(date(2027, 3, 3), time(10))
    return Closure.objects.create(starts_at=start, ends_at=start + timedelta(hours=1))


def _dated() -> OpeningProfile:
    return OpeningProfile.objects.filter(season="ramadan").first()


def _workshop() -> Workshop:
    """One that is open now, with slips."""
    return Workshop.objects.first() or factories.workshop()


def _said_there() -> Need:
    workshop = _workshop()
    said = Need.objects.filter(slip__workshop=workshop).first()
    return said or factories.said_at(workshop, "Savoir faire une facture")


def _waiting(world: dict[str, Any]) -> Need:
    """A need without a date."""
    return factories.need(world["person"])


def _given(world: dict[str, Any]) -> Any:
    """A page of the term that was given out."""
    return give_page(term=world["term"], by=world["person"], key=uuid.uuid4()).key


def _link(world: dict[str, Any]) -> str:
    return give_link(person=world["person"], by=None).token


def _expert_link(world: dict[str, Any]) -> str:
    return give_link(person=world["expert"].person, by=None).token


def _payer(world: dict[str, Any]) -> dict[str, Any]:
    return {"key": factories.payer().key}


def _draft(world: dict[str, Any]) -> Any:
    item = Item("Bureau", Decimal(1), Decimal(120), "normal")
    return draft_invoice(payer=factories.payer(), items=[item], by=world["person"])


def _issued(world: dict[str, Any]) -> Any:
    return issue_invoice(invoice=_draft(world), by=world["person"])


def _cash(world: dict[str, Any]) -> Any:
    return receive_cash(payer=factories.payer(), amount=Decimal(5), by=world["person"])


def _door(world: dict[str, Any]) -> str:
    return give_door_link(room=world["room"], by=None).token


PAGES: list[Page] = [
    Page("public:home", EVERYBODY),
    Page("public:house", EVERYBODY),
    Page("public:contact", EVERYBODY),
    Page("site:front", EVERYBODY, answers=302, look=False),
    Page("site:first", EVERYBODY, lambda _w: {"token": "x"}, 404),  # the hub is there
    Page("site:more", SIGNED_IN),
    Page("site:search", TEAM),
    Page("hub:calendar", TEAM),
    Page("hub:holidays", TEAM),
    Page("hub:holidays-fixed", PROGRAMME, lambda _w: {"year": 2029}, 405, look=False),
    Page("hub:holiday-add", PROGRAMME),
    Page("hub:holiday", PROGRAMME, lambda _w: {"key": Holiday.objects.first().key}),
    Page(
        "hub:holiday-step",
        PROGRAMME,
        lambda _w: {"key": Holiday.objects.first().key},
        405,
        look=False,
    ),
    Page("hub:ramadan-step", PROGRAMME, lambda _w: {"key": _dated().key}, 405, look=False),
    Page("hub:profile-add", PROGRAMME),
    Page("hub:profile", PROGRAMME, lambda _w: {"key": _dated().key}),
    Page("hub:profile-remove", PROGRAMME, lambda _w: {"key": _dated().key}, 405, look=False),
    Page("hub:closure-add", PROGRAMME),
    Page("hub:closure", PROGRAMME, lambda _w: {"key": _closure().key}),
    Page("hub:closure-remove", PROGRAMME, lambda _w: {"key": _closure().key}, 405, look=False),
    Page("hub:identity", DIRECTOR),
    Page("hub:places", DIRECTOR),
    Page("hub:place-add", DIRECTOR),
    Page("hub:place", DIRECTOR, lambda _w: {"key": Place.objects.first().key}),
    Page("hub:health", DIRECTOR),
    Page("hub:lists", DIRECTOR),
    Page("hub:discipline-add", DIRECTOR),
    Page("hub:discipline", DIRECTOR, lambda _w: {"key": Discipline.objects.first().key}),
    Page("hub:format", DIRECTOR, lambda _w: {"code": "workshop"}),
    Page("hub:equipment-add", DIRECTOR),
    Page("hub:equipment", DIRECTOR, lambda _w: {"key": Equipment.objects.first().key}),
    Page("hub:equipment-remove", DIRECTOR, PERSON, 405, look=False),
    Page("site:today", TEAM),
    Page("site:first-hour", PROGRAMME),
    Page("site:first-hour-step", PROGRAMME, answers=405, look=False),
    Page("site:first-term", PROGRAMME, answers=405, look=False),
    Page("people:desk", EVERYBODY, answers=404, look=False),  # this browser is no device
    Page("people:desk-lock", EVERYBODY, answers=405, look=False),
    Page("people:desk-code", TEAM, answers=302, look=False),  # shows first who one is
    Page("people:hub-devices", DIRECTOR),
    Page("people:revoke-hub-device", DIRECTOR, PERSON, 405, look=False),
    Page("site:handover", TEAM),
    Page("site:take-over", IMPORTERS, answers=405, look=False),
    Page("site:person-history", TEAM, PERSON),
    Page("site:expert-history", TEAM, lambda w: {"key": w["expert"].key}),
    Page("site:need-history", TEAM, lambda w: {"key": w["need"].key}),
    Page("site:session-history", TEAM, lambda w: {"key": w["session"].key}),
    Page("site:trial", DIRECTOR, answers=404, look=False),  # a real hub has no such page
    Page("site:use-module", DIRECTOR, answers=405, look=False),
    Page("site:ramadan", TEAM),
    Page("support:sheets", TEAM),
    Page("support:sheet", TEAM, lambda w: {"key": w["session"].key}),
    Page("support:sheet-type", TEAM, lambda w: {"key": w["session"].key}),
    Page("support:expert-month", TEAM, lambda w: {"key": w["expert"].key}),
    Page("support:held", PROGRAMME | {"community"}, lambda w: {"key": w["session"].term.key}),
    Page("support:thanks", TEAM, lambda w: {"key": w["session"].term.key}),
    Page("site:name-on-sheets", OWN_WEEK, answers=302, look=False),
    Page(
        "site:name-on-sheets-by-link",
        EVERYBODY,
        lambda w: {"token": _link(w)},
        302,
        look=False,
    ),
    Page("site:ramadan-step", PROGRAMME, answers=405, look=False),
    Page("site:ramadan-ask", TEAM, answers=405, look=False),
    Page("site:ramadan-evenings", TEAM, PERSON, 405, look=False),
    Page("site:my-rooms", frozenset({"resident"})),
    Page("site:my-rooms-by-link", EVERYBODY, lambda w: {"token": _link(w)}, look=False),
    Page("site:my-series", frozenset({"resident"})),
    Page("site:my-series-by-link", EVERYBODY, lambda w: {"token": _link(w)}, look=False),
    Page("site:my-desk", frozenset({"resident"})),
    Page("site:my-invoices", OWN_WEEK),
    Page("site:my-invoices-by-link", EVERYBODY, lambda w: {"token": _link(w)}, look=False),
    Page("site:my-invoice", OWN_WEEK, PERSON, 404, look=False),
    Page(
        "site:my-invoice-by-link",
        EVERYBODY,
        lambda w: {"token": _link(w), **PERSON(w)},
        404,
        look=False,
    ),
    Page("site:my-desk-by-link", EVERYBODY, lambda w: {"token": _link(w)}, look=False),
    Page("site:confirm-room", OWN_WEEK, PERSON, 405, look=False),
    Page(
        "site:confirm-room-by-link",
        EVERYBODY,
        lambda w: {"token": _link(w), **PERSON(w)},
        405,
        look=False,
    ),
    Page("site:give-room-back", OWN_WEEK, PERSON, 405, look=False),
    Page(
        "site:give-room-back-by-link",
        EVERYBODY,
        lambda w: {"token": _link(w), **PERSON(w)},
        405,
        look=False,
    ),
    Page("site:my-evenings", OWN_WEEK, answers=302, look=False),
    Page(
        "site:my-evenings-by-link",
        EVERYBODY,
        lambda w: {"token": _link(w)},
        302,
        look=False,
    ),
    Page("site:put-aside", TEAM, answers=405, look=False),
    Page(
        "site:head-count",
        TEAM,
        lambda w: {"key": w["session"].occasion.key},
        answers=405,
        look=False,
    ),
    Page("site:my-week", OWN_WEEK),
    Page("site:my-page", EVERYBODY, lambda w: {"token": _link(w)}),
    Page("site:not-me", EVERYBODY, lambda w: {"token": _link(w)}),
    Page("site:who-sees", OWN_WEEK),
    Page("site:who-sees-by-link", EVERYBODY, lambda w: {"token": _link(w)}),
    Page("site:answer", frozenset({"resident"}), lambda w: {"key": _seat(w)}, 405, look=False),
    Page(
        "site:answer-by-link",
        EVERYBODY,
        lambda w: {"token": _link(w), "key": _seat(w)},
        405,
        look=False,
    ),
    Page("site:answer-date", frozenset(), lambda w: {"key": w["session"].key}, look=False),
    Page(
        "site:answer-date-by-link",
        EVERYBODY,
        lambda w: {"token": _expert_link(w), "key": w["session"].key},
        405,
        look=False,
    ),
    Page("support:programme", TEAM),
    Page("support:programme-propose", PROGRAMME),
    Page("support:programme-run", TEAM, answers=302, look=False),
    Page("support:programme-stop", PROGRAMME, answers=405, look=False),
    Page("support:programme-ask", PROGRAMME | {"community"}),
    Page("support:programme-announce", PROGRAMME),
    Page("support:how-we-know", TEAM),
    Page("support:search-expert", TEAM, lambda w: {"key": w["need"].key}),
    Page("support:session-new", PROGRAMME | {"community"}),
    Page("support:session", TEAM, lambda w: {"key": w["session"].key}),
    Page("support:session-why", TEAM, lambda w: {"key": w["session"].key}),
    Page(
        "support:session-compose",
        PROGRAMME | {"community"},
        lambda w: {"key": w["session"].key},
        405,
        look=False,
    ),
    Page("support:session-step", TEAM, lambda w: {"key": w["session"].key}, 405, look=False),
    Page("support:roll-call", TEAM, lambda w: {"key": w["session"].key}),
    Page("support:session-cannot", PROGRAMME | {"community"}, lambda w: {"key": w["session"].key}),
    Page("site:health", EVERYBODY, look=False),
    Page("public-needs:state", EVERYBODY),
    Page("public-needs:received", EVERYBODY, lambda w: {"key": w["need"].key}),
    Page("needs:state-by-link", EVERYBODY, lambda w: {"token": _link(w)}),
    Page("needs:mine-by-link", EVERYBODY, lambda w: {"token": _link(w)}),
    Page(
        "needs:received-by-link",
        EVERYBODY,
        lambda w: {"token": _link(w), "key": w["need"].key},
    ),
    Page(
        "needs:step-by-link",
        EVERYBODY,
        lambda w: {"token": _link(w), "key": w["need"].key, "step": "confirm"},
        405,
        look=False,
    ),
    Page("needs:state", SIGNED_IN),
    Page("needs:mine", SIGNED_IN),
    Page("needs:received", frozenset({"resident"}), lambda w: {"key": w["need"].key}),
    Page(
        "needs:step",
        SIGNED_IN,
        lambda w: {"key": w["need"].key, "step": "confirm"},
        405,
        look=False,
    ),
    Page("site:needs", TEAM),
    Page("site:ventures", TEAM),
    Page("site:venture-add", TEAM),
    Page("site:venture", TEAM | {"resident"}, lambda w: {"key": _venture(w).key}),
    Page("site:venture-change", TEAM, lambda w: {"key": _venture(w).key}),
    Page("site:venture-join", TEAM, lambda w: {"key": _venture(w).key}, 405, look=False),
    Page(
        "site:venture-leave",
        TEAM,
        lambda w: {"key": _venture(w).key, "person": w["person"].key},
        405,
        look=False,
    ),
    Page("needs:add", TEAM),
    Page("public-needs:workshop-code", EVERYBODY),
    Page("public-needs:workshop", EVERYBODY, lambda _w: {"code": _workshop().code}),
    Page(
        "public-needs:workshop-received",
        EVERYBODY,
        lambda _w: {"code": _workshop().code, "key": _said_there().key},
    ),
    Page("public-needs:receipt", EVERYBODY),
    Page("needs:workshop-start", EVERYBODY, answers=302, look=False),
    Page("needs:workshop-short", EVERYBODY, lambda _w: {"code": "CFHK"}, 302, look=False),
    Page("needs:receipt-start", EVERYBODY, answers=302, look=False),
    Page("needs:receipt-short", EVERYBODY, lambda _w: {"code": "CFHK2347"}, 302, look=False),
    Page("needs:workshop", TEAM),
    Page("needs:workshop-prepare", HOLDERS),
    Page("needs:workshop-page", TEAM, lambda _w: {"key": _said_there().slip.workshop.key}),
    Page("needs:workshop-change", HOLDERS, lambda _w: {"key": _workshop().key}),
    Page("needs:workshop-close", HOLDERS, lambda _w: {"key": _workshop().key}, 405, look=False),
    Page("needs:workshop-count", TEAM, lambda _w: {"key": _workshop().key}),
    Page("needs:workshop-poster", TEAM, lambda _w: {"key": _workshop().key}, look=False),
    Page("needs:workshop-print", HOLDERS, lambda _w: {"key": _workshop().key}, 405, look=False),
    Page(
        "needs:workshop-slips",
        TEAM,
        lambda _w: {"key": _workshop().key, "lot": _workshop().key},
        404,
        look=False,
    ),
    Page("needs:workshop-type", TEAM, lambda _w: {"key": _workshop().key}),
    Page("needs:workshop-blank", TEAM, lambda _w: {"key": _workshop().key}, 405, look=False),
    Page("needs:workshop-renumber", TEAM, lambda _w: {"key": _workshop().key}, 405, look=False),
    Page("needs:split", TEAM, lambda w: {"key": _waiting(w).key}),
    Page("needs:classify-undo", TEAM, answers=405, look=False),
    Page("needs:classify", TEAM),
    Page("needs:quick", TEAM),
    Page("needs:show", TEAM),
    Page("needs:need", TEAM, lambda w: {"key": w["need"].key}),
    Page(
        "needs:answer",
        frozenset({"community", "programme", "director"}),
        lambda w: {"key": w["need"].key},
    ),
    Page("needs:decline", TEAM, lambda w: {"key": w["need"].key}),
    Page("agenda:my-calendar", SIGNED_IN),
    Page("agenda:public-feed", EVERYBODY, look=False),
    Page(
        "agenda:public-occasion", EVERYBODY, lambda w: {"key": _announced(w, "public")}, look=False
    ),
    Page("agenda:occasion", TEAM | {"resident"}, lambda w: {"key": _announced(w)}, look=False),
    Page("agenda:feed", EVERYBODY, lambda w: {"token": _calendar(w)}, look=False),
    Page("agenda:change-calendar", SIGNED_IN, lambda w: {"what": "give"}, 405, look=False),
    Page("agenda:my-calendar-by-link", EVERYBODY, lambda w: {"token": _link(w)}),
    Page(
        "agenda:change-calendar-by-link",
        EVERYBODY,
        lambda w: {"token": _link(w), "what": "give"},
        405,
        look=False,
    ),
    Page(
        "agenda:occasion-by-link",
        EVERYBODY,
        lambda w: {"token": _link(w), "key": _announced(w)},
        look=False,
    ),
    Page("people:account", SIGNED_IN),
    Page("people:change-mail", SIGNED_IN),
    Page("people:consents", SIGNED_IN),
    Page("people:forget-device", SIGNED_IN, PERSON, 405, look=False),
    Page("people:forget-devices", SIGNED_IN, answers=405, look=False),
    Page("mfa_trust", EVERYBODY, answers=302, look=False),
    Page("people:add", TEAM),
    Page("people:change", TEAM, PERSON),
    Page("people:half-days", TEAM, PERSON),
    Page("people:remove-away", TEAM, lambda w: {**PERSON(w), "number": 1}, 405, look=False),
    Page("people:roles", DIRECTOR, PERSON),
    Page("people:end-role", DIRECTOR, lambda w: {**PERSON(w), "grant": w["grant"].key}, 405, False),
    Page("people:invite", PROGRAMME, PERSON, 405, look=False),
    Page("people:link", TEAM, PERSON),
    Page("people:card", TEAM, PERSON),
    Page("people:merge", HOLDERS, lambda w: {**PERSON(w), "other": w["expert"].person.key}),
    Page("site:people", TEAM),
    Page("site:person", TEAM, PERSON),
    Page("site:twins", DIRECTOR),
    Page("site:twin-of", DIRECTOR, PERSON),
    Page("site:readers", SIGNED_IN),
    Page("site:requests", DIRECTOR),
    Page("site:copy", DIRECTOR, PERSON),
    Page("site:erase", DIRECTOR, PERSON),
    Page("site:my-copy", SIGNED_IN),
    Page("trust:audit", DIRECTOR),
    Page("site:print-week", TEAM, lambda w: {"day": "2027-02-22"}),
    Page("site:day-pack", TEAM),
    Page("site:offline", EVERYBODY),
    Page("site:day-pack-file", TEAM, look=False),
    Page("site:worker", EVERYBODY, look=False),
    Page("site:print-day", TEAM, lambda w: {"day": "2027-02-25"}),
    Page("site:print-person", TEAM, lambda w: {"key": w["person"].key, "day": "2027-02-22"}),
    Page("site:print-my-week", EVERYBODY, lambda w: {"token": _link(w), "day": "2027-02-22"}),
    Page("site:share", TEAM, lambda w: {"what": "week", "which": "2027-02-22"}),
    Page(
        "site:share-file",
        TEAM,
        lambda w: {"what": "week", "which": "2027-02-22", "language": "ar", "form": "pdf"},
        look=False,
    ),
    Page("outbox:to-send", TEAM),
    Page("outbox:waiting", TEAM),
    Page("outbox:sent", TEAM),
    Page("outbox:slips", TEAM),
    Page("outbox:mark-opened", TEAM, answers=405, look=False),
    Page("outbox:mark-sent", TEAM, answers=405, look=False),
    Page("outbox:mark-not-sent", TEAM, answers=405, look=False),
    Page("outbox:send-now", TEAM, lambda w: {"batch": w["term"].key}, 405, look=False),
    Page("outbox:cancel-batch", TEAM, lambda w: {"batch": w["term"].key}, 405, look=False),
    Page("outbox:cancel-message", TEAM, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("outbox:retry-message", TEAM, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("outbox:take-in-hand", TEAM, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("reception:day", TEAM),
    Page("reception:names", TEAM, look=False),
    Page("reception:evacuation", TEAM),
    Page("reception:kept", TEAM),
    Page("reception:merge", TEAM, look=False),
    Page("reception:number", TEAM, answers=405, look=False),
    Page("reception:back", TEAM, answers=405, look=False),
    Page("reception:find", TEAM, answers=405, look=False),
    Page("reception:arrive", TEAM, answers=405, look=False),
    Page("reception:leave", TEAM, answers=405, look=False),
    Page("reception:visit", TEAM, answers=405, look=False),
    Page("site:here", OWN_WEEK, answers=405, look=False),
    Page("site:here-by-link", EVERYBODY, lambda w: {"token": _link(w)}, 405, look=False),
    Page("hosting:rooms", TEAM),
    Page("hosting:rooms-week", TEAM),
    Page("hosting:rooms-hours", TEAM),
    Page("hosting:rooms-use", TEAM),
    Page("hosting:door", EVERYBODY, lambda w: {"token": _door(w)}),
    Page("hosting:door-feed", EVERYBODY, lambda w: {"token": _door(w)}, look=False),
    Page("hosting:door-give", PROGRAMME, PERSON, 405, look=False),
    Page("hosting:door-revoke", PROGRAMME, PERSON, 405, look=False),
    Page("hosting:room-add", PROGRAMME),
    Page("hosting:room-change", PROGRAMME, lambda w: {"key": w["room"].key}),
    Page("hosting:room-remove", PROGRAMME, PERSON, 405, look=False),
    Page("hosting:room-book", TEAM),
    Page("hosting:room-wait", TEAM, answers=405, look=False),
    Page("hosting:wait-withdraw", TEAM, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("hosting:answer", EVERYBODY, lambda w: {"signed": _own_booking(w)}),
    Page("hosting:offered", EVERYBODY, lambda w: {"signed": _room_wait(w)}),
    Page("hosting:series-list", TEAM),
    Page("hosting:series-add", TEAM),
    Page("hosting:series", TEAM, lambda w: {"key": _series(w)}),
    Page("hosting:series-change", TEAM, lambda w: {"key": _series(w)}, 405, look=False),
    Page("hosting:series-cancel", TEAM, lambda w: {"key": _series(w)}, 405, look=False),
    Page(
        "hosting:series-day",
        TEAM,
        lambda w: {"key": _series(w), "day": "2027-04-22"},
        405,
        look=False,
    ),
    Page("hosting:bookings", TEAM),
    Page("hosting:plans", TEAM),
    Page("hosting:plan-add", PROGRAMME),
    Page("hosting:plan", PROGRAMME, lambda w: {"key": w["subscription"].plan.key}),
    Page("hosting:plan-price", PROGRAMME, PERSON, 405, look=False),
    Page("hosting:price-withdraw", PROGRAMME, PERSON, 405, look=False),
    Page("hosting:pause-shorten", PROGRAMME, PERSON, 405, look=False),
    Page("hosting:pause-withdraw", PROGRAMME, PERSON, 405, look=False),
    Page("hosting:members", TEAM),
    Page("hosting:member-add", PROGRAMME),
    Page("hosting:member", TEAM, lambda w: {"key": w["subscription"].key}),
    Page("hosting:member-terms", PROGRAMME, PERSON, 405, look=False),
    Page("hosting:member-pause", PROGRAMME, PERSON, 405, look=False),
    Page("hosting:member-leave", PROGRAMME, lambda w: {"key": w["subscription"].key}),
    Page("hosting:member-correct", PROGRAMME, PERSON, 405, look=False),
    Page("hosting:desks", TEAM),
    Page("hosting:desk-add", PROGRAMME),
    Page("hosting:desk-map", PROGRAMME, lambda w: {"key": w["desk"].place.key}),
    Page("hosting:desk", TEAM, lambda w: {"key": w["desk"].key}),
    Page("hosting:desk-change", PROGRAMME, lambda w: {"key": w["desk"].key}),
    Page("hosting:desk-remove", PROGRAMME, lambda w: {"key": w["desk"].key}, 405, look=False),
    Page("hosting:desk-take", TEAM, lambda w: {"key": w["desk"].key}, 405, look=False),
    Page("hosting:desk-release", TEAM, lambda w: {"key": w["desk"].key}, 405, look=False),
    Page("hosting:desk-swap", TEAM, lambda w: {"key": w["desk"].key}, 405, look=False),
    Page("hosting:desk-hold", TEAM, lambda w: {"key": w["desk"].key}, 405, look=False),
    Page("hosting:desk-share", TEAM, lambda w: {"key": w["desk"].key}, 405, look=False),
    Page("hosting:holding-end", TEAM, lambda w: {"key": w["desk"].key}, 405, look=False),
    Page("hosting:booking-cancel", TEAM, lambda w: {"key": _booked(w).key}),
    Page("billing:invoices", BOOKS),
    Page("billing:invoice-add", BOOKS),
    Page("billing:month", BOOKS),
    Page("billing:month-run", BOOKS, answers=405, look=False),
    Page("billing:month-issue", BOOKS, answers=405, look=False),
    Page("billing:due", TILL),
    Page("billing:reminders", BOOKS),
    Page("billing:payer-add", BOOKS),
    Page("billing:payer", TILL, _payer),
    Page("billing:payer-pdf", TILL, _payer, look=False),
    Page("billing:payer-change", BOOKS, _payer),
    Page("billing:parts", BOOKS, _payer, answers=405, look=False),
    Page("billing:leaving-draft", BOOKS, PERSON, answers=405, look=False),
    Page(
        "billing:parts-end",
        BOOKS,
        _payer,
        answers=405,
        look=False,
    ),
    Page("billing:sell", TEAM, PERSON),
    Page("billing:payments", TILL),
    Page("billing:payment-add", TILL),
    Page("billing:payment", TILL, lambda w: {"key": _cash(w).key}),
    Page("billing:receipt", TILL, lambda w: {"key": _cash(w).key}, look=False),
    Page("billing:bounce", TILL, _payer, answers=405, look=False),
    Page(
        "billing:take-back",
        BOOKS,
        _payer,
        answers=405,
        look=False,
    ),
    Page("billing:settings", BOOKS),
    Page("billing:closing", BOOKS),
    Page("billing:export", BOOKS),
    Page("billing:export-file", BOOKS, look=False),
    Page("billing:invoice", BOOKS, lambda w: {"key": _issued(w).key}),
    Page("billing:invoice-pdf", BOOKS, lambda w: {"key": _issued(w).key}, look=False),
    Page("billing:invoice-send", BOOKS, _payer, 405, look=False),
    Page("billing:month-send", BOOKS, answers=405, look=False),
    Page(
        "billing:invoice-issue",
        BOOKS,
        _payer,
        answers=405,
        look=False,
    ),
    Page(
        "billing:invoice-discard",
        BOOKS,
        _payer,
        answers=405,
        look=False,
    ),
    Page(
        "billing:invoice-reference",
        BOOKS,
        _payer,
        answers=405,
        look=False,
    ),
    Page("billing:credit", BOOKS, lambda w: {"key": _issued(w).key}),
    Page("billing:till", TILL),
    Page("billing:till-move", TILL, answers=405, look=False),
    Page("billing:till-count", TILL, answers=405, look=False),
    Page("support:experts", TEAM),
    Page("support:expert-add", PROGRAMME | {"community"}),
    Page("support:expert", TEAM, lambda w: {"key": w["expert"].key}),
    Page("support:expert-change", PROGRAMME | {"community"}, lambda w: {"key": w["expert"].key}),
    Page("support:half-days-set", TEAM, lambda w: {"key": w["expert"].key}),
    Page(
        "support:away-remove",
        TEAM,
        lambda w: {"key": w["expert"].key, "number": 1},
        405,
        look=False,
    ),
    Page("support:half-days-by-link", EVERYBODY, lambda w: {"token": _expert_link(w)}),
    Page("imports:start", IMPORTERS),
    Page("imports:everything", TAKERS),
    Page("imports:programme", TEAM, lambda w: {"key": w["term"].key}, look=False),
    Page("imports:template", IMPORTERS, lambda w: {"language": "ar", "form": "xlsx"}, look=False),
    # A preview belongs to one person; the rest of the team is told that it is no longer kept.
    Page("imports:preview", IMPORTERS, lambda w: {"key": w["term"].key}, 302, look=False),
    Page("imports:rows", IMPORTERS, lambda w: {"key": w["term"].key}, 302, look=False),
    Page("imports:confirm", IMPORTERS, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("imports:cancel", IMPORTERS, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("imports:done", IMPORTERS, lambda w: {"key": w["term"].key}, 302, look=False),
    Page("imports:explain", IMPORTERS, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("imports:choose", IMPORTERS, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("imports:undo", IMPORTERS, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("insights:latest", IMPORTERS, answers=302, look=False),
    Page("insights:visit", IMPORTERS),
    Page("insights:visit-begin", IMPORTERS, answers=405, look=False),
    Page("insights:visit-end", EVERYBODY, answers=405, look=False),
    Page("insights:term", IMPORTERS, lambda w: {"key": w["term"].key}),
    Page("insights:draft", IMPORTERS, lambda w: {"key": w["term"].key}),
    Page("insights:sentences", PROGRAMME, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("insights:give", PROGRAMME, lambda w: {"key": w["term"].key}, 405, look=False),
    Page("insights:withdraw", PROGRAMME, lambda w: {"key": _given(w)}),
    Page("insights:given", EVERYBODY, lambda w: {"key": _given(w)}),
    Page(
        "insights:given-pdf",
        EVERYBODY,
        lambda w: {"key": _given(w), "language": "fr"},
        look=False,
    ),
    Page("support:terms", TEAM),
    Page("support:term-open", PROGRAMME),
    Page("support:term", TEAM, lambda w: {"key": w["term"].key}),
    Page("support:term-change", PROGRAMME, lambda w: {"key": w["term"].key}),
]


def _seat(world: dict[str, Any]) -> Any:
    return world["session"].occasion.invitations.get().key


def _booked(world: dict[str, Any]) -> Booking:
    return Booking.objects.create(space=world["room"], person=world["person"], **_soon())


def _own_booking(world: dict[str, Any]) -> str:
    return booking_link(_booked(world)).rstrip("/").rpartition("/")[2]


def _room_wait(world: dict[str, Any]) -> str:
    wait = RoomWait.objects.create(room=world["room"], person=world["person"], **_soon())
    return wait_link(wait).rstrip("/").rpartition("/")[2]


def _series(world: dict[str, Any]) -> Any:
    day = timezone.localdate() + timedelta(days=3)
    return Series.objects.create(
        space=world["room"],
        weekdays=[day.weekday()],
        starts_on=day,
        until_on=day + timedelta(days=7),
        starts=time(10),
        minutes=60,
    ).key


def _soon() -> dict[str, Any]:
    start = timezone.now() + timedelta(days=3)
    return {"start_at": start, "end_at": start + timedelta(hours=1)}


def persona(name: str) -> Person | None:
    """The person of a persona (None: a visitor), made on first use."""
    role = PERSONAS[name]
    if role is None:
        return None
    known = Person.objects.filter(email=f"{name}@hub.example").first()
    return known or factories.person(name.capitalize(), roles=[role], email=f"{name}@hub.example")


def world() -> dict[str, Any]:
    """One row of everything an address needs."""
    factories.hub()
    term = factories.term()
    need = factories.need(persona("resident"))
    expert = factories.expert("Leïla")
    room = factories.room("Zitoun")
    PersonalLink.objects.create(person=need.person, expires_on=date(2099, 1, 1))
    return {
        "grant": need.person.grants.first(),
        "term": term,
        "need": need,
        "person": need.person,
        "expert": expert,
        "room": room,
        "desk": factories.desk("A1"),
        "subscription": factories.subscription(need.person),
        "session": factories.session(of=term, needs=[need], by=expert, where=room),
    }
