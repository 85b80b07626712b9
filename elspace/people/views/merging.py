"""Two pages side by side: what to keep of each, then one page."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.people import actions, rules
from elspace.people.acting import acting
from elspace.people.models import Person
from elspace.people.views.persons import page_of

COMPARED = (
    "first_name", "last_name", "first_name_ar", "last_name_ar", "phone", "email", "language",
    "channel",
)  # fmt: skip


@requires("people.name_alias")
def merge(request: HttpRequest, key: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Compare and, by the button, merge `other` into the page of `key`."""
    found = {p.key: p for p in Person.objects.with_grants().filter(key__in=[key, other])}
    if set(found) != {key, other}:
        raise Http404
    keep, gone = found[key], found[other]
    answer = rules.can_merge(request.user, keep, gone)
    is_named = gone.is_alias and not keep.is_alias
    compared = [name for name in COMPARED if not (is_named and "name" in name)]
    refusal = None
    if request.method == "POST":
        chosen = {
            name: getattr(gone, name)
            for name in compared
            if request.POST.get(name) == "other" and getattr(gone, name)
        }
        try:
            merged = actions.merge_people(
                keep=keep,
                gone=gone,
                by=acting(request),
                is_said=bool(request.POST.get("said")),
                **chosen,
            )
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("There is one page now."))
            return redirect(page_of(merged, request.user))
    facts = [
        (Person._meta.get_field(name), _shown(keep, name), _shown(gone, name)) for name in compared
    ]
    return render(
        request,
        "people/merge.html",
        {
            "keep": keep,
            "gone": gone,
            "facts": facts,
            "answer": answer,
            "refusal": refusal,
            "is_named": is_named,
        },
    )


def _shown(person: Person, name: str) -> str:
    if name in {"language", "channel"}:
        return str(getattr(person, f"get_{name}_display")())
    return getattr(person, name) or ""
