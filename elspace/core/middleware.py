"""What every request passes: the language of a page, and null bytes taken out of what is sent."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import translation
from django.utils.translation import get_language_from_path

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
