"""The first page of a new hub: opened once, by the address the terminal shows."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from elspace.core.answers import Refused
from elspace.core.gates import by_link
from elspace.hub.first import consume_first_token, is_first_token
from elspace.people.actions import begin_hub
from elspace.people.sign_in import sign_in_by_password
from elspace.site.context import hub_of
from elspace.site.forms.first import FirstForm


@by_link
@never_cache
@sensitive_post_parameters("password")
def first(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the hub's name, languages, place and director; signs that director in."""
    if hub_of(request) is not None and request.method == "POST":
        return _already_open(request)
    if hub_of(request) is not None or not is_first_token(token):
        return render(request, "site/first_gone.html", status=404)
    form = FirstForm(request.POST or None, initial={"first_language": _language()})
    if request.method == "POST" and form.is_valid():
        try:
            director = begin_hub(**form.values(), language=_language())
        except Refused:  # only one thing stands against it: another tab was first
            return _already_open(request)
        consume_first_token(token)
        messages.success(
            request,
            _("%(hub)s is open, and you are signed in. Your second factor is next.")
            % {"hub": form.cleaned_data["name"]},
        )
        sign_in_by_password(request, director)
        return redirect("site:today")
    return render(request, "site/first.html", {"form": form})


def _already_open(request: HttpRequest) -> HttpResponse:
    """A second click, the back button, another tab: there is one hub, and its door is here."""
    messages.info(request, _("This hub is open already: sign in."))
    return redirect("account_login")


def _language() -> str:
    return (get_language() or "fr")[:2]
