"""Whole addresses, for what leaves the site: messages, QR codes, calendars."""

from typing import Any

from django.conf import settings
from django.urls import reverse


def whole_address(url_name: str, **kwargs: Any) -> str:
    """The address of a page as people outside reach it."""
    return settings.PUBLIC_URL + reverse(url_name, kwargs=kwargs)
