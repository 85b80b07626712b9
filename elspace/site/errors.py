"""Error pages in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page had been open too long: say so, keep what was typed for copying."""
    typed = {
        name: value
        for name, value in request.POST.items()
        if name not in {"csrfmiddlewaretoken", "password", "code"} and str(value).strip()
    }
    return render(request, "site/form_expired.html", {"typed": typed}, status=403)
