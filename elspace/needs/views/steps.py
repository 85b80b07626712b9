"""One pressed button moves one need: by the person with their link, by them signed in, by the
team."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from elspace.core.answers import Answer, Refused
from elspace.core.gates import signed_in
from elspace.needs import actions, rules
from elspace.needs.models import Need
from elspace.needs.queries import needs_visible_to
from elspace.people.acting import acting
from elspace.people.links import by_personal_link, used
from elspace.people.models import Person


@dataclass(frozen=True)
class Step:
    """A button: who may press it, what it does, what is said after."""

    may: Callable[[Any, Need], Answer]
    do: Callable[[Need, Person], Any]
    said: str | Promise


STEPS = {
    "confirm": Step(
        rules.can_confirm_need,
        lambda need, by: actions.confirm_need(need=need, by=by),
        _("Noted: this is really what is needed."),
    ),
    "settled": Step(
        rules.can_verify_need,
        lambda need, by: actions.verify_need(need=need, settled=True, by=by),
        _("Good to know, thank you."),
    ),
    "not-yet": Step(
        rules.can_verify_need,
        lambda need, by: actions.verify_need(need=need, settled=False, by=by),
        _("Thank you for telling us: we look for another way."),
    ),
    "withdraw": Step(
        rules.can_withdraw_need,
        lambda need, by: actions.withdraw_need(need=need, by=by),
        _("This need is withdrawn; it can come back at any time."),
    ),
    "reopen": Step(
        rules.can_reopen_need,
        lambda need, by: actions.reopen_need(need=need, by=by),
        _("This need is open again."),
    ),
    "first": Step(
        rules.can_put_first,
        lambda need, by: actions.put_first(need=need, by=by),
        _("Noted: this one first."),
    ),
}


@by_personal_link
@require_POST
def step_by_link(request: HttpRequest, token: str, key: UUID, step: str) -> HttpResponse:
    """A button of a personal page, about one of the person's own needs."""
    used(request)
    person: Person = request.link_person  # type: ignore[attr-defined]
    need = get_object_or_404(Need, key=key, person=person)
    return _take(request, need, step, person, reverse("needs:mine-by-link", args=[token]))


@signed_in
@require_POST
def step(request: HttpRequest, key: UUID, step: str) -> HttpResponse:
    """A button pressed by the person, signed in, or by the team."""
    person: Person = acting(request)
    need = get_object_or_404(needs_visible_to(person), key=key)
    own = need.person_id == person.pk
    back = reverse("needs:mine") if own else reverse("needs:need", args=[need.key])
    return _take(request, need, step, person, back)


def _take(request: HttpRequest, need: Need, name: str, person: Person, back: str) -> HttpResponse:
    if name not in STEPS:
        raise Http404
    chosen = STEPS[name]
    if not (answer := chosen.may(person, need)):
        if answer.reason != rules.MOVED_ON:
            raise PermissionDenied(str(answer.reason))
        messages.warning(request, answer.reason)
        return redirect(back_to(request, back))
    try:
        chosen.do(need, person)
        messages.success(request, chosen.said)
    except Refused as refused:
        messages.warning(request, refused.reason)
    return redirect(back_to(request, back))


def back_to(request: HttpRequest, fallback: str) -> str:
    """The page the button stood on, if it is one of ours."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    if is_ours and wanted.startswith("/"):
        return wanted
    return fallback
