"""Writes that keep trust: audit lines, consents, marks of reading."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import override

from elspace.core.answers import Refused
from elspace.core.models import EnteredFrom
from elspace.core.registries import personal_data

from .models import AuditLine, Consent, Purpose, Reading

_batch: ContextVar[uuid.UUID | None] = ContextVar("batch", default=None)


@contextmanager
def one_batch(batch: uuid.UUID) -> Iterator[None]:
    """Every audit line written inside belongs to `batch`, whichever app writes it."""
    token = _batch.set(batch)
    try:
        yield
    finally:
        _batch.reset(token)


def record(
    verb: str,
    *,
    subject: Model | None,
    actor: Any = None,
    role: str = "",
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    batch: uuid.UUID | None = None,
) -> AuditLine:
    """Write one audit line inside the caller's transaction.

    `changes` maps field names to (old, new) and must hold nothing personal or confidential: no
    words of a need, names, phones, mails, message bodies or codes. `role` is the role the actor
    acted in ("link" for a personal link, "machine" for periodic work); by default their first one.
    """
    line = _line(verb, subject, actor=actor, role=role, changes=changes, batch=batch)
    line.save(force_insert=True)
    return line


def record_each(
    verb: str,
    subjects: Mapping[Model, Mapping[str, tuple[Any, Any]]],
    *,
    actor: Any = None,
) -> None:
    """The same line for each of many rows, with its own changes, written at once."""
    AuditLine.objects.bulk_create(
        _line(verb, subject, actor=actor, role="", changes=changes, batch=None)
        for subject, changes in subjects.items()
    )


def _line(
    verb: str,
    subject: Model | None,
    *,
    actor: Any,
    role: str,
    changes: Mapping[str, tuple[Any, Any]] | None,
    batch: uuid.UUID | None,
) -> AuditLine:
    if actor is not None and not role:
        role = actor.acting_role()
    batch = batch or _batch.get()
    return AuditLine(
        verb=verb,
        actor=actor,
        actor_role=role or "machine",
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        changes={name: [old, new] for name, (old, new) in (changes or {}).items()},
        **({"batch": batch} if batch else {}),
    )


def state_consent(
    *,
    person: Any,
    purpose: Purpose,
    given: bool,
    recipient: str = "",
    wording: str = "",
    entered_by: Any = None,
    entered_from: EnteredFrom = EnteredFrom.SELF,
) -> Consent:
    """Keep what a person says about one purpose; withdrawing is stating no. Refusing changes
    nothing else."""
    with override(person.language):
        wording = wording or str(Purpose(purpose).label)
    consent = Consent.objects.create(
        person=person,
        purpose=purpose,
        recipient=recipient,
        given=given,
        wording=wording,
        entered_by=entered_by,
        entered_from=entered_from,
    )
    record("state_consent", subject=consent, actor=entered_by or person)
    return consent


@transaction.atomic
def hand_over_copy(*, person: Any, by: Any) -> None:
    """Note that a copy of a person's data was handed over (by the person themselves: their own)."""
    record("hand_over_copy", subject=person, actor=by)


@transaction.atomic
def erase_person(*, person: Any, by: Any) -> None:
    """Empty everything personal of a person, in every app; lines stay and point at nobody.

    A role on the team ends first, so that nobody erases a colleague at work, or themselves.
    """
    person = type(person)._default_manager.select_for_update().get(pk=person.pk)
    if not person.is_active:
        raise Refused(_("This person's data is erased already, or the page is closed."))
    if person.is_team:
        raise Refused(_("End the role on the team first."))
    if by is not None and not by.has_perm("trust.answer_request"):
        raise Refused(_("Only the direction answers such a request."))
    for part in personal_data:
        if part.erase_first is not None:
            part.erase_first(person)
    for part in personal_data:
        part.erase(person)
    record("erase_person", subject=person, actor=by)


def mark_read(rows: Iterable[Model], *, reader: Any) -> None:
    """Remember that `reader` has now seen the words of these rows (first time only; a page opened
    again writes nothing, so that it waits for nobody who writes)."""
    shown = {(row._meta.label_lower, row.pk) for row in rows}
    if not shown:
        return
    seen = Reading.objects.filter(reader=reader, subject_id__in={number for _kind, number in shown})
    new = shown - set(seen.values_list("subject_kind", "subject_id"))
    if new:
        Reading.objects.bulk_create(
            [Reading(reader=reader, subject_kind=kind, subject_id=pk) for kind, pk in sorted(new)],
            ignore_conflicts=True,
        )
