"""Choose a file or paste messages, see what they would bring, confirm, take back; files to fill."""

import uuid
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.people.models import Person
from elspace.support.models import Term

from . import actions
from .chats import is_small_talk
from .columns import LABELS, Kind
from .drafts import Understood
from .enums import UNFINISHED, BatchState
from .forms import FileForm, PasteForm, answers_of, asked_headers, meanings_of
from .headers import LEFT_OUT
from .models import ImportBatch
from .planning import ImportPlan, make_plan
from .programme_file import make_programme
from .queries import batch_of, imports_done
from .sources import MOST_BYTES
from .tasks import run_import, run_undo
from .template_files import File, make_csv, make_workbook

LANGUAGES = (("fr", "Français"), ("ar", "العربية"), ("en", "English"))
SHOWN_FAULTS = 100
SHOWN_PEOPLE = 12
SHOWN_DONE = 5
SHOWN_MERGES = 50
A_PAGE = 50
gate = requires("imports.import_file")


@gate
def start(request: HttpRequest) -> HttpResponse:
    """The files to fill, the file to bring in, messages to paste, what came in last."""
    is_pasted = request.method == "POST" and "text" in request.POST
    form = FileForm(*(() if is_pasted else (request.POST or None, request.FILES or None)))
    paste = PasteForm(request.POST if is_pasted else None, auto_id="paste_%s")
    refusal = None
    sent = paste if is_pasted else form
    if request.method == "POST" and sent.is_valid():
        try:
            batch = _keep_text(request, paste) if is_pasted else _keep(request, form)
        except Refused as refused:
            refusal = refused
            form = FileForm()  # a browser never sends the same choice of file again
        else:
            return redirect("imports:preview", batch.key)
    return render(
        request,
        "imports/start.html",
        {
            "form": form,
            "paste": paste,
            "refusal": refusal,
            "languages": LANGUAGES,
            "done": imports_done(request.user)[:SHOWN_DONE],
        },
    )


def _keep(request: HttpRequest, form: FileForm) -> ImportBatch:
    upload = form.cleaned_data["file"]
    return actions.keep_preview(
        key=form.cleaned_data["key"],
        name=upload.name,
        # One byte more than allowed tells that it is too large.
        content=upload.read(MOST_BYTES + 1),
        by=request.user,
        replaces=form.cleaned_data["replaces"],
    )


def _keep_text(request: HttpRequest, form: PasteForm) -> ImportBatch:
    text, key = form.cleaned_data["text"], form.cleaned_data["key"]
    return actions.keep_pasted(key=key, text=text, by=request.user)


@gate
@require_safe
def template(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """A file to fill: one workbook, or one text file a kind."""
    if language not in dict(LANGUAGES) or form not in {"xlsx", *Kind}:
        raise Http404
    made = make_workbook(language) if form == "xlsx" else make_csv(language, Kind(form))
    return _handed(made)


def _handed(made: File) -> HttpResponse:
    disposition = content_disposition_header(True, made.name)
    return HttpResponse(
        made.content,
        content_type=made.content_type,
        headers={"Content-Disposition": disposition or "attachment"},
    )


@requires("imports.take_everything")
def everything(request: HttpRequest) -> HttpResponse:
    """Say what the workbook of everything holds; made when asked for, which is noted."""
    if request.method != "POST":
        return render(request, "imports/everything.html", {"languages": LANGUAGES})
    language = request.POST.get("language", "")
    if language not in dict(LANGUAGES):
        raise Http404
    return _handed(actions.take_everything(by=request.user, language=language))


@requires("support.view_programme")
@require_safe
def programme(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The programme of a term as a workbook."""
    term = get_object_or_404(Term, key=key)
    return _handed(make_programme(term, request.user))


def _gone(request: HttpRequest) -> HttpResponse:
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
        return _gone(request)
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
            "counts": plan.counts,
            "faults": plan.faults[:SHOWN_FAULTS],
            "faults_left": max(plan.fault_count - SHOWN_FAULTS, 0),
            "people": plan.people[:SHOWN_PEOPLE],
            "people_count": len(plan.people),
            "merges": plan.merges[:SHOWN_MERGES],
            "messages_to_choose": [
                (draft, draft.place in batch.chosen, is_small_talk(draft.needs[0].words))
                for draft in plan.candidates
            ],
            "headers": asked_headers(understood),
            "unknown_headers": len(understood.unexplained),
            "columns": LABELS,
            "left_out": LEFT_OUT,
            "form": FileForm(initial={"replaces": batch.key}),
            "rest": answers.get("rest", ""),
            "refusal": refusal,
        },
    )


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
        return _gone(request)
    plan = make_plan(batch, request.user, {})
    page = Paginator(plan.people, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "imports/rows.html", {"batch": batch, "page": page})


@gate
@require_POST
def explain(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Keep what the headers mean and read the file again."""
    batch = batch_of(key, request.user)
    if batch is None or not batch.content:
        return _gone(request)
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
        return _gone(request)
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
        return _gone(request)
    answers = answers_of(request.POST)
    skips = bool(request.POST.get("skip"))
    try:
        batch, is_new = actions.ask_import(
            batch=batch, answers=answers, skips_faults=skips, by=request.user
        )
    except Refused as refused:
        again = batch_of(key, request.user)
        if again is None:
            return _gone(request)
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


@gate
@require_POST
def undo(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Have what the file made taken back."""
    batch = batch_of(key, request.user)
    if batch is None:
        return _gone(request)
    try:
        batch, is_new = actions.ask_undo(batch=batch, by=request.user)
    except Refused as refused:
        messages.info(request, refused.reason)
        return redirect("imports:start")
    if is_new:
        run_undo.enqueue(batch.pk)
    return redirect("imports:done", key)


@gate
@never_cache
@require_safe
def done(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What came in, and what can be done next; after undoing, what stayed and why."""
    batch = batch_of(key, request.user)
    if batch is None:
        return _gone(request)
    if batch.state not in {BatchState.DONE, BatchState.UNDONE}:
        return redirect("imports:preview", key)
    context = {"batch": batch, "counts": batch.counts, "stayed": _stayed(batch)}
    return render(request, "imports/done.html", context)


def _stayed(batch: ImportBatch) -> list[dict[str, Any]]:
    """What undoing left, in words: the kind, how many, what refers to them, whose names."""
    found = []
    for kind, reasons in batch.stayed.items():
        for label, numbers in reasons.items():
            people = Person.objects.filter(pk__in=numbers[:20]) if kind == "people.person" else []
            found.append(
                {
                    "kind": apps.get_model(kind)._meta.verbose_name_plural,
                    "count": len(numbers),
                    "why": apps.get_model(label)._meta.verbose_name_plural,
                    "people": [{"name": one.name, "key": one.key} for one in people],
                }
            )
    return found
