"""Two pages of one person become one: every reference found by introspection moves over.

No model is named here but those that hold credentials: a sign-in is never merged into another.
"""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Model, Q
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.people import rules
from elspace.people.desk import DeskCode
from elspace.people.models import Person, TrustedDevice
from elspace.people.spelling import NAMES
from elspace.trust.actions import record

CREDENTIALS: tuple[type[Model], ...] = (Authenticator, EmailAddress)
# Kept from `keep` unless empty there; credentials, alias and key never move.
_FILLED = (*NAMES, "phone", "governorate", "access_needs", "referent_id")


@transaction.atomic
def merge_people(
    *, keep: Person, gone: Person, by: Person | None, is_said: bool = False, **chosen: Any
) -> Person:
    """Move everything of `gone` to `keep` and delete `gone`. Fields empty in `keep` are filled from
    `gone`; `chosen` names fields of `keep` to overwrite.

    Where both hold a row that may exist once (a seat at an occasion, an answer about a half-day,
    the expert's page), the two become one in the same way: `keep`'s values first. `is_said`: the
    person behind the alias of `gone` said who they are; nobody finds that out for them.
    """
    locked = Person.objects.select_for_update().in_bulk(sorted([keep.pk, gone.pk]))
    if keep.pk not in locked or gone.pk not in locked:
        raise Refused(_("One of the two pages does not exist any more."))
    keep, gone = locked[keep.pk], locked[gone.pk]
    if by is not None and not (answer := rules.can_merge(by, keep, gone)):
        raise Refused(answer.reason)
    is_named = gone.is_alias and not keep.is_alias
    if is_named and not is_said:
        raise Refused(_("Only the person behind an alias says who they are. Did they say so?"))
    for model in CREDENTIALS:
        model._default_manager.filter(user=gone).delete()
    TrustedDevice.objects.filter(person=gone).delete()
    DeskCode.objects.filter(person=gone).delete()
    _move_references(keep, gone)
    mail = gone.email
    keep.refresh_from_db()
    gone_pk = gone.pk
    Person.objects.filter(pk=gone_pk).delete()
    for name in _FILLED:
        if not getattr(keep, name) and not (
            (is_named and name in NAMES) or (keep.is_alias and "last_name" in name)
        ):
            setattr(keep, name, getattr(gone, name))
    if keep.referent_id in (keep.pk, gone_pk):
        keep.referent = None
    if keep.email is None:
        keep.email = mail
    for name, value in chosen.items():
        setattr(keep, name, value)
    keep.save()
    changes: dict[str, tuple[Any, Any]] = {"gone": (gone_pk, None)}
    if is_named:
        changes["is_alias"] = (True, False)
    record("merge_people", subject=keep, actor=by, changes=changes)
    return keep


def _move_references(keep: Model, gone: Model) -> None:
    """Point every row of every model that refers to `gone` at `keep`."""
    for model, field in _references_to(type(keep)):
        for row in model._base_manager.filter(**{field.name: gone}):
            _move_row(row, field, keep)
    kind = gone._meta.label_lower
    for model in _models_with_subject():
        for row in model._base_manager.filter(subject_kind=kind, subject_id=gone.pk):
            _move_row(row, model._meta.get_field("subject_id"), keep)


def _move_row(row: Model, field: Any, keep: Model) -> None:
    twin = _twin(row, field, keep)
    if twin is None:
        type(row)._base_manager.filter(pk=row.pk).update(
            **{field.name: keep if field.is_relation else keep.pk}
        )
        return
    _move_references(twin, row)
    empty = _worth_filling(twin, row)
    row.delete()
    if empty:
        type(twin)._base_manager.filter(pk=twin.pk).update(**empty)


def _references_to(model: type[Model]) -> Iterator[tuple[type[Model], Any]]:
    """Every foreign key and one-to-one to `model` (or a parent of it), many-to-many tables too.
    A child row of the same object (multi-table inheritance) is not a reference."""
    for other in apps.get_models(include_auto_created=True):
        for field in other._meta.local_fields:
            if (
                field.is_relation
                and field.related_model is model
                and not getattr(field.remote_field, "parent_link", False)
            ):
                yield other, field


def _models_with_subject() -> list[type[Model]]:
    """Models that name any row by its kind and number."""
    return [
        model
        for model in apps.get_models()
        if {"subject_kind", "subject_id"} <= {field.name for field in model._meta.local_fields}
    ]


def _twin(row: Model, field: Any, keep: Model) -> Model | None:
    """The row of `keep` that would collide with `row` once moved, if there is one."""
    for names, condition, do_nulls_collide in _unique_sets(type(row)):
        if field.name not in names:
            continue
        wanted = Q(**{field.attname: keep.pk})
        for name in set(names) - {field.name}:
            attname = getattr(row._meta.get_field(name), "attname", name)
            value = getattr(row, attname)
            if value is None and not do_nulls_collide:
                break
            wanted &= Q(**{f"{attname}__isnull": True} if value is None else {attname: value})
        else:
            twin = _first_other(row, wanted, condition)
            if twin is not None:
                return twin
    return None


def _first_other(row: Model, wanted: Q, condition: Q | None) -> Model | None:
    rows = type(row)._base_manager.all()
    if condition is not None:
        rows = rows.filter(condition)
        if not rows.filter(pk=row.pk).exists():
            return None  # the constraint does not concern this row
    return rows.filter(wanted).exclude(pk=row.pk).first()


def _unique_sets(model: type[Model]) -> Iterator[tuple[tuple[str, ...], Q | None, bool]]:
    """Names of fields unique together, under which condition, and whether nulls collide there
    (constraints that coalesce them)."""
    for field in model._meta.local_fields:
        if field.unique and not field.primary_key:
            yield (field.name,), None, False
    for names in model._meta.unique_together:
        yield tuple(names), None, False
    for constraint in model._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint):
            continue
        if constraint.fields:
            yield tuple(constraint.fields), constraint.condition, False
        else:
            named = (_named_in(expression) for expression in constraint.expressions)
            names = tuple(_field_name(model, name) for found in named for name in found)
            yield names, constraint.condition, True


def _named_in(expression: Any) -> list[str]:
    """The columns an expression of a constraint reads."""
    if isinstance(expression, F):
        return [expression.name]  # type: ignore[attr-defined]  # the stubs forget it
    return [name for part in expression.get_source_expressions() for name in _named_in(part)]


def _field_name(model: type[Model], name: str) -> str:
    """recipient_id → recipient."""
    return next(f.name for f in model._meta.local_fields if name in (f.name, f.attname))


def _worth_filling(twin: Model, row: Model) -> dict[str, Any]:
    """Fields still empty or untouched in `twin` that `row` has an answer for; never a yes-no
    flag (both mean something) nor anything unique."""
    filled = {}
    for field in twin._meta.concrete_fields:
        if field.primary_key or field.unique or isinstance(field, models.BooleanField):
            continue
        mine, theirs = getattr(twin, field.attname), getattr(row, field.attname)
        untouched = (None, "") if callable(field.default) else (None, "", field.get_default())
        if mine in untouched and theirs not in untouched:
            filled[field.attname] = theirs
    return filled
