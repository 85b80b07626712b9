"""What a file would bring: faults, questions, meanings of headers; confirming it, forgetting it."""

import uuid
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.imports import actions
from elspace.imports.chats import is_small_talk
from elspace.imports.drafts import Understood
from elspace.imports.enums import UNFINISHED, BatchState
from elspace.imports.forms import FileForm, answers_of, asked_headers, meanings_of
from elspace.imports.headers import LEFT_OUT
from elspace.imports.house_faults import HOUSE_FAULTS
from elspace.imports.house_plans import RoomPlan
from elspace.imports.models import ImportBatch
from elspace.imports.planning import ImportPlan, make_plan
from elspace.imports.queries import batch_of
from elspace.imports.tasks import run_import

SHOWN_FAULTS = 100
SHOWN_PEOPLE = 12
SHOWN_THINGS = 60
SHOWN_MERGES = 50
A_PAGE = 50
gate = requires("imports.import_file")


def gone(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("This preview is no longer kept: choose the file again."))
    return redirect("imports:start")


@gate
@never_cache
@require_safe
def preview(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What the file would bring, its faults, and the questions about who is who; how far it is
    once it is confirmed."""
    batch = batch_of(key, request.user)
    if _looks_again(request) and (
        batch is None or batch.state not in (*UNFINISHED, BatchState.UNDOING)
    ):
        response = HttpResponse(status=204)  # over: the page itself is opened again
        response["HX-Refresh"] = "true"
        return response
    if batch is None:
        return gone(request)
    if batch.state == BatchState.UNDOING:
        return _progress(request, batch)
    if batch.state in {BatchState.DONE, BatchState.UNDONE}:
        return redirect("imports:done", key)
    if batch.state in UNFINISHED:
        return _progress(request, batch)
    refusal = Refused(batch.error) if batch.state == BatchState.FAILED else None
    return _preview(request, batch, make_plan(batch, request.user, {}), refusal)


def _looks_again(request: HttpRequest) -> bool:
    return bool(request.htmx)  # type: ignore[attr-defined]


def _progress(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    partial = "#progress" if _looks_again(request) else ""
    return render(request, f"imports/progress.html{partial}", {"batch": batch})


def _preview(
    request: HttpRequest, batch: ImportBatch, plan: ImportPlan, refusal: Refused | None = None
) -> HttpResponse:
    answers = answers_of(request.POST)
    understood = Understood.from_json(batch.content)
    return render(
        request,
        "imports/preview.html",
        {
            "batch": batch,
            "plan": plan,
            "tables": _tables(plan),
            **_shown(request, plan),
            "faults": plan.faults[:SHOWN_FAULTS],
            "is_house_wrong": any(one.code in HOUSE_FAULTS for one in plan.faults),
            "faults_left": max(plan.fault_count - SHOWN_FAULTS, 0),
            "people": plan.people[:SHOWN_PEOPLE],
            "people_count": len(plan.people),
            "rooms": sorted(plan.house.rooms, key=_in_the_file)[:SHOWN_THINGS],
            "rooms_left": max(len(plan.house.rooms) - SHOWN_THINGS, 0),
            "desks": plan.house.desks,
            "merges": plan.merges[:SHOWN_MERGES],
            "messages_to_choose": [
                (draft, draft.place in batch.chosen, is_small_talk(draft.needs[0].words))
                for draft in plan.candidates
            ],
            "headers": asked_headers(understood),
            "unknown_headers": len(understood.unexplained),
            "left_out": LEFT_OUT,
            "form": FileForm(initial={"replaces": batch.key}),
            "rest": answers.get("rest", ""),
            "refusal": refusal,
        },
    )


def _shown(request: HttpRequest, plan: ImportPlan) -> dict[str, Any]:
    """What the list of people shows of each: needs, offers, stays, as far as the file says any."""
    counts = plan.counts
    has_stays = bool(plan.house.stays)
    return {
        "counts": counts,
        "shows_stays": has_stays,
        "shows_needs": bool(counts.get("needs") or counts.get("needs_here")) or not has_stays,
        "shows_experts": bool(counts.get("experts") or counts.get("experts_here")) or not has_stays,
        "sees_terms": request.user.has_perm("hosting.view_terms"),
    }


def _in_the_file(one: RoomPlan) -> tuple[str, int]:
    return one.said.sheet, one.said.row


def _tables(plan: ImportPlan) -> list[dict[str, Any]]:
    """Of a workbook of everything, each kind of rows with how many are new and here."""
    if plan.restored is None:
        return []
    new, here = plan.restored.new, plan.restored.here
    return [
        {
            "name": apps.get_model(label)._meta.verbose_name_plural,
            "new": new[label],
            "here": here[label],
        }
        for label in dict.fromkeys((*new, *here))
    ]


@gate
@never_cache
@require_safe
def rows(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Everybody in the file, page by page."""
    batch = batch_of(key, request.user)
    if batch is None or not batch.content:
        return gone(request)
    plan = make_plan(batch, request.user, {})
    page = Paginator(plan.people, A_PAGE).get_page(request.GET.get("page"))
    context = {"batch": batch, "page": page, **_shown(request, plan)}
    return render(request, "imports/rows.html", context)


@gate
@require_POST
def explain(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Keep what the headers mean and read the file again."""
    batch = batch_of(key, request.user)
    if batch is None or not batch.content:
        return gone(request)
    meanings = meanings_of(request.POST, Understood.from_json(batch.content))
    try:
        actions.explain_headers(batch=batch, meanings=meanings, by=request.user)
    except Refused as refused:
        messages.info(request, refused.reason)
    return redirect("imports:preview", key)


@gate
@require_POST
def choose(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Keep the messages ticked."""
    batch = batch_of(key, request.user)
    if batch is None or not batch.content:
        return gone(request)
    places = request.POST.getlist("keep")
    try:
        actions.choose_messages(batch=batch, places=places, by=request.user)
    except Refused as refused:
        messages.info(request, refused.reason)
    return redirect("imports:preview", key)


@gate
@require_POST
def confirm(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Have all of it brought in by the worker, or nothing."""
    batch = batch_of(key, request.user)
    if batch is None:
        return gone(request)
    answers = answers_of(request.POST)
    skips = bool(request.POST.get("skip"))
    try:
        batch, is_new = actions.ask_import(
            batch=batch, answers=answers, skips_faults=skips, by=request.user
        )
    except Refused as refused:
        again = batch_of(key, request.user)
        if again is None:
            return gone(request)
        return _preview(request, again, make_plan(again, request.user, answers), refused)
    if is_new:
        run_import.enqueue(batch.pk)
    return redirect("imports:preview", key)


@gate
@require_POST
def cancel(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Forget the file."""
    batch = batch_of(key, request.user)
    if batch is not None:
        actions.cancel_import(batch=batch, by=request.user)
        messages.info(request, _("The file is forgotten; nothing of it was written."))
    return redirect("imports:start")
