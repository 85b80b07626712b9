"""Turning a visit on and off, for one's own session."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elspace.core.gates import public, requires
from elspace.insights.visits import SESSION_KEY
from elspace.trust.actions import record


@requires("insights.start_visit")
@require_safe
def visit(request: HttpRequest) -> HttpResponse:
    """What a visit shows and does not, and its button."""
    return render(request, "insights/visit.html")


@requires("insights.start_visit")
@require_POST
def visit_begin(request: HttpRequest) -> HttpResponse:
    """Invent from the next page on. What was still to be said to the person is dropped: it may
    name somebody."""
    list(messages.get_messages(request))
    request.session[SESSION_KEY] = secrets.token_urlsafe(12)
    record("begin_visit", subject=None, actor=request.user)
    return redirect("site:today")


@public
@require_POST
def visit_end(request: HttpRequest) -> HttpResponse:
    """Show what is true again; whoever holds the session may."""
    request.session.pop(SESSION_KEY, None)
    messages.success(request, _("The visit is over: names and words are the true ones again."))
    return redirect("site:front")
