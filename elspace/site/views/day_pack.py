"""The day pack: a page each team phone keeps, a dated file, and the worker that keeps it."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info

from elspace.core.caches import not_kept
from elspace.core.gates import public, requires
from elspace.core.moments import today
from elspace.hub.parts import hub_of
from elspace.site.queries.day_pack import day_pack

DESK_FILES = (
    "core/elspace.css",
    "core/sprite.svg",
    "core/mark.svg",
    "core/desk.css",
    "core/lock.js",
    "reception/desk-store.js",
    "reception/desk-rows.js",
    "reception/desk.js",
)
HERE = {"127.0.0.1", "localhost", "[::1]"}


def may_keep(request: HttpRequest) -> bool:
    """Whether browsers let this address keep pages: HTTPS, or the machine itself."""
    return request.is_secure() or request.get_host().rsplit(":", 1)[0] in HERE


@requires("agenda.view_day")
def pack(request: HttpRequest) -> HttpResponse:
    """Today and tomorrow on one page, to read without network. The worker alone keeps it, and drops
    it; the browser's own store does not."""
    context = {"pack": day_pack(today(), request.user), "is_file": False}
    return not_kept(render(request, "site/day_pack.html", context))


@requires("agenda.view_day")
def pack_file(request: HttpRequest) -> HttpResponse:
    """The same as a dated file, whole in itself: nobody can erase it from afar, and it says so."""
    found = day_pack(today(), request.user)
    context = {"pack": found, "is_file": True, "style": _style()}
    response = not_kept(render(request, "site/day_pack.html", context))
    response.headers["Content-Disposition"] = content_disposition_header(True, found.name) or ""
    return response


@public
def worker(request: HttpRequest) -> HttpResponse:
    """The one service worker of the platform. It keeps the day pack, at the desk the first names
    of today until closing, the page that says there is no network, and nothing else."""
    context = {
        "pack_url": reverse("site:day-pack"),
        "today_url": reverse("site:today"),
        "offline_url": reverse("site:offline"),
        "sign_out_url": reverse("account_logout"),
        "lock_url": reverse("people:desk-lock"),
        "locked_url": reverse("people:desk"),
        "desk": _desk(request),
    }
    response = render(request, "site/sw.js", context, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@public
def offline(request: HttpRequest) -> HttpResponse:
    """What the worker shows in place of any page when the hub does not answer: the same for
    everybody, in the three languages, that of the phone first."""
    now = get_language() or "fr"
    codes = sorted(dict(settings.LANGUAGES), key=lambda code: code != now)
    languages = [(code, get_language_info(code)["bidi"]) for code in codes]
    return render(request, "site/offline.html", {"languages": languages})


def _desk(request: HttpRequest) -> dict[str, Any] | None:
    """What the worker keeps of the reception's screen; nothing where the hub does not check in."""
    hub = hub_of(request)
    if hub is None or not hub.uses("check_in"):
        return None
    files = [static(path) for path in DESK_FILES]
    return {
        "live": reverse("reception:day"),
        "kept": reverse("reception:kept"),
        "evacuation": reverse("reception:evacuation"),
        "files": files,
        "release": hashlib.sha256(" ".join(files).encode()).hexdigest()[:8],
    }


def _style() -> SafeString:
    """The style sheet of paper inside the file, without the fonts it cannot reach. Only a file that
    leaves the site carries its style; pages of the site refuse any that stands in them."""
    path = finders.find("core/paper.css")
    lines = Path(str(path)).read_text(encoding="utf-8").splitlines()
    kept = "\n".join(line for line in lines if not line.startswith("@font-face"))
    return mark_safe(f"<style>{kept}</style>")  # noqa: S308  # nosec B308 B703  our own file
