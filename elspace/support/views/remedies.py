"""What would help most: the list of changes, and texts to share when looking for somebody."""

import uuid
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.templatetags.elspace import listed
from elspace.hub.models import Discipline, SpokenLanguage
from elspace.needs.models import Need
from elspace.people.acting import acting
from elspace.support.actions.remedies import ask_remedies
from elspace.support.models import Proposal
from elspace.support.queries.programme import ready_proposal
from elspace.support.queries.remedies import remedies_of
from elspace.support.queries.terms import current_term
from elspace.support.queries.unmet import search_text, text_to_look_for
from elspace.support.tasks import run_remedies


@requires("support.view_programme")
def remedies(request: HttpRequest) -> HttpResponse:
    """The changes that would help most; while they are worked out, a fragment asks how far."""
    term = current_term()
    ready = ready_proposal(term) if term else None
    reader = acting(request)
    found = remedies_of(ready, reader)
    is_fragment = request.htmx  # type: ignore[attr-defined]
    if is_fragment and not found.is_running:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    context = {
        "term": term,
        "ready": ready,
        "remedies": found,
        "can_propose": reader.has_perm("support.propose_programme"),
    }
    name = "support/remedies.html"
    return render(request, f"{name}#running" if is_fragment else name, context)


@requires("support.propose_programme")
@require_POST
def remedies_ask(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Work out what would help most; two people who press get one list."""
    proposal = get_object_or_404(Proposal.objects.defer("problem"), key=key)
    try:
        if ask_remedies(proposal=proposal, by=acting(request)):
            run_remedies.enqueue(proposal.pk)
        else:
            messages.info(request, _("This is being worked out already: here it is."))
    except Refused as refusal:
        messages.warning(request, refusal.reason)
        return redirect("support:programme")
    return redirect("support:remedies")


@requires("support.view_programme")
def look_for(request: HttpRequest) -> HttpResponse:
    """A text to share when looking for somebody who knows a subject and speaks a language."""
    discipline = get_object_or_404(Discipline, code=request.GET.get("discipline", ""))
    languages = SpokenLanguage.objects.filter(code__in=request.GET.getlist("language"))
    spoken = listed(one.name for one in languages)
    if not spoken:
        raise Http404
    return _to_share(request, text_to_look_for(discipline.name, spoken))


@requires("support.view_programme")
def search_expert(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A text to share when looking for an expert for a need: no name in it."""
    need = get_object_or_404(Need, key=key, is_confidential=False)
    return _to_share(request, search_text(need))


def _to_share(request: HttpRequest, text: str) -> HttpResponse:
    subject = quote(_("We are looking for someone"), safe="")
    context = {
        "text": text,
        "whatsapp": f"https://wa.me/?text={quote(text, safe='')}",
        "mail": f"mailto:?subject={subject}&body={quote(text, safe='')}",
    }
    return render(request, "support/search_expert.html", context)
