"""Attendance sheets on paper: printed with numbered lines, typed back in under a minute; and an
expert's month for who has no smartphone."""

import uuid
from datetime import timedelta
from itertools import chain
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from elspace.core.addresses import whole_address
from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.keys import key_or_new
from elspace.core.moments import today
from elspace.core.printing import paper
from elspace.support.actions.living import type_sheet
from elspace.support.enums import SessionState
from elspace.support.models import Expert, Session
from elspace.support.queries.sessions import asked_of, coming_of_expert
from elspace.support.queries.sheets import (
    Line,
    blank_lines,
    numbers_in,
    session_numbered,
    sheet_lines,
)

from .closing import closed


@requires("agenda.mark_attendance")
@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """Which sheet is in the hand: its number leads to the page where it is typed."""
    typed = request.GET.get("number", "")
    found = session_numbered(typed) if typed else None
    if found is not None:
        return redirect("support:sheet-type", key=found.key)
    recent = (
        Session.objects.filter(
            state__in=(SessionState.CONFIRMED, SessionState.ANNOUNCED),
            occasion__start_at__lte=timezone.now(),
        )
        .select_related("occasion", "discipline")
        .order_by("-occasion__start_at")[:8]
    )
    context = {"typed": typed, "is_unknown": bool(typed.strip()), "recent": recent}
    return render(request, "support/sheets.html", context)


@requires("agenda.mark_attendance")
@require_safe
def sheet(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The sheet to print: French and Arabic, names of those who agreed, room to sign."""
    session = _session(key)
    if door := closed(request, session):
        return door
    lines = [] if session.is_confidential else sheet_lines(session)
    return paper(
        request,
        "support/print_sheet.html",
        {
            "session": session,
            "lines": [*lines, *blank_lines(lines)],
            "typed_url": whole_address("support:sheet-type", key=session.key),
        },
    )


@requires("agenda.mark_attendance")
def sheet_type(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The signed lines of a sheet, typed back."""
    session = _session(key)
    if door := closed(request, session):
        return door
    lines = sheet_lines(session)
    context: dict[str, Any] = {
        "session": session,
        "rows": [_row(line, request) for line in lines],
        "blanks": [_row(line, request) for line in blank_lines(lines)],
        "numbers": request.POST.get("numbers", ""),
        "is_held": session.state == SessionState.HELD,
    }
    if request.method == "POST":
        try:
            return _keep(request, session, lines)
        except Refused as refused:
            context["refusal"] = refused
    return render(request, "support/sheet_type.html", context)


def _row(line: Line, request: HttpRequest) -> dict[str, Any]:
    """A line as the page shows it, with what was typed before a refusal."""
    number = str(line.number)
    return {
        "line": line,
        "key": key_or_new(request.POST.get(f"key-{number}")),
        "is_ticked": line.is_here or number in request.POST.getlist("here"),
        "name": request.POST.get(f"name-{number}", ""),
    }


def _keep(request: HttpRequest, session: Session, lines: list[Line]) -> HttpResponse:
    post = request.POST
    numbers = numbers_in(post.get("numbers", ""))
    if numbers is None:
        raise Refused(_("Line numbers look like this: 1-4, 7. Nothing was lost."))
    by_number = {line.number: line for line in lines}
    known = set(by_number) | {line.number for line in blank_lines(lines)}
    if stray := sorted(numbers - known):
        raise Refused(
            _("This sheet has no line %(number)s. Nothing was lost.") % {"number": stray[0]}
        )
    here = numbers | {int(text) for text in post.getlist("here") if text.isdecimal()}
    people = {
        line.person: key_or_new(post.get(f"key-{number}"))
        for number, line in by_number.items()
        if number in here and line.person is not None
    }
    walk_ins = {
        key_or_new(post.get(f"key-{line.number}")): post.get(f"name-{line.number}", "").strip()
        for line in blank_lines(lines)
        if line.number in here or post.get(f"name-{line.number}", "").strip()
    }
    by: Any = request.user
    type_sheet(session=session, people=people, walk_ins=walk_ins, by=by)
    said = ngettext(
        "The sheet is in: %(n)d person came. The needs go on from here.",
        "The sheet is in: %(n)d people came. The needs go on from here.",
        len(people) + len(walk_ins),
    )
    messages.success(request, said % {"n": len(people) + len(walk_ins)})
    return redirect("support:sheets")


@requires("support.view_expert")
@require_safe
def expert_month(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """An expert's next dates on paper, for who has no smartphone; in the expert's language."""
    expert = get_object_or_404(Expert.objects.select_related("person"), key=key, is_active=True)
    until = today() + timedelta(days=31)
    rows = [
        session
        for session in chain(asked_of(expert.person), coming_of_expert(expert.person))
        if timezone.localdate(session.occasion.start_at) <= until
    ]
    rows.sort(key=lambda session: session.occasion.start_at)
    with translation.override(expert.person.language):
        context = {"expert": expert, "rows": rows, "first": today(), "last": until}
        return paper(request, "support/print_month.html", context)


def _session(key: uuid.UUID) -> Session:
    found = Session.objects.select_related(
        "occasion", "discipline", "room", "expert__person", "language"
    )
    return get_object_or_404(found, key=key)
