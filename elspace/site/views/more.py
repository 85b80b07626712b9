"""The page "More": what is open to a person beside the five entries of the menu."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elspace.core.gates import signed_in


@signed_in
def more(request: HttpRequest) -> HttpResponse:
    """Entries of `menu_more` (context), each with its sentence; the account; the way out."""
    return render(request, "site/more.html")
