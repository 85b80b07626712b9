"""What a file made, and taking it back."""

import uuid
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from elspace.core.answers import Refused
from elspace.core.gates import requires
from elspace.imports import actions
from elspace.imports.enums import BatchState
from elspace.imports.models import ImportBatch
from elspace.imports.queries import batch_of
from elspace.imports.tasks import run_undo
from elspace.people.models import Person

from .previews import gone

HOUSE = ("rooms", "rooms_here", "desks", "desks_here", "stays", "stays_here")
gate = requires("imports.import_file")


@gate
@require_POST
def undo(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Have what the file made taken back."""
    batch = batch_of(key, request.user)
    if batch is None:
        return gone(request)
    try:
        batch, is_new = actions.ask_undo(batch=batch, by=request.user)
    except Refused as refused:
        messages.info(request, refused.reason)
        return redirect("imports:start")
    if is_new:
        run_undo.enqueue(batch.pk)
    return redirect("imports:done", key)


@gate
@never_cache
@require_safe
def done(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What came in, and what can be done next; after undoing, what stayed and why."""
    batch = batch_of(key, request.user)
    if batch is None:
        return gone(request)
    if batch.state not in {BatchState.DONE, BatchState.UNDONE}:
        return redirect("imports:preview", key)
    counts = batch.counts
    of_house = any(counts.get(name) for name in HOUSE)
    of_house = of_house and not (counts.get("needs") or counts.get("experts"))
    context = {"batch": batch, "counts": counts, "of_house": of_house, "stayed": _stayed(batch)}
    return render(request, "imports/done.html", context)


def _stayed(batch: ImportBatch) -> list[dict[str, Any]]:
    """What undoing left, in words: the kind, how many, what refers to them, whose names."""
    found = []
    for kind, reasons in batch.stayed.items():
        for label, numbers in reasons.items():
            people = Person.objects.filter(pk__in=numbers[:20]) if kind == "people.person" else []
            found.append(
                {
                    "kind": apps.get_model(kind)._meta.verbose_name_plural,
                    "count": len(numbers),
                    "why": apps.get_model(label)._meta.verbose_name_plural,
                    "people": [{"name": one.name, "key": one.key} for one in people],
                }
            )
    return found
