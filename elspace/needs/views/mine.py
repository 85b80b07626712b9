"""My needs and what became of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from elspace.core.gates import signed_in
from elspace.people.links import by_personal_link


@by_personal_link
def mine_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The person's needs, with a personal link."""
    person = request.link_person  # type: ignore[attr-defined]
    again = reverse("needs:state-by-link", args=[token])
    context = {"person": person, "token": token, "again": again}
    return render(request, "needs/mine.html", context)


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """A signed-in person's needs."""
    context = {"person": request.user, "token": "", "again": reverse("needs:state")}
    return render(request, "needs/mine.html", context)
