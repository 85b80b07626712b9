"""Signing somebody in who has shown who they are on a page of ours."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import HttpRequest

BACKEND = "elspace.people.backends.SignInBackend"


def sign_in_by_password(request: HttpRequest, person: Any) -> None:
    """The password was typed a moment ago (and made then): it is not asked for again. The second
    factor is not skipped: the team's pages stay closed until it is set up."""
    login(request, person, backend=BACKEND)
    record_authentication(request, person, method="password")
