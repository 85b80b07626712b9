"""Living through a session: roll call, three lines, and what to do when something came up."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from elspace.agenda.enums import Presence
from elspace.agenda.queries import presence_at
from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.keys import key_or_new, key_or_none
from elspace.core.models import EnteredFrom
from elspace.core.moments import said_at
from elspace.people.acting import acting
from elspace.people.models import Person
from elspace.support.actions.living import hold_session, mark_present, write_lines
from elspace.support.actions.sessions import (
    become_peer_session,
    cancel_session,
    move_session,
    note_expert_cannot,
    replace_expert,
)
from elspace.support.enums import SessionState
from elspace.support.letters import write_letter
from elspace.support.models import Expert, Session
from elspace.support.queries.sessions import sessions_with_people
from elspace.support.queries.solutions import Solutions
from elspace.support.queries.told import who_knows
from elspace.support.rules.sessions import can_call_roll
from elspace.support.views.closing import closed

MOST_WALK_INS = 50  # in one sending


@requires("agenda.mark_attendance")
def roll_call(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Who came: one tap each on a phone, then closed; can be mended afterwards."""
    session = get_object_or_404(sessions_with_people(), key=key)
    if door := closed(request, session):
        return door
    if request.method == "POST":
        return _keep_roll_call(request, session)
    marks = presence_at(session.occasion)
    rows = [
        {"seat": seat, "presence": marks.get(seat.person_id, ""), "key": uuid.uuid4()}
        for seat in session.occasion.invitations.all()
        if not seat.is_dropped or seat.person_id in marks
    ]
    walk_ins = session.occasion.marks.filter(person=None).order_by("at")
    return render(
        request,
        "support/roll_call.html",
        {
            "session": session,
            "rows": rows,
            "walk_ins": walk_ins,
            "walk_in_key": uuid.uuid4(),
            "spare_key": uuid.uuid4(),
            "presences": Presence,
            "is_held": session.state == SessionState.HELD,
        },
    )


def _keep_roll_call(request: HttpRequest, session: Session) -> HttpResponse:
    post = request.POST
    by: Person = acting(request)
    marks = presence_at(session.occasion)
    device = post.get("device", "")
    try:
        if not (allowed := can_call_roll(by, session)):
            raise Refused(allowed.reason)
        for seat in session.occasion.invitations.all():
            key = seat.person.key
            said = post.get(f"presence-{key}", "")
            # What this page showed already was not said here: another phone may know better since.
            if said in Presence.values and said != post.get(
                f"was-{key}", marks.get(seat.person_id)
            ):
                mark_present(
                    session=session,
                    key=key_or_new(post.get(f"key-{key}")),
                    presence=Presence(said),
                    person=seat.person,
                    at=said_at(post, f"at-{key}"),
                    device=device,
                    by=by,
                )
        for key in post.getlist("walk_in_key")[:MOST_WALK_INS]:
            name = post.get(f"walk_in-{key}", "").strip()
            if name or key in post.getlist("add_walk_in"):
                mark_present(
                    session=session,
                    key=key_or_new(key),
                    presence=Presence.PRESENT,
                    walk_in=name,
                    at=said_at(post, f"at-{key}"),
                    device=device,
                    by=by,
                )
        if "lines" in post and post["lines"].strip() != session.lines:
            write_lines(session=session, text=post["lines"], by=by, entered_from=EnteredFrom.CALL)
        if "close" in post:
            hold_session(session=session, by=by)
            messages.success(request, _("The roll call is closed. The needs go on from here."))
            return redirect("site:today")
    except Refused as refusal:
        messages.warning(request, refusal.reason)
    return redirect("support:roll-call", key=session.key)


@requires("support.change_session")
def session_cannot(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Something came up: who cannot, then the solutions, best first, then a preview, then told."""
    session = get_object_or_404(sessions_with_people(), key=key)
    if door := closed(request, session):
        return door
    if request.method == "POST":
        return _apply(request, session)
    solutions = Solutions(session)
    chosen = _chosen(request.GET, solutions)
    return render(
        request,
        "support/session_preview.html" if chosen else "support/session_cannot.html",
        {
            "session": session,
            "solutions": solutions,
            "chosen": chosen,
            "key": uuid.uuid4(),
            "is_over": session.state
            in (SessionState.HELD, SessionState.MOVED, SessionState.CANCELLED),
        },
    )


def _chosen(query: Any, solutions: Solutions) -> dict[str, Any] | None:
    """The solution named in the address, with who is told and in which words."""
    session, way = solutions.session, query.get("way", "")
    new: Session | None = None
    letter = {"replace": "new_expert", "peer": "new_expert", "date": "moved", "cancel": "cancelled"}
    if way not in letter:
        return None
    found: dict[str, Any] = {"way": way}
    preview = Session.objects.select_related(
        "occasion", "room", "discipline", "expert__person"
    ).get(pk=session.pk)
    if way == "replace":
        found["substitute"] = next(
            (one for one in solutions.substitutes if str(one.expert.key) == query.get("expert")),
            None,
        )
        if found["substitute"] is None:
            return None
        preview.expert = found["substitute"].expert
    elif way == "peer":
        preview.expert = None
    elif way == "date":
        found["date"] = next(
            (one for one in solutions.dates if str(one.slot) == query.get("slot")), None
        )
        if found["date"] is None:
            return None
        new = Session.objects.select_related("occasion", "room").get(pk=session.pk)
        new.occasion.start_at, new.room = found["date"].start_at, found["date"].room
    expected = {person.pk for person in solutions.people}
    found["told"] = len(expected & who_knows(session).keys())
    announced = session.state == SessionState.ANNOUNCED
    found["waiting"] = len(expected) - found["told"] if announced else 0
    found["asks"] = way == "replace" and session.state == SessionState.ASKED
    found["letters"] = [_letter(letter[way], language, preview, new) for language in ("fr", "ar")]
    return found


def _letter(name: str, language: str, session: Session, new: Session | None) -> dict[str, str]:
    """The letter as somebody who reads `language` will get it."""
    reader = Person(first_name="…", first_name_ar="…", language=language)
    title, body = write_letter(name, to=reader, session=session, new=new, page="…")
    return {"language": language, "title": title, "body": body}


def _apply(request: HttpRequest, session: Session) -> HttpResponse:
    post = request.POST
    by: Person = acting(request)
    way = post.get("way", "")
    told = session.state == SessionState.ANNOUNCED and (way != "cancel" or who_knows(session))
    asks = way == "replace" and session.state == SessionState.ASKED
    try:
        if way == "note":
            note_expert_cannot(session=session, by=by, entered_from=EnteredFrom.CALL)
            messages.success(request, _("Noted. It waits for a decision on the page Today."))
            return redirect("site:today")
        if way == "replace":
            expert = get_object_or_404(Expert, key=key_or_none(post.get("expert")))
            session = replace_expert(session=session, expert=expert, by=by)
        elif way == "peer":
            become_peer_session(session=session, by=by)
        elif way == "date":
            offer = next(
                (one for one in Solutions(session).dates if str(one.slot) == post.get("slot")), None
            )
            if offer is None:
                raise Refused(_("This date has just been taken. Here are the dates left."))
            move_session(
                session=session,
                start_at=offer.start_at,
                end_at=offer.end_at,
                room=offer.room,
                key=key_or_new(post.get("key")),
                by=by,
            )
        elif way == "cancel":
            cancel_session(session=session, reason=post.get("reason", ""), by=by)
        else:
            raise Refused(_("This button is not known here. Nothing was changed."))
    except Refused as refusal:
        messages.warning(request, refusal.reason)
        return redirect("support:session-cannot", key=session.key)
    if asks:
        name = session.expert.person.name if session.expert else ""
        messages.success(request, _("Done. %(name)s: the date is asked.") % {"name": name})
        return redirect("support:session", key=session.key)
    if told:
        messages.success(request, _("Done. Here is who is to be told, calls first."))
        return redirect("outbox:to-send")
    messages.success(request, _("Done. Nobody had been told yet."))
    return redirect("site:today")
