"""The needs board (S3): what people need beside what experts can give."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elspace.core.gates import requires
from elspace.hub.parts import uses_part
from elspace.needs.models import Need
from elspace.needs.queries import (
    confidential_cell,
    oldest_to_classify,
    totals,
    words_of_discipline,
)
from elspace.needs.rules import can_answer_otherwise, can_confirm_need, can_decline_need
from elspace.site.queries.needs_board import board_lines
from elspace.support.queries.terms import current_term
from elspace.trust.actions import mark_read

SHOWN = 10  # of one discipline; the others unfold below them


@requires("needs.view_need")
def needs_board(request: HttpRequest) -> HttpResponse:
    """One row a discipline; `?open=finance` shows people's own words below it."""
    opened = request.GET.get("open", "")
    needs = list(words_of_discipline(request.user, opened)) if opened else []
    shown = needs if "all" in request.GET else needs[:SHOWN]
    term = current_term() if uses_part(request, "programme") else None
    lines = board_lines(request.user, term)
    oldest = oldest_to_classify(request.user)
    if oldest is not None:
        mark_read([oldest], reader=request.user)
    context = {
        "lines": lines,
        "longest": max((max(line.asked, line.offered + line.maybe) for line in lines), default=1),
        "totals": totals(request.user),
        "confidential": confidential_cell(request.user),
        "oldest": oldest,
        "opened": opened,
        "words": _words(request, shown),
        "words_hidden": len(needs) - len(shown),
        "term": term,
    }
    return render(request, "site/needs_board.html", context)


def _words(request: HttpRequest, needs: list[Need]) -> list[dict]:
    """The words shown with the buttons this person may press; reading is marked."""
    mark_read(needs, reader=request.user)
    return [
        {
            "need": need,
            "may_confirm": need.state == "stated" and bool(can_confirm_need(request.user, need)),
            "may_decline": bool(can_decline_need(request.user, need)),
            "may_answer": bool(can_answer_otherwise(request.user, need)),
        }
        for need in needs
    ]
