"""À classer: one need at a time, a discipline by one key, the suggestion first; those that say
nearly the same go with it when a person leaves them ticked; the last press can be taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.keys import key_or_none
from elspace.hub.models import Discipline
from elspace.needs import actions
from elspace.needs.alike import alike
from elspace.needs.enums import Level, State
from elspace.needs.forms import ClassifyForm
from elspace.needs.forms.classifying import LANGUAGES
from elspace.needs.models import Need
from elspace.needs.queries import classify_queue, needs_visible_to
from elspace.needs.suggest import suggest
from elspace.people.acting import acting
from elspace.trust.actions import mark_read

LATER = "needs_put_aside"  # keys put aside by this person, until they sign out or take them up
LAST = "needs_sorted_last"  # what this person's last press sorted, to take it back
MOST_COMPARED = 150


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
        "last": _last(request),
    }
    if need is not None:
        near = [] if need.is_confidential else alike(need.words, _comparable(queue, need))
        mark_read([need, *(one.need for one in near)], reader=request.user)
        disciplines = list(Discipline.objects.filter(is_active=True))
        found = suggest(need.words, disciplines)
        if found:
            disciplines.sort(key=lambda one: one.pk != found.discipline.pk)
        context |= {
            "near": near,
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
    discipline = form.cleaned_data["discipline"]
    try:
        sorted_ones = _sort(request, need, form.cleaned_data, _ticked(request, need))
    except Refused as refused:
        if refused.offers:  # it has a seat: freed only when somebody says so
            context = {"need": need, "discipline": discipline, "refusal": refused}
            return render(request, "needs/classify_seated.html", context, status=422)
        messages.warning(request, refused.reason)
    else:
        request.session[LAST] = {
            "keys": [str(one.key) for one in sorted_ones],
            "discipline": discipline.pk,
        }
        if len(sorted_ones) == 1:
            messages.success(request, _("Sorted: %(discipline)s.") % {"discipline": discipline})
    return redirect("needs:classify")


@requires("needs.classify_need")
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take the last press back."""
    last = _last(request)
    if last is None:
        messages.warning(request, _("Nothing to take back."))
        return redirect("needs:classify")
    freed = actions.unclassify_needs(
        keys=last["keys"],
        discipline=last["discipline"],
        by=acting(request),
    )
    del request.session[LAST]
    said = ngettext(
        "%(n)s need is to be sorted again.", "%(n)s needs are to be sorted again.", len(freed)
    )
    messages.success(request, said % {"n": len(freed)})
    return redirect("needs:classify")


def _last(request: HttpRequest) -> dict[str, Any] | None:
    """What the last press sorted: keys, discipline, how many; None when there is nothing."""
    kept: dict[str, Any] = request.session.get(LAST) or {}
    discipline = Discipline.objects.filter(pk=kept.get("discipline")).first() if kept else None
    if discipline is None:
        return None
    keys = [UUID(key) for key in kept["keys"]]
    return {"keys": keys, "discipline": discipline, "count": len(keys)}


def _comparable(queue: list[Need], need: Need) -> list[Need]:
    """The others of the queue; what is sealed is sorted alone."""
    others = [one for one in queue if one.pk != need.pk and not one.is_confidential]
    return others[:MOST_COMPARED]


def _ticked(request: HttpRequest, need: Need) -> list[Need]:
    """The needs left ticked beside the one looked at."""
    keys = {key for text in request.POST.getlist("with") if (key := key_or_none(text))}
    if not keys or need.is_confidential:
        return []
    found = needs_visible_to(request.user).to_classify()
    return list(found.filter(key__in=keys, is_confidential=False).exclude(pk=need.pk))


def _need(request: HttpRequest, key: str) -> Need:
    try:
        return get_object_or_404(needs_visible_to(request.user), key=UUID(key))
    except ValueError as wrong:
        raise Http404 from wrong


@transaction.atomic
def _sort(
    request: HttpRequest, need: Need, cleaned: dict[str, Any], others: list[Need]
) -> list[Need]:
    """Sort the need and those ticked beside it; the corrections are about the need alone."""
    by: Any = request.user
    actions.correct_need(
        need=need,
        by=by,
        level=cleaned["level"] or None,
        words_language=cleaned["words_language"] or None,
    )
    frees = "free" in request.POST
    actions.classify_need(need=need, discipline=cleaned["discipline"], by=by, frees=frees)
    if cleaned["confirmed"] and need.state == State.STATED:
        actions.confirm_need(need=need, by=by)
    together = actions.classify_together(needs=others, discipline=cleaned["discipline"], by=by)
    return [need, *together]
