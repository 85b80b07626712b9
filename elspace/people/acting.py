"""Who pressed: the signed-in person of a request, typed."""

from typing import cast

from django.http import HttpRequest

from .models import Person


def acting(request: HttpRequest) -> Person:
    """The signed-in person; only behind a gate, which has let nobody else in."""
    return cast(Person, request.user)
