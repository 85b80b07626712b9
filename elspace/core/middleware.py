"""The language of a page: its address, else what was just chosen, else the person's own."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
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
