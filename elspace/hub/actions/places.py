"""Places: add one, change one; the hub always keeps one in use."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.hub.models import Place
from elspace.trust.actions import record


@transaction.atomic
def add_place(*, key: uuid.UUID | None = None, by: Any, **fields: Any) -> Place:
    """Add a place. The same `key` again returns the first row."""
    if key is not None and (first := Place.objects.filter(key=key).first()):
        return first
    place = Place.objects.create(key=key or uuid.uuid4(), **fields)
    record("add_place", subject=place, actor=by)
    return place


@transaction.atomic
def change_place(*, place: Place, by: Any, **fields: Any) -> Place:
    """Change a place; the last one in use stays in use."""
    place = Place.objects.select_for_update().get(pk=place.pk)
    others = Place.objects.filter(is_active=True).exclude(pk=place.pk)
    if not fields.get("is_active", True) and not others.exists():
        raise Refused(_("The hub needs a place: add the new one first."))
    changed = sorted(name for name, value in fields.items() if getattr(place, name) != value)
    for name, value in fields.items():
        setattr(place, name, value)
    place.save()
    record("change_place", subject=place, actor=by, changes={"fields": ([], changed)})
    return place
