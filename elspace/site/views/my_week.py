"""My week: a person's own small page, for residents and experts alike."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from elspace.agenda.enums import Reply
from elspace.agenda.models import Invitation, Occasion
from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.hosting.models import Booking
from elspace.hosting.queries import own_bookings_to_come
from elspace.hub.parts import uses_part
from elspace.needs.queries import my_needs
from elspace.people.enums import Free
from elspace.people.links import used
from elspace.people.models import Person
from elspace.reception.rules import KEPT_DAYS
from elspace.site.own import back_to_own_page, own_address, owner
from elspace.site.queries.ramadan import wants_evening_answer
from elspace.site.queries.week import Week, week_of
from elspace.support.actions.living import answer_invitation, write_lines
from elspace.support.actions.sessions import (
    confirm_session,
    note_expert_cannot,
    refuse_session,
)
from elspace.support.models import Session
from elspace.trust.actions import state_consent
from elspace.trust.models import Purpose
from elspace.trust.queries import consents_to, readings_of

from .my_presence import asks_desk, card_read, checks_in, own_presence

ROOMS_SHOWN = 5


def my_week(request: HttpRequest, token: str = "") -> HttpResponse:
    """Invitations, where each need stands, and, for an expert, the dates asked of her."""
    person = owner(request)
    if token and asks_desk(request, person):
        return card_read(request, person)
    has_programme = uses_part(request, "programme")
    week = week_of(person) if has_programme else Week()
    for card in (*week.to_answer, *week.coming):
        card.answer_url = own_address(request, "site:answer", token, key=card.invitation.key)
        card.ics_url = _ics(card.session.occasion, token)
        card.is_sealed = bool(token) and card.session.is_confidential
    for session in (*week.dates, *week.given, *week.held):
        session.date_url = own_address(request, "site:answer-date", token, key=session.key)
    return render(
        request,
        "site/my_week.html",
        {
            "person": person,
            "week": week,
            "token": token,
            "rooms": _rooms_booked(person),
            "presence": own_presence(request, person, token),
            "replies": Reply,
            "evening_answers": Free if has_programme and wants_evening_answer(person) else None,
            "evenings_url": own_address(request, "site:my-evenings", token),
            "rooms_url": own_address(request, "site:my-rooms", token)
            if person.has_perm("hosting.book_own_room")
            else "",
            "desk_url": own_address(request, "site:my-desk", token)
            if person.has_perm("hosting.use_own_desk") and uses_part(request, "desks")
            else "",
            "invoices_url": own_address(request, "site:my-invoices", token)
            if uses_part(request, "invoices") and person.has_perm("hosting.book_own_room")
            else "",
            "who_sees_url": own_address(request, "site:who-sees", token),
            "half_days_url": reverse("support:half-days-by-link", kwargs={"token": token})
            if token and has_programme and hasattr(person, "expert")
            else "",
            "calendar_url": reverse("agenda:my-calendar-by-link", kwargs={"token": token})
            if token
            else reverse("agenda:my-calendar"),
            "print_url": reverse(
                "site:print-my-week", kwargs={"token": token, "day": today().isoformat()}
            )
            if token
            else "",
            "say_url": reverse("needs:state-by-link", kwargs={"token": token})
            if token
            else reverse("needs:state"),
        },
    )


def _rooms_booked(person: Person) -> list[Booking]:
    """The next rooms they hold themselves; those of sessions stand with the session."""
    if not person.has_perm("hosting.book_own_room"):
        return []
    return list(own_bookings_to_come(person)[:ROOMS_SHOWN])


def _ics(occasion: Occasion, token: str) -> str:
    """The address that adds one session to the phone's own calendar."""
    if token:
        kwargs = {"token": token, "key": occasion.key}
        return reverse("agenda:occasion-by-link", kwargs=kwargs)
    return reverse("agenda:occasion", kwargs={"key": occasion.key})


def who_sees(request: HttpRequest, token: str = "") -> HttpResponse:
    """Who may read a person's needs, and who has read them."""
    person = owner(request)
    needs = [need for need in my_needs(person) if not (token and need.is_confidential)]
    for need in needs:
        need.readers = list(readings_of(need))  # type: ignore[attr-defined]
    return render(
        request,
        "site/who_sees.html",
        {
            "person": person,
            "needs": needs,
            "token": token,
            "team": Person.objects.team(),
            "kept_days": KEPT_DAYS if checks_in(request) else 0,
            "on_sheets": consents_to(person, Purpose.NAME_ON_SHEETS),
            "sheets_url": own_address(request, "site:name-on-sheets", token),
        },
    )


def name_on_sheets(request: HttpRequest, token: str = "") -> HttpResponse:
    """Whether a person's name may be printed on the sheets they sign, by a pressed button."""
    person = owner(request)
    given = request.POST.get("given", "")
    if request.method == "POST" and given in ("yes", "no"):
        state_consent(person=person, purpose=Purpose.NAME_ON_SHEETS, given=given == "yes")
        messages.success(
            request, _("Kept: yes.") if given == "yes" else _("Kept: no. Nothing else changes.")
        )
        if token:
            used(request)
    return redirect(own_address(request, "site:who-sees", token))


def not_me(request: HttpRequest, token: str) -> HttpResponse:
    """The address reached somebody else's phone."""
    return render(request, "site/not_me.html")


def answer(request: HttpRequest, token: str = "", *, key: str) -> HttpResponse:
    """A pressed button under an invitation."""
    person = owner(request)
    invitation = get_object_or_404(Invitation, key=key, person=person)
    reply = request.POST.get("reply", "")

    def act() -> None:
        if reply not in Reply.values:
            raise Refused(_("This button is not known here. Nothing was changed."))
        answer_invitation(invitation=invitation, reply=Reply(reply), by=person)

    return _pressed(request, token, act)


def answer_date(request: HttpRequest, token: str = "", *, key: str) -> HttpResponse:
    """An expert's answer about a date, a later "I cannot after all", or her three lines."""
    person = owner(request)
    session = get_object_or_404(Session, key=key, expert__person=person)
    said = request.POST.get("said", "")
    ways: dict[str, Callable[[], Any]] = {
        "yes": lambda: confirm_session(session=session, by=person),
        "no": lambda: refuse_session(session=session, by=person),
        "cannot": lambda: note_expert_cannot(session=session, by=person),
        "lines": lambda: write_lines(
            session=session, text=request.POST.get("lines", ""), by=person
        ),
    }
    return _pressed(request, token, ways.get(said, lambda: None))


def _pressed(request: HttpRequest, token: str, act: Callable[[], Any]) -> HttpResponse:
    """Only a pressed button acts; a refusal is said on the page."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        act()
    except Refused as refusal:
        messages.warning(request, refusal.reason)
    return back_to_own_page(request, token)
