"""Adding a person, changing their page, their half-days and roles, opening an account."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from elspace.core.addresses import whole_address
from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.core.registries import subject_of
from elspace.hub.enums import Season
from elspace.people import actions, rules
from elspace.people.acting import acting
from elspace.people.enums import Role
from elspace.people.forms.half_days import AwayForm, HalfDaysForm
from elspace.people.forms.persons import AddPersonForm, ChangePersonForm
from elspace.people.forms.roles import GrantForm
from elspace.people.models import Away, Person, RoleGrant
from elspace.people.queries import half_days_of, probably_the_same


def page_of(person: Person, user: object) -> str:
    """The address of a person's page, which a higher app shows."""
    subject = subject_of(person)
    return (subject.url(person, user) if subject else "") or "/"


@requires("people.add_person")
def add(request: HttpRequest) -> HttpResponse:
    """Add someone; a first name is enough. Who may be here already is shown first."""
    may_give = Role if request.user.has_perm("people.grant_role") else rules.EVERYDAY_ROLES
    first, _space, last = request.GET.get("name", "").strip().partition(" ")
    initial = {"first_name": request.GET.get("first_name", first)[:80], "last_name": last[:80]}
    form = AddPersonForm(request.POST or None, may_give=may_give, initial=initial)
    refusal, known = None, []
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        if not request.POST.get("is_new"):
            known = probably_the_same(fields, fields["key"])
        if not known:
            try:
                person = actions.add_person(by=request.user, **fields)
            except Refused as refused:
                refusal = refused
            else:
                messages.success(request, _("%(name)s is here.") % {"name": person.name})
                return redirect(page_of(person, request.user))
    return render(request, "people/add.html", {"form": form, "refusal": refusal, "known": known})


@requires("people.change_person")
def change(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change someone's page for them."""
    person = get_object_or_404(Person, key=key)
    form = ChangePersonForm(request.POST or None, person=person)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            heard = {"entered_from": form.cleaned_data["entered_from"]}
            actions.change_person(person=person, by=request.user, **(form.typed() | heard))
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The page is up to date."))
            return redirect(page_of(person, request.user))
    context = {"form": form, "refusal": refusal, "who": person}
    return render(request, "people/change.html", {**context, "page": page_of(person, request.user)})


@requires("people.change_person")
def half_days(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What a person said of the half-days of a season, and their days away."""
    person = get_object_or_404(Person.objects.with_grants(), key=key)
    season = request.POST.get("season") or request.GET.get("season")
    season = Season(season) if season in Season.values else Season.USUAL
    known = half_days_of([person], season)[person.pk]
    is_away_form = request.POST.get("form") == "away"
    form = HalfDaysForm(
        None if is_away_form else request.POST or None, person=person, season=season, known=known
    )
    away_form = AwayForm(request.POST if is_away_form else None)
    refusal = None
    try:
        if request.method == "POST" and is_away_form and away_form.is_valid():
            actions.add_away(person=person, by=request.user, **away_form.cleaned_data)
            messages.success(request, _("These days are kept."))
            return redirect("people:half-days", key)
        if request.method == "POST" and not is_away_form and form.is_valid():
            actions.set_half_days(
                person=person,
                season=season,
                answers=form.answers(),
                by=request.user,
                entered_from=form.cleaned_data["entered_from"],
            )
            messages.success(request, _("The half-days are kept."))
            return redirect(f"{reverse('people:half-days', args=[key])}?season={season}")
    except Refused as refused:
        refusal = refused
    context = {
        "form": form,
        "away_form": away_form,
        "refusal": refusal,
        "who": person,
        "season": season,
        "seasons": Season,
        "away": person.away.all(),
        "page": page_of(person, request.user),
    }
    return render(request, "people/half_days.html", context)


@requires("people.change_person")
@require_POST
def remove_away(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    """Take days away back."""
    away = get_object_or_404(Away, person__key=key, pk=number)
    actions.remove_away(away=away, by=acting(request))
    messages.success(request, _("These days are free again."))
    return redirect("people:half-days", key)


@requires("people.grant_role")
def roles(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give a role from a day until a day."""
    person = get_object_or_404(Person.objects.with_grants(), key=key)
    form = GrantForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.grant_role(person=person, by=request.user, **form.cleaned_data)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("The role is given."))
            return redirect("people:roles", key)
    return render(
        request,
        "people/roles.html",
        {
            "form": form,
            "refusal": refusal,
            "who": person,
            "grants": person.grants.order_by("-from_on", "pk"),
            "page": page_of(person, request.user),
        },
    )


@requires("people.grant_role")
@require_POST
def end_role(request: HttpRequest, key: uuid.UUID, grant: uuid.UUID) -> HttpResponse:
    """End a role now: access ends with it."""
    row = get_object_or_404(RoleGrant, person__key=key, key=grant)
    try:
        actions.end_role(grant=row, by=acting(request))
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, _("The role has ended."))
    return redirect("people:roles", key)


@requires("people.invite_account")
@require_POST
def invite(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Open an account and tell the person how to sign in."""
    person = get_object_or_404(Person.objects.with_grants(), key=key)
    try:
        actions.invite_account(
            person=person,
            login_url=whole_address("account_login"),
            by=acting(request),
        )
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, _("The account is open; a mail says how to sign in."))
    return redirect(page_of(person, request.user))
