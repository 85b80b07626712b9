"""The audit trail: who did what, as which role, when; no word, name or number of anybody's life."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elspace.core.gates import requires
from elspace.core.lists import ORPHANS

from .queries import audit_lines, readable_lines

ROWS = 50


@requires("trust.view_audit")
def audit(request: HttpRequest) -> HttpResponse:
    """The newest lines first."""
    page = Paginator(audit_lines(), ROWS, orphans=ORPHANS).get_page(request.GET.get("page"))
    lines = readable_lines(page.object_list, request.user)
    return render(request, "trust/audit.html", {"page": page, "lines": lines})
