"""What a person typed into a form that could not be taken, to be copied: their words, not the
machine's values that travel beside them."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

NEVER_SHOWN = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code"}
# A choice of the page ("call", "team", "3"): short, small Latin letters, digits and joining signs.
_CHOICE = re.compile(r"[a-z0-9_:.-]{0,24}")
_SHOWN_MOST = 12


def words_typed(post: Mapping[str, Any]) -> list[str]:
    """The values of a sent form that a person may have typed, in the order of the page. Numbers of
    rows, keys and chosen answers are left out; so are passwords and codes."""
    texts = [str(value).strip() for name, value in post.items() if name not in NEVER_SHOWN]
    return [text for text in texts if _is_typed(text)][:_SHOWN_MOST]


def _is_typed(text: str) -> bool:
    is_phone = sum(char.isdigit() for char in text) >= 8
    return not _is_key(text) and (is_phone or not _CHOICE.fullmatch(text))


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
