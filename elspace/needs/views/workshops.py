"""The team's pages of workshops: all of them, one, its count on a wall, its papers."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from elspace.core.addresses import whole_address
from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.keys import key_or_new, key_or_none
from elspace.core.moments import today
from elspace.needs import actions, queries
from elspace.needs.actions.workshops import LOTS
from elspace.needs.forms import WorkshopForm
from elspace.needs.models import Slip, Workshop
from elspace.people.acting import acting
from elspace.trust.actions import mark_read


def short_address(workshop: Workshop) -> str:
    """What stands on the poster."""
    return whole_address("needs:workshop-short", code=workshop.code)


@requires("needs.view_need")
def workshops(request: HttpRequest) -> HttpResponse:
    """All workshops, the latest first."""
    return render(request, "needs/workshops.html", {"workshops": queries.workshops()[:100]})


@requires("needs.hold_workshop")
def prepare(request: HttpRequest) -> HttpResponse:
    """Name, day, hours, people expected; then poster and slips."""
    form = WorkshopForm(request.POST or None, initial={"on": today()})
    refusal = None
    if form.is_valid():
        try:
            workshop = actions.prepare_workshop(
                key=form.cleaned_data["key"],
                by=acting(request),
                **form.facts(),
            )
            return redirect("needs:workshop-page", key=workshop.key)
        except Refused as refused:
            refusal = refused
    context = {"form": form, "refusal": refusal}
    status = 422 if request.POST else 200
    return render(request, "needs/workshop_form.html", context, status=status)


@requires("needs.hold_workshop")
def change(request: HttpRequest, key: UUID) -> HttpResponse:
    """The same, once it is there; the code stays."""
    one = get_object_or_404(Workshop, key=key)
    form = WorkshopForm(request.POST or None, workshop=one)
    refusal = None
    if form.is_valid():
        try:
            actions.change_workshop(
                workshop=one,
                by=acting(request),
                **form.facts(),
            )
            messages.success(request, _("The changes are kept."))
            return redirect("needs:workshop-page", key=one.key)
        except Refused as refused:
            refusal = refused
    context = {"form": form, "refusal": refusal, "workshop": one}
    status = 422 if request.POST else 200
    return render(request, "needs/workshop_form.html", context, status=status)


@requires("needs.hold_workshop")
@require_POST
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    """Its code takes nothing more from now on; its slips are next."""
    one = get_object_or_404(Workshop, key=key)
    now = timezone.now()
    if one.is_open(now):
        actions.change_workshop(workshop=one, closes_at=now, by=acting(request))
        messages.success(request, _("Closed: the code takes nothing more. Now its slips."))
    else:
        messages.info(request, _("It is not open."))
    return redirect("needs:workshop-page", key=one.key)


@requires("needs.view_need")
def workshop(request: HttpRequest, key: UUID) -> HttpResponse:
    """One workshop: before it (poster, slips), during it (count), after it (slips to type)."""
    one = get_object_or_404(Workshop, key=key)
    said = list(queries.said_at(one, request.user))
    mark_read(said, reader=request.user)
    now = timezone.now()
    context: dict[str, Any] = {
        "workshop": one,
        "said": said,
        "to_sort": sum(need.discipline_id is None for need in said),
        "answered": queries.answered_of(one),
        "missing": queries.missing_numbers(one),
        "blank": queries.blank_numbers(one),
        "lots": queries.lots_of(one),
        "sizes": LOTS,
        "lot": uuid4(),
        "address": short_address(one),
        "is_open": one.is_open(now),
        "is_over": now >= one.closes_at,
    }
    return render(request, "needs/workshop.html", context)


@requires("needs.view_need")
def count(request: HttpRequest, key: UUID) -> HttpResponse:
    """For the wall: how many have answered, and how to; no name, no word."""
    one = get_object_or_404(Workshop, key=key)
    context = {
        "workshop": one,
        "answered": queries.answered_of(one),
        "address": short_address(one),
    }
    return render(request, "needs/workshop_count.html", context)


@requires("needs.hold_workshop")
@require_POST
def print_lot(request: HttpRequest, key: UUID) -> HttpResponse:
    """Number a printing; its file can be fetched again."""
    one = get_object_or_404(Workshop, key=key)
    wanted = request.POST.get("count", "")
    try:
        slips = actions.print_slips(
            workshop=one,
            count=int(wanted) if wanted.isdecimal() and len(wanted) < 4 else 0,
            lot=key_or_new(request.POST.get("lot")),
            by=acting(request),
        )
        said = ngettext(
            "%(n)s slip is numbered: print its file below.",
            "%(n)s slips are numbered: print their file below.",
            len(slips),
        )
        messages.success(request, said % {"n": len(slips)})
    except Refused as refused:
        messages.warning(request, refused.reason)
    return redirect("needs:workshop-page", key=one.key)


@requires("needs.add_need")
@require_POST
def blank(request: HttpRequest, key: UUID) -> HttpResponse:
    """Slips that came back empty wait for nothing; `back`: they do again."""
    one = get_object_or_404(Workshop, key=key)
    numbers = [int(text) for text in request.POST.getlist("number") if _is_number(text)]
    is_back = "back" in request.POST
    count = actions.note_blank_slips(
        workshop=one,
        numbers=numbers,
        blank=not is_back,
        by=acting(request),
    )
    if not numbers:
        messages.warning(request, _("Please tick the slips that came back empty."))
    elif is_back:
        messages.success(request, _("They are waited for again."))
    elif count:
        said = ngettext("%(n)s slip noted as blank.", "%(n)s slips noted as blank.", count)
        messages.success(request, said % {"n": count})
    return redirect("needs:workshop-page", key=one.key)


@requires("needs.add_need")
@require_POST
def renumber(request: HttpRequest, key: UUID) -> HttpResponse:
    """A slip typed under another number gets its own."""
    one = get_object_or_404(Workshop, key=key)
    slip = get_object_or_404(Slip, workshop=one, key=key_or_none(request.POST.get("slip")))
    wanted = request.POST.get("number", "").strip()
    try:
        if not _is_number(wanted):
            raise Refused(_("Which number? For example 7."))
        actions.renumber_slip(
            slip=slip,
            number=int(wanted),
            by=acting(request),
        )
        messages.success(request, _("The slip has its own number."))
    except Refused as refused:
        messages.warning(request, refused.reason)
    return redirect("needs:workshop-page", key=one.key)


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 4
