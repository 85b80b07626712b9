"""One form, one action: carried out and told, or shown again with what was typed; and what a
change of hours does to what was planned."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from elspace.core.answers import Refused
from elspace.hub.queries import struck


def answer(
    request: HttpRequest,
    form: Any,
    *,
    act: Callable[[], Any],
    said: str,
    to: str,
    template: str,
    **context: Any,
) -> HttpResponse:
    """The answer to a form's page, opened or sent."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refused:
            context["refusal"] = refused
        else:
            messages.success(request, said)
            return redirect(to)
    return render(request, template, {"form": form, **context})


@contextmanager
def telling_what_is_struck(request: HttpRequest) -> Iterator[None]:
    """Say how much more of what is planned lies on closed hours after the change inside."""
    before = set(struck())
    yield
    if more := set(struck()) - before:
        said = ngettext(
            "%(n)s date now lies on closed hours: it stands below, to be moved or cancelled.",
            "%(n)s dates now lie on closed hours: they stand below, to be moved or cancelled.",
            len(more),
        )
        messages.warning(request, said % {"n": len(more)})
