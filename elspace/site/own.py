"""Own pages, opened two ways: by personal link, or signed in. Never anyone else's."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from elspace.core.gates import requires
from elspace.people.acting import acting
from elspace.people.links import by_personal_link, used
from elspace.people.models import Person

OwnView = Callable[..., HttpResponse]


def own_paths(route: str, view: OwnView, name: str) -> list[URLPattern]:
    """The two addresses of one own page: `/p/<token>/…` (name-by-link) and `/my-week/…` (name)."""
    return [
        path(f"p/<str:token>/{route}", by_personal_link(view), name=f"{name}-by-link"),
        path(f"my-week/{route}", requires("site.view_my_week")(view), name=name),
    ]


def owner(request: HttpRequest) -> Person:
    """Whose page this is: the link's person, else the signed-in one."""
    return getattr(request, "link_person", None) or acting(request)


def own_address(request: HttpRequest, name: str, token: str, **kwargs: Any) -> str:
    """The address of another own page, opened the same way as this one."""
    if token:
        return reverse(f"{name}-by-link", kwargs={"token": token, **kwargs})
    return reverse(name, kwargs=kwargs)


def back_to_own_page(request: HttpRequest, token: str) -> HttpResponse:
    """After a pressed button: mark the link as used, show the page again."""
    if token:
        used(request)
        return redirect("site:my-page", token=token)
    return redirect("site:my-week")
