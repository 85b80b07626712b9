"""Desks as things: add one, change one, draw them on the map."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.moments import today
from elspace.hosting.enums import DeskKind
from elspace.hosting.models import (
    Desk,
    MapMark,
    Space,
)
from elspace.hub.models import Place
from elspace.people.models import Person
from elspace.trust.actions import record

from .locks import lock_desks


@transaction.atomic
def add_desk(
    *,
    place: Place,
    name: str,
    kind: DeskKind = DeskKind.FLEXIBLE,
    note: str = "",
    key: uuid.UUID | None = None,
    by: Any,
) -> Desk:
    """Add a desk. Its name is a short sign, the same in all languages ("A1")."""
    if key is not None and (first := Desk.objects.filter(key=key).first()):
        return first
    if Desk.objects.filter(place=place, name_fr__iexact=name.strip()).exists():
        raise Refused(_("A desk is called %(name)s already.") % {"name": name.strip()})
    desk = Desk.objects.create(
        key=key or uuid.uuid4(),
        place=place,
        name_fr=name.strip(),
        name_ar=name.strip(),
        name_en=name.strip(),
        capacity=1,
        kind=kind,
        note=note,
        position=Space.objects.count(),
    )
    record("add_desk", subject=desk, actor=by, changes={"kind": (None, kind)})
    return desk


@transaction.atomic
def change_desk(
    *, desk: Desk, name: str, kind: DeskKind, note: str, is_active: bool = True, by: Any
) -> Desk:
    """Change a desk; one that somebody holds stays in use."""
    lock_desks(desk)
    desk = Desk.objects.get(pk=desk.pk)
    others = Desk.objects.filter(place=desk.place, name_fr__iexact=name.strip())
    if others.exclude(pk=desk.pk).exists():
        raise Refused(_("A desk is called %(name)s already.") % {"name": name.strip()})
    if desk.is_active and not is_active and (who := _who_comes(desk)):
        raise Refused(
            _("%(desk)s is held by %(person)s: end that first.")
            % {"desk": desk.name, "person": who.name}
        )
    changes = {
        field: (getattr(desk, field), value)
        for field, value in (("kind", kind), ("is_active", is_active))
        if getattr(desk, field) != value
    }
    desk.name_fr = desk.name_ar = desk.name_en = name.strip()
    desk.kind, desk.note, desk.is_active = kind, note, is_active
    desk.save()
    record("change_desk", subject=desk, actor=by, changes=changes)
    return desk


def _who_comes(desk: Desk) -> Person | None:
    """Somebody who has the desk from today on."""
    held = desk.holdings.filter(Q(until_on=None) | Q(until_on__gte=today())).first()
    if held:
        return held.person
    day = desk.days.filter(day__gte=today()).exclude(person=None).first()
    return day.person if day else None


@transaction.atomic
def remove_desk(*, desk: Desk, by: Any) -> None:
    """Take away a desk nobody ever had; another one is taken out of use."""
    found = Desk.objects.filter(pk=desk.pk).first()
    if found is None:  # a second press
        return
    lock_desks(found)
    record("remove_desk", subject=found, actor=by)
    try:
        with transaction.atomic():
            found.delete()
    except ProtectedError as error:
        raise Refused(
            _("%(desk)s was used: take it out of use instead, its past keeps its name.")
            % {"desk": found.name}
        ) from error


@transaction.atomic
def draw_map(*, place: Place, squares: Mapping[tuple[int, int], Desk | str], by: Any) -> None:
    """Put desks and marks on the grid of a place; what is not named stands nowhere."""
    Place.objects.select_for_update().get(pk=place.pk)
    Desk.objects.filter(place=place).update(row=None, column=None)
    MapMark.objects.filter(place=place).delete()
    marks = []
    for (row, column), what in squares.items():
        if isinstance(what, Desk):
            Desk.objects.filter(pk=what.pk, place=place).update(row=row, column=column)
        else:
            marks.append(MapMark(place=place, row=row, column=column, text=what))
    MapMark.objects.bulk_create(marks)
    record("draw_map", subject=place, actor=by, changes={"desks": (None, len(squares))})
