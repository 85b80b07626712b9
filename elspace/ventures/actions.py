"""Writes about ventures: adding, changing, joining, leaving."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.keys import once_per_key
from elspace.core.moments import today
from elspace.people.models import Person
from elspace.trust.actions import record

from .models import Membership, Stage, Venture

CHANGEABLE = ("name", "name_ar", "activity", "governorate", "stage")


@once_per_key(Venture)
@transaction.atomic
def add_venture(
    *,
    name: str,
    by: Person | None,
    key: UUID | None = None,
    name_ar: str = "",
    activity: str = "",
    governorate: str = "",
    stage: Stage | str = "",
    members: tuple[Person, ...] = (),
) -> Venture:
    """Write down a venture and its first people; the same `key` again gives the same row."""
    name = name.strip()
    if not name:
        raise Refused(_("The project needs a name; a working name is enough."))
    venture = Venture.objects.create(
        **({"key": key} if key else {}),
        name=name[:120],
        name_ar=name_ar.strip()[:120],
        activity=activity.strip()[:200],
        governorate=governorate.strip()[:40],
        stage=stage,
    )
    record("add_venture", subject=venture, actor=by)
    for person in members:
        join_venture(venture=venture, person=person, by=by)
    return venture


@transaction.atomic
def change_venture(*, venture: Venture, by: Person | None, **fields: str) -> Venture:
    """Change name, Arabic name, activity, governorate or stage."""
    venture = Venture.objects.select_for_update().get(pk=venture.pk)
    changes: dict[str, tuple[Any, Any]] = {}
    for field, typed in fields.items():
        if field not in CHANGEABLE:
            raise ValueError(field)
        value = typed.strip()
        if field == "name" and not value:
            raise Refused(_("The project needs a name; a working name is enough."))
        if getattr(venture, field) != value:
            changes[field] = (getattr(venture, field), value)
            setattr(venture, field, value)
    if changes:
        venture.save(update_fields=list(changes))
        record("change_venture", subject=venture, actor=by, changes=changes)
    return venture


@transaction.atomic
def join_venture(
    *, venture: Venture, person: Person, by: Person | None, from_on: date | None = None
) -> Membership:
    """A person belongs to a venture from a day on; who belongs already keeps their first day."""
    Venture.objects.select_for_update().get(pk=venture.pk)
    current = Membership.objects.current().filter(venture=venture, person=person).first()
    if current is not None:
        return current
    membership = Membership.objects.create(
        venture=venture, person=person, from_on=from_on or today()
    )
    record("join_venture", subject=venture, actor=by)
    return membership


@transaction.atomic
def leave_venture(
    *, venture: Venture, person: Person, by: Person | None, on: date | None = None
) -> None:
    """A person no longer belongs to a venture: `on` is the last day, by default yesterday, so that
    access ends now. The venture's own facts stay with it."""
    last = on or today() - timedelta(days=1)
    held = Membership.objects.current().filter(venture=venture, person=person)
    if not held.select_for_update().exists():
        raise Refused(_("This person does not belong to this project any more."))
    held.filter(from_on__gt=last).delete()
    held.update(until_on=last)
    record("leave_venture", subject=venture, actor=by)
