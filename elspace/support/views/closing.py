"""The closed door of a confidential appointment."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elspace.support.models import Session
from elspace.support.rules.sessions import can_read_confidential


def closed(request: HttpRequest, session: Session) -> HttpResponse | None:
    """What someone sees of a confidential session they may not read; None when they may."""
    if not session.is_confidential or can_read_confidential(request.user, session):
        return None
    return render(request, "support/session_closed.html", {"session": session}, status=403)
