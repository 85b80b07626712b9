"""Sessions held before they were on the platform: a term may begin in its middle."""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.needs.enums import OPEN_STATES, State
from elspace.needs.models import Need
from elspace.people.enums import Role
from elspace.people.models import Person
from elspace.support.actions.living import type_held_session
from elspace.support.forms.held import HeldForm
from elspace.support.models import Session, Term


@requires("support.change_session")
def held(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Type one session; the page comes back empty for the next."""
    term = get_object_or_404(Term, key=key)
    form = HeldForm(request.POST or None, term=term, people=_people())
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, term, form)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The session is typed as held. And the next one?"))
            return redirect("support:held", key)
    typed = (
        Session.objects.filter(term=term, state="held")
        .select_related("occasion", "discipline", "expert__person")
        .order_by("-occasion__start_at")[:12]
    )
    context = {"term": term, "form": form, "refusal": refusal, "typed": typed}
    return render(request, "support/held.html", context)


def _people() -> Any:
    """Residents, members, and everybody with an open need, by name."""
    lives_here = Person.objects.with_role(Role.RESIDENT, Role.MEMBER).values("pk")
    asks = Need.objects.filter(state__in=OPEN_STATES).values("person")
    found = Person.objects.filter(Q(pk__in=lives_here) | Q(pk__in=asks), is_active=True)
    return found.order_by("first_name", "last_name", "pk")


def _keep(request: HttpRequest, term: Term, form: HeldForm) -> None:
    said, by = form.cleaned_data, request.user
    start_at, end_at = form.hours()
    people = list(said["people"])
    needs: dict[int, Need] = {}
    open_needs = Need.objects.filter(
        person__in=people,
        discipline=said["discipline"],
        state__in=(State.STATED, State.CONFIRMED),
        is_confidential=False,
    )
    for need in open_needs.select_related("person").order_by("-level", "stated_at", "pk"):
        needs.setdefault(need.person_id, need)
    type_held_session(
        term=term,
        discipline=said["discipline"],
        format=said["format"],
        expert=said["expert"],
        language=said["language"],
        start_at=start_at,
        end_at=end_at,
        people=people,
        needs=list(needs.values()),
        reason=said["reason"],
        key=said["key"],
        by=by,  # type: ignore[arg-type]
    )
