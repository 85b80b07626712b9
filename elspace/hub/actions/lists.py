"""The hub's own short lists: disciplines, formats, equipment."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.hub.enums import FormatCode
from elspace.hub.models import Discipline, Equipment, Format
from elspace.hub.queries.lists import is_used
from elspace.trust.actions import record


@transaction.atomic
def add_discipline(
    *, name_fr: str, name_ar: str, name_en: str, key: uuid.UUID | None = None, by: Any
) -> Discipline:
    """Add what can be taught or asked for, at the end of the list."""
    if key is not None and (first := Discipline.objects.filter(key=key).first()):
        return first
    last = Discipline.objects.aggregate(last=Max("position"))["last"]
    discipline = Discipline.objects.create(
        key=key or uuid.uuid4(),
        code=_free_code(name_en or name_fr or name_ar),
        name_fr=name_fr,
        name_ar=name_ar,
        name_en=name_en,
        position=0 if last is None else last + 1,
    )
    record("add_discipline", subject=discipline, actor=by)
    return discipline


@transaction.atomic
def change_discipline(*, discipline: Discipline, by: Any, **fields: Any) -> Discipline:
    """Rename a discipline, retire it or take it back; what was taught keeps its name."""
    discipline = Discipline.objects.select_for_update().get(pk=discipline.pk)
    others = Discipline.objects.filter(is_active=True).exclude(pk=discipline.pk)
    if not fields.get("is_active", True) and not others.exists():
        raise Refused(_("At least one discipline stays in use."))
    changes = {"is_active": (discipline.is_active, fields.get("is_active", discipline.is_active))}
    for name, value in fields.items():
        setattr(discipline, name, value)
    discipline.save()
    record("change_discipline", subject=discipline, actor=by, changes=changes)
    return discipline


@transaction.atomic
def change_format(
    *,
    format: Format,
    min_people: int,
    max_people: int,
    equipment: Iterable[Equipment],
    by: Any,
    **names: str,
) -> Format:
    """Rename a format, say how many people it takes and what it needs."""
    format = Format.objects.select_for_update().get(pk=format.pk)
    if max_people < min_people:
        raise Refused(_("“At most” is less than “at least”."))
    if format.code == FormatCode.INDIVIDUAL and (min_people, max_people) != (1, 1):
        raise Refused(_("One to one is for one person."))
    changes = {
        "min_people": (format.min_people, min_people),
        "max_people": (format.max_people, max_people),
    }
    format.min_people, format.max_people = min_people, max_people
    for name, value in names.items():
        setattr(format, name, value)
    format.save()
    format.equipment.set(equipment)
    record("change_format", subject=format, actor=by, changes=changes)
    return format


@transaction.atomic
def add_equipment(
    *, name_fr: str, name_ar: str, name_en: str, key: uuid.UUID | None = None, by: Any
) -> Equipment:
    """Add what a room may have and a format may need."""
    if key is not None and (first := Equipment.objects.filter(key=key).first()):
        return first
    equipment = Equipment.objects.create(
        key=key or uuid.uuid4(), name_fr=name_fr, name_ar=name_ar, name_en=name_en
    )
    record("add_equipment", subject=equipment, actor=by)
    return equipment


@transaction.atomic
def change_equipment(*, equipment: Equipment, by: Any, **fields: Any) -> Equipment:
    """Rename it, retire it or take it back; rooms and formats that have it keep it."""
    equipment = Equipment.objects.select_for_update().get(pk=equipment.pk)
    changes = {"is_active": (equipment.is_active, fields.get("is_active", equipment.is_active))}
    for name, value in fields.items():
        setattr(equipment, name, value)
    equipment.save()
    record("change_equipment", subject=equipment, actor=by, changes=changes)
    return equipment


@transaction.atomic
def remove_equipment(*, equipment: Equipment, by: Any) -> None:
    """Take out of the list what nothing has or needs."""
    found = Equipment.objects.select_for_update().filter(pk=equipment.pk).first()
    if found is None:  # a second press
        return
    if is_used(found):
        raise Refused(_("A room has it, or a format needs it: take it out of use instead."))
    record("remove_equipment", subject=found, actor=by)
    found.delete()


def _free_code(name: str) -> str:
    """A code from the English name, with a number when it is taken."""
    stem = slugify(name)[:34] or "discipline"
    taken = set(Discipline.objects.filter(code__startswith=stem).values_list("code", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(code for code in numbered if code not in taken)
