"""A session's page for the team: who comes, what each said, and every step of its life."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elspace.agenda.enums import Reply
from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.keys import key_or_new
from elspace.core.models import EnteredFrom
from elspace.needs.models import Need
from elspace.support.actions.living import answer_invitation, invite_next
from elspace.support.actions.sessions import (
    announce_sessions,
    ask_sessions,
    confirm_session,
    drop_proposed,
    refuse_session,
)
from elspace.support.enums import SessionState
from elspace.support.models import Session
from elspace.support.queries.sessions import (
    formats_that_fit,
    free_seats,
    needs_reason,
    next_for_seat,
    replies_of,
    sessions_with_people,
)
from elspace.support.queries.why import asked_by_level
from elspace.support.rules import sessions as rules
from elspace.support.views.closing import closed
from elspace.trust.actions import mark_read


@requires("support.view_programme")
def session(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Facts, people and the next possible steps of one session."""
    found = get_object_or_404(sessions_with_people(), key=key)
    if door := closed(request, found):
        return door
    user = request.user
    seats = sorted(found.occasion.invitations.all(), key=lambda seat: seat.is_dropped)
    mark_read([seat.need for seat in seats if seat.need], reader=user)
    return render(
        request,
        "support/session.html",
        {
            "session": found,
            "asked": asked_by_level(found),
            "seats": seats,  # places given back come last
            "coming": sum(not seat.is_dropped for seat in seats),
            "replies": replies_of(found),
            "free_seats": free_seats(found),
            "next_needs": next_for_seat(found) if rules.can_invite_next(user, found) else [],
            "can_change": rules.can_change_session(user, found),
            "can_answer": rules.can_answer_for_expert(user, found),
            "can_announce": rules.can_announce(user, found),
            "can_call_roll": rules.can_call_roll(user, found),
            "is_proposed": found.state == SessionState.PROPOSED,
            "needs_reason": needs_reason(found),
            "other_formats": formats_that_fit(found),
            "sources": [
                EnteredFrom.CALL,
                EnteredFrom.VOICE,
                EnteredFrom.PAPER,
                EnteredFrom.MEETING,
            ],
            "reply_choices": [Reply.YES, Reply.NO, Reply.OTHER_DATE],
        },
    )


@requires("support.view_programme")
@require_POST
def session_step(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One pressed button: ask, confirm or refuse for the expert, announce, drop, invite, reply."""
    found = get_object_or_404(sessions_with_people(), key=key)
    if door := closed(request, found):
        return door
    try:
        gone = _step(request, found)
    except Refused as refusal:
        messages.warning(request, refusal.reason)
        gone = False
    return redirect("support:programme") if gone else redirect("support:session", key=found.key)


def _step(request: HttpRequest, found: Session) -> bool:
    """Do it; True when the session is no more."""
    post, by = request.POST, request.user
    step = post.get("step", "")
    source = _source(post)
    needed = {
        "ask": rules.can_change_session,
        "drop": rules.can_change_session,
        "confirm": rules.can_answer_for_expert,
        "refuse": rules.can_answer_for_expert,
        "announce": rules.can_announce,
        "invite": rules.can_invite_next,
        "reply": rules.can_type_reply,
    }
    if step not in needed:
        raise Refused(_("This button is not known here. Nothing was changed."))
    allowed = needed[step](by, found)
    if not allowed:
        raise Refused(allowed.reason)
    if step == "ask":
        ask_sessions(sessions=[found], by=by)  # type: ignore[arg-type]
    elif step == "drop":
        drop_proposed(session=found, by=by)  # type: ignore[arg-type]
    elif step == "confirm":
        confirm_session(session=found, by=by, entered_from=source)  # type: ignore[arg-type]
    elif step == "refuse":
        refuse_session(session=found, by=by, entered_from=source)  # type: ignore[arg-type]
    elif step == "announce":
        announce_sessions(sessions=[found], by=by)  # type: ignore[arg-type]
    elif step == "invite":
        need = get_object_or_404(Need, key=key_or_new(post.get("need")))
        invite_next(session=found, need=need, by=by)  # type: ignore[arg-type]
    else:
        seat = get_object_or_404(found.occasion.invitations, key=key_or_new(post.get("seat")))
        reply = post.get("reply", "")
        if reply not in Reply.values:
            raise Refused(_("This button is not known here. Nothing was changed."))
        answer_invitation(invitation=seat, reply=Reply(reply), by=by, entered_from=source)  # type: ignore[arg-type]
    return step == "drop"


def _source(post: Any) -> EnteredFrom:
    """From what the team typed it."""
    said = post.get("entered_from", "")
    return EnteredFrom(said) if said in EnteredFrom.values else EnteredFrom.CALL
