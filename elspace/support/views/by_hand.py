"""Composing a session by hand, without the planner: people, who can, three dates, done."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.keys import key_or_new
from elspace.people.acting import acting
from elspace.support.actions.sessions import propose_session
from elspace.support.forms.by_hand import Choice, read_choice
from elspace.support.models import Session
from elspace.support.queries.by_hand import offers_for
from elspace.support.queries.terms import current_term
from elspace.trust.actions import mark_read


@requires("support.change_session")
def session_new(request: HttpRequest) -> HttpResponse:
    """From a discipline to a proposed session in one page."""
    term = current_term()
    if term is None:
        return redirect("support:programme")
    known = Session.objects.filter(key=key_or_new(request.POST.get("key"))).first()
    if known is not None:  # pressed twice, or the page sent again
        return redirect("support:session", key=known.key)
    choice = read_choice(request.POST if request.method == "POST" else request.GET)
    mark_read(choice.waiting, reader=request.user)
    offers = []
    if choice.is_complete:
        offers = offers_for(
            term=term,
            discipline=choice.discipline,  # type: ignore[arg-type]
            format=choice.format,  # type: ignore[arg-type]
            language=choice.language,  # type: ignore[arg-type]
            people=[need.person for need in choice.needs],
        )
    refusal = None
    if request.method == "POST":
        try:
            session = _make(request, term, choice, offers)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The session is on the programme. It holds nothing yet."))
            return redirect("support:session", key=session.key)
    context = {
        "term": term,
        "choice": choice,
        "offers": offers,
        "key": request.POST.get("key") or uuid.uuid4(),
        "reason": request.POST.get("reason", ""),
        "needs_reason": bool(choice.needs) and all(need.level < 2 for need in choice.needs),
        "refusal": refusal,
    }
    return render(request, "support/session_new.html", context)


def _make(request: HttpRequest, term: Any, choice: Choice, offers: list[Any]) -> Any:
    """The chosen date of the chosen expert, as it is offered now."""
    wanted = request.POST.get("date", "")
    for offer in offers:
        for date in offer.dates:
            name = f"{offer.expert.key if offer.expert else 'peers'}:{date.slot}"
            if name == wanted:
                return propose_session(
                    term=term,
                    discipline=choice.discipline,  # type: ignore[arg-type]
                    format=choice.format,  # type: ignore[arg-type]
                    expert=offer.expert,
                    room=date.room,
                    language=choice.language,  # type: ignore[arg-type]
                    start_at=date.start_at,
                    end_at=date.end_at,
                    needs=choice.needs,
                    reason=request.POST.get("reason", ""),
                    is_by_hand=True,
                    key=key_or_new(request.POST.get("key")),
                    by=acting(request),
                )
    raise Refused(_("This date has just been taken. Here are the dates left."))
