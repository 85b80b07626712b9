"""Two proposals of the term side by side, in people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elspace.core.gates import requires
from elspace.people.acting import acting
from elspace.support.models import Proposal
from elspace.support.queries.comparing import comparable, compare
from elspace.support.queries.programme import board_sessions, ready_proposal, standing_of
from elspace.support.queries.terms import current_term


@requires("support.view_programme")
def compare_proposals(request: HttpRequest) -> HttpResponse:
    """Choose two proposals; by default the one on the board and the one before it."""
    term = current_term()
    rows = comparable(term) if term else []
    second = _chosen(rows, request.GET.get("second", ""), rows[0] if rows else None)
    first = _chosen(rows, request.GET.get("first", ""), rows[1] if len(rows) > 1 else None)
    context = {"term": term, "proposals": rows, "first": first, "second": second}
    context["on_board"] = ready_proposal(term) if term else None
    if first is not None and second is not None and first != second:
        context["found"] = compare(first, second, acting(request))
        # The figure and the moment that the Programme says, so that the two pages can be compared.
        context["now"] = standing_of(board_sessions(first.term), acting(request))
    return render(request, "support/compare.html", context)


def _chosen(rows: list[Proposal], key: str, otherwise: Proposal | None) -> Proposal | None:
    """The proposal of this term with that key; an unknown one, or one of another term, is none."""
    return next((row for row in rows if str(row.key) == key), None) if key else otherwise
