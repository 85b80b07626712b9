"""Closures: the hub, or one place, is closed for a while."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.hub.models import Closure, Place
from elspace.trust.actions import record


@transaction.atomic
def add_closure(
    *,
    starts_at: datetime,
    ends_at: datetime,
    place: Place | None = None,
    reason: str = "",
    key: uuid.UUID | None = None,
    by: Any,
) -> Closure:
    """Close from one instant to another. The same `key` again returns the first row."""
    if key is not None and (first := Closure.objects.filter(key=key).first()):
        return first
    _check(starts_at, ends_at)
    closure = Closure.objects.create(
        key=key or uuid.uuid4(), starts_at=starts_at, ends_at=ends_at, place=place, reason=reason
    )
    record("add_closure", subject=closure, actor=by, changes=_times(None, closure))
    return closure


@transaction.atomic
def change_closure(
    *,
    closure: Closure,
    starts_at: datetime,
    ends_at: datetime,
    place: Place | None,
    reason: str,
    by: Any,
) -> Closure:
    """Change when, where or why."""
    closure = Closure.objects.select_for_update().get(pk=closure.pk)
    _check(starts_at, ends_at)
    before = Closure(starts_at=closure.starts_at, ends_at=closure.ends_at)
    closure.starts_at, closure.ends_at = starts_at, ends_at
    closure.place, closure.reason = place, reason
    closure.save()
    record("change_closure", subject=closure, actor=by, changes=_times(before, closure))
    return closure


@transaction.atomic
def remove_closure(*, closure: Closure, by: Any) -> None:
    """Take it back: the hub opens as usual."""
    record("remove_closure", subject=closure, actor=by, changes=_times(closure, None))
    closure.delete()


def _check(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Refused(_("The closure ends before it begins."))


def _times(before: Closure | None, after: Closure | None) -> dict[str, tuple[Any, Any]]:
    return {
        name: (
            getattr(before, name).isoformat() if before else None,
            getattr(after, name).isoformat() if after else None,
        )
        for name in ("starts_at", "ends_at")
    }
