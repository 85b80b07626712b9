"""Partager: a week, a session or a term as a text, a picture and a PDF, one language each."""

import uuid
from datetime import date
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language_info, override

from elspace.core.addresses import whole_address
from elspace.core.caches import not_kept
from elspace.core.gates import requires
from elspace.core.moments import today
from elspace.hub.parts import uses
from elspace.hub.queries import current_hub
from elspace.outbox.writing import direction
from elspace.site.queries import sharing as queries
from elspace.site.sharing import LONGEST, text_of
from elspace.support.models import Term

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@requires("agenda.view_day")
def share(request: HttpRequest, what: str, which: str) -> HttpResponse:
    """Three texts to copy, pictures and PDFs to send, each in one language."""
    versions = []
    for language in LANGUAGES:
        with override(language):
            sheet = _sheet(what, which)
            versions.append(
                {
                    "language": language,
                    "direction": direction(language),
                    "own_name": get_language_info(language)["name_local"].capitalize(),
                    "text": (text := _text(sheet)),
                    "whatsapp": f"https://wa.me/?text={quote(text, safe='')}",
                    "pictures": range(1, len(sheet.pictures) + 1),
                }
            )
    sheet = _sheet(what, which)
    context = {
        "sheet": sheet,
        "versions": versions,
        "what": what,
        "which": which,
        "longest": LONGEST,
    }
    return render(request, "site/share.html", context)


@requires("agenda.view_day")
def share_file(
    request: HttpRequest, what: str, which: str, language: str, form: str
) -> HttpResponse:
    """The picture (`?page=2` for the next dates) or the PDF."""
    # Drawing weighs as much as all the rest: loaded by the first sheet, not by the start.
    from elspace.core.paper import pdf_of, picture_of

    if language not in LANGUAGES or form not in {"png", "pdf"}:
        raise Http404
    with override(language):
        sheet = _sheet(what, which)
        html = _drawn(sheet, form, _page(request, sheet), language)
    name = f"{what}-{language}.{form}"
    if form == "png":
        return _file(picture_of(html), "image/png", name)
    return _file(pdf_of(html), "application/pdf", name)


def _drawn(sheet: queries.Sheet, form: str, page: int, language: str) -> str:
    hub = current_hub()
    lines = sheet.pictures[page - 1] if form == "png" else sheet.lines
    context = {
        "sheet": sheet,
        "lines": lines,
        "few": len(lines) <= 4,
        "full": form == "png" and len(lines) > 5,
        "page": page if len(sheet.pictures) > 1 and form == "png" else 0,
        "pages": len(sheet.pictures),
        "hub": hub,
        "kind": "picture" if form == "png" else "sheet",
        "sheet_language": language,
        "sheet_direction": direction(language),
        "address": _shown_address(),
        "newest_url": whole_address("public:home"),
    }
    return render_to_string("site/sheet.html", context)


def _text(sheet: queries.Sheet) -> str:
    hub = current_hub()
    return text_of(sheet, hub=hub.shown_name if hub else "", address=whole_address("public:home"))


def _shown_address() -> str:
    hub = current_hub()
    return (hub.website if hub else "") or settings.PUBLIC_URL.split("://", 1)[-1]


def _sheet(what: str, which: str) -> queries.Sheet:
    found: queries.Sheet | None = None
    if what != "week" and not uses("programme"):
        raise Http404
    try:
        if what == "week":
            found = queries.sheet_of_week(date.fromisoformat(which))
        elif what == "session":
            found = queries.sheet_of_session(uuid.UUID(which))
        elif what == "term":
            term = Term.objects.filter(key=uuid.UUID(which)).first()
            found = queries.sheet_of_term(term, since=today()) if term else None
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, sheet: queries.Sheet) -> int:
    wanted = request.GET.get("page", "1")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 4 else 1
    return min(max(number, 1), len(sheet.pictures))


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers: dict[str, Any] = {"Content-Disposition": f'inline; filename="{name}"'}
    return not_kept(HttpResponse(content, content_type=kind, headers=headers))
