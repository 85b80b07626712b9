"""Keys that come back from a page: damaged or invented ones find nothing, and break nothing."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError
from django.db.models import Model
from django.utils.translation import gettext as _

from .answers import Refused


def key_or_none(text: str | None) -> uuid.UUID | None:
    """The key a form sent, None when it is none: a look-up then finds no row."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def key_or_new(text: str | None) -> uuid.UUID:
    """The key the page made for a new row; a damaged one is replaced, so that nothing is lost."""
    return key_or_none(text) or uuid.uuid4()


P = ParamSpec("P")
Row = TypeVar("Row", bound=Model)


def known_by_key(model: type[Row], key: uuid.UUID | None, **wish: Any) -> Row | None:
    """The row a page made already under its key; None when it made none. A key that stands on
    somebody else's row, or on another wish than these values, is refused: nobody is answered a row
    that is not theirs, and nobody is told that something was done which was not."""
    known = model._default_manager.filter(key=key).first() if key is not None else None
    if known is not None and any(getattr(known, name) != value for name, value in wish.items()):
        raise Refused(_("This page was used already for something else: open it anew, please."))
    return known


def once_per_key(
    model: type[Row], check: Callable[[Row, dict[str, Any]], None] | None = None
) -> Callable[[Callable[P, Row]], Callable[P, Row]]:
    """An action that makes one row of `model` for the `key` it is given: called again with that key
    it answers the first row, also when two requests come at the same moment and the other is faster
    (the database's unique key tells). Stands above `@transaction.atomic`, which undoes the loser.
    `check(row, arguments)` may refuse a key that was used for something else.
    """

    def first_row(key: uuid.UUID, arguments: dict[str, Any]) -> Row | None:
        known = model._default_manager.filter(key=key).first()
        if known is not None and check is not None:
            check(known, arguments)
        return known

    def wrap(action: Callable[P, Row]) -> Callable[P, Row]:
        @wraps(action)
        def acted(*args: P.args, **kwargs: P.kwargs) -> Row:
            key = kwargs.get("key")
            if not isinstance(key, uuid.UUID):
                return action(*args, **kwargs)
            known = first_row(key, kwargs)
            if known is not None:
                return known
            try:
                return action(*args, **kwargs)
            except IntegrityError:
                known = first_row(key, kwargs)
                if known is None:
                    raise
                return known

        return acted

    return wrap
