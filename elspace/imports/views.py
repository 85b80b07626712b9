"""Choose a file, see what it would bring, confirm; files to fill."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires

from . import actions
from .forms import FileForm, answers_of
from .headers import Kind
from .models import ImportBatch
from .planning import ImportPlan, make_plan
from .queries import batch_of, import_done
from .template_files import make_csv, make_workbook

LANGUAGES = (("fr", "Français"), ("ar", "العربية"), ("en", "English"))
SHOWN_FAULTS = 100
SHOWN_PEOPLE = 12
A_PAGE = 50
gate = requires("imports.import_file")


@gate
def start(request: HttpRequest) -> HttpResponse:
    """The files to fill, and the file to bring in."""
    form, refusal = FileForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        try:
            batch = _keep(request, form)
        except Refused as refused:
            refusal = refused
            form = FileForm()  # a browser never sends the same choice of file again
        else:
            return redirect("imports:preview", batch.key)
    return render(
        request, "imports/start.html", {"form": form, "refusal": refusal, "languages": LANGUAGES}
    )


def _keep(request: HttpRequest, form: FileForm) -> ImportBatch:
    upload = form.cleaned_data["file"]
    return actions.keep_preview(
        key=form.cleaned_data["key"],
        name=upload.name,
        # One byte more than allowed tells that it is too large.
        content=upload.read(actions.MOST_BYTES + 1),
        by=request.user,
        replaces=form.cleaned_data["replaces"],
    )


@gate
@require_safe
def template(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """A file to fill: one workbook, or one text file a kind."""
    if language not in dict(LANGUAGES) or form not in {"xlsx", *Kind}:
        raise Http404
    made = make_workbook(language) if form == "xlsx" else make_csv(language, Kind(form))
    disposition = content_disposition_header(True, made.name)
    return HttpResponse(
        made.content,
        content_type=made.content_type,
        headers={"Content-Disposition": disposition or "attachment"},
    )


def _gone(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("This preview is no longer kept: choose the file again."))
    return redirect("imports:start")


@gate
@never_cache
@require_safe
def preview(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What the file would bring, its faults, and the questions about who is who."""
    batch = batch_of(key, request.user)
    if batch is None:
        return redirect("imports:done", key) if import_done(key, request.user) else _gone(request)
    return _preview(request, batch, make_plan(batch, request.user, {}))


def _preview(
    request: HttpRequest, batch: ImportBatch, plan: ImportPlan, refusal: Refused | None = None
) -> HttpResponse:
    answers = answers_of(request.POST)
    return render(
        request,
        "imports/preview.html",
        {
            "batch": batch,
            "plan": plan,
            "counts": plan.counts,
            "faults": plan.faults[:SHOWN_FAULTS],
            "faults_left": max(plan.fault_count - SHOWN_FAULTS, 0),
            "people": plan.people[:SHOWN_PEOPLE],
            "people_count": len(plan.people),
            "form": FileForm(initial={"replaces": batch.key}),
            "rest": answers.get("rest", ""),
            "refusal": refusal,
        },
    )


@gate
@never_cache
@require_safe
def rows(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Everybody in the file, page by page."""
    batch = batch_of(key, request.user)
    if batch is None:
        return _gone(request)
    plan = make_plan(batch, request.user, {})
    page = Paginator(plan.people, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "imports/rows.html", {"batch": batch, "page": page})


@gate
@require_POST
def confirm(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Bring all of it in, or nothing."""
    batch = batch_of(key, request.user)
    if batch is None:
        return redirect("imports:done", key) if import_done(key, request.user) else _gone(request)
    answers = answers_of(request.POST)
    try:
        actions.confirm_import(batch=batch, answers=answers, by=request.user)
    except Refused as refused:
        again = batch_of(key, request.user)
        if again is None:  # a second press, while the first one was writing
            return redirect("imports:preview", key)
        return _preview(request, again, make_plan(again, request.user, answers), refused)
    return redirect("imports:done", key)


@gate
@require_POST
def cancel(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Forget the file."""
    batch = batch_of(key, request.user)
    if batch is not None:
        actions.cancel_import(batch=batch, by=request.user)
    messages.success(request, _("The file was forgotten; nothing was written."))
    return redirect("imports:start")


@gate
@require_safe
def done(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What was brought in, and where to go on."""
    line = import_done(key, request.user)
    if line is None:
        raise Http404
    counts: dict[str, Any] = {name: after for name, (_before, after) in line.changes.items()}
    return render(request, "imports/done.html", {"counts": counts, "line": line})
