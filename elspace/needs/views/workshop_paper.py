"""The papers of a workshop as PDF: its poster, and the slips of one printing."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string

from elspace.core.addresses import whole_address
from elspace.core.caches import not_kept
from elspace.core.gates import requires
from elspace.hub.queries import current_hub
from elspace.needs.models import Slip, Workshop

from .workshops import short_address


@requires("needs.view_need")
def poster(request: HttpRequest, key: UUID) -> HttpResponse:
    """A4 for the wall: square, code, short address; French and Arabic on one sheet."""
    one = get_object_or_404(Workshop, key=key)
    address = short_address(one)
    context = {"workshop": one, "address": address, "shown": _as_typed(address)}
    return _pdf("needs/poster.html", context, f"affiche-{one.code}.pdf")


@requires("needs.view_need")
def slips(request: HttpRequest, key: UUID, lot: UUID) -> HttpResponse:
    """A5 slips, two a sheet: fronts in French, backs in Arabic, in the order of a printer that
    turns the sheet on its long edge. Cut in the middle, the two piles lie one after the other."""
    one = get_object_or_404(Workshop, key=key)
    found = list(Slip.objects.filter(workshop=one, lot=lot).order_by("number"))
    if not found:
        raise Http404
    drawn = []
    for slip in found:
        slip.workshop = one
        answer = whole_address("needs:receipt-short", code=slip.receipt)
        drawn.append({"slip": slip, "answer": answer})
    half = len(drawn) // 2
    context = {
        "workshop": one,
        "sheets": list(zip(drawn[:half], drawn[half:], strict=True)),
        "find": _as_typed(whole_address("needs:receipt-start")),
    }
    name = f"fiches-{one.code}-{found[0].number}-{found[-1].number}.pdf"
    return _pdf("needs/slips_sheet.html", context, name)


def _as_typed(address: str) -> str:
    """The address as people type it: without what browsers add themselves."""
    return address.split("://", 1)[-1]


def _pdf(template: str, context: dict[str, Any], name: str) -> HttpResponse:
    # Drawing weighs as much as all the rest: loaded by the first sheet, not by the start.
    from elspace.core.paper import pdf_of

    html = render_to_string(template, context | {"hub": current_hub()})
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return not_kept(HttpResponse(pdf_of(html), content_type="application/pdf", headers=headers))
