"""The answer of a page made for the printer: its version, and no copy in the browser's store."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from .caches import not_kept


def paper(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A sheet of `core/paper.html`; names may stand on it, so no shared computer keeps it."""
    return not_kept(render(request, template, {"version_at": timezone.now(), **context}))
