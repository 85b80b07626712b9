"""Error pages in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elspace.core.typed import words_typed


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page had been open too long: say so, keep what was typed for copying."""
    typed = words_typed(request.POST)
    return render(request, "site/form_expired.html", {"typed": typed}, status=403)
