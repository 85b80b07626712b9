"""What a page may ask of the device it is shown on: nothing, but for the one that says so."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ASKED = ("camera", "microphone", "geolocation", "payment", "usb")


def policy(**allowed: str) -> str:
    """The header `Permissions-Policy` that shuts everything but what is `allowed`."""
    return ", ".join(f"{what}=({allowed.get(what, '')})" for what in ASKED)


class PermissionsPolicyMiddleware:
    """No page opens a camera, a microphone or the place of a device, unless its view says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", policy())
        return response
