"""The search: people, needs, sessions and the rest, in any spelling."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from elspace.core.gates import requires
from elspace.core.registries import findables
from elspace.core.search import LONGEST
from elspace.needs.models import Need
from elspace.site.queries.finding import find
from elspace.trust.actions import mark_read


@requires("site.view_today")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found, grouped; words of needs shown here count as read."""
    text = request.GET.get("q", "")[:LONGEST]
    only = request.GET.get("in", "")
    groups = find(request.user, text, only)
    needs = [row for group in groups for row in group.rows if isinstance(row, Need)]
    if needs:
        mark_read(needs, reader=request.user)
    context = {
        "text": text,
        "groups": groups,
        "only": findables.get(only),
        "total": sum(group.total for group in groups),
        "may_add_person": request.user.has_perm("people.add_person"),
        "may_add_need": request.user.has_perm("needs.add_need"),
    }
    return render(request, "site/search.html", context)
