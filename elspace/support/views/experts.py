"""Experts: the list, one expert, what they offer, when they can come."""

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.models import EnteredFrom
from elspace.hub.enums import Half, Season
from elspace.people.actions import (
    add_away,
    add_person,
    change_person,
    remove_away,
    set_half_days,
)
from elspace.people.enums import Free
from elspace.people.links import by_personal_link, used
from elspace.people.models import Away, Person
from elspace.people.queries import half_days_of
from elspace.support.actions import experts as actions
from elspace.support.forms.experts import HalfDaysForm, NewExpertForm, OfferForm
from elspace.support.models import Expert
from elspace.support.queries import expert_pages
from elspace.support.queries.experts import active_experts, hours_left
from elspace.support.queries.terms import current_term


@requires("support.view_expert")
@require_safe
def experts(request: HttpRequest) -> HttpResponse:
    """Who can answer what, in which language, when, and how many hours are left."""
    term = current_term()
    rows = expert_pages.expert_rows(active_experts(), term)
    waiting = sum(1 for row in rows if row.unknown_seasons)
    return render(
        request,
        "support/experts.html",
        {"rows": rows, "count": len(rows), "waiting": waiting, "term": term},
    )


def _expert(key: uuid.UUID) -> Expert:
    found = Expert.objects.select_related("person").prefetch_related(
        "disciplines", "formats", "person__speaks"
    )
    return get_object_or_404(found, key=key)


@requires("support.view_expert")
@require_safe
def expert(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One expert: what they offer, when they can come, what happened."""
    shown = _expert(key)
    term = current_term()
    answers = {
        season: half_days_of([shown.person_id], season)[shown.person_id]
        for season in (Season.USUAL, Season.RAMADAN)
    }
    grids = [
        {"season": season, "rows": expert_pages.half_day_rows(answers[season])}
        for season in (Season.USUAL, Season.RAMADAN)
        if answers[season] or season in expert_pages.seasons_to_come(term)
    ]
    return render(
        request,
        "support/expert.html",
        {
            "expert": shown,
            "term": term,
            "left": hours_left(shown, term) if term else None,
            "grids": grids,
            "halves": [half.label for half in Half],
            "away": expert_pages.away_to_come(shown),
            "facts": expert_pages.facts_of(shown),
            "sessions": expert_pages.sessions_of(shown)[:12],
        },
    )


@requires("support.change_expert")
def expert_add(request: HttpRequest) -> HttpResponse:
    """Someone we know, or somebody new, becomes an expert."""
    form, refusal = NewExpertForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            made = _add(request.user, form)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(
                request,
                _("%(person)s is one of the experts. When can they come?")
                % {"person": made.person.name},
            )
            return redirect("support:half-days-set", made.key)
    return render(request, "support/expert_form.html", {"form": form, "refusal": refusal})


@transaction.atomic
def _add(by: Any, form: NewExpertForm) -> Expert:
    data = form.cleaned_data
    person = data["person"]
    if person is None:
        names = (*form.WHO, "language", "speaks", "key")
        person = add_person(
            **({name: data[name] for name in names} | {"email": data["email"] or None}), by=by
        )
    else:
        _keep_spoken(person, data["speaks"], by)
    return actions.add_expert(person=person, key=data["key"], by=by, **form.offer())


def _keep_spoken(person: Person, speaks: Any, by: Any) -> None:
    if set(person.speaks.all()) != set(speaks):
        change_person(person=person, by=by, speaks=list(speaks))


@requires("support.change_expert")
def expert_change(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change what an expert offers."""
    changed, refusal = _expert(key), None
    form = OfferForm(request.POST or None, expert=changed)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                _keep_spoken(changed.person, form.cleaned_data["speaks"], request.user)
                actions.change_expert(expert=changed, by=request.user, **form.offer())
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The changes were kept."))
            return redirect("support:expert", changed.key)
    return render(
        request,
        "support/expert_form.html",
        {"form": form, "expert": changed, "refusal": refusal},
    )


@requires("support.answer_for_others")
def half_days_set(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The team types what an expert said."""
    asked = _expert(key)
    form, known = _half_days_form(request, asked, is_own=False)
    if request.method == "POST" and form.is_valid():
        entered_from = EnteredFrom(form.cleaned_data["entered_from"])
        _keep_half_days(form, known, asked, by=request.user, entered_from=entered_from)
        messages.success(request, _("The answers were kept."))
        return redirect("support:expert", asked.key)
    return render(request, "support/half_days.html", {"form": form, "expert": asked})


@by_personal_link
def half_days_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The expert answers by their own link, in under a minute."""
    person = request.link_person  # type: ignore[attr-defined]
    asked = Expert.objects.select_related("person").filter(person=person, is_active=True).first()
    if asked is None:
        raise Http404
    form, known = _half_days_form(request, asked, is_own=True)
    if request.method == "POST" and form.is_valid():
        used(request)
        _keep_half_days(form, known, asked, by=person, entered_from=EnteredFrom.SELF)
        messages.success(request, _("Thank you: your answers were kept."))
        return redirect("support:half-days-by-link", token)
    return render(
        request,
        "support/half_days_by_link.html",
        {
            "form": form,
            "expert": asked,
            "person": person,
            "away": expert_pages.away_to_come(asked),
            "ramadan": expert_pages.ramadan_ahead(),
        },
    )


Known = dict[Season, dict[tuple[int, Half], Free]]


def _half_days_form(
    request: HttpRequest, asked: Expert, *, is_own: bool
) -> tuple[HalfDaysForm, Known]:
    known: Known = {
        season: half_days_of([asked.person_id], season)[asked.person_id]
        for season in (Season.USUAL, Season.RAMADAN)
    }
    initial: dict[str, Any] = {
        season.value: {(day, half.value): free.value for (day, half), free in answers.items()}
        for season, answers in known.items()
    }
    form = HalfDaysForm(
        request.POST or None,
        initial=initial | {"times_a_month": asked.times_a_month or ""},
        has_ramadan=bool(known[Season.RAMADAN]) or expert_pages.ramadan_ahead() is not None,
        is_own=is_own,
    )
    return form, known


@transaction.atomic
def _keep_half_days(
    form: HalfDaysForm, known: Known, asked: Expert, *, by: Any, entered_from: EnteredFrom
) -> None:
    for season in (Season.USUAL, Season.RAMADAN):
        answers = form.changed_answers(season, known[season])
        if answers:
            set_half_days(
                person=asked.person,
                season=season,
                answers=answers,
                by=by,
                entered_from=entered_from,
            )
    actions.say_how_often(expert=asked, times_a_month=form.cleaned_data["times_a_month"], by=by)
    if away := form.away():
        add_away(
            person=asked.person,
            from_on=away[0],
            until_on=away[1],
            by=by,
            entered_from=entered_from,
        )


@requires("support.answer_for_others")
@require_POST
def away_remove(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    """The expert can come on these dates after all."""
    asked = _expert(key)
    by: Any = request.user
    remove_away(away=get_object_or_404(Away, pk=number, person=asked.person), by=by)
    messages.success(request, _("These dates are free again."))
    return redirect("support:expert", asked.key)
