"""What people may ask of the hub about their data: a copy, or erasure; and one's own copy."""

import uuid
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.billing.queries.leaving import not_invoiced
from elspace.core.answers import Refused
from elspace.core.gates import requires, signed_in
from elspace.core.moments import today
from elspace.hub.parts import uses_part
from elspace.people.acting import acting
from elspace.people.middleware import before_second_factor
from elspace.people.models import Person
from elspace.people.queries import people_matching
from elspace.trust import actions
from elspace.trust.queries import copy_of


@requires("trust.answer_request")
def requests(request: HttpRequest) -> HttpResponse:
    """Find the person who asks."""
    text = request.GET.get("q", "")[:100]
    found = people_matching(text).prefetch_related("grants")[:20] if text.strip() else []
    return render(request, "site/requests.html", {"text": text, "found": found})


@requires("trust.answer_request")
def copy(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A copy to hand over: the button notes that it was, and gives the file."""
    person = get_object_or_404(Person, key=key, is_active=True)
    return _copy(request, person)


@before_second_factor
@signed_in
def my_copy(request: HttpRequest) -> HttpResponse:
    """One's own copy."""
    return _copy(request, acting(request))


def _copy(request: HttpRequest, person: Person) -> HttpResponse:
    parts = copy_of(person, request.user)
    if request.method == "POST":
        actions.hand_over_copy(person=person, by=request.user)
        response = JsonResponse(
            {name: [_plain(row) for row in rows] for name, rows in parts},
            json_dumps_params={"ensure_ascii": False, "indent": 2},
        )
        response["Content-Disposition"] = f'attachment; filename="copy-{today()}.json"'
        return response
    context = {"who": person, "parts": parts, "is_own": person == request.user}
    return render(request, "site/copy.html", context)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: timezone.localtime(value).isoformat()
        if isinstance(value, datetime)
        else value.isoformat()
        if isinstance(value, date)
        else value
        if isinstance(value, (bool, int))
        else str(value)
        for name, value in row.items()
    }


@requires("trust.answer_request")
def erase(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say what erasing does, then do it once the first name is typed again."""
    person = get_object_or_404(Person.objects.with_grants(), key=key, is_active=True)
    refusal = None
    if request.method == "POST":
        if request.POST.get("name", "").strip() != person.first_name:
            refusal = Refused(_("Type the first name exactly as above; nothing was erased."))
        else:
            try:
                actions.erase_person(person=person, by=request.user)
            except Refused as refused:
                refusal = refused
            else:
                messages.success(request, _("Everything personal is erased."))
                return redirect("site:requests")
    context = {"who": person, "refusal": refusal}
    if uses_part(request, "invoices") and (found := not_invoiced(person)):
        context["not_invoiced"] = found
    return render(request, "site/erase.html", context)
