"""What no cache keeps: neither the browser's own store nor any between."""

from typing import TypeVar

from django.http import HttpResponseBase
from django.utils.cache import patch_cache_control

Response = TypeVar("Response", bound=HttpResponseBase)


def not_kept(response: Response) -> Response:
    """The answer, marked for nobody's store: names or secrets stand in it, and computers are
    shared."""
    patch_cache_control(response, private=True, no_store=True)
    return response
