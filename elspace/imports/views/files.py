"""Choose a file or paste messages; files to fill, the workbook of everything, a programme."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.hub.parts import uses_part
from elspace.imports import actions
from elspace.imports.columns import Kind
from elspace.imports.forms import FileForm, PasteForm
from elspace.imports.models import ImportBatch
from elspace.imports.programme_file import make_programme
from elspace.imports.queries import imports_done
from elspace.imports.sources import MOST_BYTES
from elspace.imports.template_files import File, kinds_offered, make_csv, make_workbook
from elspace.support.models import Term

LANGUAGES = (("fr", "Français"), ("ar", "العربية"), ("en", "English"))
SHOWN_DONE = 5
gate = requires("imports.import_file")


@gate
def start(request: HttpRequest) -> HttpResponse:
    """The files to fill, the file to bring in, messages to paste, what came in last."""
    is_pasted = request.method == "POST" and "text" in request.POST
    if is_pasted and not uses_part(request, "needs"):
        raise Http404
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
            "kinds": kinds_offered(request.user),
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
    kinds = kinds_offered(request.user)
    if language not in dict(LANGUAGES) or form not in {"xlsx", *kinds}:
        raise Http404
    made = make_workbook(language, kinds) if form == "xlsx" else make_csv(language, Kind(form))
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
