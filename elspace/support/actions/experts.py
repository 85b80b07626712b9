"""Experts: add one, change what they offer."""

import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.hub.models import Discipline, Format
from elspace.people.actions import grant_role
from elspace.people.enums import Role
from elspace.people.models import Person
from elspace.support.models import Expert
from elspace.trust.actions import record


@transaction.atomic
def add_expert(
    *,
    person: Person,
    disciplines: Iterable[Discipline],
    formats: Iterable[Format] = (),
    times_a_month: int | None = None,
    hours_a_month: int | None = None,
    hours_a_term: int | None = None,
    max_per_week: int = 1,
    is_pro_bono: bool = True,
    rate: Decimal | None = None,
    note: str = "",
    key: uuid.UUID | None = None,
    by: Any,
) -> Expert:
    """Make a person an expert; who was one before comes back with what is said now.

    They get the role of expert with it; unknown limits stay unknown (None).
    """
    if key is not None and (first := Expert.objects.filter(key=key).first()):
        return first
    Person.objects.select_for_update().get(pk=person.pk)
    expert = Expert.objects.filter(person=person).first()
    if expert is not None and expert.is_active:
        raise Refused(
            _("%(person)s is already one of the experts.") % {"person": person.name},
            offers=[expert],
        )
    expert = expert or Expert(person=person)
    if key is not None:
        expert.key = key
    _write(
        expert,
        disciplines=disciplines,
        formats=formats,
        times_a_month=times_a_month,
        hours_a_month=hours_a_month,
        hours_a_term=hours_a_term,
        max_per_week=max_per_week,
        is_pro_bono=is_pro_bono,
        rate=rate,
        note=note,
        is_active=True,
    )
    grant_role(person=person, role=Role.EXPERT, by=by)
    record("add_expert", subject=expert, actor=by)
    return expert


@transaction.atomic
def change_expert(
    *,
    expert: Expert,
    disciplines: Iterable[Discipline],
    formats: Iterable[Format],
    by: Any,
    **fields: Any,
) -> Expert:
    """Change what an expert offers. Sessions already asked stay: lower limits count from now on."""
    expert = Expert.objects.select_for_update().get(pk=expert.pk)
    said = ("times_a_month", "hours_a_month", "hours_a_term", "max_per_week", "is_active")
    changes = {
        name: (getattr(expert, name), fields[name])
        for name in said
        if name in fields and getattr(expert, name) != fields[name]
    }
    _write(expert, disciplines=disciplines, formats=formats, **fields)
    record("change_expert", subject=expert, actor=by, changes=changes)
    return expert


def _write(
    expert: Expert, *, disciplines: Iterable[Discipline], formats: Iterable[Format], **fields: Any
) -> None:
    disciplines = list(disciplines)
    if not disciplines:
        raise Refused(_("Which disciplines? At least one."))
    for name, value in fields.items():
        setattr(expert, name, value)
    if expert.is_pro_bono:
        expert.rate = None
    expert.save()
    expert.disciplines.set(disciplines)
    expert.formats.set(formats)


@transaction.atomic
def say_how_often(*, expert: Expert, times_a_month: int | None, by: Any) -> Expert:
    """Keep how many times a month an expert can come; None: not said."""
    expert = Expert.objects.select_for_update().get(pk=expert.pk)
    if expert.times_a_month != times_a_month:
        changes = {"times_a_month": (expert.times_a_month, times_a_month)}
        expert.times_a_month = times_a_month
        expert.save(update_fields=["times_a_month"])
        record("say_how_often", subject=expert, actor=by, changes=changes)
    return expert
