"""What the machine room says of the hub's address: whether phones may keep the day pack."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from elspace.core.registries import Vital


def address_is() -> Iterator[Vital]:
    """Well with HTTPS; without it only one thing is missing, and it is named."""
    is_secure = settings.PUBLIC_URL.startswith("https://")
    is_here = urlsplit(settings.PUBLIC_URL).hostname in {"127.0.0.1", "localhost", "::1"}
    yield Vital(
        _("Secure address (https)"),
        is_secure or is_here,
        _("yes: team phones keep the day pack")
        if is_secure
        else _("this machine alone is enough for trying")
        if is_here
        else _("no: phones cannot keep the day pack; it can be downloaded or printed"),
    )
