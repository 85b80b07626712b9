"""What the shell asks of the address: the same page in another language."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.utils.translation import get_language, get_language_from_path

register = template.Library()

# As each language calls itself: (short sign of the switch, full name).
OWN_NAMES = {"fr": ("FR", "Français"), "ar": ("ع", "العربية"), "en": ("EN", "English")}


@register.simple_tag(takes_context=True)
def language_links(context: dict[str, Any]) -> list[dict[str, Any]]:
    """One entry a language of the hub: code, short, name, url, is_current.

    Public pages have a sibling address per language; the others take `?lang=` and keep the rest.
    """
    request = context.get("request")
    if request is None:
        return []
    hub = context.get("hub")
    codes = (hub.languages if hub else None) or [code for code, _name in settings.LANGUAGES]
    return [
        {
            "code": code,
            "short": OWN_NAMES[code][0],
            "name": OWN_NAMES[code][1],
            "url": _sibling(request, code),
            "is_current": code == (get_language() or "")[:2],
        }
        for code in codes
        if code in OWN_NAMES
    ]


def _sibling(request: Any, code: str) -> str:
    if get_language_from_path(request.path_info):  # the same address under another prefix
        return f"/{code}/{request.get_full_path()[1:].partition('/')[2]}"
    kept = [
        (name, value) for name, values in request.GET.lists() for value in values if name != "lang"
    ]
    return f"{request.path}?{urlencode([*kept, ('lang', code)])}"
