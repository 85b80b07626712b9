"""Keys that come back from a page: damaged or invented ones find nothing, and break nothing."""

import uuid


def key_or_none(text: str | None) -> uuid.UUID | None:
    """The key a form sent, None when it is none: a look-up then finds no row."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def key_or_new(text: str | None) -> uuid.UUID:
    """The key the page made for a new row; a damaged one is replaced, so that nothing is lost."""
    return key_or_none(text) or uuid.uuid4()
