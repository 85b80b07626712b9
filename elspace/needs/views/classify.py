"""À classer: one need at a time, a discipline by one key, the suggestion first."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.hub.models import Discipline
from elspace.needs import actions
from elspace.needs.enums import Level, State
from elspace.needs.forms import ClassifyForm
from elspace.needs.forms.classifying import LANGUAGES
from elspace.needs.models import Need
from elspace.needs.queries import classify_queue, needs_visible_to
from elspace.needs.suggest import suggest
from elspace.trust.actions import mark_read

LATER = "needs_put_aside"  # keys put aside by this person, until they sign out or take them up


@requires("needs.classify_need")
def classify(request: HttpRequest) -> HttpResponse:
    """The next need to sort, or what was pressed about one."""
    if request.method == "POST":
        return _pressed(request)
    aside = set(request.session.get(LATER, []))
    queue = list(classify_queue(request.user))
    waiting = [need for need in queue if str(need.key) not in aside]
    asked = request.GET.get("need", "")
    need = next((one for one in queue if str(one.key) == asked), None) or next(iter(waiting), None)
    context: dict[str, Any] = {
        "need": need,
        "left": len(waiting),
        "aside": len(queue) - len(waiting),
    }
    if need is not None:
        mark_read([need], reader=request.user)
        disciplines = list(Discipline.objects.filter(is_active=True))
        found = suggest(need.words, disciplines)
        if found:
            disciplines.sort(key=lambda one: one.pk != found.discipline.pk)
        context |= {
            "suggestion": found,
            "choices": list(enumerate(disciplines, start=1)),
            "levels": Level.choices,
            "languages": LANGUAGES,
        }
    return render(request, "needs/classify.html", context)


def _pressed(request: HttpRequest) -> HttpResponse:
    if "take-up" in request.POST:
        request.session[LATER] = []
        return redirect("needs:classify")
    key = request.POST.get("need", "")
    if "later" in request.POST:
        request.session[LATER] = [*request.session.get(LATER, []), key][-200:]
        return redirect("needs:classify")
    need = _need(request, key)
    form = ClassifyForm(request.POST)
    if not form.is_valid():
        messages.warning(request, next(iter(form.errors.values()))[0])
        return redirect(f"{request.path}?need={need.key}")
    try:
        _sort(request, need, form.cleaned_data)
    except Refused as refused:
        messages.warning(request, refused.reason)
    else:
        messages.success(
            request, _("Sorted: %(discipline)s.") % {"discipline": form.cleaned_data["discipline"]}
        )
    return redirect("needs:classify")


def _need(request: HttpRequest, key: str) -> Need:
    try:
        return get_object_or_404(needs_visible_to(request.user), key=UUID(key))
    except ValueError as wrong:
        raise Http404 from wrong


@transaction.atomic
def _sort(request: HttpRequest, need: Need, cleaned: dict[str, Any]) -> None:
    by: Any = request.user
    actions.correct_need(
        need=need,
        by=by,
        level=cleaned["level"] or None,
        words_language=cleaned["words_language"] or None,
    )
    actions.classify_need(need=need, discipline=cleaned["discipline"], by=by)
    if cleaned["confirmed"] and need.state == State.STATED:
        actions.confirm_need(need=need, by=by)
