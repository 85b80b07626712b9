"""A field's value as the text of a cell, and back, whatever the language it was written in."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from elspace.core.folding import fold
from elspace.imports.columns import LANGUAGES

from .tables import Field

_FROM: tuple[tuple[type[models.Field], Callable[[str], Any]], ...] = (
    (models.DateTimeField, datetime.fromisoformat),
    (models.DateField, date.fromisoformat),
    (models.TimeField, time.fromisoformat),
    (models.UUIDField, UUID),
    (models.DecimalField, Decimal),
    (models.FloatField, float),
    (models.IntegerField, int),
    (models.JSONField, json.loads),
)


def reference(row: Any) -> str:
    """What another sheet calls a row by: its code where it has one, else its key."""
    return str(getattr(row, "code", "") or row.key)


def as_cell(field: Field, value: Any) -> str:
    """The text of a value that is no reference."""
    if value is None:
        return ""
    of = field.field
    if isinstance(of, models.BooleanField):
        return _("yes") if value else _("no")
    if of.choices and field.name != "code":  # a code is what other sheets call the row by
        return str(dict(of.flatchoices).get(value, value))
    if isinstance(of, models.JSONField):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def from_cell(field: Field, text: str) -> Any:
    """The value a cell holds; ValueError when it holds something else."""
    of = field.field
    if isinstance(of, models.BooleanField):
        return _booleans()[fold(text)] if text else False
    if of.choices:
        return _choice(field, text)
    if not text:
        if of.null:
            return None
        if isinstance(of, models.CharField | models.TextField):
            return ""
        return of.get_default()
    for kind, read in _FROM:
        if isinstance(of, kind):
            return read(text)
    return text


def _choice(field: Field, text: str) -> Any:
    if not text:
        return (
            None
            if field.field.null
            else field.field.get_default()
            if field.field.has_default()
            else ""
        )
    known = _choices(field.field)
    if text in known:
        return known[text]
    if fold(text) in known:
        return known[fold(text)]
    raise ValueError(text)


@lru_cache(maxsize=256)
def _choices(of: Any) -> dict[str, Any]:
    """Codes and labels in three languages."""
    found: dict[str, Any] = {}
    for language in LANGUAGES:
        with override(language):
            for value, label in of.flatchoices:
                found.setdefault(str(label), value)
                found.setdefault(fold(str(label)), value)
    return found | {str(value): value for value, _label in of.flatchoices}


@lru_cache(maxsize=1)
def _booleans() -> dict[str, bool]:
    found = {"1": True, "0": False, "true": True, "false": False}
    for language in LANGUAGES:
        with override(language):
            found |= {fold(_("yes")): True, fold(_("no")): False}
    return found
