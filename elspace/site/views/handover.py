"""Handover: what happened to a person, an expert, a need or a session; who has promised what."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.keys import key_or_none
from elspace.core.registries import subject_of
from elspace.needs.queries import needs_visible_to
from elspace.people.models import Person
from elspace.site.actions.handover import take_over
from elspace.site.queries.handover import owners
from elspace.site.queries.history import history_of
from elspace.support.models import Expert
from elspace.support.subjects import may_read_session, session_rows


@requires("people.view_person")
def person_history(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What happened with a person."""
    person = get_object_or_404(Person, key=key)
    return _told(request, person, person.name)


@requires("support.view_expert")
def expert_history(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What happened with an expert."""
    expert = get_object_or_404(Expert.objects.select_related("person"), key=key)
    return _told(request, expert, expert.person.name)


@requires("needs.view_need")
def need_history(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What happened with a need; of a sealed one only for who may read it."""
    need = get_object_or_404(needs_visible_to(request.user), key=key)
    return _told(request, need, _("A need"))


@requires("support.view_programme")
def session_history(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What happened with a session; of a confidential one only for who may read it."""
    session = get_object_or_404(session_rows(), key=key)
    if not may_read_session(session, request.user):
        raise Http404
    return _told(request, session, session.full_name)


def _told(request: HttpRequest, row: Any, title: str) -> HttpResponse:
    subject = subject_of(row)
    context = {
        "title": title,
        "back": subject.url(row, request.user) if subject else "",
        "told": history_of(row, request.user),
    }
    return render(request, "site/history.html", context)


@requires("site.view_today")
def handover(request: HttpRequest) -> HttpResponse:
    """Open promises by owner."""
    found = owners(request.user)
    team = Person.objects.team()
    context = {
        "owners": [one for one in found if one.count or one.sealed],
        "free": [one.person for one in found if not (one.count or one.sealed)],
        "team": team,
    }
    return render(request, "site/handover.html", context)


@requires("support.change_session")
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """All that a colleague promised goes to another, by default to who presses."""
    by: Any = request.user
    giver = get_object_or_404(Person, key=key_or_none(request.POST.get("giver", "")))
    asked = request.POST.get("taker", "")
    taker = get_object_or_404(Person.objects.team(), key=key_or_none(asked)) if asked else by
    try:
        moved = take_over(giver=giver, taker=taker, by=by)
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        said = ngettext(
            "%(n)d thing now waits on %(name)s.", "%(n)d things now wait on %(name)s.", moved
        )
        messages.success(request, said % {"n": moved, "name": taker.name})
    return redirect("site:handover")
