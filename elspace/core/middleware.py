"""What every request passes: the language of a page, the parts the hub uses, null bytes taken out
of what is sent, and the answer to a form that is kept on the device until it has arrived."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_from_path

from .registries import parts_read_once

LANGUAGES = {code for code, _name in settings.LANGUAGES}


class InterfaceLanguageMiddleware:
    """Order: language in the address (public pages) · `?lang=` (kept in a cookie) · that cookie ·
    the signed-in person's language · the browser's · the default. Writes no row."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.GET.get("lang", "")
        chosen = chosen if chosen in LANGUAGES else ""
        request.chosen_language = chosen  # type: ignore[attr-defined]
        language = get_language_from_path(request.path_info) or chosen or self._kept(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or language)
        if chosen:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                chosen,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    def _kept(self, request: HttpRequest) -> str:
        cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if cookie in LANGUAGES:
            return cookie
        if request.user.is_authenticated:
            return request.user.language
        return translation.get_language_from_request(request)


class PartsMiddleware:
    """A request asks once which parts the hub uses, however many of its pieces want to know."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with parts_read_once():
            return self.get_response(request)


class NullByteMiddleware:
    """A null byte is no sign anybody types, and PostgreSQL keeps none: it is taken out of what was
    sent, so that the rest reaches its page; an address that holds one leads nowhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _without_nulls(request.GET)  # type: ignore[assignment]
        if request.method == "POST":
            request.POST = _without_nulls(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


def _without_nulls(sent: QueryDict) -> QueryDict:
    if not any("\0" in text for name, values in sent.lists() for text in (name, *values)):
        return sent
    cleaned = QueryDict(mutable=True, encoding=sent.encoding)
    for name, values in sent.lists():
        cleaned.setlist(name.replace("\0", ""), [text.replace("\0", "") for text in values])
    return cleaned


class KeptMiddleware:
    """`core/kept.js` sends a form in the background, to know whether it arrived. Where a browser
    would be redirected, the script is told the address instead, so that the next page opens once
    and says its messages; being sent to the sign-in page is not an arrival."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "X-Kept" in request.headers and 300 <= response.status_code < 400:
            address = response.headers["Location"]
            del response.headers["Location"]
            response.headers["X-Location"] = address
            response.headers["X-Kept"] = "sign-in" if _asks_to_sign_in(address) else "done"
            response.status_code = 200
            response.content = b""
        return response


def _asks_to_sign_in(address: str) -> bool:
    gates = ("account_login", "mfa_activate_totp", "mfa_authenticate")
    return address.split("?", maxsplit=1)[0] in {reverse(name) for name in gates}
