"""The public home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elspace.core.gates import public


@public
def home(request: HttpRequest) -> HttpResponse:
    """What the hub is, its next dates, how to come."""
    return render(request, "site/home.html")
