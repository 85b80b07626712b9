"""Why this session, and why not at another hour; moving or changing what is only proposed."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.keys import key_or_new
from elspace.core.templatetags.elspace import listed
from elspace.hub.models import Format
from elspace.people.acting import acting
from elspace.support.actions.composing import change_format, remove_seat
from elspace.support.actions.sessions import give_reason, move_session
from elspace.support.enums import SessionState
from elspace.support.models import Session
from elspace.support.queries.elsewhere import elsewhere_at, week_elsewhere
from elspace.support.queries.sessions import people_of, sessions_with_people
from elspace.support.queries.why import why_of
from elspace.support.rules import sessions as rules
from elspace.support.views.closing import closed
from elspace.trust.actions import mark_read


@requires("support.view_programme")
def session_why(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Who asked for it, why this person and hour, and what each other hour would break."""
    found = get_object_or_404(sessions_with_people().select_related("term"), key=key)
    if door := closed(request, found):
        return door
    user = request.user
    needs = [seat.need for seat in found.occasion.invitations.all() if seat.need]
    mark_read(needs, reader=user)
    asked = request.GET.get("week", "")
    week = int(asked) if asked.isdecimal() and len(asked) < 3 else None
    is_open = bool(rules.can_change_session(user, found))
    context = {
        "session": found,
        "why": why_of(found),
        "week": week_elsewhere(found, week) if found.state not in rules.OVER else None,
        "can_change": is_open,
        "is_proposed": found.state == SessionState.PROPOSED,
    }
    return render(request, "support/session_why.html", context)


@requires("support.change_session")
@require_POST
def session_compose(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One change of a session that is only proposed: its hour, a person, its way, its reason."""
    found = get_object_or_404(sessions_with_people().select_related("term"), key=key)
    if door := closed(request, found):
        return door
    allowed = rules.can_change_session(request.user, found)
    back = "support:session"
    try:
        if not allowed:
            raise Refused(allowed.reason)
        _change(request, found)
    except Refused as refusal:
        messages.warning(request, refusal.reason)
        if "slot" in request.POST:
            back = "support:session-why"
    return redirect(back, key=found.key)


def _change(request: HttpRequest, found: Session) -> None:
    post: Any = request.POST
    by: Any = request.user
    if "slot" in post:
        _move(request, found)
    elif "remove" in post:
        seat = get_object_or_404(found.occasion.invitations, key=key_or_new(post["remove"]))
        _warn_if_few(request, remove_seat(session=found, seat=seat, by=by))
    elif "format" in post:
        form = get_object_or_404(Format, code=post["format"])
        change_format(session=found, format=form, by=by)
    elif "reason" in post:
        give_reason(session=found, reason=post["reason"], by=by)
    else:
        raise Refused(_("This button is not known here. Nothing was changed."))


def _move(request: HttpRequest, found: Session) -> None:
    """To another slot: a proposed session moves at once, another by the page that tells all."""
    asked = request.POST["slot"]
    there = elsewhere_at(found, int(asked)) if asked.isdecimal() and len(asked) < 6 else None
    if there is None:
        raise Refused(_("This hour is past or the hub is closed then."))
    if found.state != SessionState.PROPOSED:
        raise Refused(_("Its people or its expert know this date: move it by “Something came up”."))
    if there.breaks:
        raise Refused(" ".join(there.breaks))
    move_session(
        session=found,
        start_at=there.start_at,
        end_at=there.end_at,
        room=there.room,
        by=acting(request),
    )
    if there.cannot:
        names = listed(person.name for person in there.cannot)
        messages.warning(
            request,
            ngettext(
                "Moved. %(names)s cannot come then: the need waits if you take this person out.",
                "Moved. %(names)s cannot come then: their needs wait if you take them out.",
                len(there.cannot),
            )
            % {"names": names},
        )
    else:
        messages.success(request, _("Moved. Everybody can come."))


def _warn_if_few(request: HttpRequest, session: Session) -> None:
    """Say at once when too few are left for the way of working; the page has the offers."""
    people = len(list(people_of(sessions_with_people().get(pk=session.pk))))
    if people < session.format.min_people:
        messages.warning(
            request,
            ngettext(
                "%(n)d person is left; this way of working takes %(min)d.",
                "%(n)d people are left; this way of working takes %(min)d.",
                people,
            )
            % {"n": people, "min": session.format.min_people},
        )
    else:
        messages.success(request, _("Taken out. The need waits for another date."))
