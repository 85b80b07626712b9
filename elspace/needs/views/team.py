"""One need as the team sees it: words, history, answers; answering otherwise, declining."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.registries import subject_of
from elspace.hub.models import Discipline
from elspace.needs import actions, rules
from elspace.needs.enums import AnswerKind
from elspace.needs.forms import AnswerForm, DeclineForm
from elspace.needs.models import Need
from elspace.needs.queries import needs_visible_to, with_people
from elspace.people.acting import acting
from elspace.people.models import Person
from elspace.people.queries import people_matching
from elspace.trust.actions import mark_read
from elspace.trust.queries import readings_of


def _visible(request: HttpRequest, key: UUID) -> Need:
    need = get_object_or_404(with_people(needs_visible_to(request.user)), key=key)
    mark_read([need], reader=request.user)
    return need


@requires("needs.view_need")
def need(request: HttpRequest, key: UUID) -> HttpResponse:
    """Words, where it stands, what may be done."""
    one = _visible(request, key)
    user = request.user
    person_page = subject_of(one.person)
    context = {
        "need": one,
        "person_url": person_page.url(one.person, user) if person_page else "",
        "parts": _parts(one) if one.original else [],
        "steps": one.steps.select_related("by"),
        "readings": readings_of(one),
        "disciplines": Discipline.objects.filter(is_active=True),
        "may": {
            "confirm": one.state == "stated" and rules.can_confirm_need(user, one),
            "split": rules.can_split_need(user, one),
            "classify": rules.can_classify_need(user, one)
            and one.state in {"stated", "confirmed", "planned"},
            "answer": rules.can_answer_otherwise(user, one),
            "decline": rules.can_decline_need(user, one),
            "verify": rules.can_verify_need(user, one),
            "withdraw": rules.can_withdraw_need(user, one),
            "reopen": one.state in {"declined", "withdrawn", "verified"}
            and rules.can_reopen_need(user, one),
        },
    }
    return render(request, "needs/need.html", context)


def _parts(one: Need) -> list[Need]:
    """The other needs made of the same sentence; whoever reads one reads them all."""
    parts = list(Need.objects.filter(split_from=one))
    if one.split_from_id is not None:
        parts += Need.objects.filter(pk=one.split_from_id)
        parts += Need.objects.filter(split_from=one.split_from_id).exclude(pk=one.pk)
    return parts


@requires("needs.view_need")
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer without a session; never a lesser answer."""
    one = _visible(request, key)
    if not (allowed := rules.can_answer_otherwise(request.user, one)):
        raise PermissionDenied(str(allowed.reason))
    form = AnswerForm(request.POST or None)
    found: list[Person] = []
    refusal = None
    if form.is_valid():
        cleaned = form.cleaned_data
        person = None
        if cleaned["kind"] == AnswerKind.PERSON:
            person, found = _helper(cleaned, one)
            if person is None and not found:
                form.add_error("name", _("We know nobody of this name."))
        if not form.errors and not found:
            try:
                actions.answer_otherwise(
                    need=one,
                    kind=cleaned["kind"],
                    text=cleaned["text"],
                    person=person,
                    by=acting(request),
                )
                messages.success(
                    request, _("Answered; the person is told and will say whether it is settled.")
                )
                return redirect("needs:need", key=one.key)
            except Refused as refused:
                refusal = refused
    context = {"need": one, "form": form, "found": found, "refusal": refusal}
    return render(request, "needs/answer.html", context, status=422 if request.POST else 200)


def _helper(cleaned: dict, need: Need) -> tuple[Person | None, list[Person]]:
    """Who was chosen, or who may be meant."""
    if cleaned["chosen"]:
        return Person.objects.filter(key=cleaned["chosen"], is_active=True).first(), []
    found = list(people_matching(cleaned["name"]).exclude(pk=need.person_id)[:8])
    return (found[0], []) if len(found) == 1 else (None, found)


@requires("needs.change_need")
def decline(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say why a need cannot be answered here."""
    one = _visible(request, key)
    if not (allowed := rules.can_decline_need(request.user, one)):
        raise PermissionDenied(str(allowed.reason))
    form = DeclineForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            actions.decline_need(
                need=one,
                reason=form.cleaned_data["reason"],
                by=acting(request),
            )
            messages.success(request, _("Said; the person reads the reason."))
            return redirect("needs:need", key=one.key)
        except Refused as refused:
            refusal = refused
    context = {"need": one, "form": form, "refusal": refusal}
    return render(request, "needs/decline.html", context, status=422 if request.POST else 200)
