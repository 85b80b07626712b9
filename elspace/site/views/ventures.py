"""Ventures: the list, one venture with its people and the needs one may read, changes."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elspace.core.answers import Refused
from elspace.core.gates import requires, signed_in
from elspace.core.lists import ORPHANS
from elspace.needs.queries import needs_visible_to, with_people
from elspace.people.acting import acting
from elspace.people.models import Person
from elspace.people.queries import people_matching
from elspace.site.forms.ventures import JoinForm, VentureForm
from elspace.trust.actions import mark_read
from elspace.ventures import actions
from elspace.ventures.models import Venture
from elspace.ventures.queries import ventures_visible_to, with_members
from elspace.ventures.rules import can_change_venture

ROWS = 50


@requires("people.view_person")
def ventures(request: HttpRequest) -> HttpResponse:
    """All ventures by name."""
    rows = with_members(ventures_visible_to(request.user).order_by("name", "pk"))
    page = Paginator(rows, ROWS, orphans=ORPHANS).get_page(request.GET.get("page"))
    context = {"page": page, "may_change": can_change_venture(request.user)}
    return render(request, "site/ventures.html", context)


@signed_in
def venture(request: HttpRequest, key: UUID) -> HttpResponse:
    """One venture: its people of today and their needs for it."""
    return _page(request, key, JoinForm())


@requires("people.change_person")
@require_POST
def join(request: HttpRequest, key: UUID) -> HttpResponse:
    """Somebody joins: the one person meant, or a choice between several."""
    one = get_object_or_404(ventures_visible_to(request.user), key=key)
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _page(request, key, form, status=422)
    chosen = form.cleaned_data["chosen"]
    if chosen:
        found = list(Person.objects.filter(key=chosen, is_active=True))
    else:
        found = list(people_matching(form.cleaned_data["name"])[:8])
    if not found:
        form.add_error("name", _("We know nobody of this name."))
    if len(found) != 1:
        return _page(request, key, form, found=found, status=422)
    actions.join_venture(venture=one, person=found[0], by=acting(request))
    messages.success(request, _("%(name)s belongs to the project.") % {"name": found[0].given_name})
    return redirect("site:venture", key=one.key)


@requires("people.change_person")
@require_POST
def leave(request: HttpRequest, key: UUID, person: UUID) -> HttpResponse:
    """Somebody no longer belongs to a venture."""
    one = get_object_or_404(ventures_visible_to(request.user), key=key)
    who = get_object_or_404(Person, key=person)
    try:
        actions.leave_venture(venture=one, person=who, by=acting(request))
        messages.success(
            request, _("%(name)s no longer belongs to the project.") % {"name": who.given_name}
        )
    except Refused as refused:
        messages.warning(request, refused.reason)
    return redirect("site:venture", key=one.key)


@requires("people.change_person")
def add(request: HttpRequest) -> HttpResponse:
    """Write down a venture."""
    form = VentureForm(request.POST or None)
    if form.is_valid():
        made = actions.add_venture(
            key=form.cleaned_data["key"],
            by=acting(request),
            **form.facts(),
        )
        return redirect("site:venture", key=made.key)
    status = 422 if request.POST else 200
    return render(request, "site/venture_form.html", {"form": form}, status=status)


@requires("people.change_person")
def change(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change what is written down of a venture."""
    one = get_object_or_404(ventures_visible_to(request.user), key=key)
    known = {name: getattr(one, name) for name in actions.CHANGEABLE}
    form = VentureForm(request.POST or None, initial=known)
    if form.is_valid():
        actions.change_venture(venture=one, by=acting(request), **form.facts())
        return redirect("site:venture", key=one.key)
    status = 422 if request.POST else 200
    context = {"form": form, "venture": one}
    return render(request, "site/venture_form.html", context, status=status)


def _page(
    request: HttpRequest,
    key: UUID,
    form: JoinForm,
    *,
    found: list[Person] | None = None,
    status: int = 200,
) -> HttpResponse:
    one: Venture = get_object_or_404(with_members(ventures_visible_to(request.user)), key=key)
    needs = list(with_people(needs_visible_to(request.user).open().filter(venture=one)))
    if request.user.has_perm("needs.view_need"):
        mark_read(needs, reader=request.user)
    context = {
        "venture": one,
        "needs": needs,
        "form": form,
        "found": found or [],
        "may_change": can_change_venture(request.user),
        "layout": "core/team.html"
        if request.user.has_perm("people.view_person")
        else "core/hand.html",
    }
    return render(request, "site/venture.html", context, status=status)
