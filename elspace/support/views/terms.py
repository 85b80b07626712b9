"""Terms: the list, opening one, changing one, its weeks slot by slot."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.moments import today
from elspace.core.templatetags.elspace import format_day
from elspace.support.actions.terms import change_term, open_term
from elspace.support.actions.thanking import thank_experts
from elspace.support.forms.terms import TermForm
from elspace.support.models import Term
from elspace.support.queries.terms import current_term, week_by_slot, week_of_term
from elspace.support.queries.thanks import given_in


@requires("support.view_programme")
@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """All terms, the latest first."""
    return render(
        request, "support/terms.html", {"terms": Term.objects.all(), "current": current_term()}
    )


@requires("support.view_programme")
@require_safe
def term(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One week of a term: its slots with their hours, what is missing or closed."""
    shown = get_object_or_404(Term, key=key)
    week = _week_asked(request, shown)
    return render(
        request,
        "support/term.html",
        {
            "term": shown,
            "week": week,
            "number": week + 1,
            "before": week if week else None,
            "after": week + 2 if week + 1 < shown.weeks else None,
            "grid": week_by_slot(shown, week),
        },
    )


def _week_asked(request: HttpRequest, shown: Term) -> int:
    """The week of the address, from 0; this week, else the first."""
    asked = request.GET.get("week", "")
    if asked.isdecimal() and len(asked) < 4 and 1 <= int(asked) <= shown.weeks:
        return int(asked) - 1
    return week_of_term(shown, today()) or 0


@requires("support.change_term")
def term_open(request: HttpRequest) -> HttpResponse:
    """Open a term."""
    form = TermForm(request.POST or None)

    def act() -> Term:
        return open_term(by=request.user, **form.cleaned_data)

    return _typed(request, form, None, act, _("The term was opened."))


@requires("support.view_programme")
def thanks(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What each expert gave in a term, and the letters that thank them."""
    shown = get_object_or_404(Term, key=key)
    by: Any = request.user
    if request.method == "POST" and by.has_perm("support.announce_session"):
        try:
            count = thank_experts(term=shown, by=by)
        except Refused as refused:
            messages.warning(request, refused.reason)
        else:
            said = ngettext("%(n)d message is ready.", "%(n)d messages are ready.", count)
            messages.success(request, said % {"n": count})
        return redirect("support:thanks", key)
    given = given_in(shown)
    return render(
        request,
        "support/thanks.html",
        {
            "term": shown,
            "given": given,
            "minutes": sum(one.minutes for one in given),
            "waiting": sum(not one.is_thanked for one in given),
        },
    )


@requires("support.change_term")
def term_change(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change a term's name or dates."""
    changed = get_object_or_404(Term, key=key)
    form = TermForm(request.POST or None, term=changed)

    def act() -> Term:
        values = {name: value for name, value in form.cleaned_data.items() if name != "key"}
        return change_term(term=changed, by=request.user, **values)

    return _typed(request, form, changed, act, _("The changes were kept."))


def _typed(
    request: HttpRequest,
    form: TermForm,
    changed: Term | None,
    act: Callable[[], Term],
    done: str,
) -> HttpResponse:
    refusal, mondays = None, []
    if request.method == "POST" and form.is_valid():
        try:
            kept = act()
        except Refused as refused:
            refusal = refused
            mondays = [day for day in refused.offers if isinstance(day, date)]
        else:
            messages.success(request, done)
            return redirect("support:term", kept.key)
    return render(
        request,
        "support/term_form.html",
        {
            "form": form,
            "term": changed,
            "refusal": refusal,
            "mondays": [
                {"value": day.isoformat(), "label": format_day(day, "full")} for day in mondays
            ],
        },
    )
