"""The term in one page: seen and written by the team, given out, found again."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elspace.core.addresses import whole_address
from elspace.core.answers import Refused
from elspace.core.caches import not_kept
from elspace.core.gates import by_link, requires
from elspace.core.keys import key_or_new
from elspace.hub.queries import current_hub
from elspace.insights import actions, queries
from elspace.insights.forms import SentencesForm
from elspace.insights.models import GivenPage
from elspace.insights.queries import Figures
from elspace.insights.words import page_of
from elspace.support.models import Term

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@requires("insights.view_page")
@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """The page of the current term, or of the last one."""
    term = queries.terms_begun().first()
    if term is None:
        return render(request, "insights/no_term.html")
    return redirect("insights:term", key=term.key)


@requires("insights.view_page")
@require_safe
def term_page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The figures of today, the team's sentences, the pages already given out."""
    term = get_object_or_404(queries.terms_begun(), key=key)
    return _team_page(request, term, None)


@requires("insights.give_page")
@require_POST
def sentences(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Keep the sentences, in the language of the page."""
    term = get_object_or_404(queries.terms_begun(), key=key)
    form = SentencesForm(request.POST)
    if not form.is_valid():
        return _team_page(request, term, form, status=422)
    try:
        actions.write_sentences(
            term=term, language=_language(), by=request.user, **form.cleaned_data
        )
    except Refused as refusal:
        return _team_page(request, term, form, refusal=refusal, status=422)
    messages.success(request, _("Kept. The next page given out carries them."))
    return redirect("insights:term", key=term.key)


@requires("insights.give_page")
@require_POST
def give(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Keep the page as it is now, and show where it is found from here on."""
    term = get_object_or_404(queries.terms_begun(), key=key)
    page = actions.give_page(term=term, by=request.user, key=key_or_new(request.POST.get("key")))
    messages.success(
        request,
        _("Version %(n)s is kept as it is: give its address, or its PDF.") % {"n": page.version},
    )
    return redirect("insights:term", key=term.key)


@requires("insights.give_page")
def withdraw(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say why a page is taken back; its address shows the reason from then on."""
    page = get_object_or_404(GivenPage.objects.select_related("term"), key=key)
    refusal, why = None, request.POST.get("why", "")
    if request.method == "POST":
        try:
            actions.withdraw_page(page=page, why=why[:240], by=request.user)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(
                request,
                _("Version %(n)s is taken back: its address says so, and why.")
                % {"n": page.version},
            )
            return redirect("insights:term", key=page.term.key)
    context = {"page": page, "why": why, "refusal": refusal}
    return render(request, "insights/withdraw.html", context, status=422 if refusal else 200)


@requires("insights.view_page")
@require_safe
def draft(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The sheet as it would be given out today, to look at or print; marked as a draft."""
    term = get_object_or_404(queries.terms_begun(), key=key)
    kept = queries.sentences_of(term).get(_language())
    context = {
        **page_of(queries.figures_of(term)),
        "term": term,
        "lines": kept.lines if kept else [],
        "version_at": timezone.now(),
        "is_draft": True,
    }
    return _private(render(request, "insights/sheet.html", context))


@by_link
@require_safe
def given(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A page that was given out, as it was: whoever holds the sheet can find it again."""
    page = get_object_or_404(GivenPage.objects.select_related("term"), key=key)
    if page.withdrawn_at is not None:
        return _withdrawn(request, page)
    return _private(render(request, "insights/sheet.html", _given_context(page)))


@by_link
@require_safe
def given_pdf(request: HttpRequest, key: uuid.UUID, language: str) -> HttpResponse:
    """The same as a file, in one language."""
    # Drawing weighs as much as all the rest: loaded by the first sheet, not by the start.
    from elspace.core.paper import pdf_of

    if language not in LANGUAGES:
        raise Http404
    page = get_object_or_404(GivenPage.objects.select_related("term"), key=key)
    if page.withdrawn_at is not None:
        return _withdrawn(request, page)
    with override(language):
        context = {**_given_context(page), "hub": current_hub(), "is_pdf": True}
        content = pdf_of(render_to_string("insights/sheet.html", context))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="term-{language}-v{page.version}.pdf"'
    return _private(response)


def _withdrawn(request: HttpRequest, page: GivenPage) -> HttpResponse:
    """The address still answers: the page was taken back, on which day and why."""
    return _private(render(request, "insights/withdrawn.html", {"page": page}, status=410))


def _given_context(page: GivenPage) -> dict[str, Any]:
    return {
        **page_of(Figures.kept(page.figures)),
        "term": page.term,
        "lines": page.sentences.get(_language(), []),
        "version": page.version,
        "version_at": page.given_at,
        "newest_url": whole_address("insights:given", key=page.key),
    }


def _team_page(
    request: HttpRequest,
    term: Term,
    form: SentencesForm | None,
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    written = queries.sentences_of(term)
    kept = written.get(_language())
    initial = {name: getattr(kept, name) for name in SentencesForm.base_fields} if kept else {}
    context = {
        **page_of(queries.figures_of(term)),
        "term": term,
        "terms": queries.terms_begun()[:8],
        "form": form or SentencesForm(initial=initial),
        "refusal": refusal,
        "written": [get_language_info(code)["name_local"] for code in LANGUAGES if code in written],
        "given_pages": queries.given_pages(term),
        "languages": [
            {"code": code, "name": get_language_info(code)["name_local"].capitalize()}
            for code in LANGUAGES
        ],
        "key": uuid.uuid4(),
        "may_give": request.user.has_perm("insights.give_page"),
    }
    return render(request, "insights/term.html", context, status=status)


def _language() -> str:
    return (get_language() or "fr")[:2]


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return not_kept(response)
