"""My account: name, languages, how to be reached, sign-in, consents; for anybody signed in."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from elspace.core import registries
from elspace.core.answers import Refused
from elspace.core.gates import signed_in
from elspace.core.models import EnteredFrom
from elspace.hub.parts import hub_of
from elspace.people import actions, second_factor
from elspace.people.acting import acting
from elspace.people.devices import device_of, devices_of
from elspace.people.forms.persons import MailForm, OwnPageForm
from elspace.people.middleware import before_second_factor
from elspace.people.models import Person
from elspace.trust.actions import state_consent
from elspace.trust.models import Purpose
from elspace.trust.queries import consents_of


@before_second_factor
@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Show and change one's own page."""
    person: Person = acting(request)
    form = OwnPageForm.of(person, request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_person(
                person=person, by=person, entered_from=EnteredFrom.SELF, **form.cleaned_data
            )
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Your page is up to date."))
            return redirect("people:account")
    return render(
        request,
        "people/account.html",
        {
            "form": form,
            "refusal": refusal,
            "pages": [
                page
                for page in registries.account_pages
                if not page.permission or person.has_perm(page.permission)
            ],
            "has_second_factor": second_factor.has_second_factor(person),
            "devices": devices_of(person),
            "this_device": device_of(request, person),
            "must_have_second_factor": person.is_team
            and not second_factor.is_waived(hub_of(request)),
        },
    )


@before_second_factor
@signed_in
def change_mail(request: HttpRequest) -> HttpResponse:
    """The mail address one signs in with; changed after showing once more who one is."""
    if request.method == "POST":
        return _keep_mail(request)
    form = MailForm(initial={"email": acting(request).email})
    return render(request, "people/change_mail.html", {"form": form})


@reauthentication_required(app="elspace.people")
def _keep_mail(request: HttpRequest) -> HttpResponse:
    person: Person = acting(request)
    form = MailForm(request.POST)
    refusal = None
    if form.is_valid():
        email = form.cleaned_data["email"]
        try:
            actions.change_person(
                person=person, by=person, entered_from=EnteredFrom.SELF, email=email
            )
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("From now on you sign in with this address."))
            return redirect("people:account")
    return render(request, "people/change_mail.html", {"form": form, "refusal": refusal})


@before_second_factor
@signed_in
def consents(request: HttpRequest) -> HttpResponse:
    """What one agrees to, purpose by purpose; refusing changes nothing else."""
    person: Person = acting(request)
    if request.method == "POST" and request.POST.get("purpose") in Purpose.values:
        purpose = Purpose(request.POST["purpose"])
        given = request.POST.get("given") == "yes"
        if given or request.POST.get("given") == "no":
            state_consent(person=person, purpose=purpose, given=given)
            messages.success(
                request, _("Kept: yes.") if given else _("Kept: no. Nothing else changes.")
            )
        return redirect("people:consents")
    return render(request, "people/consents.html", {"purposes": consents_of(person)})
