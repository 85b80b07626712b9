"""The board on a wall: counts only, readable from the back of a room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elspace.core.gates import requires
from elspace.needs.queries import board_rows, confidential_cell, totals


@requires("needs.view_need")
def show(request: HttpRequest) -> HttpResponse:
    """No name, no words; what is confidential only as one number of five or more."""
    rows = [row for row in board_rows(request.user, ordinary_only=True) if row.needs]
    context = {
        "rows": rows,
        "most": max((row.blocking + row.important + row.useful for row in rows), default=1),
        "totals": totals(request.user, ordinary_only=True),
        "confidential": confidential_cell(),
    }
    return render(request, "needs/show.html", context)
